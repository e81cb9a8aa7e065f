package arabic

import (
	"fmt"
	"strings"
	"time"
)

// readWord reads a name: of a month, a zone, a half of the day. Others are
// passed over: weekdays, "الموافق", "تاريخ النشر".
func (r *dateReader) readWord() bool {
	if used, month, hijri := r.monthName(); used > 0 {
		mardi := r.peek(0).text == "mar"
		r.at += used
		return r.setMonth(month, hijri, mardi)
	}
	w := r.dotted()
	half, isHalf := dayHalves[w]
	switch {
	case isHalf && r.clock != nil && r.half == "" && !r.marksYear(w):
		r.half = half
	case r.clock != nil && r.readZone(w):
		return true
	}
	r.at++
	if w == "t" || w == "gmt" || w == "utc" {
		r.readOffset()
	}
	return true
}

// dotted returns the word here; of "p.m." and "a.m." both letters, as one.
func (r *dateReader) dotted() string {
	w := r.peek(0).text
	if (w == "p" || w == "a") && r.peek(1).text == "." && r.peek(2).text == "m" {
		r.at += 2
		return w + "m"
	}
	return w
}

// marksYear reports whether م stands behind a year or a dot, where it means "of
// the Christian era" and not "in the afternoon".
func (r *dateReader) marksYear(w string) bool {
	if w != "م" || r.at == 0 {
		return false
	}
	before := r.tokens[r.at-1]
	return before.kind == datePartNumber && before.digits == 4 || before.text == "."
}

// monthName looks the next one or two words up, the longer name first.
func (r *dateReader) monthName() (used, month int, hijri bool) {
	first := r.peek(0).text
	if next := r.peek(1); next.kind == datePartWord {
		both := first + " " + next.text
		if m := gregorianMonths[both]; m != 0 {
			return 2, m, false
		}
		if m := hijriMonths[both]; m != 0 {
			return 2, m, true
		}
	}
	if m := gregorianMonths[first]; m != 0 {
		return 1, m, false
	}
	if m := hijriMonths[first]; m != 0 {
		return 1, m, true
	}
	return 0, 0, false
}

// setMonth takes the name of a month. A second name must mean the same month,
// as in «تشرين الثاني/نوفمبر», unless a date is complete before it.
func (r *dateReader) setMonth(month int, hijri, mardi bool) bool {
	if r.month != 0 && !r.mardi {
		return r.month == month && r.hijri == hijri
	}
	r.month, r.hijri, r.mardi = month, hijri, mardi
	if len(r.loose) == 2 {
		r.finishDate()
	}
	return true
}

// readZone reads the name of a zone, and an offset behind it ("GMT+3").
func (r *dateReader) readZone(w string) bool {
	if minutes, ok := zoneOffsets[w]; ok {
		r.at++
		if r.offset == nil {
			r.offset = time.FixedZone("", minutes*60)
		}
		if minutes == 0 {
			r.readOffset()
		}
		return true
	}
	if name, ok := cityZones[w]; ok {
		if loc, err := time.LoadLocation(name); err == nil {
			r.at++
			r.offset = loc
			return true
		}
	}
	shared, ok := sharedZones[w]
	if !ok {
		return false
	}
	r.at++
	if r.offset == nil {
		r.offset = r.settle(w, shared.offset, shared.meaning)
	}
	return true
}

// settle decides a name that several zones bear: by the outlet's zone where one
// is known, else by the meaning given.
func (r *dateReader) settle(name string, minutes int, meaning string) *time.Location {
	name = strings.ToUpper(name)
	if r.zone != time.UTC {
		r.assume(fmt.Sprintf("%s taken as the outlet's zone %s", name, r.zone))
		return r.zone
	}
	r.assume(fmt.Sprintf("%s taken as %s", name, meaning))
	return time.FixedZone("", minutes*60)
}

// distance reads «منذ ساعتين», «قبل 3 أيام», "5 minutes ago", «أمس».
func distance(tokens []datePart, zone *time.Location, now time.Time) (time.Time, string, bool) {
	if now.IsZero() || len(tokens) == 0 || len(tokens) > 8 {
		return time.Time{}, "", false
	}
	switch tokens[0].text {
	case "الان":
		return now, "distance from now", len(tokens) == 1
	case "منذ", "قبل":
		tokens = tokens[1:]
	default:
		if tokens[len(tokens)-1].text != "ago" {
			return yesterday(tokens, zone, now)
		}
		tokens = tokens[:len(tokens)-1]
	}
	ago, ok := measure(tokens)
	if !ok {
		return time.Time{}, "", false
	}
	return now.Add(-ago), "distance from now", true
}

// maxCount bounds the number in a distance.
const maxCount = 10_000

// measure adds up numbers and units: «3 ساعات و 20 دقيقة».
func measure(tokens []datePart) (sum time.Duration, ok bool) {
	count := -1
	for _, t := range tokens {
		if t.kind == datePartNumber {
			if t.value > maxCount {
				return 0, false
			}
			count = t.value
			continue
		}
		unit, known := distanceUnits[t.text]
		switch {
		case known && count >= 0:
			sum += time.Duration(count) * unit.unit
		case known && unit.count > 0:
			sum += time.Duration(unit.count) * unit.unit
		case t.text == "و" || t.text == "واحده" || t.text == "واحد" || t.text == "تقريبا" || t.text == "حوالي" || t.text == "نحو":
			continue
		default:
			return 0, false
		}
		count, ok = -1, true
	}
	return sum, ok && count < 0
}

// yesterday reads «اليوم», «أمس» and "yesterday", with a time of day or none.
func yesterday(tokens []datePart, zone *time.Location, now time.Time) (time.Time, string, bool) {
	back := 0
	switch tokens[0].text {
	case "اليوم", "today":
	case "امس", "yesterday":
		back = 1
	default:
		return time.Time{}, "", false
	}
	y, m, d := now.In(zone).AddDate(0, 0, -back).Date()
	r := dateReader{tokens: tokens[1:], zone: zone, dates: []calendarDate{{year: y, month: int(m), day: d}}}
	r.assume("distance from now")
	if !r.read() || len(r.dates) != 1 {
		return time.Time{}, "", false
	}
	t, how, err := r.result()
	return t, how, err == nil
}
