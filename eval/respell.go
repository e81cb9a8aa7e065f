package eval

import (
	"math/rand/v2"
	"slices"
	"strings"
)

const tatweel = '\u0640'

// marks are the vowel marks that respelling puts in: fatha, damma, kasra, sukun.
var marks = []rune{'\u064E', '\u064F', '\u0650', '\u0652'}

// Shares of letters and words that respelling touches. Bare alef for hamza is
// how most newsrooms type; the rest is rarer.
const (
	bareAlef  = 0.9  // of alefs with hamza lose it
	swapFinal = 0.5  // of words with final ta marbuta, ya or alef maqsura change it
	marked    = 0.1  // of words get vowel marks
	stretched = 0.03 // of words get a tatweel
)

// respell writes the text as a newsroom with other habits would.
func respell(e edit, t Text) Text {
	for i, p := range t.Paragraphs {
		words := strings.Fields(p)
		for j, w := range words {
			words[j] = respellWord(e.rand, w)
		}
		t.Paragraphs[i] = strings.Join(words, " ")
	}
	return t
}

func respellWord(r *rand.Rand, word string) string {
	letters := []rune(word)
	for i, c := range letters {
		if (c == 'أ' || c == 'إ' || c == 'آ') && r.Float64() < bareAlef {
			letters[i] = 'ا'
		}
	}
	if len(letters) > 1 && r.Float64() < swapFinal {
		letters[len(letters)-1] = otherFinal(letters[len(letters)-1])
	}
	if len(letters) > 3 && r.Float64() < stretched && joinsLeft(letters[1]) && isLetter(letters[2]) {
		letters = slices.Insert(letters, 2, tatweel)
	}
	if r.Float64() < marked {
		letters = mark(r, letters)
	}
	return string(letters)
}

func otherFinal(c rune) rune {
	switch c {
	case 'ة':
		return 'ه'
	case 'ى':
		return 'ي'
	case 'ي':
		return 'ى'
	}
	return c
}

// mark puts a vowel mark after every second letter.
func mark(r *rand.Rand, letters []rune) []rune {
	var out []rune
	for i, c := range letters {
		out = append(out, c)
		if i%2 == 0 && isLetter(c) {
			out = append(out, pick(r, marks))
		}
	}
	return out
}

// isLetter reports whether c is an Arabic letter, U+0621 to U+064A without tatweel.
func isLetter(c rune) bool { return c >= '\u0621' && c <= '\u064A' && c != tatweel }

// joinsLeft reports whether c joins to the letter after it, so that a tatweel
// may stand between.
func joinsLeft(c rune) bool {
	return isLetter(c) && !strings.ContainsRune("اأإآدذرزوؤةىء", c)
}

// digits swaps ASCII digits and Arabic-Indic ones (U+0660 to U+0669), and the
// separators between two of them.
func digits(_ edit, t Text) Text {
	for i, p := range t.Paragraphs {
		t.Paragraphs[i] = swapDigits(p)
	}
	return t
}

var separators = map[rune]rune{
	'.': '\u066B', '\u066B': '.', // Arabic decimal separator
	',': '\u066C', '\u066C': ',', // Arabic thousands separator
}

func swapDigits(s string) string {
	in := []rune(s)
	out := make([]rune, len(in))
	for i, c := range in {
		out[i] = c
		switch {
		case c >= '0' && c <= '9':
			out[i] = c - '0' + '\u0660'
		case c >= '\u0660' && c <= '\u0669':
			out[i] = c - '\u0660' + '0'
		case i > 0 && i+1 < len(in) && isDigit(in[i-1]) && isDigit(in[i+1]):
			if other, ok := separators[c]; ok {
				out[i] = other
			}
		}
	}
	return string(out)
}

func isDigit(c rune) bool { return c >= '0' && c <= '9' || c >= '\u0660' && c <= '\u0669' }
