package sqlite

import (
	"math/bits"
	"unicode/utf8"
)

// highest is the highest bit of each of eight bytes.
const highest = 0x8080808080808080

// valid reports whether a text is UTF-8, as utf8.ValidString does, in less than half
// of the time where it is Arabic: eight bytes at a time are looked at where they are
// ASCII and letters of two bytes, and no branch depends on which.
func valid(text string) bool {
	for i := 0; i < len(text); {
		if i = pairsEnd(text, i); i == len(text) {
			break
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		if r == utf8.RuneError && n == 1 {
			return false
		}
		i += n
	}
	return true
}

// pairsEnd returns where, from i on, a character begins that takes more than two
// bytes or is broken, or fewer than eight bytes are left.
func pairsEnd(text string, i int) int {
	open := uint64(0) // the bytes before ended within a character
	for i+8 <= len(text) {
		v := eight(text[i : i+8])
		first := v & (v << 1) &^ (v << 2) & highest // 110xxxxx
		more := v &^ (v << 1) & highest             // 10xxxxxx
		long := v<<3 | v<<4 | v<<5 | v<<6           // C0 and C1 would write ASCII in two
		if odd := (v&highest ^ first ^ more) | (more ^ first<<8 ^ open) | first&^long; odd != 0 {
			i += bits.TrailingZeros64(odd) / 8
			break
		}
		open = first >> 56
		i += 8
	}
	if i > 0 && text[i-1] >= 0xC0 {
		return i - 1
	}
	return i
}

// eight returns eight bytes as a number, the first lowest.
func eight(s string) uint64 {
	_ = s[7] // one check for all
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}
