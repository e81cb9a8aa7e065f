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
		{"RFC 822 with two digits", "14 Mar 26 09:30 EST", "2026-03-14T14:30:00Z", "year of two digits; EST taken as Eastern Standard Time"},
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
		{"Hijri", "1 محرم 1445 هـ 10:00 Z", "2023-07-19T10:00:00Z", "Hijri by Umm al-Qura"},
		{"Hijri in numbers", "1445/01/01 10:00 Z", "2023-07-19T10:00:00Z", "Hijri by Umm al-Qura"},
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

// What each kind of date leaves open, and how far it may be off. now is
// Saturday, 14 March 2026, 15:00 in Riyadh.
func TestReadDateConfidence(t *testing.T) {
	const noZone = "no zone: Asia/Riyadh"
	tests := []struct {
		name, in, want, how string
		trust               arabic.Confidence
	}{
		{"all written", "2026-03-14T09:30:00+03:00", "2026-03-14T06:30:00Z", "", arabic.Exact},
		{"place as zone", "14 Mar 2026 09:30 Asia/Riyadh", "2026-03-14T06:30:00Z", "", arabic.Exact},
		{"outlet's zone", "14 مارس 2026 09:30", "2026-03-14T06:30:00Z", noZone, arabic.Assumed},
		{"AST of the outlet", "14 Mar 2026 09:30 AST", "2026-03-14T06:30:00Z", "AST taken as the outlet's zone Asia/Riyadh", arabic.Assumed},
		{"a shared name that is not the outlet's", "14 Mar 2026 09:30 IST", "2026-03-14T04:00:00Z", "IST taken as India Standard Time", arabic.Doubtful},
		{"Levantine without articles", "3 تشرين أول 2025 10:00 Z", "2025-10-03T10:00:00Z", "", arabic.Exact},
		{"both names in brackets", "3 تشرين الثاني (نوفمبر) 2025 10:00 Z", "2025-11-03T10:00:00Z", "", arabic.Exact},
		{"no time of day", "14 مارس 2026", "2026-03-13T21:00:00Z", noZone + "; no time of day", arabic.Day},
		{"order by convention", "3/11/2025 10:00 Z", "2025-11-03T10:00:00Z", "day before month", arabic.Doubtful},
		{"order by the weekday", "الثلاثاء 11/3/2025 10:00 Z", "2025-03-11T10:00:00Z", "day before month, as the weekday has it", arabic.Assumed},
		{"American order by the weekday", "Monday 11/3/2025 10:00 Z", "2025-11-03T10:00:00Z", "month before day, as the weekday has it", arabic.Assumed},
		{"American order by the future", "03/12/2026 10:00 Z", "2026-03-12T10:00:00Z", "month before day, since the other order lies in the future", arabic.Doubtful},
		{"year first", "26/03/12 10:00 Z", "2026-03-12T10:00:00Z", "year of two digits; year first", arabic.Doubtful},
		{"wrong weekday", "Sun, 14 Mar 2026 09:30:00 GMT", "2026-03-14T09:30:00Z", "the weekday is another", arabic.Assumed},
		{"no year", "الخميس 12 مارس 09:30", "2026-03-12T06:30:00Z", "no year: 2026; " + noZone, arabic.Doubtful},
		{"no year, of the year before", "3 نونبر 10:00 Z", "2025-11-03T10:00:00Z", "no year: 2025", arabic.Doubtful},
		{"Umm al-Qura", "14 ربيع الآخر 1447هـ 10:00 Z", "2025-10-06T10:00:00Z", "Hijri by Umm al-Qura", arabic.Day},
		{"Hijri by the weekday", "الأحد 27 محرم 1445هـ 10:00 Z", "2023-08-13T10:00:00Z", "Hijri by Umm al-Qura, by the weekday", arabic.Assumed},
		{"Hijri before the table", "1 محرم 1350هـ 10:00 Z", "1931-05-19T10:00:00Z", "Hijri by the tabular calendar: a day or two off", arabic.Day},
		{"night", "14 مارس 2026 1:30 ليلا Z", "2026-03-14T01:30:00Z", "", arabic.Exact},
		{"before noon", "14 مارس 2026 11:30 قبل الظهر Z", "2026-03-14T11:30:00Z", "", arabic.Exact},
		{"afternoon", "14 مارس 2026 1:30 بعد الظهر Z", "2026-03-14T13:30:00Z", "", arabic.Exact},
		{"hours of French", "14 mars 2026 à 9h30", "2026-03-14T06:30:00Z", noZone, arabic.Assumed},
		{"order by the Hijri date", "27/01/1448هـ - 12/07/2026م 10:00 Z", "2026-07-12T10:00:00Z", "order of day and month by the Hijri date", arabic.Assumed},
		{"American order by the Hijri date", "27 محرم 1448 - 07/12/2026 10:00 Z", "2026-07-12T10:00:00Z", "order of day and month by the Hijri date", arabic.Assumed},
		{"sunset is no zone", "14 مارس 2026 18:30 المغرب", "2026-03-14T15:30:00Z", noZone, arabic.Assumed},
		{"Moroccan time", "14 مارس 2026 18:30 بتوقيت المغرب", "2026-03-14T18:30:00Z", "", arabic.Exact},
		{"eleven minutes in words", "منذ إحدى عشرة دقيقة", "2026-03-14T11:49:00Z", "distance from now", arabic.Day},
		{"twenty-five minutes in words", "قبل خمس وعشرين دقيقة", "2026-03-14T11:35:00Z", "distance from now", arabic.Day},
		{"short units", "منذ 3 س و 5 د", "2026-03-14T08:55:00Z", "distance from now", arabic.Day},
		{"dual as subject", "منذ يومان", "2026-03-12T12:00:00Z", "distance from now", arabic.Day},
		{"changed later", "نشر: 12 مارس 2026 10:00 Z - آخر تحديث: 13 مارس 2026 11:00 Z", "2026-03-12T10:00:00Z", "", arabic.Exact},
		{"number in words", "قبل ثلاث ساعات", "2026-03-14T09:00:00Z", "distance from now", arabic.Day},
		{"and a half", "منذ ساعة ونصف", "2026-03-14T10:30:00Z", "distance from now", arabic.Day},
		{"half an hour", "نُشر منذ نصف ساعة", "2026-03-14T11:30:00Z", "distance from now", arabic.Day},
		{"a moment", "منذ لحظات", "2026-03-14T12:00:00Z", "distance from now", arabic.Day},
		{"weeks", "منذ أسبوعين", "2026-02-28T12:00:00Z", "distance from now", arabic.Doubtful},
		{"the day before yesterday", "أول من أمس 10:00 Z", "2026-03-12T10:00:00Z", "distance from now", arabic.Day},
		{"an hour", "an hour ago", "2026-03-14T11:00:00Z", "distance from now", arabic.Day},
		{"French distance", "il y a 2 heures", "2026-03-14T10:00:00Z", "distance from now", arabic.Day},
	}
	zone := mustZone(t, "Asia/Riyadh")
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := arabic.ReadDate(tt.in, zone, dateNow)
			if at := got.Time.UTC().Format(time.RFC3339); err != nil || at != tt.want || got.Assumed != tt.how || got.Confidence != tt.trust {
				t.Errorf("ReadDate(%q) = %s, %q, %s, %v; want %s, %q, %s", tt.in, at, got.Assumed, got.Confidence, err, tt.want, tt.how, tt.trust)
			}
		})
	}
}

