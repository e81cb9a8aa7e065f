package extract

import (
	"math/bits"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// clean makes one line of foreign text fit to be stored: valid UTF-8, white
// space collapsed, control characters and marks that turn the writing
// direction of what follows removed.
func clean(s string) string {
	if !utf8.ValidString(s) {
		return trimMarks(rebuild(s))
	}
	return cleanValid(s)
}

// cleanValid is clean for what is valid UTF-8 already: the text of a decoded
// page.
func cleanValid(s string) string {
	s = trimMarks(strings.TrimSpace(s))
	if isClean(s) {
		return s
	}
	return trimMarks(rebuild(s))
}

// trimMarks cuts off spaces and invisible marks at both ends, where they join
// or turn nothing: U+200B to U+200F, U+FEFF, and the bidi controls.
func trimMarks(s string) string {
	const lead, bom = "\xE2", "\xEF"
	n := len(s)
	if n < 3 || s[0] != lead[0] && s[0] != bom[0] && s[n-3] != lead[0] && s[n-3] != bom[0] {
		return s
	}
	return strings.TrimFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || r >= '\u200B' && r <= '\u200F' || r == '\uFEFF' || r >= '\u202A' && r <= '\u202E' || r >= '\u2066' && r <= '\u2069'
	})
}

func rebuild(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			space = true
		case unwanted(r):
		default:
			if space && b.Len() > 0 {
				b.WriteByte(' ')
			}
			space = false
			b.WriteRune(r)
		}
	}
	return b.String()
}

// isClean is the fast way out for valid lines that need no change. Only the
// lead bytes of the ranges in question stop it.
func isClean(s string) bool {
	for i := 0; i < len(s); i++ {
		if i+9 <= len(s) && isPlain(eight(s[i:])) && (s[i+7] != ' ' || s[i+8] != ' ') {
			i += 7
			continue
		}
		if doubtful[s[i]] && !allowed(s[i:]) {
			return false
		}
	}
	return true
}

const (
	ones = 0x0101010101010101 // a one in each of eight bytes
	high = 0x80 * ones        // the high bit of each
)

