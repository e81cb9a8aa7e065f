package dedupe

import "strings"

// A mark says what a stem, or what stands before it, tells of how a report is
// put together; a bit for each kind.
type mark uint8

const (
	dayNamed   mark = 1 << iota // the stem says when: today, Monday, in the morning
	quoteOpen                   // a quotation mark stands before it
	toldPaper                   // it begins the quoted name of a newspaper that was told something
	anotherOne                  // it is a verb that leads a report, behind "as well": another item
	numeric                     // it is a number
	ordinal                     // it is an ordinal or a number word
)

const (
	// dayWords say when something happened, which a report does once.
	dayWords = `أمس اليوم غدا البارحة مساء صباح ` + weekdayNames
	// leadVerbs are verbs that a report begins with.
	leadVerbs = `استقبل استقبلت اجتمع اجتمعت التقى التقت بعث بعثت تلقى تلقت أجرى أجرت زار زارت شهد شهدت افتتح افتتحت دشن دشنت رعى رعت
		ترأس رأس غادر غادرت وصل وصلت تسلم تسلمت وقع وقعت ضبط ضبطت قبض ألقى أنقذ أنقذت لقي لقيت قتل قتلت أصيب أصيبت اعتقل اعتقلت قصف
		اقتحم أصدر أصدرت وجه وجهت أقام أقامت نظم نظمت عقد عقدت أطلق أطلقت بدأ بدأت انطلق انطلقت اختتم اختتمت فاز فازت تعادل خسر حقق حققت
		سجل سجلت ارتفع ارتفعت انخفض انخفضت تراجع تراجعت صدر أعلن أعلنت تعرض تعرضت سقط سقطت اندلع نفذ نفذت شن شنت واصل واصلت تمكن تمكنت`
	// ordinals are words that tell one instance of a formula from another.
	ordinals = `الأول الأولى الثاني الثانية الثالث الثالثة الرابع الرابعة الخامس الخامسة السادس السادسة
		السابع السابعة الثامن الثامنة التاسع التاسعة العاشر العاشرة واحد اثنين اثنان ثلاثة ثلاث أربعة أربع خمسة خمس
		ستة ست سبعة سبع ثمانية ثمان تسعة تسع عشرة عشر عشرين ثلاثين أربعين خمسين مائة مئة ألف مليون مليار`
	// weekdayNames are eight: Monday has two spellings.
	weekdayNames = `السبت الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة`
	// asWell joins another item to a report.
	asWell = "كما"
	// tatweel (U+0640) parts a preposition from what is quoted.
	tatweel = "\u0640"
)

// marksOf returns the marks of a stem that stands on the lists on. text is all that
// stands before it, and between the end of that, since the stem before: stop words and
// punctuation, with the given signs in it.
func marksOf(on listing, signs sign, text, between string) (m mark) {
	if on&dayWord != 0 {
		m |= dayNamed
	}
	if on&ordinalWord != 0 {
		m |= ordinal
	}
	if on&leadVerb != 0 && strings.HasSuffix(strings.TrimRight(between, " "), asWell) {
		m |= anotherOne
	}
	if signs&quotation != 0 {
		m |= quoteOpen
	}
	if signs&(quotation|bracket) != 0 && afterTold(strings.TrimRight(text, " ")) {
		m |= toldPaper
	}
	return m
}

// afterTold reports whether the preposition of a verb of telling stands before an
// opening quotation mark or bracket: the name of a newspaper follows.
func afterTold(before string) bool {
	for _, quote := range []string{"«", "\"", "“", "(", "”"} {
		if rest, ok := strings.CutSuffix(before, quote); ok {
			rest, ok = strings.CutSuffix(strings.TrimSuffix(strings.TrimRight(rest, " "), tatweel), "ل")
			return ok && (rest == "" || strings.HasSuffix(rest, " ") || strings.HasSuffix(rest, "\n"))
		}
	}
	return false
}

// marked counts the stems with a mark, those that were copied and the others.
func (t *tokens) marked(m mark, copied []bool) (inside, outside int) {
	for i, has := range t.marks {
		switch {
		case has&m == 0:
		case copied[i]:
			inside++
		default:
			outside++
		}
	}
	return inside, outside
}
