package arabic

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// MaxGrowth bounds how much longer, in bytes, folded text can be than its
// source: U+FDFA, one ligature of three bytes, stands for four words of 33.
const MaxGrowth = 11

// Fold returns s with all spellings of a word made one. See [AppendFold].
func Fold(s string) string {
	return string(AppendFold(make([]byte, 0, len(s)+8), s))
}

// AppendFold appends the folded form of s to dst and returns the result.
//
// Harakat, Quranic marks, dagger alef, tatweel, marks of direction and of zero
// width and the hamza on the line are dropped; the forms of alef, yeh, heh, waw
// and kaf become one each; Eastern and Persian digits become ASCII, and so do
// the separators inside numbers; presentation forms are resolved by NFKC; Latin
// letters lose case and accents. White space and punctuation stay.
//
// The result is valid UTF-8 (a broken byte becomes a space), folds to itself,
// and is at most [MaxGrowth] times as long as s.
func AppendFold(dst []byte, s string) []byte {
	f := folder{out: dst, base: len(dst)}
	for i := f.letters(s, 0); i < len(s); i = f.letters(s, i) {
		c := s[i]
		if c < utf8.RuneSelf {
			f.ascii(c)
			i++
			continue
		}
		if isArabic(s, i) {
			f.arabic(c, s[i+1])
			i += 2
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		f.broken(r, n)
		i += n
	}
	return f.out
}

// isArabic reports whether a character of U+0600-06FF stands at i.
func isArabic(s string, i int) bool {
	return s[i] >= 0xD8 && s[i] <= 0xDB && i+1 < len(s) && s[i+1]&0xC0 == 0x80
}

// A folder appends folded characters to out.
type folder struct {
	out  []byte
	base int // length of out before folding
}

// letters appends what needs no more than a look into a table, from i on while
// there is room, and returns where it ended: letters of U+0600-06FF, nearly all
// of a text, and ASCII but for digits, which may stand behind a separator.
func (f *folder) letters(s string, i int) int {
	out, n := f.out[:cap(f.out)], len(f.out)
	for i+1 < len(s) && n+1 < len(out) {
		c0, c1 := s[i], s[i+1]
		if c0 < utf8.RuneSelf {
			if isDigit(c0) {
				break
			}
			out[n] = small[c0]
			n, i = n+1, i+1
			continue
		}
		t := arab[c0<<6|c1&0x3F]
		if c0 < 0xD8 || c0 > 0xDB || c1&0xC0 != 0x80 || t < codeLetter {
			break
		}
		out[n], out[n+1] = 0xD8|(t-codeLetter)>>6, 0x80|t&0x3F
		n, i = n+2, i+2
	}
	f.out = out[:n]
	return i
}

// small is ASCII with its capitals made small letters.
var small = func() (t [utf8.RuneSelf]byte) {
	for c := range t {
		t[c] = byte(unicode.ToLower(rune(c)))
	}
	return t
}()

func (f *folder) ascii(c byte) {
	if isDigit(c) {
		f.digit(c)
		return
	}
	f.out = append(f.out, small[c])
}

// arabic folds a character of U+0600-06FF, given as its two bytes.
func (f *folder) arabic(c0, c1 byte) {
	switch t := arab[c0<<6|c1&0x3F]; {
	case t >= codeLetter:
		low := t - codeLetter
		f.out = append(f.out, 0xD8|low>>6, 0x80|low&0x3F)
	case t == codeDrop:
	case t >= '0' && t <= '9':
		f.digit(t)
	case c0 == 0xD9 && c1 == 0xAB: // U+066B, decimal separator
		f.out = append(f.out, '.')
	case c0 == 0xD9 && c1 == 0xAC: // U+066C, thousands separator
		f.out = append(f.out, ',')
	default:
		f.out = append(f.out, c0, c1)
	}
}

// digit appends a digit. An Arabic comma between two digits is a separator
// inside a number: the one before this digit becomes an ASCII comma.
func (f *folder) digit(c byte) {
	n := len(f.out)
	if n-3 >= f.base && f.out[n-1] == 0x8C && f.out[n-2] == 0xD8 && isDigit(f.out[n-3]) {
		f.out = append(f.out[:n-2], ',')
	}
	f.out = append(f.out, c)
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func (f *folder) broken(r rune, size int) {
	if r == utf8.RuneError && size == 1 {
		f.out = append(f.out, ' ')
		return
	}
	f.rune(r)
}

// rune folds any character.
func (f *folder) rune(r rune) {
	if parts := decompose(r); parts != nil {
		for len(parts) > 0 {
			p, n := utf8.DecodeRune(parts)
			f.rune(p)
			parts = parts[n:]
		}
		return
	}
	switch {
	case r < utf8.RuneSelf:
		f.ascii(byte(r))
	case r >= 0x600 && r <= 0x6FF:
		f.arabic(0xD8|byte(r>>6&3), 0x80|byte(r&0x3F))
	case dropped(r):
	default:
		f.lower(r)
	}
}

// lower appends a character of another script in lower case, which may again
// be one that decomposes.
func (f *folder) lower(r rune) {
	if l := unicode.ToLower(r); l != r {
		f.rune(l)
		return
	}
	f.out = utf8.AppendRune(f.out, r)
}

// decompose returns, as UTF-8, what a character stands for by compatibility
// (NFKD), and nil where it stands for itself. Hangul syllables are left whole.
func decompose(r rune) []byte {
	if r < 0xA0 || r >= 0x600 && r <= 0x6FF || r >= 0xAC00 && r <= 0xD7A3 {
		return nil
	}
	var buf [utf8.UTFMax]byte
	return norm.NFKD.Properties(buf[:utf8.EncodeRune(buf[:], r)]).Decomposition()
}

// dropped reports whether a character outside ASCII and U+0600-06FF is written
// on or between letters without being one: marks that normal forms may put in
// another order (combining class above 0), variation selectors and format
// characters.
func dropped(r rune) bool {
	var buf [utf8.UTFMax]byte
	return norm.NFKD.Properties(buf[:utf8.EncodeRune(buf[:], r)]).CCC() > 0 ||
		r >= 0xFE00 && r <= 0xFE0F || unicode.Is(unicode.Cf, r)
}
