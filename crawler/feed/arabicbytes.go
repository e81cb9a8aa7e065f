package feed

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// sampleBytes is how much of a document is scored to find its encoding: some
// two thousand Arabic words, a hundred times what decides.
const sampleBytes = 16 << 10

// The least score at which text counts as Arabic: without a label, and where
// header or declaration names an Arabic encoding. Arabic decoded rightly scores
// 0.99 to 1.08, Russian in KOI8-R read as windows-1256 up to 0.75, Chinese,
// Korean and French under 0.1: TestArabicScore.
const (
	arabicFloor   = 0.85
	labelledFloor = 0.3
)

// arabicTie is the difference of scores below which the label decides, else
// windows-1256, the far commoner of the two. Right and wrong readings of a
// dozen words lie 0.14 or more apart.
const arabicTie = 0.05

// arabicEncoding returns "windows-1256" or "iso-8859-6" where the bytes read as
// Arabic in it, the better of the two where both do; empty where neither does.
func arabicEncoding(body []byte, s said) string {
	body = highBytes(body)
	win := arabicScore(charmap.Windows1256, body)
	iso := arabicScore(charmap.ISO8859_6, body)
	floor, label := arabicFloor, "windows-1256"
	for _, l := range s.list() {
		if _, name := lookup(l); name == "windows-1256" || name == "iso-8859-6" {
			floor, label = labelledFloor, name
		}
	}
	switch {
	case max(win, iso) < floor:
		return ""
	case math.Abs(iso-win) < arabicTie:
		return label
	case iso > win:
		return "iso-8859-6"
	}
	return "windows-1256"
}

// surely is the score above which bytes are Arabic though their label names the
// alphabet of another language: Greek, Hebrew, Russian, Thai and Turkish in
// their own encodings score 0.76 at most, Arabic 0.99 and more: TestArabicScore.
const surely = 0.95

// surelyArabic reports whether bytes are Arabic whatever their label says.
func surelyArabic(body []byte) bool {
	sample := highBytes(body)
	return arabicScore(charmap.Windows1256, sample) >= surely || arabicScore(charmap.ISO8859_6, sample) >= surely
}

// highBytes returns a sample of the bytes that starts at the first one above
// ASCII.
func highBytes(body []byte) []byte {
	for i, c := range body {
		if c >= utf8.RuneSelf {
			return body[i:min(len(body), i+sampleBytes)]
		}
	}
	return nil
}

// arabicScore is the mean weight of the characters above ASCII when the bytes
// are read in the given encoding.
func arabicScore(enc *charmap.Charmap, sample []byte) float64 {
	var sum, n float64
	before := ' '
	for i, c := range sample {
		r := enc.DecodeByte(c)
		if c >= utf8.RuneSelf {
			after := ' '
			if i+1 < len(sample) {
				after = enc.DecodeByte(sample[i+1])
			}
			sum += letterWeight(before, r, after)
			n++
		}
		before = r
	}
	if n == 0 {
		return 0
	}
	return sum / n
}

const (
	// Letters of Persian and Urdu that windows-1256 has and Arabic lacks.
	foreignLetters = "پٹچژڈگکڑںھہے"
	// Letters that only end a word.
	finalLetters = "ةى"
)

// letterWeight says how well a character sits between its neighbours if the
// text is Arabic: 1 for a letter, more for an article, less than 0 for what
// Arabic text doesn't hold. The weights are chosen by hand; the test measures
// the gap they leave between right and wrong readings.
func letterWeight(before, r, after rune) float64 {
	switch {
	case r == utf8.RuneError || unicode.IsControl(r):
		return -5
	case isLatin(before) || isLatin(after):
		return -2
	case strings.ContainsRune("،؛؟", r):
		return 1
	case strings.ContainsRune(finalLetters, r) && isArabicLetter(after):
		return -2
	case r == 'ا' && after == 'ل' && !isArabicLetter(before):
		return 2
	case commonLetter(r):
		return 1
	case strings.ContainsRune(foreignLetters, r):
		return -1
	case r >= '\u064B' && r <= '\u0652': // fathatan to sukun
		return markWeight(before)
	case unicode.Is(unicode.Latin, r):
		return -2
	}
	return 0
}

// markWeight: a vowel mark needs a letter before it, and news has few.
func markWeight(before rune) float64 {
	if isArabicLetter(before) {
		return 0.5
	}
	return -3
}

// isLatin: no word is half Arabic and half Latin.
func isLatin(r rune) bool { return r|0x20 >= 'a' && r|0x20 <= 'z' }

// commonLetter reports whether Arabic itself writes the letter.
func commonLetter(r rune) bool {
	return r >= 'ء' && r <= 'غ' || r >= 'ف' && r <= 'ي'
}

func isArabicLetter(r rune) bool {
	return commonLetter(r) || r > 'ي' && strings.ContainsRune(foreignLetters, r)
}
