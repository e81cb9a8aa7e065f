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
// "Hijri by Umm al-Qura". The error wraps ErrNoDate.
func ParseDate(s string, zone *time.Location, now time.Time) (t time.Time, how string, err error) {
	d, err := ReadDate(s, zone, now)
	return d.Time, d.Assumed, err
}

// A Confidence says how far a date that was read may be from the one meant.
type Confidence string

// The confidences, the best first.
const (
	// Exact: the text gives day, time and offset.
	Exact Confidence = "exact"
	// Assumed: right if what the configuration says of the outlet, or what else
	// the text says (the weekday), holds.
	Assumed Confidence = "assumed"
	// Day: off by hours, up to a day.
	Day Confidence = "day"
	// Doubtful: a guess, which may be off by more.
	Doubtful Confidence = "doubtful"
)

// worse orders the confidences.
var worse = map[Confidence]int{Exact: 0, Assumed: 1, Day: 2, Doubtful: 3}

// Worst returns the less of two confidences; an unknown one counts as Exact.
func Worst(a, b Confidence) Confidence {
	if worse[b] > worse[a] {
		return b
	}
	return a
}

// A Date is a moment as read from a text.
type Date struct {
	Time       time.Time
	Assumed    string // what was assumed, in words; empty for an Exact date
	Confidence Confidence
}

// ReadDate is ParseDate with the confidence.
func ReadDate(s string, zone *time.Location, now time.Time) (Date, error) {
	if len(s) > maxDateBytes {
		return Date{}, ErrNoDate
	}
	if zone == nil {
		zone = time.UTC
	}
	if d, ok := plainDate(s, zone); ok {
		return d, nil
	}
	tokens := dateTokens(s)
	d, err := readTokens(tokens, zone, now)
	if at := updateLabel(tokens); err != nil && at > 0 {
		return readTokens(tokens[:at], zone, now)
	}
	return d, err
}

// plainDate reads what databases write, as 2026-07-27 18:00:00, in a tenth of the time.
func plainDate(s string, zone *time.Location) (d Date, ok bool) {
	if len(s) != len(time.DateTime) || s[len(time.DateOnly)] != ' ' {
		return d, false
	}
	t, err := time.ParseInLocation(time.DateTime, s, zone)
	if err != nil || t.Year() < 1900 || t.Year() > 2200 {
		return d, false
	}
	r := dateReader{zone: zone}
	r.place(calendarDate{})
	return Date{Time: t, Assumed: strings.Join(r.assumed, "; "), Confidence: r.trust}, true
}

func readTokens(tokens []datePart, zone *time.Location, now time.Time) (Date, error) {
	if d, ok := distance(tokens, zone, now); ok {
		return d, nil
	}
	r := dateReader{tokens: tokens, zone: zone, now: now}
	if !r.read() {
		return Date{}, ErrNoDate
	}
	return r.result()
}

// updateLabel returns where the words begin behind which stands when a page was
// changed, so that «نشر 12 يوليو 2026 - آخر تحديث 13 يوليو 2026» is read by its
// first date; -1 where none does.
func updateLabel(tokens []datePart) int {
	for i, t := range tokens {
		switch t.text {
		case "تحديث", "التحديث", "حدث", "عدل", "تعديل", "updated", "modified":
			if i > 0 && (tokens[i-1].text == "اخر" || tokens[i-1].text == "last") {
				i--
			}
			return i
		}
	}
	return -1
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
	shared  string         // name of a zone that several bear, as written; empty if none
	weekday int            // time.Weekday + 1; 0 if none
	assumed []string
	trust   Confidence
	loose   []int // numbers that wait for their month
	month   int   // a month by name that waits for its numbers; 0 if none
	hijri   bool  // month is one of the Hijri year
	mardi   bool  // month was given as "mar", which is Tuesday in French, too
	foreign bool  // words were passed over that no date has
}

// A calendarDate is a day in one of two calendars.
type calendarDate struct {
	year, month, day int
	hijri            bool
	swaps            bool // day and month may as well be the other way round
}

