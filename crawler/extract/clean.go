package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// clean makes one line of foreign text fit to be stored: valid UTF-8, white
// space collapsed, control characters and marks that turn the writing
// direction of what follows removed.
func clean(s string) string {
	s = strings.TrimSpace(s)
	if isClean(s) {
		return s
	}
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

// isClean is the fast way out for lines that need no change. Only the lead
// bytes of the ranges in question stop it.
func isClean(s string) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c < ' ' || c == 0x7F:
			return false
		case c == ' ' && i+1 < len(s) && s[i+1] == ' ':
			return false
		case c == 0xC2 && (i+1 == len(s) || s[i+1] <= 0xA0 || s[i+1] == 0xAD): // C1 controls, no-break space, soft hyphen
			return false
		case c == 0xE2 && (i+2 >= len(s) || s[i+1] <= 0x81 && !dashOrQuote(s[i+1:])):
			return false
		case c == 0xE1, c == 0xE3, c == 0xEE, c == 0xEF, c == 0xF3:
			return false
		}
	}
	return utf8.ValidString(s)
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
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if low := c | 0x20; low >= 'a' && low <= 'z' {
				b = append(b, low)
			} else if c >= '0' && c <= '9' {
				b = append(b, c)
			}
			i++
			continue
		}
		if c >= 0xD8 && c <= 0xD9 && i+1 < len(s) { // U+0600 to U+067F, most of Arabic text
			if r := rune(c&0x1F)<<6 | rune(s[i+1]&0x3F); inKey(r) {
				b = append(b, c, s[i+1])
			}
			i += 2
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			b = append(b, s[i:i+n]...)
		}
		i += n
	}
	return b
}

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
