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
	if day := weekdays[r.peek(0).text]; day != 0 {
		r.setWeekday(day)
		r.at++
		return true
	}
	w := r.dotted()
	half, isHalf := dayHalves[w]
	switch {
	case isHalf && r.clock != nil && r.half == "" && !r.marksYear(w):
		r.half = r.sided(half)
	case r.clock != nil && r.readZone(w):
		return true
	case !isHalf && !labels[w]:
		r.foreign = true
	}
	r.at++
	if w == "t" || w == "gmt" || w == "utc" {
		r.readOffset()
	}
	return true
}

// sided turns «قبل الظهر» and «بعد منتصف الليل» into the half of the day that
// they lie in.
func (r *dateReader) sided(half string) string {
	if half == "noon" && r.at > 0 {
		switch r.tokens[r.at-1].text {
		case "قبل":
			return "am"
		case "بعد":
			return "pm"
		}
	}
	return half
}

// setWeekday takes the name of a day. One that another contradicts says nothing.
func (r *dateReader) setWeekday(day int) {
	if r.weekday != 0 && r.weekday != day {
		day = -1
	}
	r.weekday = max(day, 0)
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
	if name, ok := cityZones[w]; ok && r.at > 0 && strings.HasSuffix(r.tokens[r.at-1].text, "توقيت") { // المغرب is sunset, too
		if loc, err := time.LoadLocation(name); err == nil {
			r.at++
			r.offset = loc
			return true
		}
	}
	if r.readPlace(w) {
		return true
	}
	if _, ok := sharedZones[w]; !ok {
		return false
	}
	r.at++
	r.shared = w
	return true
}

// readPlace reads the name of a zone as the IANA database has it: Asia/Riyadh.
func (r *dateReader) readPlace(w string) bool {
	if !continents[w] || r.peek(1).text != "/" || r.peek(2).kind != datePartWord {
		return false
	}
	loc, err := time.LoadLocation(capital(w) + "/" + capital(r.peek(2).text))
	if err != nil {
		return false
	}
	if r.offset == nil {
		r.offset = loc
	}
	r.at += 3
	return true
}

func capital(w string) string { return strings.ToUpper(w[:1]) + w[1:] }

// settle decides a name that several zones bear: the meaning is taken that is
// the outlet's own offset on that day, else the first.
func (r *dateReader) settle(name string, d calendarDate) *time.Location {
	label := strings.ToUpper(name)
	_, own := d.noon().In(r.zone).Zone()
	for _, z := range sharedZones[name] {
		if r.zone != time.UTC && own == z.minutes*60 {
			r.assume(fmt.Sprintf("%s taken as the outlet's zone %s", label, r.zone), Assumed)
			return r.zone
		}
	}
	first := sharedZones[name][0]
	r.assume(fmt.Sprintf("%s taken as %s", label, first.meaning), first.trust())
	return time.FixedZone("", first.minutes*60)
}
