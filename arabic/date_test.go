package arabic_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"sada/arabic"
)

var dateNow = time.Date(2026, 3, 14, 12, 0, 0, 0, time.UTC)

func mustZone(tb testing.TB, name string) *time.Location {
	tb.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		tb.Fatal(err)
	}
	return loc
}

func TestParseDate(t *testing.T) {
	const noZone = "no zone: Asia/Riyadh"
	tests := []struct{ name, in, want, how string }{
		{"RFC 3339", "2026-03-14T09:30:00+03:00", "2026-03-14T06:30:00Z", ""},
		{"RFC 3339 in UTC with a fraction", "2026-03-14T09:30:00.250Z", "2026-03-14T09:30:00Z", ""},
		{"ISO without colon in the offset", "2026-03-14T09:30:00+0300", "2026-03-14T06:30:00Z", ""},
		{"ISO without zone", "2026-03-14 09:30:00", "2026-03-14T06:30:00Z", noZone},
		{"ISO day alone", "2026-03-14", "2026-03-13T21:00:00Z", noZone + "; no time of day"},
		{"compact ISO", "20260314T093000Z", "2026-03-14T09:30:00Z", ""},
		{"RFC 1123", "Sat, 14 Mar 2026 09:30:00 GMT", "2026-03-14T09:30:00Z", ""},
		{"RFC 1123 with offset", "Sat, 14 Mar 2026 09:30:00 +0300", "2026-03-14T06:30:00Z", ""},
		{"RFC 822 with two digits", "14 Mar 26 09:30 EST", "2026-03-14T14:30:00Z", "year of two digits"},
		{"Sept", "Tue, 1 Sept 2026 09:30:00 +0000", "2026-09-01T09:30:00Z", ""},
		{"AST of a Saudi outlet", "Sat, 14 Mar 2026 09:30:00 AST", "2026-03-14T06:30:00Z", "AST taken as the outlet's zone Asia/Riyadh"},
		{"GMT+3", "Sat, 14 Mar 2026 09:30 GMT+3", "2026-03-14T06:30:00Z", ""},
		{"JavaScript", "Sat Mar 14 2026 09:30:00 GMT+0300 (Arabian Standard Time)", "2026-03-14T06:30:00Z", ""},
		{"American order of words", "March 14, 2026 9:30 PM", "2026-03-14T18:30:00Z", noZone},
		{"French", "samedi 14 février 2026 09:30 CET", "2026-02-14T08:30:00Z", ""},
		{"Arabic", "السبت 14 مارس 2026 09:30", "2026-03-14T06:30:00Z", noZone},
		{"Eastern digits", "السبت، ١٤ مارس ٢٠٢٦ - ٠٩:٣٠", "2026-03-14T06:30:00Z", noZone},
		{"Persian digits", "۱۴ مارس ۲۰۲۶ ۰۹:۳۰", "2026-03-14T06:30:00Z", noZone},
		{"Levantine", "14 آذار 2026 09:30 +0200", "2026-03-14T07:30:00Z", ""},
		{"Levantine of two words", "3 تشرين الثاني 2025 10:00 Z", "2025-11-03T10:00:00Z", ""},
		{"both names", "3 تشرين الثاني/نوفمبر 2025 10:00 Z", "2025-11-03T10:00:00Z", ""},
		{"Maghreb January", "5 جانفي 2026 10:00 Z", "2026-01-05T10:00:00Z", ""},
		{"Maghreb August", "5 أوت 2025 10:00 Z", "2025-08-05T10:00:00Z", ""},
		{"Moroccan August", "5 غشت 2025 10:00 Z", "2025-08-05T10:00:00Z", ""},
		{"vowel marks and tatweel", "14 مَـــارِس 2026 10:00 Z", "2026-03-14T10:00:00Z", ""},
		{"morning", "14 مارس 2026 9:30 ص", "2026-03-14T06:30:00Z", noZone},
		{"afternoon", "14 مارس 2026م الساعة 9:30 م", "2026-03-14T18:30:00Z", noZone},
		{"time first", "9:30 مساءً - 11 مارس 2026", "2026-03-11T18:30:00Z", noZone},
		{"midnight", "14 مارس 2026 12:05 ص", "2026-03-13T21:05:00Z", noZone},
		{"Greenwich", "14 مارس 2026 09:30 بتوقيت غرينتش", "2026-03-14T09:30:00Z", ""},
		{"Mecca", "14 مارس 2026 09:30 بتوقيت مكة المكرمة", "2026-03-14T06:30:00Z", ""},
		{"day first", "3/11/2025 10:00 Z", "2025-11-03T10:00:00Z", "day before month"},
		{"month first", "3/14/2026 10:00 Z", "2026-03-14T10:00:00Z", "month before day"},
		{"afternoon in Latin letters", "14 Mar 2026 9:30 p.m.", "2026-03-14T18:30:00Z", noZone},
		{"hour alone", "السبت 14 مارس 2026 الساعة 3 مساءً", "2026-03-14T12:00:00Z", noZone},
		{"dots", "14.03.2026 09.30", "2026-03-14T06:30:00Z", noZone},
		{"offset behind a blank", "14 Mar 2026 10:00 PM +03", "2026-03-14T19:00:00Z", ""},
		{"Tuesday in French", "mar., 24 nov. 2026 10:00 CET", "2026-11-24T09:00:00Z", ""},
		{"Unix seconds", "1773480600", "2026-03-14T09:30:00Z", "Unix time"},
		{"Unix milliseconds", "1773480600000", "2026-03-14T09:30:00Z", "Unix time"},
		{"digits alone", "20260314093000", "2026-03-14T06:30:00Z", noZone},
		{"zone before the year", "Sat Mar 14 09:30:00 AST 2026", "2026-03-14T06:30:00Z", "AST taken as the outlet's zone Asia/Riyadh"},
		{"Hijri", "1 محرم 1445 هـ 10:00 Z", "2023-07-19T10:00:00Z", "Hijri by the tabular calendar: a day or two off"},
		{"Hijri in numbers", "1445/01/01 10:00 Z", "2023-07-19T10:00:00Z", "Hijri by the tabular calendar: a day or two off"},
		{"both calendars", "السبت 25 رمضان 1447هـ الموافق 14 مارس 2026م 10:00 Z", "2026-03-14T10:00:00Z", ""},
		{"two hours ago", "منذ ساعتين", "2026-03-14T10:00:00Z", "distance from now"},
		{"minutes ago", "قبل ٢٠ دقيقة", "2026-03-14T11:40:00Z", "distance from now"},
		{"hours and minutes", "منذ 3 ساعات و 20 دقيقة", "2026-03-14T08:40:00Z", "distance from now"},
		{"English distance", "5 minutes ago", "2026-03-14T11:55:00Z", "distance from now"},
		{"yesterday", "أمس 10:00 Z", "2026-03-13T10:00:00Z", "distance from now"},
	}
	zone := mustZone(t, "Asia/Riyadh")
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, how, err := arabic.ParseDate(tt.in, zone, dateNow)
			if err != nil || got.UTC().Truncate(time.Second).Format(time.RFC3339) != tt.want || how != tt.how {
				t.Errorf("ParseDate(%q) = %v, %q, %v; want %v, %q", tt.in, got.UTC(), how, err, tt.want, tt.how)
			}
		})
	}
}

