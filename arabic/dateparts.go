package arabic

import (
	"strconv"
	"strings"
	"time"
)

// peek returns the part n places on; an empty sign where there is none.
func (r *dateReader) peek(n int) datePart {
	if r.at+n < len(r.tokens) {
		return r.tokens[r.at+n]
	}
	return datePart{kind: datePartSign}
}

// numbers reads numbers joined by one of the signs, the same between all, up to
// most of them.
func (r *dateReader) numbers(signs string, most int) (values []datePart, used int) {
	for len(values) < most && r.peek(used).kind == datePartNumber {
		values = append(values, r.peek(used))
		used++
		if s := r.peek(used); s.kind != datePartSign || s.text == "" || !strings.Contains(signs, s.text) || r.peek(used+1).kind != datePartNumber {
			break
		}
		signs = r.peek(used).text
		used++
	}
	return values, used
}

// readClock reads 15:04, 15:04:05 and 15:04:05.999.
func (r *dateReader) readClock() bool {
	if r.clock != nil || r.peek(0).digits > 2 || !colon(r.peek(1)) || r.peek(2).kind != datePartNumber || r.peek(2).digits > 2 {
		return false
	}
	if r.peek(1).kind == datePartWord { // 14h30
		r.clock = []int{r.peek(0).value, r.peek(2).value}
		r.at += 3
		return true
	}
	parts, used := r.numbers(":", 3)
	for _, p := range parts {
		r.clock = append(r.clock, p.value)
	}
	r.at += used
	if len(parts) == 3 && r.peek(0).text == "." && r.peek(1).kind == datePartNumber {
		r.clock = append(r.clock, nanoseconds(r.peek(1)))
		r.at += 2
	}
	r.readOffset()
	return true
}

// colon reports whether a part stands between hours and minutes: ":", or the h
// of French and the سا of Algeria.
func colon(t datePart) bool {
	return t.text == ":" || t.kind == datePartWord && !t.spaced && (t.text == "h" || t.text == "سا")
}

// readBareClock reads an hour with its half of the day («3 مساءً»), and 09.30
// behind a date.
func (r *dateReader) readBareClock() bool {
	hour, next := r.peek(0), r.peek(1)
	if r.clock != nil || hour.digits > 2 {
		return false
	}
	if minute := r.peek(2); len(r.dates) > 0 && next.text == "." && minute.digits == 2 && !minute.spaced {
		r.clock = []int{hour.value, minute.value}
		r.at += 3
		return true
	}
	if dayHalves[next.text] == "" || hour.value > 12 {
		return false
	}
	r.clock = []int{hour.value, 0}
	r.at++
	return true
}

// nanoseconds reads the digits behind a decimal point.
func nanoseconds(t datePart) int {
	digits := (t.text + "000000000")[:9]
	n := 0
	for _, c := range digits {
		n = n*10 + int(c-'0')
	}
	return n
}

// readOffset reads +03:00, +0300, and +3 where it follows without a blank.
func (r *dateReader) readOffset() bool {
	s := r.peek(0).text
	if s != "+" && s != "-" || r.peek(1).kind != datePartNumber || r.peek(1).text == "" {
		return false
	}
	n := r.peek(1)
	if n.spaced || s == "-" && r.peek(0).spaced && n.digits < 3 && r.peek(2).text != ":" {
		return false // "14:30 - 11 …": a dash, not a sign
	}
	hours, minutes, used := n.value, 0, 2
	switch {
	case n.digits == 4 || n.digits == 3:
		hours, minutes = n.value/100, n.value%100
	case n.digits > 4:
		return false
	case r.peek(2).text == ":" && r.peek(3).kind == datePartNumber && r.peek(3).digits == 2:
		minutes, used = r.peek(3).value, 4
	}
	if hours > 14 || minutes > 59 {
		return false
	}
	seconds := hours*3600 + minutes*60
	if s == "-" {
		seconds = -seconds
	}
	r.offset = time.FixedZone("", seconds)
	r.at += used
	return true
}

// readNumeric reads a date of three numbers.
func (r *dateReader) readNumeric() bool {
	parts, used := r.numbers("/-.", 3)
	if len(parts) != 3 {
		return r.readCompact()
	}
	a, b, c := parts[0], parts[1], parts[2]
	var d calendarDate
	switch {
	case a.digits == 4:
		d = calendarDate{year: a.value, month: b.value, day: c.value}
	case c.digits == 4:
		d = r.dayFirst(a.value, b.value, c.value)
	case c.digits == 2:
		d = r.shortYear(a, b, c)
	default:
		return false
	}
	d.hijri = d.year >= 1300 && d.year < 1600
	d.swaps = d.swaps && !d.hijri
	r.dates = append(r.dates, d)
	r.at += used
	return true
}

