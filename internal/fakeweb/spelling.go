package fakeweb

import (
	"strings"
	"unicode"
)

// isLetter and isDigit are what counts as part of a word in a headline.
func isLetter(r rune) bool { return unicode.IsLetter(r) }
func isDigit(r rune) bool  { return unicode.IsDigit(r) }

var eastern = strings.NewReplacer("0", "٠", "1", "١", "2", "٢", "3", "٣", "4", "٤",
	"5", "٥", "6", "٦", "7", "٧", "8", "٨", "9", "٩", "%", "٪")

// easternDigits writes numbers the way the press of the Mashriq does, with its
// own separators between digits.
func easternDigits(s string) string {
	runes := []rune(s)
	for i := 1; i+1 < len(runes); i++ {
		if !unicode.IsDigit(runes[i-1]) || !unicode.IsDigit(runes[i+1]) {
			continue
		}
		switch runes[i] {
		case '.':
			runes[i] = '\u066b' // Arabic decimal separator
		case ',':
			runes[i] = '\u066c' // Arabic thousands separator
		}
	}
	return eastern.Replace(string(runes))
}

// eachWord changes the words of a text and leaves the space between them. n
// counts words from 0.
func eachWord(s string, change func(n int, word string) string) string {
	words := strings.Split(s, " ")
	for i, w := range words {
		words[i] = change(i, w)
	}
	return strings.Join(words, " ")
}

// split parts a word from the punctuation after it.
func split(word string) (core, tail string) {
	core = strings.TrimRight(word, "،.:؛»)!؟")
	return core, word[len(core):]
}

// substitutes are words that newsrooms exchange without touching the grammar
// around them.
var substitutes = map[string]string{
	"نحو": "قرابة", "وأضاف": "وتابع", "وأضافت": "وتابعت", "أوضح": "بيّن", "وأوضح": "وبيّن", "وأوضحت": "وبيّنت",
	"وذكر": "وأورد", "وذكرت": "وأوردت", "بحسب": "وفق", "وفق": "حسب", "سكان": "أهالي", "حاليا": "الآن",
	"بسبب": "نتيجة", "تشمل": "تضم", "ويشمل": "ويضم", "وتشمل": "وتضم", "يشمل": "يضم", "خلال": "أثناء", "مؤكدا": "مشددا على",
	"جديدة": "حديثة", "جديد": "حديث", "قرب": "بجوار", "أكثر": "أزيد", "وأشار": "ولفت", "وأشارت": "ولفتت", "أشار": "لفت",
	"يبدأ": "ينطلق", "تبدأ": "تنطلق", "بدأت": "انطلقت", "بدأ": "انطلق", "كبيرة": "واسعة", "كافة": "جميع", "جميع": "كل",
	"المقبل": "القادم", "المقبلة": "القادمة", "الماضي": "المنصرم", "الماضية": "المنصرمة",
}

// synonyms exchanges words for others of the same meaning.
func synonyms(s string) string {
	return eachWord(s, func(_ int, w string) string {
		core, tail := split(w)
		if other, ok := substitutes[core]; ok {
			return other + tail
		}
		return w
	})
}

// looseSpelling writes the way hurried editors type: no hamza on alef, heh for
// the final ta marbuta in every other word, alef maksura for a final yeh.
func looseSpelling(s string) string {
	return eachWord(s, func(n int, w string) string {
		w = strings.NewReplacer("أ", "ا", "إ", "ا", "آ", "ا").Replace(w)
		core, tail := split(w)
		if root, ok := strings.CutSuffix(core, "ة"); ok && n%2 == 0 {
			core = root + "ه"
		}
		if root, ok := strings.CutSuffix(core, "ي"); ok && n%3 == 0 {
			core = root + "ى"
		}
		return core + tail
	})
}

const (
	fatha  = "\u064e"
	damma  = "\u064f"
	kasra  = "\u0650"
	shadda = "\u0651"
	sukun  = "\u0652"
)

// sunLetters double after the article, so that a shadda on them is always right.
const sunLetters = "تثدذرزسشصضطظلن"

// vocalized are common words with their vowel marks.
var vocalized = map[string]string{
	"من": "م" + kasra + "ن" + sukun, "في": "ف" + kasra + "ي", "على": "ع" + fatha + "ل" + fatha + "ى", "إلى": "إ" + kasra + "لى",
	"أن": "أ" + fatha + "ن", "التي": "ال" + shadda + fatha + "تي", "الذي": "ال" + shadda + fatha + "ذي",
	"عن": "ع" + fatha + "ن" + sukun, "كل": "ك" + damma + "ل" + shadda, "مع": "م" + fatha + "ع" + fatha,
	"ثم": "ث" + damma + "م" + shadda, "بعد": "ب" + fatha + "ع" + sukun + "د", "قبل": "ق" + fatha + "ب" + sukun + "ل",
	"بين": "ب" + fatha + "ين", "هذه": "ه" + fatha + "ذ" + kasra + "ه", "هذا": "ه" + fatha + "ذا",
}

// vocalize adds vowel marks to common words, and shadda to sun letters after
// the article.
func vocalize(s string) string {
	return eachWord(s, func(_ int, w string) string {
		core, tail := split(w)
		if marked, ok := vocalized[core]; ok {
			return marked + tail
		}
		rest, ok := strings.CutPrefix(w, "ال")
		if !ok || rest == "" {
			return w
		}
		first := []rune(rest)[0]
		if !strings.ContainsRune(sunLetters, first) {
			return w
		}
		return "ال" + string(first) + shadda + strings.TrimPrefix(rest, string(first))
	})
}

const (
	tatweel          = "\u0640"
	rightToLeftMark  = "\u200f"
	zeroWidthNonJoin = "\u200c"
	noBreakSpace     = "\u00a0"
)

// addNoise puts in what copying between word processors leaves behind: marks
// that the eye cannot see, and stretched words.
func addNoise(s string) string {
	return eachWord(s, func(n int, w string) string {
		switch {
		case n%9 == 2:
			return w + rightToLeftMark
		case n%13 == 5:
			return stretch(w)
		case n%17 == 7:
			return w + zeroWidthNonJoin
		case n%23 == 11:
			return noBreakSpace + w
		}
		return w
	})
}

// stretch draws out a word after its first letter that joins the next.
func stretch(word string) string {
	runes := []rune(word)
	for i := 0; i+1 < len(runes); i++ {
		if strings.ContainsRune("بتثجحخسشصضطظعغفقكلمنهي", runes[i]) && unicode.IsLetter(runes[i+1]) {
			return string(runes[:i+1]) + tatweel + tatweel + string(runes[i+1:])
		}
	}
	return word
}