func TestParseDateRefuses(t *testing.T) {
	tests := []struct{ name, in string }{
		{"nothing", ""},
		{"words", "نشر اليوم في الصفحة الأولى"},
		{"no such day", "31 فبراير 2026"},
		{"no such month", "2026-13-01"},
		{"no such hour", "2026-03-14 29:00"},
		{"no year", "14 مارس"},
		{"two dates", "14 مارس 2026 15 مارس 2026"},
		{"two months", "14 آذار/نيسان 2026"},
		{"overlong", strings.Repeat("14 مارس 2026 ", 100)},
		{"absurd year", "14 مارس 9999"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got, how, err := arabic.ParseDate(tt.in, nil, dateNow); !errors.Is(err, arabic.ErrNoDate) {
				t.Errorf("ParseDate(%q) = %v, %q, %v; want ErrNoDate", tt.in, got, how, err)
			}
		})
	}
}

// Distances need to know what they are counted from.
func TestParseDateDistanceWithoutNow(t *testing.T) {
	if got, how, err := arabic.ParseDate("منذ ساعتين", nil, time.Time{}); err == nil {
		t.Errorf("ParseDate without now = %v, %q, nil; want an error", got, how)
	}
}

func TestParseDateSharedZoneWithoutOutlet(t *testing.T) {
	got, how, err := arabic.ParseDate("Sat, 14 Mar 2026 09:30:00 AST", nil, dateNow)
	want := time.Date(2026, 3, 14, 6, 30, 0, 0, time.UTC)
	if err != nil || !got.Equal(want) || how != "AST taken as Arabia Standard Time" {
		t.Errorf("ParseDate(AST) = %v, %q, %v; want %v and the assumption", got, how, err, want)
	}
}

// Whatever is read is read the same in any digits, and says so or errs.
func FuzzParseDate(f *testing.F) {
	f.Add("السبت 14 مارس 2026م 9:30 م")
	f.Add("Sat, 14 Mar 2026 09:30:00 +0300")
	f.Add("منذ 3 ساعات و 20 دقيقة")
	f.Add("25 رمضان 1447هـ الموافق 14/3/2026")
	eastern := strings.NewReplacer("0", "٠", "1", "١", "2", "٢", "3", "٣", "4", "٤", "5", "٥", "6", "٦", "7", "٧", "8", "٨", "9", "٩")
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 190 { // Eastern digits take two bytes: stay under the bound
			return
		}
		got, how, err := arabic.ParseDate(s, nil, dateNow)
		if err == nil && (got.Year() < 1860 || got.Year() > 2201) {
			t.Errorf("ParseDate(%q) = %v: out of range", s, got)
		}
		again, howAgain, errAgain := arabic.ParseDate(eastern.Replace(s), nil, dateNow)
		if !got.Equal(again) || how != howAgain || (err == nil) != (errAgain == nil) {
			t.Errorf("ParseDate(%q) = %v, %q, %v; in Eastern digits %v, %q, %v", s, got, how, err, again, howAgain, errAgain)
		}
	})
}

func ExampleParseDate() {
	riyadh := time.FixedZone("Asia/Riyadh", 3*60*60)
	for _, s := range []string{"السبت ١٤ آذار/مارس ٢٠٢٦ - ٩:٣٠ م", "5 جانفي 2026 10:00 GMT"} {
		at, how, _ := arabic.ParseDate(s, riyadh, time.Time{})
		fmt.Printf("%s (%s)\n", at.UTC().Format(time.RFC3339), how)
	}
	// Output:
	// 2026-03-14T18:30:00Z (no zone: Asia/Riyadh)
	// 2026-01-05T10:00:00Z ()
}

func BenchmarkParseDate(b *testing.B) {
	for b.Loop() {
		if _, _, err := arabic.ParseDate("Sat, 14 Mar 2026 09:30:00 +0300", nil, dateNow); err != nil {
			b.Fatal(err)
		}
	}
}
