package extract

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// FuzzClean holds the ways that look at eight bytes at once to what they stand
// for, character by character.
func FuzzClean(f *testing.F) {
	f.Add("افتتح محافظ مدينة الواحة صباح أمس جسر النخيل الجديد")
	f.Add("1234567  two spaces on the edge of eight")
	f.Add("«quotes» – dashes… \u00A0\u00AD\u200B\u202E\uFEFF\x7F\x00 \u00E9\u00C2 \u4E2D")
	f.Add("\xD8 \xFF cut")
	f.Fuzz(func(t *testing.T, s string) {
		if got, want := clean(s), rebuild(s); got != want {
			t.Errorf("clean(%q) = %q, want %q", s, got, want)
		}
		if got, want := cleanWords(clean(s)), words(clean(s)); got != want {
			t.Errorf("cleanWords(%q) = %d, want %d", clean(s), got, want)
		}
		if got, want := letters(s), slowLetters(s); got != want {
			t.Errorf("letters(%q) = %d, want %d", s, got, want)
		}
		if got, want := key(s), slowKey(s); utf8.ValidString(s) && got != want {
			t.Errorf("key(%q) = %q, want %q", s, got, want)
		}
	})
}

func slowLetters(s string) int {
	n := 0
	for i := range len(s) {
		if s[i] > ' ' {
			n++
		}
	}
	return n
}

func slowKey(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'A' && r <= 'Z':
			return r | 0x20
		case r >= '\u0600' && r <= '\u067F' && !inKey(r):
			return -1
		case r < '\u0600' || r > '\u067F':
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
				return -1
			}
		}
		return r
	}, s)
}
