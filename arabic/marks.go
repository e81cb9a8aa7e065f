package arabic

import (
	"strings"
	"unicode/utf8"
)

// IsDirectionMark reports whether r is one of the characters that steer the
// bidirectional algorithm (UAX #9): embeddings, overrides, isolates and marks.
func IsDirectionMark(r rune) bool {
	switch {
	case r >= 0x202A && r <= 0x202E: // LRE RLE PDF LRO RLO
		return true
	case r >= 0x2066 && r <= 0x2069: // LRI RLI FSI PDI
		return true
	}
	return r == 0x200E || r == 0x200F || r == 0x061C // LRM RLM ALM
}

// Unsafe reports whether r must not reach a terminal or a log as it is: C0 and
// C1 controls, DEL, direction marks, line and paragraph separators, the byte
// order mark, the old marks that switch shaping and digits (U+206A to U+206F),
// annotations, and tags, which hide text from the eye. The replacement for
// invalid bytes is allowed.
func Unsafe(r rune) bool {
	switch {
	case r < 0x20, r >= 0x7F && r <= 0x9F:
		return true
	case r == 0x2028, r == 0x2029, r == 0xFEFF:
		return true
	case r >= 0x206A && r <= 0x206F, r >= 0xFFF9 && r <= 0xFFFB, r >= 0xE0000 && r <= 0xE007F:
		return true
	}
	return IsDirectionMark(r)
}

// OneLine makes s safe to print as part of one line: valid UTF-8, every unsafe
// character left out or, where it separates, turned into a space, and runs of
// white space joined. Escape sequences lose their ESC and so their power.
func OneLine(s string) string {
	if clean(s) {
		return s
	}
	return cleaned(s)
}

// cleaned is OneLine of a text that may need it.
func cleaned(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	space, broken := true, false // before the first character no space may stand
	for s != "" {
		n, after := cleanLen(s, space)
		b.WriteString(s[:n])
		if s = s[n:]; s == "" {
			break
		}
		if n > 0 {
			space, broken = after, false
		}
		r, size := utf8.DecodeRuneInString(s)
		s = s[size:]
		switch wrong := r == utf8.RuneError && size == 1; {
		case wrong && !broken: // one mark for all broken bytes in a row
			b.WriteString("\uFFFD")
			space = false
		case isSpace(r) && !space:
			b.WriteByte(' ')
			space = true
		}
		broken = r == utf8.RuneError && size == 1
	}
	return strings.TrimSuffix(b.String(), " ")
}

func isSpace(r rune) bool {
	return r == ' ' || r >= '\t' && r <= '\r' || r == 0x85 || r == 0x2028 || r == 0x2029 || r == 0xA0
}

// Lines is OneLine for each line of s apart: its line breaks stay.
func Lines(s string) string {
	if !strings.Contains(s, "\n") {
		return OneLine(s)
	}
	var b strings.Builder
	b.Grow(len(s))
	first := true
	for line := range strings.SplitSeq(s, "\n") {
		if !first {
			b.WriteByte('\n')
		}
		first = false
		b.WriteString(OneLine(line))
	}
	return b.String()
}

// clean reports whether OneLine would return s as it is.
func clean(s string) bool {
	n, space := cleanLen(s, true)
	return n == len(s) && (s == "" || !space)
}

// cleanLen returns the length of what OneLine leaves as it is at the beginning of
// s, and whether that ends with a space; space says whether one stands before.
// Letters of the Arabic block, two bytes each that begin with D8 to DB, and ASCII
// are most of what is asked about, and need not be decoded.
func cleanLen(s string, space bool) (n int, after bool) {
	for i := 0; i < len(s); {
		n := 1
		switch c := s[i]; {
		case c == ' ':
			if space {
				return i, true
			}
		case c < 0x80:
			if c < 0x20 || c == 0x7F {
				return i, space
			}
		case c >= 0xD8 && c <= 0xDB && i+1 < len(s) && s[i+1]&0xC0 == 0x80 && !(c == 0xD8 && s[i+1] == 0x9C): // but for U+061C, ALM
			n = 2
		default:
			r, size := utf8.DecodeRuneInString(s[i:])
			if r == utf8.RuneError && size == 1 || r == 0xA0 || Unsafe(r) {
				return i, space
			}
			n = size
		}
		space = s[i] == ' '
		i += n
	}
	return len(s), space
}

// RightToLeft reports whether the first letter of s with a direction is written
// from right to left (rules P2 and P3 of UAX #9, Hebrew and Arabic blocks).
func RightToLeft(s string) bool {
	for _, r := range s {
		switch {
		case r >= 0x0590 && r <= 0x08FF, r >= 0xFB1D && r <= 0xFDFF, r >= 0xFE70 && r <= 0xFEFC:
			if !isArabicDigit(r) {
				return true
			}
		case r >= 'A' && r <= 'Z', r >= 'a' && r <= 'z', r >= 0xC0 && r < 0x0590:
			return false
		}
	}
	return false
}

func isArabicDigit(r rune) bool {
	return r >= 0x0660 && r <= 0x0669 || r >= 0x06F0 && r <= 0x06F9
}