// assume notes an assumption, once, and what confidence it leaves.
func (r *dateReader) assume(what string, c Confidence) {
	r.trust = Worst(r.trust, c)
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
func (r *dateReader) result() (Date, error) {
	d, ok := r.choose()
	if !ok {
		return Date{}, ErrNoDate
	}
	loc := r.place(d)
	hour, ok := r.hour()
	if !ok {
		return Date{}, ErrNoDate
	}
	c := append(r.clock, 0, 0, 0, 0)
	t := time.Date(d.year, time.Month(d.month), d.day, hour, c[1], c[2], c[3], loc)
	return Date{Time: t, Assumed: strings.Join(r.assumed, "; "), Confidence: Worst(Exact, r.trust)}, nil
}

// place returns the zone of the date: as written, else the outlet's.
func (r *dateReader) place(d calendarDate) *time.Location {
	switch {
	case r.offset != nil:
		return r.offset
	case r.shared != "":
		return r.settle(r.shared, d)
	case r.zone == time.UTC: // nothing is known of the outlet's
		r.assume("no zone: UTC", Day)
	default:
		r.assume("no zone: "+r.zone.String(), Assumed)
	}
	return r.zone
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
		case found.hijri == d.hijri && !found.agrees(d):
			return d, false
		case found.swaps && !d.swaps && !d.hijri:
			found = d
		}
	}
	if found.hijri {
		return r.gregorian(found)
	}
	found = r.order(found)
	if r.weekday != 0 && found.weekday() != r.weekday {
		r.assume("the weekday is another", Assumed)
	}
	return found, true
}

// agrees reports whether two dates may be one, in one order of day and month or
// the other.
func (d calendarDate) agrees(e calendarDate) bool {
	same := func(a, b calendarDate) bool { return a.year == b.year && a.month == b.month && a.day == b.day }
	return same(d, e) || (d.swaps || e.swaps) && same(d, e.swapped())
}

func (d calendarDate) swapped() calendarDate {
	d.month, d.day = d.day, d.month
	return d
}

// noon is the middle of the day, the same in any order of zones.
func (d calendarDate) noon() time.Time {
	return time.Date(d.year, time.Month(d.month), d.day, 12, 0, 0, 0, time.UTC)
}

// weekday is time.Weekday + 1.
func (d calendarDate) weekday() int { return int(d.noon().Weekday()) + 1 }

// order settles which number is the day: by the weekday; else day first, as all
// Arab countries and France write, unless that day has not come yet.
func (r *dateReader) order(d calendarDate) calendarDate {
	if !d.swaps {
		return d
	}
	other := d.swapped()
	ahead := func(d calendarDate) bool { return !r.now.IsZero() && d.noon().After(r.now.Add(2*oneDay)) }
	switch {
	case r.besideHijri(d) != r.besideHijri(other):
		r.assume("order of day and month by the Hijri date", Assumed)
		if r.besideHijri(other) {
			return other
		}
		return d
	case r.weekday != 0 && d.weekday() == r.weekday:
		r.assume("day before month, as the weekday has it", Assumed)
		return d
	case r.weekday != 0 && other.weekday() == r.weekday && !ahead(other):
		r.assume("month before day, as the weekday has it", Assumed)
		return other
	case ahead(d) && !ahead(other):
		r.assume("month before day, since the other order lies in the future", Doubtful)
		return other
	}
	r.assume("day before month", Doubtful)
	return d
}

// besideHijri reports whether the text gives the same day by the Hijri calendar,
// or one within the two days by which countries differ.
func (r *dateReader) besideHijri(d calendarDate) bool {
	for _, h := range r.dates {
		if !h.hijri {
			continue
		}
		at, _ := hijriNoon(h)
		return d.noon().Sub(at).Abs() <= 2*oneDay
	}
	return false
}

// valid reports whether the day exists.
func (d calendarDate) valid() bool {
	if d.hijri {
		return d.year >= 1300 && d.year < 1600 && d.month >= 1 && d.month <= 12 && d.day >= 1 && d.day <= 30
	}
	if d.year < 1900 || d.year > 2200 || d.month < 1 || d.month > 12 || d.day < 1 {
		return false
	}
	return time.Date(d.year, time.Month(d.month), d.day, 0, 0, 0, 0, time.UTC).Day() == d.day
}

// hour returns the hour of the day, with ص and م taken into account.
func (r *dateReader) hour() (int, bool) {
	if r.clock == nil {
		r.assume("no time of day", Day)
		r.clock = []int{0, 0}
	}
	h := r.clock[0]
	switch {
	case r.half == "pm" && h < 12:
		h += 12
	case r.half == "am" && h == 12, r.half == "night" && h == 12:
		h = 0
	case r.half == "night" && h >= 6 && h < 12, r.half == "noon" && h < 10:
		h += 12
	}
	// ISO 8601 writes midnight as 24:00, and time scales a leap second as 60.
	return h, h <= 24 && r.clock[1] < 60 && (len(r.clock) < 3 || r.clock[2] <= 60)
}
