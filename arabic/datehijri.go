package arabic

// The tabular Islamic calendar in its civil form (epoch Friday, 16 July 622 of
// the Julian calendar; leap years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26 and 29 of
// thirty), as computed in Reingold and Dershowitz, Calendrical Calculations.
// Saudi outlets write dates of Umm al-Qura, which differs by up to two days.

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
