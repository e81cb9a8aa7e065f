package arabic

import (
	"strings"
	"unicode"
)

// A datePart is a number, a word, or a sign.
type datePart struct {
	kind   datePartKind
	text   string // words folded, digits ASCII
	value  int    // of a number; capped
	digits int
	spaced bool // white space stands before it
}

type datePartKind int

const (
	datePartNumber datePartKind = iota
	datePartWord
	datePartSign
)

// dateTokens splits text. Letters are folded as far as names of months and
// zones need: alef forms, ya forms, vowel marks, Latin case and accents.
func dateTokens(s string) []datePart {
	var out []datePart
	spaced := false
	var last rune
	for _, r := range s {
		r = foldDateRune(r)
		kind, keep := kindOf(r)
		if !keep {
			if r != 0 {
				spaced, last = true, 0
			}
			continue
		}
		if n := len(out); n > 0 && last != 0 && kind != datePartSign && out[n-1].kind == kind {
			out[n-1].grow(r)
		} else {
			t := datePart{kind: kind, spaced: spaced || len(out) == 0}
			t.grow(r)
			out = append(out, t)
		}
		spaced, last = false, r
	}
	return out
}

func kindOf(r rune) (kind datePartKind, keep bool) {
	switch {
	case r >= '0' && r <= '9':
		return datePartNumber, true
	case unicode.IsLetter(r):
		return datePartWord, true
	case strings.ContainsRune(":/-+.", r):
		return datePartSign, true
	}
	return datePartSign, false
}

// maxNumber bounds the value of a number: the longest in use, 20260314120000,
// has fourteen digits.
const maxNumber = 100_000_000_000_000

func (t *datePart) grow(r rune) {
	t.text += string(r)
	if t.kind == datePartNumber {
		t.digits++
		t.value = min(t.value*10+int(r-'0'), maxNumber)
	}
}

// foldDateRune maps a character to the form in which names are looked up; 0 for
// marks that are left out of words.
func foldDateRune(r rune) rune {
	switch {
	case r >= '٠' && r <= '٩': // Arabic-Indic digits
		return '0' + r - '٠'
	case r >= '۰' && r <= '۹': // Persian digits
		return '0' + r - '۰'
	case r == '\u0640' || unicode.Is(unicode.Mn, r) || IsDirectionMark(r): // tatweel
		return 0
	}
	switch r {
	case 'أ', 'إ', 'آ', 'ٱ':
		return 'ا'
	case 'ى', 'ی', 'ئ':
		return 'ي'
	case 'ة':
		return 'ه'
	case 'ک':
		return 'ك'
	case 'é', 'è', 'ê', 'É':
		return 'e'
	case 'û', 'Û', 'ù':
		return 'u'
	case '\u2010', '\u2011', '\u2012', '\u2013', '\u2212': // hyphens, dashes, minus
		return '-'
	}
	return unicode.ToLower(r)
}
