package extract

import (
	"strings"
	"unicode"

	"sada/arabic"
)

// labelWords is the length up to which the text before a colon is a label.
const labelWords = 5

// promoLabels begin lines that send the reader to another article. They are
// compared folded. Those that can also begin a sentence count only before a
// colon, a dash or the end of the line.
var promoLabels = foldAll(
	"مواضيع مشابهة", "موضوعات مشابهة", "أخبار مشابهة", "مقالات مشابهة",
	"مواضيع ذات صلة", "موضوعات ذات صلة", "أخبار ذات صلة", "مقالات ذات صلة", "روابط ذات صلة", "ذات صلة", "مواضيع متعلقة", "موضوعات متعلقة", "أخبار متعلقة",
	"شوف كمان", "شوفي كمان", "شاهد كمان", "اقرأ كمان", "شاهد أيضا", "شاهدوا أيضا", "شاهد", "شاهد الفيديو", "بالفيديو شاهد",
	"اقرأ أيضا", "اقرئي أيضا", "اقرأوا أيضا", "وأقرأ أيضا", "إقرأ أيضا", "اقرأ كذلك", "اقرأ المزيد", "لقراءة المزيد", "اقرأ المزيد من", "اقرأ أكثر", "اقرأ", "اقرأ في", "اقرأ عن",
	"طالع أيضا", "طالع المزيد", "طالعوا أيضا", "انظر أيضا", "تابع أيضا", "تابعوا أيضا", "تابع المزيد", "راجع أيضا", "تصفح أيضا",
	"للمزيد", "للمزيد اقرأ", "للمزيد من التفاصيل", "للمزيد من التفاصيل اقرأ", "المزيد", "المزيد من الأخبار", "المزيد عن", "المزيد حول", "لمزيد من التفاصيل", "لمشاهدة المزيد",
	"قد يهمك", "قد يهمك أيضا", "ربما يهمك", "قد يعجبك", "قد يعجبك أيضا", "يهمك أيضا", "ما قد يهمك", "مما قد يهمك",
	"الأكثر قراءة", "الأكثر مشاهدة", "اخترنا لك", "اخترنا لكم", "نرشح لك", "نرشح لكم", "ننصحك بقراءة", "ننصحكم بقراءة", "في السياق ذاته اقرأ", "خبر متصل", "أخبار متصلة", "مقال له علاقة", "خبر له علاقة", "موضوع له علاقة", "له علاقة",
	"تفاصيل أكثر", "التفاصيل كاملة", "لمتابعة الخبر", "لا يفوتك", "لا تفوت",
	"read more", "read also", "also read", "see also", "related", "related articles", "related stories", "more on this story", "recommended",
)

// openers begin promo and furniture lines without a colon after them: they
// speak to the reader.
var openers = foldAll(
	"تابعونا على", "تابعنا على", "تابعوا آخر أخبار", "تابعوا حسابنا", "تابع آخر الأخبار", "تابع أحدث الأخبار عبر", "انضموا إلى قناتنا", "انضم إلى قناتنا", "اضغط هنا", "اضغطوا هنا",
	"رابط الخبر", "رابط المقال", "رابط الموضوع", "للتواصل عبر البريد",
	"شارك هذا", "شارك هذه", "شارك المقال", "شارك الخبر", "شارك عبر", "شارك على", "شاركها", "شاركونا",
	"مدة القراءة", "وقت القراءة", "زمن القراءة", "استمع إلى المقال", "استمع إلى هذا المقال", "استمع إلى الخبر", "استمع للمقال", "استمع للخبر", "شارك برأيك", "شاركنا برأيك", "شاركنا رأيك", "احصل على آخر الأخبار", "احصل على أهم الأخبار",
	"اشترك في نشرتنا", "اشتركوا في نشرتنا", "اشترك في النشرة", "اشترك الآن", "اشترك في قناتنا", "اشتركوا في قناتنا", "سجل في نشرتنا", "حمل التطبيق", "حمل تطبيق", "حملوا تطبيق",
	"جميع الحقوق محفوظة", "حقوق النشر محفوظة", "كل الحقوق محفوظة", "كافة الحقوق محفوظة", "©", "copyright ©", "all rights reserved",
	"follow us on", "share this", "sign up for our newsletter", "subscribe to our", "click here to",
)