// readCompact reads 20260314, 20260314T120000, 20260314120000, and Unix times
// in seconds (10 digits) and milliseconds (13 digits).
func (r *dateReader) readCompact() bool {
	t := r.peek(0)
	switch t.digits {
	case 8:
	case 10:
		return r.readUnix(time.Unix(int64(t.value), 0))
	case 13:
		return r.readUnix(time.UnixMilli(int64(t.value)))
	case 14:
		clock := t.value % 1_000_000
		r.clock = []int{clock / 10000, clock / 100 % 100, clock % 100}
		t.value /= 1_000_000
	default:
		return false
	}
	r.dates = append(r.dates, calendarDate{year: t.value / 10000, month: t.value / 100 % 100, day: t.value % 100})
	r.at++
	if c := r.peek(1); r.peek(0).text == "t" && c.kind == datePartNumber && c.digits == 6 {
		r.clock = []int{c.value / 10000, c.value / 100 % 100, c.value % 100}
		r.at += 2
		r.readOffset()
	}
	return true
}

// readUnix takes a moment given as a count.
func (r *dateReader) readUnix(at time.Time) bool {
	at = at.UTC()
	r.assume("Unix time", Assumed)
	r.dates = append(r.dates, calendarDate{year: at.Year(), month: int(at.Month()), day: at.Day()})
	r.clock = []int{at.Hour(), at.Minute(), at.Second(), at.Nanosecond()}
	r.offset = time.UTC
	r.at++
	return true
}

// dayFirst reads a and b as day and month, in the order of Arabic and French
// news sites, unless only the other can be.
func (r *dateReader) dayFirst(a, b, year int) calendarDate {
	if b > 12 && a <= 12 {
		r.assume("month before day", Assumed)
		return calendarDate{year: year, month: a, day: b}
	}
	return calendarDate{year: year, month: b, day: a, swaps: a <= 12 && a != b}
}

// shortYear reads three numbers of two digits: the year stands last, unless it
// can only be the first, or now shows that it is.
func (r *dateReader) shortYear(a, b, c datePart) calendarDate {
	r.assume("year of two digits", Assumed)
	first := calendarDate{year: fullYear(a), month: b.value, day: c.value}
	last := r.dayFirst(a.value, b.value, fullYear(c))
	far := func(d calendarDate) bool {
		gap := r.now.Sub(d.noon())
		return !d.valid() || gap > oneYear || gap < -2*oneDay
	}
	if a.digits == 2 && first.valid() && (!last.valid() || !r.now.IsZero() && far(last) && !far(first)) {
		r.assume("year first", Doubtful)
		return first
	}
	return last
}

// fullYear adds the century to a year of two digits (POSIX: 69 to 99 are of the
// twentieth).
func fullYear(t datePart) int {
	switch {
	case t.digits > 2:
		return t.value
	case t.value >= 69:
		return 1900 + t.value
	}
	return 2000 + t.value
}

// readLoose keeps a number that stands beside the name of a month.
func (r *dateReader) readLoose() bool {
	t := r.peek(0)
	r.at++
	if t.digits > 4 {
		return false
	}
	if len(r.loose) == 2 {
		r.finishDate()
	}
	if t.digits <= 2 && r.month != 0 && len(r.loose) == 1 && r.loose[0] <= 31 {
		t.value = fullYear(t)
		r.assume("year of two digits", Assumed)
	}
	r.loose = append(r.loose, t.value)
	if r.month != 0 && len(r.loose) == 2 {
		r.finishDate()
	}
	return true
}

// finishDate makes a date of a month's name and the numbers around it.
func (r *dateReader) finishDate() {
	switch {
	case r.month != 0 && len(r.loose) == 2:
		d := calendarDate{day: r.loose[0], month: r.month, year: r.loose[1], hijri: r.hijri}
		if d.day > 31 {
			d.day, d.year = d.year, d.day
		}
		r.dates = append(r.dates, d)
	case r.month != 0 && len(r.loose) == 1 && r.at >= len(r.tokens) && len(r.dates) == 0:
		r.withoutYear(calendarDate{day: r.loose[0], month: r.month})
	}
	r.loose, r.month, r.hijri = nil, 0, false
}

// withoutYear takes a day and month as of the last year in which that day has
// come, where the text is nothing but a date.
func (r *dateReader) withoutYear(d calendarDate) {
	if r.now.IsZero() || r.hijri || r.foreign || d.day > 31 {
		return
	}
	d.year = r.now.Year() + 1
	for d.noon().After(r.now.Add(2 * oneDay)) {
		d.year--
	}
	r.assume("no year: "+strconv.Itoa(d.year), Doubtful)
	r.dates = append(r.dates, d)
}
