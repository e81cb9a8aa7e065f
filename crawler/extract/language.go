package extract

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sada/news"
)

// fillLanguage decides the language by the letters of the text; where those
// are not Arabic, by what the page says.
func fillLanguage(p *Page, doc *document) {
	claimed, _, _ := strings.Cut(strings.ReplaceAll(doc.lang, "_", "-"), "-")
	if len(claimed) != 2 {
		claimed = ""
	}
	share := arabicLetters(p.Blocks)
	switch {
	case share >= 0.5 && !writtenInArabic[claimed]:
		p.Language = "ar"
	case share < 0.5 && (claimed == "ar" || writtenInArabic[claimed]):
		p.Language = ""
	default:
		p.Language = claimed
	}
	if p.Language != "ar" {
		p.Flags = addFlag(p.Flags, FlagNotArabic)
	}
}

// writtenInArabic are the other languages of the press that are written in
// Arabic letters.
var writtenInArabic = map[string]bool{"fa": true, "ur": true, "ps": true, "ku": true, "sd": true, "ug": true}

// sampleLetters is how many letters decide the language: some paragraphs.
const sampleLetters = 2000

// arabicLetters returns the share of Arabic letters among the letters of a
// page's text.
func arabicLetters(blocks []news.Block) float64 {
	all, ours := 0, 0
	for _, b := range blocks {
		if !b.Kind.Compared() {
			continue
		}
		letters, arabic := countLetters(b.Text)
		all += letters
		if ours += arabic; all > sampleLetters {
			break
		}
	}
	if all == 0 {
		return 0
	}
	return float64(ours) / float64(all)
}

// countLetters counts the letters of a text, and the Arabic ones among them:
// U+0620 to U+06FF, by their two bytes.
func countLetters(text string) (all, ours int) {
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case c < utf8.RuneSelf:
			if isLetter(c) {
				all++
			}
			i++
		case c >= 0xD8 && c <= 0xDB:
			if c > 0xD8 || text[i+1] >= 0xA0 {
				ours++
			}
			i += 2
		default:
			r, n := utf8.DecodeRuneInString(text[i:])
			if unicode.IsLetter(r) {
				all++
			}
			i += n
		}
	}
	return all + ours, ours
}

// addFlag adds a flag that is not there yet.
func addFlag(flags []string, flag string) []string {
	if slices.Contains(flags, flag) {
		return flags
	}
	return append(flags, flag)
}