// eight returns the first eight bytes of s as one number, to look at them all
// at once.
func eight(s string) uint64 {
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// isPlain reports whether eight bytes are surely such as isClean lets pass: none
// under a space, no DEL, no two spaces side by side, none that begins a
// character of U+0080 to U+00BF or over U+07FF. It may be false without cause.
func isPlain(x uint64) bool {
	control := ^(x | (x | high) - ' '*ones)
	long := x & (x << 1) & (x << 2)
	spaces := zeroes(x ^ ' '*ones)
	return (control|long|zeroes(x^0x7F*ones)|zeroes(x^0xC2*ones)|spaces&(spaces<<8))&high == 0
}

// zeroes sets the high bit of every byte that is zero, and of some over them.
func zeroes(x uint64) uint64 { return (x - ones) &^ x & high }

// doubtful are the bytes with which anything begins that clean may change.
var doubtful = func() (set [256]bool) {
	for c := range ' ' + 1 {
		set[c] = true
	}
	for _, c := range []byte{0x7F, 0xC2, 0xE1, 0xE2, 0xE3, 0xEE, 0xEF, 0xF3} {
		set[c] = true
	}
	return set
}()

// allowed reports whether the character at the beginning of s, whose first
// byte is doubtful, may stay.
func allowed(s string) bool {
	switch s[0] {
	case ' ':
		return len(s) == 1 || s[1] != ' '
	case 0xC2: // C1 controls, no-break space, soft hyphen
		return s[1] > 0xA0 && s[1] != 0xAD
	case 0xE2:
		return s[1] > 0x81 || dashOrQuote(s[1:])
	}
	return false
}

// dashOrQuote reports whether U+2010 to U+2027 follow, less their lead byte:
// the dashes, quotation marks, bullet and ellipsis of common text.
func dashOrQuote(rest string) bool { return rest[0] == 0x80 && rest[1] >= 0x90 && rest[1] <= 0xA7 }

// unwanted reports whether a character has no place in stored text.
func unwanted(r rune) bool {
	switch {
	case r == utf8.RuneError, r == '\u00AD', r == '\u200B', r == '\uFEFF': // soft hyphen, zero-width space, BOM
		return true
	case r >= '\u202A' && r <= '\u202E', r >= '\u2066' && r <= '\u2069': // bidi embeddings, overrides, isolates
		return true
	case r >= 0xFDD0 && r <= 0xFDEF, r >= 0xE000 && r <= 0xF8FF: // noncharacters, private use
		return true
	}
	return unicode.IsControl(r)
}

// unescape decodes the references in a text. Most texts have none, and need no
// more than a look for that.
func unescape(s string) string {
	if strings.IndexByte(s, '&') < 0 {
		return s
	}
	return html.UnescapeString(s)
}

// key is a text for comparing: letters and digits only, lower case for ASCII.
func key(s string) string {
	return string(appendKey(make([]byte, 0, len(s)), s))
}

func appendKey(b []byte, s string) []byte {
	b = slices.Grow(b, len(s))
	n, out := len(b), b[:len(b)+len(s)]
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if k := asciiKey[c]; k != 0 {
				out[n] = k
				n++
			}
			i++
			continue
		}
		if c >= 0xD8 && c <= 0xD9 && i+1 < len(s) { // U+0600 to U+067F, most of Arabic text
			if arabicKey[c&1][s[i+1]&0x3F] {
				out[n], out[n+1] = c, s[i+1]
				n += 2
			}
			i += 2
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			n += copy(out[n:], s[i:i+size])
		}
		i += size
	}
	return out[:n]
}

// asciiKey gives what stands in a key for an ASCII character; 0 for nothing.
var asciiKey = func() (table [utf8.RuneSelf]byte) {
	for c := byte('0'); c <= 'z'; c++ {
		switch low := c | 0x20; {
		case low >= 'a' && low <= 'z':
			table[c] = low
		case c <= '9':
			table[c] = c
		}
	}
	return table
}()

// arabicKey is inKey for U+0600 to U+067F, by the last bit of the first byte
// and the six bits of the second.
var arabicKey = func() (table [2][64]bool) {
	for i := range 128 {
		table[i>>6][i&0x3F] = inKey('\u0600' + rune(i))
	}
	return table
}()

// inKey reports whether a character of the first half of the Arabic block is a
// letter or a digit: no mark of punctuation, vowel sign or tatweel.
func inKey(r rune) bool {
	return r >= '\u0620' && r <= '\u064A' && r != tatweel || r >= '\u0660' && r <= '\u0669' || r >= '\u0671'
}

const tatweel = '\u0640'

// hasLetter reports whether a text says anything: a letter or a digit is in it.
func hasLetter(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// cleanWords is words for text that clean returned: one space between two
// words, and none around them.
func cleanWords(s string) int {
	if s == "" {
		return 0
	}
	return strings.Count(s, " ") + 1
}

// words counts runs between spaces.
func words(s string) int {
	n, in := 0, false
	for i := 0; i < len(s); i++ {
		if s[i] == ' ' {
			in = false
		} else if !in {
			in = true
			n++
		}
	}
	return n
}

// letters counts the bytes of a text that are no white space: eight at a time,
// since every byte of a page passes here.
func letters(s string) int {
	n := len(s)
	for ; len(s) >= 8; s = s[8:] {
		x := eight(s)
		above := (x | high) - (' '+1)*ones // keeps the high bit of a byte whose low seven are over a space
		n -= 8 - bits.OnesCount64((above|x)&high)
	}
	for i := 0; i < len(s); i++ {
		if s[i] <= ' ' {
			n--
		}
	}
	return n
}
