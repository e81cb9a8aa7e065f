package arabic

import (
	"strings"
	"time"
)

// gregorianMonths are names of months in Arabic (with those of the Levant, the
// Maghreb and Morocco), English and French, folded as foldDateRune does. Names of
// two words are joined by a blank.
var gregorianMonths = monthTable([12]string{
	"يناير|كانون الثاني|كانون ثاني|كانون الثان|جانفي|january|jan|janvier|janv",
	"فبراير|شباط|فيفري|فيبراير|فبرير|february|feb|fevrier|fevr|fev",
	"مارس|اذار|march|mar|mars",
	"ابريل|نيسان|افريل|april|apr|avril|avr",
	"مايو|ايار|ماي|مايس|may|mai",
	"يونيو|يونيه|يونيا|حزيران|جوان|june|jun|juin",
	"يوليو|يوليه|يوليا|يوليوز|تموز|جويليه|جوييه|july|jul|juillet|juil",
	"اغسطس|اوغسطس|اب|اوت|غشت|august|aug|aout",
	"سبتمبر|ايلول|شتنبر|شتمبر|september|sep|sept|septembre",
	"اكتوبر|اوكتوبر|تشرين الاول|تشرين اول|october|oct|octobre",
	"نوفمبر|نوفنبر|تشرين الثاني|تشرين ثاني|تشرين الثان|نونبر|november|nov|novembre",
	"ديسمبر|دسمبر|دجمبر|كانون الاول|كانون اول|دجنبر|december|dec|decembre",
})

