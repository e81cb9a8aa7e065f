package arabic

import (
	"strings"
	"time"
)

// fromNow is the assumption behind every distance.
const fromNow = "distance from now"

// distance reads «منذ ساعتين», «قبل 3 أيام», «نشر قبل ثلاث ساعات ونصف», "5
// minutes ago", «أمس».
func distance(tokens []datePart, zone *time.Location, now time.Time) (Date, bool) {
	tokens = withoutLabels(tokens)
	if now.IsZero() || len(tokens) == 0 || len(tokens) > 12 {
		return Date{}, false
	}
	if moments[joined(tokens)] {
		return Date{now, fromNow, Day}, true
	}
	counted, ok := counted(tokens)
	if !ok {
		return yesterday(tokens, zone, now)
	}
	ago, unit, ok := measure(counted)
	if !ok {
		return Date{}, false
	}
	return Date{now.Add(-ago), fromNow, distanceTrust(unit)}, true
}

// distanceTrust: a distance is rounded to its least unit.
func distanceTrust(unit time.Duration) Confidence {
	if unit > oneDay {
		return Doubtful
	}
	return Day
}

// withoutLabels leaves out the words and signs that stand before a distance.
func withoutLabels(tokens []datePart) []datePart {
	for len(tokens) > 0 && tokens[0].text != "قبل" && tokens[0].text != "اليوم" &&
		(tokens[0].kind == datePartSign || labels[tokens[0].text]) {
		tokens = tokens[1:]
	}
	return tokens
}

// joined is the text of the tokens, blanks between.
func joined(tokens []datePart) string {
	words := make([]string, len(tokens))
	for i, t := range tokens {
		words[i] = t.text
	}
	return strings.Join(words, " ")
}

// counted returns what is counted back from now: what stands behind «منذ» and
// before "ago".
func counted(tokens []datePart) ([]datePart, bool) {
	switch last := len(tokens) - 1; {
	case tokens[0].text == "منذ" || tokens[0].text == "قبل" || tokens[0].text == "من" && last > 0:
		return tokens[1:], true
	case strings.HasPrefix(joined(tokens), "il y a "):
		return tokens[3:], true
	case tokens[last].text == "ago":
		return tokens[:last], true
	}
	return nil, false
}

// maxCount bounds the number in a distance.
const maxCount = 10_000

// A measuring adds up numbers and units.
type measuring struct {
	sum   time.Duration
	count float64       // the number read last; negative if a unit has used it
	unit  time.Duration // read last
	least time.Duration // the smallest read
}

// measure adds up numbers and units: «3 ساعات و 20 دقيقة», «ساعة ونصف». unit is
// the smallest that is named.
func measure(tokens []datePart) (sum, unit time.Duration, ok bool) {
	m := measuring{count: -1}
	for i, t := range tokens {
		if t.kind == datePartNumber {
			if t.value > maxCount || m.count >= 0 {
				return 0, 0, false
			}
			m.count = float64(t.value)
			continue
		}
		isLast := i+1 == len(tokens)
		if !m.word(t.text, isLast) && !m.word(strings.TrimPrefix(t.text, "و"), isLast) {
			return 0, 0, false
		}
	}
	return m.sum, m.least, m.least > 0 && m.count < 0
}

// word takes a unit, a number in words, or a word without weight.
func (m *measuring) word(w string, isLast bool) bool {
	unit, known := distanceUnits[w]
	number, counts := numberWords[w]
	switch {
	case known && m.count >= 0:
		m.add(m.count, unit.unit)
	case known && unit.count > 0:
		m.add(float64(unit.count), unit.unit)
	case counts && number < 1 && m.unit > 0 && isLast:
		m.sum += time.Duration(number * float64(m.unit)) // an hour and a half
	case counts && m.count < 0:
		m.count = number
	case counts && number >= 10 && m.count < 10: // fifteen, twenty-five
		m.count += number
	case fillers[w] || w == "":
	default:
		return false
	}
	return true
}

func (m *measuring) add(count float64, unit time.Duration) {
	m.sum += time.Duration(count * float64(unit))
	m.count, m.unit = -1, unit
	if m.least == 0 || unit < m.least {
		m.least = unit
	}
}

// yesterday reads «اليوم», «أمس», «أول من أمس» and "yesterday", with a time of
// day or none.
func yesterday(tokens []datePart, zone *time.Location, now time.Time) (Date, bool) {
	back, used := 0, 0
	for n := min(3, len(tokens)); n > 0 && used == 0; n-- {
		if days, ok := daysBack[joined(tokens[:n])]; ok {
			back, used = days, n
		}
	}
	if used == 0 {
		return Date{}, false
	}
	r := dateReader{tokens: tokens[used:], zone: zone, dates: []calendarDate{dateOf(now.In(zone).AddDate(0, 0, -back))}}
	r.assume(fromNow, Day)
	if !r.read() || len(r.dates) != 1 || r.foreign {
		return Date{}, false
	}
	d, err := r.result()
	return d, err == nil
}
