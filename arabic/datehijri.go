package arabic

import (
	"time"

	"github.com/hablullah/go-hijri"
)

// The years of the Umm al-Qura calendar, which Saudi Arabia computes in advance
// and publishes, that the table of go-hijri holds.
const (
	firstUmmAlQura = 1356 // from 14 March 1937
	lastUmmAlQura  = 1500 // to 16 November 2077
)

// gregorian turns a Hijri date into a Gregorian one. Countries that look for the
// moon begin a month up to a day or two before or after Umm al-Qura does: a
// weekday in the text tells.
func (r *dateReader) gregorian(h calendarDate) (calendarDate, bool) {
	at, how := hijriNoon(h)
	d := dateOf(at)
	if r.weekday == 0 {
		r.assume(how, Day)
		return d, true
	}
	for _, shift := range []int{0, -1, 1, -2, 2} {
		if moved := dateOf(at.AddDate(0, 0, shift)); moved.weekday() == r.weekday {
			r.assume(how+", by the weekday", Assumed)
			return moved, true
		}
	}
	r.assume(how+"; the weekday is another", Doubtful)
	return d, true
}

// hijriNoon returns noon of a Hijri day, by Umm al-Qura where its table reaches,
// else by the tabular calendar, which differs from it by up to two days.
func hijriNoon(h calendarDate) (at time.Time, how string) {
	if h.year >= firstUmmAlQura && h.year <= lastUmmAlQura {
		u := hijri.UmmAlQuraDate{Year: int64(h.year), Month: int64(h.month), Day: int64(h.day)}
		return u.ToGregorian(), "Hijri by Umm al-Qura"
	}
	y, m, d := fromHijri(h.year, h.month, h.day)
	return calendarDate{year: y, month: m, day: d}.noon(), "Hijri by the tabular calendar: a day or two off"
}

func dateOf(t time.Time) calendarDate {
	y, m, d := t.Date()
	return calendarDate{year: y, month: int(m), day: d}
}

// The tabular Islamic calendar in its civil form (epoch Friday, 16 July 622 of
// the Julian calendar; leap years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26 and 29 of
// thirty), as computed in Reingold and Dershowitz, Calendrical Calculations.

// hijriEpoch is the Julian day number of 1 Muharram of the year 1, less one.
const hijriEpoch = 1948439

// fromHijri returns the Gregorian date of a Hijri one.
func fromHijri(year, month, day int) (y, m, d int) {
	n := day + (59*(month-1)+1)/2 + (year-1)*354 + (3+11*year)/30 + hijriEpoch
	return fromJulianDay(n)
}

// fromJulianDay returns the Gregorian date of a Julian day number (Fliegel and
// Van Flandern, Communications of the ACM 11, 1968).
func fromJulianDay(n int) (y, m, d int) {
	l := n + 68569
	c := 4 * l / 146097
	l -= (146097*c + 3) / 4
	i := 4000 * (l + 1) / 1461001
	l += 31 - 1461*i/4
	j := 80 * l / 2447
	d = l - 2447*j/80
	l = j / 11
	return 100*(c-49) + i + l, j + 2 - 12*l, d
}
