package arabic

import (
	"errors"
	"strings"
	"time"
)

// ErrNoDate: the text holds no date that can be read, or two that disagree.
var ErrNoDate = errors.New("no date that can be read")

// maxDateBytes bounds what is read as a date: the longest in use, with weekday,
// both calendars and the name of a time zone, hold some 150 bytes.
const maxDateBytes = 400

// ParseDate reads a date as Arabic news sites and feeds write it: RFC 3339, RFC
// 822 and their many corruptions; Arabic, Levantine, Maghreb, French and
// English names of months; Arabic and Persian digits; ص and م; Hijri dates; and
// distances such as «منذ ساعتين».
//
// zone is that of the outlet (nil: UTC): it holds for times that name no zone,
// and settles names that several zones share, such as AST. now is what
// distances count from; where it is zero they are not read.
//
// how is empty where the text says all: date, time and offset. Otherwise it
// names, in words, what was assumed: "no zone: Asia/Riyadh", "no time of day",
// "Hijri by the tabular calendar: a day or two off". The error wraps ErrNoDate.
func ParseDate(s string, zone *time.Location, now time.Time) (t time.Time, how string, err error) {
	if len(s) > maxDateBytes {
		return time.Time{}, "", ErrNoDate
	}
	if zone == nil {
		zone = time.UTC
	}
	tokens := dateTokens(s)
	if t, how, ok := distance(tokens, zone, now); ok {
		return t, how, nil
	}
	r := dateReader{tokens: tokens, zone: zone, now: now}
	if !r.read() {
		return time.Time{}, "", ErrNoDate
	}
	return r.result()
}

// A dateReader collects the parts of one date.
type dateReader struct {
	tokens []datePart
	zone   *time.Location
	now    time.Time

	at      int
	dates   []calendarDate
	clock   []int // hour, minute, second, nanosecond; nil if none
	half    string
	offset  *time.Location // as written
	assumed []string
	loose   []int // numbers that wait for their month
	month   int   // a month by name that waits for its numbers; 0 if none
	hijri   bool  // month is one of the Hijri year
	mardi   bool  // month was given as "mar", which is Tuesday in French, too
}

// A calendarDate is a day in one of two calendars.
type calendarDate struct {
	year, month, day int
	hijri            bool
}

// assume notes an assumption, once.
func (r *dateReader) assume(what string) {
	for _, a := range r.assumed {
		if a == what {
			return
		}
	}
	r.assumed = append(r.assumed, what)
}

// read goes through the tokens. It reports whether there is a date.
func (r *dateReader) read() bool {
	for r.at < len(r.tokens) {
		if !r.step() {
			return false
		}
	}
	r.finishDate()
	return len(r.dates) > 0
}

// step reads one part: a time, a numeric date, a number, a word.
func (r *dateReader) step() bool {
	tok := r.tokens[r.at]
	switch {
	case tok.kind == datePartNumber && (r.readClock() || r.readBareClock()):
		return true
	case tok.kind == datePartNumber:
		return r.readNumeric() || r.readLoose()
	case tok.kind == datePartWord:
		return r.readWord()
	}
	if r.clock != nil && r.readOffset() {
		return true
	}
	r.at++
	return true
}

// result puts the parts together.
func (r *dateReader) result() (time.Time, string, error) {
	d, ok := r.choose()
	if !ok {
		return time.Time{}, "", ErrNoDate
	}
	loc := r.offset
	if loc == nil {
		loc = r.zone
		r.assume("no zone: " + r.zone.String())
	}
	hour, ok := r.hour()
	if !ok {
		return time.Time{}, "", ErrNoDate
	}
	c := append(r.clock, 0, 0, 0, 0)
	t := time.Date(d.year, time.Month(d.month), d.day, hour, c[1], c[2], c[3], loc)
	return t, strings.Join(r.assumed, "; "), nil
}

// choose returns the Gregorian date if one is given, else the Hijri one, made
// Gregorian.
func (r *dateReader) choose() (calendarDate, bool) {
	var found calendarDate
	for _, d := range r.dates {
		switch {
		case !d.valid():
			return d, false
		case found.day == 0 || found.hijri && !d.hijri:
			found = d
		case found.hijri == d.hijri && found != d:
			return d, false
		}
	}
	if found.hijri {
		r.assume("Hijri by the tabular calendar: a day or two off")
		y, m, day := fromHijri(found.year, found.month, found.day)
		found = calendarDate{year: y, month: m, day: day}
	}
	return found, true
}

// valid reports whether the day exists.
func (d calendarDate) valid() bool {
	if d.hijri {
		return d.year >= 1300 && d.year <= 1600 && d.month >= 1 && d.month <= 12 && d.day >= 1 && d.day <= 30
	}
	if d.year < 1900 || d.year > 2200 || d.month < 1 || d.month > 12 || d.day < 1 {
		return false
	}
	return time.Date(d.year, time.Month(d.month), d.day, 0, 0, 0, 0, time.UTC).Day() == d.day
}

// hour returns the hour of the day, with ص and م taken into account.
func (r *dateReader) hour() (int, bool) {
	if r.clock == nil {
		r.assume("no time of day")
		r.clock = []int{0, 0}
	}
	h := r.clock[0]
	switch {
	case r.half == "pm" && h < 12:
		h += 12
	case r.half == "am" && h == 12:
		h = 0
	}
	// ISO 8601 writes midnight as 24:00, and time scales a leap second as 60.
	return h, h <= 24 && r.clock[1] < 60 && (len(r.clock) < 3 || r.clock[2] <= 60)
}