// Every name of a month, in each country's spelling, is read.
func TestReadDateMonths(t *testing.T) {
	names := [12]string{
		"يناير كانون_الثاني جانفي", "فبراير شباط فيفري", "مارس آذار أذار اذار", "أبريل إبريل نيسان أفريل",
		"مايو أيار ايار ماي آيار", "يونيو يونيه حزيران جوان", "يوليو يوليوز تموز جويلية", "أغسطس آب أوت غشت",
		"سبتمبر أيلول شتنبر", "أكتوبر تشرين_الأول تشرين_الاول", "نوفمبر تشرين_الثاني نونبر", "ديسمبر كانون_الأول دجنبر",
	}
	for i, list := range names {
		for _, name := range strings.Fields(list) {
			name = strings.ReplaceAll(name, "_", " ")
			for _, form := range []string{"12 %s 2025 10:00 Z", "الجمعة، ١٢ %s، ٢٠٢٥ - ١٠:٠٠ Z", "%s 12, 2025 10:00 Z", "12-%s-2025 10:00 Z"} {
				in := fmt.Sprintf(form, name)
				want := time.Date(2025, time.Month(i+1), 12, 10, 0, 0, 0, time.UTC)
				if got, err := arabic.ReadDate(in, nil, dateNow); err != nil || !got.Time.Equal(want) {
					t.Errorf("ReadDate(%q) = %v, %v; want %v", in, got.Time, err, want)
				}
			}
		}
	}
}

// A name that several zones bear means the one of the outlet's own offset.
func TestReadDateSharedZones(t *testing.T) {
	tests := []struct{ zone, in, want string }{
		{"Asia/Riyadh", "14 Mar 2026 12:00 AST", "09:00"},
		{"Asia/Baghdad", "14 Mar 2026 12:00 AST", "09:00"},
		{"Asia/Dubai", "14 Mar 2026 12:00 AST", "09:00"}, // its own is GST
		{"America/Halifax", "14 Jan 2026 12:00 AST", "16:00"},
		{"Asia/Dubai", "14 Mar 2026 12:00 GST", "08:00"},
		{"Africa/Cairo", "14 Jan 2026 12:00 EST", "10:00"},
		{"America/New_York", "14 Jan 2026 12:00 EST", "17:00"},
		{"Asia/Jerusalem", "14 Jan 2026 12:00 IST", "10:00"},
	}
	for _, tt := range tests {
		got, err := arabic.ReadDate(tt.in, mustZone(t, tt.zone), dateNow)
		if at := got.Time.UTC().Format("15:04"); err != nil || at != tt.want {
			t.Errorf("ReadDate(%q) of %s = %s, %v; want %s", tt.in, tt.zone, at, err, tt.want)
		}
	}
}

func TestParseDateRefuses(t *testing.T) {
	tests := []struct{ name, in string }{
		{"nothing", ""},
		{"words", "نشر اليوم في الصفحة الأولى"},
		{"no such day", "31 فبراير 2026"},
		{"no such month", "2026-13-01"},
		{"no such hour", "2026-03-14 29:00"},
		{"no year, among other words", "مقتل 14 في حادث مارس"},
		{"in the future", "بعد ساعتين"},
		{"two numbers in a distance", "منذ 3 4 ساعات"},
		{"a Hijri day without a year", "14 رمضان"},
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
	for _, s := range []string{"2015-07-21 02:51:32", "2026-02-30 10:00:00", "2026-07-27 24:00:00", "1899-12-31 23:59:59", "2201-01-01 00:00:00", "1447-09-25 09:30:00"} {
		f.Add(s)
	}
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
