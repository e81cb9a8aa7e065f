package extract

import (
	"strings"
	"unicode"
)

// This file reads labels by what they are made of. Outlets word them in a
// hundred ways («قصص ذات صلة», «ويمكنك أيضا قراءة», «أخبار قد تهمك»), from few
// words: a verb of reading and one for more, a noun and one for likeness, what
// may please the reader. A label is nothing but such words, and has a pair of
// them that gives it away.

// A role is what a word does in a label.
type role uint8

const (
	reading  role = 1 << iota // اقرأ, شاهد, قراءة
	more                      // أيضا, كمان, المزيد
	item                      // خبر, مواضيع
	likeness                  // صلة, مشابهة
	pleasing                  // يهمك, يعجبك
	advising                  // ننصحك, اخترنا
	inviting                  // يمكنك
	joining                   // words between those
)

// labelRoles are the words of labels, folded.
var labelRoles = rolesOf(map[role][]string{
	reading: {
		"اقرأ", "اقرأي", "اقرئي", "اقرأوا", "اقرؤوا", "طالع", "طالعوا", "شاهد", "شاهدي", "شاهدوا", "شوف", "شوفي", "شوفوا", "تابع", "تابعي", "تابعوا", "انظر", "راجع", "تصفح", "تصفحوا", "اكتشف",
		"قراءة", "بقراءة", "لقراءة", "مطالعة", "لمطالعة", "مشاهدة", "لمشاهدة", "متابعة", "لمتابعة", "الاطلاع", "للاطلاع", "تصفحك",
	},
	more:     {"أيضا", "كذلك", "كمان", "المزيد", "للمزيد", "لمزيد", "مزيد", "أكثر", "وأيضا"},
	item:     {"خبر", "أخبار", "الأخبار", "موضوع", "مواضيع", "موضوعات", "المواضيع", "مقال", "مقالات", "المقالات", "قصة", "قصص", "القصص", "تقرير", "تقارير", "التقارير", "رابط", "روابط", "مادة", "مواد", "التفاصيل", "تفاصيل", "فيديوهات"},
	likeness: {"صلة", "الصلة", "مشابهة", "مشابه", "متعلقة", "متصلة", "متصل", "مرتبطة", "مرتبط", "علاقة"},
	pleasing: {"يهمك", "تهمك", "يهمكم", "تهمكم", "يعجبك", "تعجبك", "يعجبكم", "تعجبكم", "يفوتك", "تفوتك", "يفوتكم"},
	advising: {"ننصحك", "ننصحكم", "نرشح", "نقترح", "اخترنا", "رشحنا"},
	inviting: {"يمكنك", "يمكنكم", "ويمكنك", "ويمكنكم", "بإمكانك", "بإمكانكم"},
	joining:  {"على", "عن", "في", "من", "إلى", "حول", "عبر", "قد", "ربما", "ما", "مما", "التي", "الذي", "لا", "كما", "لك", "لكم", "ذات", "ذو", "له", "لها", "هذا", "هذه", "نفسه", "ذاته", "هنا", "و", "أو", "بـ", "ذي"},
})

func rolesOf(words map[role][]string) map[string]role {
	roles := map[string]role{}
	for r, list := range words {
		for _, w := range list {
			roles[foldLabel(w)] |= r
		}
	}
	return roles
}

// tellingPairs give a label away: both roles stand in it.
var tellingPairs = [][2]role{
	{reading, more}, {item, likeness}, {pleasing, pleasing}, {advising, reading}, {advising, item}, {inviting, reading}, {more, item},
}

// madeOfLabelWords reports whether a folded text is a label by its words. After
// a preposition it may end in the outlet's name.
func madeOfLabelWords(folded string) bool {
	var met role
	unknown, named := 0, false
	for w := range strings.FieldsFuncSeq(folded, func(r rune) bool { return !unicode.IsLetter(r) }) {
		r := labelRoles[w]
		if r == 0 && !named {
			return false
		}
		if r == 0 {
			unknown++
		}
		named = r&joining != 0 || r == 0 && unknown < nameWords
		met |= r
	}
	if met&(reading|more) != reading|more && unknown > 0 {
		return false
	}
	for _, p := range tellingPairs {
		if met&p[0] != 0 && met&p[1] != 0 {
			return true
		}
	}
	return false
}

// nameWords is the longest name of an outlet in a label.
const nameWords = 2

// labelEnds are the marks that end a label.
const labelEnds = ":|–—-.»>…←"

// bothGenders are the endings with which a label speaks to men and women.
var bothGenders = strings.NewReplacer("/ي", "", "/وا", "", "(ي)", "", "\\ي", "")

// channels are where outlets want to be followed, and calls how they ask for
// it, folded.
var (
	channels = foldAll("قناتنا", "صفحتنا", "حسابنا", "حساباتنا", "تطبيقنا", "نشرتنا", "منصاتنا", "موقعنا", "مجموعتنا", "تطبيق", "قناة", "واتساب", "تلغرام", "تليغرام", "تيليجرام", "فيسبوك", "تويتر", "انستغرام", "إنستغرام", "يوتيوب", "whatsapp", "telegram", "facebook", "twitter")
	calls    = foldAll("تابعونا", "تابعنا", "متابعتنا", "لمتابعتنا", "تابعوا", "انضموا", "انضم", "اشتركوا", "اشترك", "حملوا", "مشاركة", "شاركونا", "شاركنا")
	// callStarts begin such a line.
	callStarts = foldAll("تابعونا", "تابعنا", "تابعوا", "للمزيد", "لمزيد", "لمتابعة", "لمتابعتنا", "انضموا", "انضم", "اشتركوا", "اشترك", "حملوا", "مشاركة", "شاركونا", "شاركنا", "لا", "يمكنكم")
)

// callWords is the longest line that asks to be followed.
const callWords = 16

// asksToFollow reports whether a folded line asks the reader to follow the
// outlet somewhere. One that ends as a sentence may be a report on such.
func asksToFollow(folded string, l line) bool {
	if l.words > callWords || endsSentence(l.text) || !callStarts[firstWord(folded)] {
		return false
	}
	call, channel := false, false
	for w := range strings.FieldsFuncSeq(folded, func(r rune) bool { return !unicode.IsLetter(r) }) {
		call = call || calls[w]
		channel = channel || channels[w] || channels[strings.TrimPrefix(w, "و")]
	}
	return call && channel
}

// counted are what the counters of a page count, folded.
var counted = foldAll("مشاهدة", "مشاهدات", "زيارة", "زيارات", "قراءة", "قراءات", "تعليق", "تعليقات", "مشاركة", "مشاركات", "إعجاب", "views", "comments", "shares")

// counterWords is the longest line that is a counter.
const counterWords = 3

// isCounter reports whether a folded line is a number and what it counts.
func isCounter(folded string, l line) bool {
	if l.words > counterWords || !strings.ContainsAny(folded, "0123456789") || endsSentence(l.text) {
		return false
	}
	n := 0
	for w := range strings.FieldsFuncSeq(folded, func(r rune) bool { return !unicode.IsLetter(r) }) {
		if !counted[w] {
			return false
		}
		n++
	}
	return n == 1
}