// fixtures are furniture as whole lines, or before a colon.
var fixtures = foldAll(
	"النشرة البريدية", "القائمة البريدية", "استمع", "شارك", "مشاركة", "شاركنا", "طباعة", "نسخ الرابط", "انسخ الرابط", "تم نسخ الرابط", "إرسال", "حفظ", "تعليقات", "التعليقات", "أضف تعليق", "أضف تعليقا", "اترك تعليقا", "إعلان", "إعلانات",
	"الوسوم", "وسوم", "الكلمات المفتاحية", "كلمات مفتاحية", "كلمات دلالية", "الكلمات الدلالية", "العلامات", "علامات", "تاغ", "تاجز", "هاشتاغ", "عدد المشاهدات", "عدد القراءات", "عدد الزيارات", "حجم الخط", "رابط مختصر", "الرابط المختصر", "المصدر",
	"التالي", "السابق", "السابق التالي", "next previous", "فيسبوك", "تويتر", "واتساب", "تيليجرام", "لينكد إن", "facebook", "twitter", "whatsapp", "telegram", "email", "print", "share", "advertisement", "tags", "comments", "source",
)

// starts are the words with which anything in the lists begins. Most lines
// begin with none of them and need no further look.
var starts = firstWords(promoLabels, openers, fixtures, callStarts)

func firstWords(sets ...map[string]bool) map[string]bool {
	words := map[string]bool{}
	for _, set := range sets {
		for s := range set {
			words[firstWord(s)] = true
		}
	}
	for w := range labelRoles {
		words[w] = true
	}
	return words
}

// firstWord returns a folded text up to its first space or mark.
func firstWord(folded string) string {
	at := strings.IndexFunc(folded, func(r rune) bool { return !unicode.IsLetter(r) && r != '©' })
	if at < 0 {
		return folded
	}
	return folded[:at]
}

// disclaimer is what stands under columns and above comments: the views are
// not the paper's.
var disclaimer = arabic.Fold("لا تعبر عن رأي")

func foldAll(list ...string) map[string]bool {
	set := make(map[string]bool, len(list))
	for _, s := range list {
		set[foldLabel(s)] = true
	}
	return set
}

// labelBytes is how much of a line is looked at for a label: the longest in
// the lists has 60 bytes.
const labelBytes = 120

// foldLabel folds the beginning of a line for comparing it with the lists:
// spelling folded, and bullets and quotes around it gone.
func foldLabel(s string) string {
	if len(s) > labelBytes {
		s = strings.ToValidUTF8(s[:labelBytes], "")
	}
	return strings.TrimFunc(arabic.Fold(s), func(r rune) bool {
		return r == ' ' || strings.ContainsRune(".-–—•*●■▪►▶◄◀«»\"'()[]<>|·…", r) || unicode.Is(unicode.So, r) && r != '©'
	})
}

// cutLabel returns the promo label with which a folded line begins, and
// whether it is all of the line. A label ends with the line or at a colon, a
// dash or a bar.
func cutLabel(folded, text string) (label string, alone, ok bool) {
	folded = bothGenders.Replace(folded)
	if l := strings.TrimRight(folded, " :.!؟?"); isLabel(l) {
		return l, true, true
	}
	at := strings.IndexAny(folded, labelEnds)
	if at < 0 {
		return "", false, false
	}
	label = strings.TrimRight(folded[:at], " ")
	if !isLabel(label) || endsSentence(text) && words(text) > labelWords+words(label) {
		return "", false, false
	}
	return label, false, true
}

// isLabel reports whether a folded text is a promo label, by the list or by its
// words.
func isLabel(text string) bool {
	return promoLabels[text] || words(text) <= labelWords+nameWords && madeOfLabelWords(text)
}

// furniture says why a line is part of the page's fittings by where it stands;
// empty if it is not.
func furniture(folded string, l line) string {
	switch {
	case strings.Contains(folded, disclaimer):
		return "disclaimer"
	case l.place&inShare != 0:
		return "share or tag element"
	case l.place&inComment != 0:
		return "comment element"
	case isCounter(folded, l):
		return "a counter"
	case hashtags(l.text):
		return "hashtags only"
	}
	return ""
}

// fitting says why a line is part of the page's fittings by its first words;
// empty if it is not.
func fitting(folded string, l line) string {
	head, _, _ := strings.Cut(folded, ":")
	if head = strings.TrimSpace(head); fixtures[head] && (head == folded || l.words <= tagWords) {
		return "fixture " + quoted(head)
	}
	if o := opener(folded); o != "" {
		return "speaks to the reader: " + quoted(o)
	}
	if asksToFollow(folded, l) {
		return "asks to be followed"
	}
	return ""
}

// tagWords is the longest line of tags that is marked by its label.
const tagWords = 25

func opener(folded string) string {
	for i, n := 0, 0; i <= len(folded) && n < labelWords; i++ {
		if i == len(folded) || folded[i] == ' ' {
			if openers[folded[:i]] {
				return folded[:i]
			}
			n++
		}
	}
	return ""
}

// hashtags reports whether a line is nothing but tags.
func hashtags(text string) bool {
	if !strings.HasPrefix(text, "#") {
		return false
	}
	for _, w := range strings.Fields(text) {
		if !strings.HasPrefix(w, "#") {
			return false
		}
	}
	return true
}

func quoted(s string) string { return "«" + s + "»" }