// hijriMonths are the months of the Muslim year.
var hijriMonths = monthTable([12]string{
	"محرم|المحرم|محرم الحرام|muharram|moharram",
	"صفر|safar",
	"ربيع الاول|ربيع اول",
	"ربيع الاخر|ربيع الثاني|ربيع ثاني|ربيع اخر",
	"جمادي الاولي|جمادي الاول|جمادي اول|جماد الاول|جماد اول|جمادا الاولي",
	"جمادي الاخره|جمادي الثانيه|جمادي الاخر|جمادي الثاني|جمادي ثاني|جماد الثاني|جماد الاخر|جمادا الاخره",
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

// weekdays are names of days, as time.Weekday + 1. "mar", Tuesday in French, is
// read as March.
var weekdays = weekdayTable([7]string{
	"الاحد|احد|sunday|sun|dimanche|dim",
	"الاثنين|الاتنين|اثنين|monday|mon|lundi|lun",
	"الثلاثاء|الثلاثا|ثلاثاء|tuesday|tue|tues|mardi",
	"الاربعاء|الاربعا|اربعاء|wednesday|wed|mercredi|mer",
	"الخميس|خميس|thursday|thu|thur|thurs|jeudi|jeu",
	"الجمعه|جمعه|friday|fri|vendredi|ven",
	"السبت|سبت|saturday|sat|samedi|sam",
})

func weekdayTable(names [7]string) map[string]int {
	table := map[string]int{}
	for i, list := range names {
		for _, name := range strings.Split(list, "|") {
			table[name] = i + 1
		}
	}
	return table
}

// dayHalves are the words for the halves of the day, and for night and noon,
// which lie in both.
var dayHalves = map[string]string{
	"ص": "am", "صباحا": "am", "الصباح": "am", "صباح": "am", "فجرا": "am", "الفجر": "am", "ضحي": "am", "am": "am",
	"م": "pm", "مساء": "pm", "المساء": "pm", "عصرا": "pm", "العصر": "pm", "pm": "pm",
	"ظهرا": "noon", "الظهر": "noon", "الظهيره": "noon",
	"ليلا": "night", "الليل": "night",
}

// labels are words that stand beside a date and say nothing of it.
var labels = wordSet(`نشر نشرت النشر تاريخ التاريخ بتاريخ تم في فى يوم اليوم الموافق الساعه ساعه الساعة عند علي من
	بتوقيت توقيت التوقيت المكرمه المحتله المحلي قبل بعد منتصف تحديث التحديث اخر حدث كتب كتبت بواسطه ه هـ هجري هجريه ميلادي ميلاديه للهجره
	published posted updated last on at the date by time standard th st nd rd de le a t of يوافق`)

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// zoneOffsets are names of zones that mean one offset, in minutes. The American
// ones are those of RFC 822.
var zoneOffsets = map[string]int{
	"z": 0, "ut": 0, "utc": 0, "gmt": 0, "غرينتش": 0, "جرينتش": 0, "غرينيتش": 0, "جرينيتش": 0,
	"edt": -240, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420,
	"wet": 0, "west": 60, "cet": 60, "mez": 60, "cest": 120, "mesz": 120, "eet": 120, "eest": 180, "msk": 180, "trt": 180, "ksa": 180,
	"wat": 60, "sast": 120, "eat": 180, "irst": 210, "pkt": 300, "hst": -600,
	"مكه": 180, "السعوديه": 180, "الرياض": 180, "جده": 180, "الدوحه": 180, "قطر": 180, "بغداد": 180, "العراق": 180, "الكويت": 180,
	"المنامه": 180, "البحرين": 180, "صنعاء": 180, "اليمن": 180, "موسكو": 180, "اسطنبول": 180, "انقره": 180, "تركيا": 180,
	"ابوظبي": 240, "دبي": 240, "الامارات": 240, "مسقط": 240, "طهران": 210,
	"تونس": 60, "الجزاير": 60, "نواكشوط": 0, "ليبيا": 120, "الخرطوم": 120, "السودان": 120,
}

// A zoneMeaning is one of the zones that bear a name.
type zoneMeaning struct {
	minutes int // offset
	meaning string
	sure    bool // the other meanings are rare in print
}

func (z zoneMeaning) trust() Confidence {
	if z.sure {
		return Assumed
	}
	return Doubtful
}

// sharedZones are names that several zones bear: the outlet's own offset tells
// which is meant, else the first.
var sharedZones = map[string][]zoneMeaning{
	"ast": {{180, "Arabia Standard Time", false}, {-240, "Atlantic Standard Time", false}},
	"adt": {{240, "Arabia Daylight Time", false}, {-180, "Atlantic Daylight Time", false}},
	"gst": {{240, "Gulf Standard Time", true}},
	"est": {{-300, "Eastern Standard Time", true}, {120, "Egypt Standard Time", false}, {600, "Eastern Standard Time of Australia", false}},
	"cst": {{-360, "Central Standard Time", true}, {480, "China Standard Time", false}},
	"ist": {{330, "India Standard Time", false}, {120, "Israel Standard Time", false}, {60, "Irish Standard Time", false}},
	"idt": {{180, "Israel Daylight Time", true}},
	"bst": {{60, "British Summer Time", true}, {360, "Bangladesh Standard Time", false}},
	"cat": {{120, "Central Africa Time", true}},
	"sst": {{120, "Syria Standard Time", false}, {480, "Singapore Standard Time", false}},
	"jst": {{540, "Japan Standard Time", true}},
}

// continents begin the names of zones in the IANA database.
var continents = wordSet("asia africa europe america")

// cityZones are places whose offset changes with the season.
var cityZones = map[string]string{
	"القاهره": "Africa/Cairo", "مصر": "Africa/Cairo", "بيروت": "Asia/Beirut", "لبنان": "Asia/Beirut",
	"القدس": "Asia/Jerusalem", "فلسطين": "Asia/Hebron", "غزه": "Asia/Gaza", "دمشق": "Asia/Damascus", "سوريا": "Asia/Damascus",
	"الاردن": "Asia/Amman", "المغرب": "Africa/Casablanca", "الرباط": "Africa/Casablanca", "طرابلس": "Africa/Tripoli",
	"لندن": "Europe/London", "باريس": "Europe/Paris", "برلين": "Europe/Berlin", "واشنطن": "America/New_York", "نيويورك": "America/New_York",
}

// distanceUnits are units of time as counted from now.
var distanceUnits = map[string]struct {
	unit  time.Duration
	count int // what the bare word means: 1, or 2 for a dual; 0 for a plural
}{
	"ث": {time.Second, 0}, "د": {time.Minute, 0}, "س": {time.Hour, 0}, "ي": {oneDay, 0}, // as on small screens
	"يومان": {oneDay, 2}, "اسبوعان": {oneWeek, 2}, "شهران": {oneMonth, 2}, "سنتان": {oneYear, 2}, "عامان": {oneYear, 2}, "ثانيتان": {time.Second, 2},
	"لحظه": {time.Second, 1}, "لحظات": {time.Second, 1}, "heure": {time.Hour, 1}, "heures": {time.Hour, 0}, "jour": {oneDay, 1}, "jours": {oneDay, 0},
	"semaine": {oneWeek, 1}, "semaines": {oneWeek, 0}, "mois": {oneMonth, 1}, "ans": {oneYear, 0}, "hr": {time.Hour, 1}, "hrs": {time.Hour, 0}, "min": {time.Minute, 1}, "sec": {time.Second, 1},
	"ثانيه": {time.Second, 1}, "ثانيتين": {time.Second, 2}, "ثواني": {time.Second, 0}, "ثوان": {time.Second, 0}, "second": {time.Second, 1}, "seconds": {time.Second, 0},
	"دقيقه": {time.Minute, 1}, "دقيقتين": {time.Minute, 2}, "دقيقتان": {time.Minute, 2}, "دقايق": {time.Minute, 0}, "minute": {time.Minute, 1}, "minutes": {time.Minute, 0}, "mins": {time.Minute, 0},
	"ساعه": {time.Hour, 1}, "ساعتين": {time.Hour, 2}, "ساعتان": {time.Hour, 2}, "ساعات": {time.Hour, 0}, "hour": {time.Hour, 1}, "hours": {time.Hour, 0},
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

// numberWords are numbers that distances give in words. "A few" is taken as
// three.
var numberWords = map[string]float64{
	"احد": 1, "احدي": 1, "اثنا": 2, "اثني": 2, "اثنتا": 2, "اثنتي": 2,
	"نصف": 0.5, "ربع": 0.25, "ثلث": 1.0 / 3, "half": 0.5,
	"ثلاث": 3, "ثلاثه": 3, "اربع": 4, "اربعه": 4, "خمس": 5, "خمسه": 5, "ست": 6, "سته": 6, "سبع": 7, "سبعه": 7,
	"ثمان": 8, "ثماني": 8, "ثمانيه": 8, "تسع": 9, "تسعه": 9, "عشر": 10, "عشره": 10, "عشرين": 20, "ثلاثين": 30, "اربعين": 40, "خمسين": 50,
	"بضع": 3, "بضعه": 3, "عده": 3, "few": 3, "one": 1, "two": 2, "three": 3, "une": 1, "un": 1,
}

// fillers stand in a distance without weight.
var fillers = wordSet("و واحد واحده تقريبا حوالي نحو اكثر من الماضي الماضيه a an about over almost and")

// moments are ways to say that it was just now.
var moments = wordPhrases("الان|منذ قليل|قبل قليل|منذ لحظات|قبل لحظات|منذ ثوان|منذ ثواني|قبل ثوان|منذ ثوان قليله|just now|now|moments ago|seconds ago|a moment ago|a few seconds ago|a l instant")

// daysBack are names of the days before now.
var daysBack = map[string]int{
	"اليوم": 0, "today": 0, "امس": 1, "البارحه": 1, "بالامس": 1, "امبارح": 1, "يوم امس": 1, "yesterday": 1, "hier": 1,
	"اول امس": 2, "اول من امس": 2, "امس الاول": 2, "قبل امس": 2, "avant hier": 2,
}

func wordPhrases(list string) map[string]bool {
	set := map[string]bool{}
	for _, p := range strings.Split(list, "|") {
		set[p] = true
	}
	return set
}
