package arabic

import (
	"strings"
	"time"
)

// gregorianMonths are names of months in Arabic (with those of the Levant, the
// Maghreb and Morocco), English and French, folded as foldDateRune does. Names of
// two words are joined by a blank.
var gregorianMonths = monthTable([12]string{
	"يناير|كانون الثاني|جانفي|january|jan|janvier|janv",
	"فبراير|شباط|فيفري|february|feb|fevrier|fevr|fev",
	"مارس|اذار|march|mar|mars",
	"ابريل|نيسان|افريل|april|apr|avril|avr",
	"مايو|ايار|ماي|مايس|may|mai",
	"يونيو|يونيه|حزيران|جوان|june|jun|juin",
	"يوليو|يوليه|يوليوز|تموز|جويليه|july|jul|juillet|juil",
	"اغسطس|اب|اوت|غشت|august|aug|aout",
	"سبتمبر|ايلول|شتنبر|september|sep|sept|septembre",
	"اكتوبر|تشرين الاول|october|oct|octobre",
	"نوفمبر|تشرين الثاني|نونبر|november|nov|novembre",
	"ديسمبر|كانون الاول|دجنبر|december|dec|decembre",
})

// hijriMonths are the months of the Muslim year.
var hijriMonths = monthTable([12]string{
	"محرم|المحرم|محرم الحرام|muharram",
	"صفر|safar",
	"ربيع الاول|ربيع اول",
	"ربيع الاخر|ربيع الثاني|ربيع ثاني",
	"جمادي الاولي|جمادي الاول|جماد الاول|جماد اول",
	"جمادي الاخره|جمادي الثانيه|جمادي الاخر|جمادي الثاني|جماد الثاني|جماد الاخر",
	"رجب|rajab",
	"شعبان|shaban",
	"رمضان|ramadan",
	"شوال|shawwal",
	"ذو القعده|ذي القعده|ذوالقعده|ذيالقعده",
	"ذو الحجه|ذي الحجه|ذوالحجه|ذيالحجه",
})

func monthTable(names [12]string) map[string]int {
	table := map[string]int{}
	for i, list := range names {
		for _, name := range strings.Split(list, "|") {
			table[name] = i + 1
		}
	}
	return table
}

// dayHalves are the words for the halves of the day.
var dayHalves = map[string]string{
	"ص": "am", "صباحا": "am", "فجرا": "am", "am": "am",
	"م": "pm", "مساء": "pm", "ظهرا": "pm", "عصرا": "pm", "ليلا": "pm", "pm": "pm",
}

// zoneOffsets are names of zones that mean one offset, in minutes. The American
// ones are those of RFC 822.
var zoneOffsets = map[string]int{
	"z": 0, "ut": 0, "utc": 0, "gmt": 0, "غرينتش": 0, "جرينتش": 0, "غرينيتش": 0, "جرينيتش": 0,
	"est": -300, "edt": -240, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420,
	"wet": 0, "west": 60, "cet": 60, "cest": 120, "eet": 120, "eest": 180, "msk": 180, "trt": 180, "ksa": 180,
	"مكه": 180, "السعوديه": 180, "الرياض": 180, "الدوحه": 180, "بغداد": 180, "الكويت": 180,
	"ابوظبي": 240, "دبي": 240, "الامارات": 240,
}

// sharedZones are names that several zones bear, with the meaning taken where
// the outlet's zone settles nothing, in minutes.
var sharedZones = map[string]struct {
	offset  int
	meaning string
}{
	"ast": {180, "Arabia Standard Time"},
	"gst": {240, "Gulf Standard Time"},
	"cst": {-360, "Central Standard Time"},
	"ist": {330, "India Standard Time"},
	"bst": {60, "British Summer Time"},
	"cat": {120, "Central Africa Time"},
	"adt": {240, "Arabia Daylight Time"},
}

// cityZones are places whose offset changes with the season.
var cityZones = map[string]string{
	"القاهره": "Africa/Cairo", "بيروت": "Asia/Beirut", "القدس": "Asia/Jerusalem", "دمشق": "Asia/Damascus",
	"لندن": "Europe/London", "باريس": "Europe/Paris", "واشنطن": "America/New_York",
}

// distanceUnits are units of time as counted from now.
var distanceUnits = map[string]struct {
	unit  time.Duration
	count int // what the bare word means: 1, or 2 for a dual; 0 for a plural
}{
	"ثانيه": {time.Second, 1}, "ثانيتين": {time.Second, 2}, "ثواني": {time.Second, 0}, "ثوان": {time.Second, 0}, "second": {time.Second, 1}, "seconds": {time.Second, 0},
	"دقيقه": {time.Minute, 1}, "دقيقتين": {time.Minute, 2}, "دقايق": {time.Minute, 0}, "minute": {time.Minute, 1}, "minutes": {time.Minute, 0}, "mins": {time.Minute, 0},
	"ساعه": {time.Hour, 1}, "ساعتين": {time.Hour, 2}, "ساعات": {time.Hour, 0}, "hour": {time.Hour, 1}, "hours": {time.Hour, 0},
	"يوم": {oneDay, 1}, "يوما": {oneDay, 1}, "يومين": {oneDay, 2}, "ايام": {oneDay, 0}, "day": {oneDay, 1}, "days": {oneDay, 0},
	"اسبوع": {oneWeek, 1}, "اسبوعا": {oneWeek, 1}, "اسبوعين": {oneWeek, 2}, "اسابيع": {oneWeek, 0}, "week": {oneWeek, 1}, "weeks": {oneWeek, 0},
	"شهر": {oneMonth, 1}, "شهرا": {oneMonth, 1}, "شهرين": {oneMonth, 2}, "اشهر": {oneMonth, 0}, "شهور": {oneMonth, 0}, "month": {oneMonth, 1}, "months": {oneMonth, 0},
	"سنه": {oneYear, 1}, "سنتين": {oneYear, 2}, "سنوات": {oneYear, 0}, "عام": {oneYear, 1}, "عاما": {oneYear, 1}, "عامين": {oneYear, 2}, "اعوام": {oneYear, 0}, "year": {oneYear, 1}, "years": {oneYear, 0},
}

// Days, weeks, months and years as a distance in words means them: rounded.
const (
	oneDay   = 24 * time.Hour
	oneWeek  = 7 * oneDay
	oneMonth = 30 * oneDay
	oneYear  = 365 * oneDay
)
