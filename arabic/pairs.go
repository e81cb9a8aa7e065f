package arabic

import "math/bits"

// Nearly every character of an Arabic text takes two bytes, so a text can be
// read two bytes at a time without asking how long each character is: pairs
// holds the code of a character for every two bytes that it may begin with. A
// word is then the letters before the first code that is none, which is found
// for eight characters at once, without a branch for each. The table takes 64
// KB, of which a text of Arabic touches about 4.
//
// Besides letters there are codeDrop, codeSpace, codeDigit (a digit, which ends
// a word but is not between words) and codeOther, which leaves the character to
// the general way of reading.
var pairs = pairCodes()

// Codes that only pairs uses.
const (
	codeDigit = 6
	codeOther = 7
)

func pairCodes() (t [1 << 16]uint8) {
	for i := range t {
		t[i] = pairCode(byte(i), byte(i>>8))
	}
	return t
}

// pairCode returns the code of the character that begins with bytes c and d.
func pairCode(c, d byte) uint8 {
	switch {
	case c < 0x80:
		return edgeCode(ascii[c])
	case c >= 0xD8 && c <= 0xDB && d&0xC0 == 0x80:
		return edgeCode(arab[c<<6|d&0x3F])
	case c == 0xC2 && (d == 0xA0 || d == 0xAB || d == 0xBB): // no-break space, guillemets
		return codeSpace
	}
	return codeOther
}

// edgeCode returns what a character of code t is at the edge of a word.
func edgeCode(t byte) uint8 {
	switch {
	case t >= codeLetter, t == codeDrop:
		return t
	case t == codeSpace, t == codeComma, t == codePoint:
		return codeSpace
	case isDigit(t):
		return codeDigit
	}
	return codeOther
}

// block is the number of bytes that are read at once: eight characters.
const block = 16

// codesAt returns the codes of the eight characters of two bytes at i, the
// first lowest. text must hold a block there.
func codesAt(text string, i int) uint64 {
	x, y := wordAt(text, i), wordAt(text, i+8)
	return uint64(pairs[uint16(x)]) | uint64(pairs[uint16(x>>16)])<<8 |
		uint64(pairs[uint16(x>>32)])<<16 | uint64(pairs[uint16(x>>48)])<<24 |
		uint64(pairs[uint16(y)])<<32 | uint64(pairs[uint16(y>>16)])<<40 |
		uint64(pairs[uint16(y>>32)])<<48 | uint64(pairs[uint16(y>>48)])<<56
}

// wordAt returns the eight bytes at i, little endian, in one load.
func wordAt(text string, i int) uint64 {
	_ = text[i+7]
	return uint64(text[i]) | uint64(text[i+1])<<8 | uint64(text[i+2])<<16 | uint64(text[i+3])<<24 |
		uint64(text[i+4])<<32 | uint64(text[i+5])<<40 | uint64(text[i+6])<<48 | uint64(text[i+7])<<56
}

// lettersIn counts the letters of which codes begins with, up to eight.
func lettersIn(codes uint64) int {
	return bits.TrailingZeros64(^codes&0x8080808080808080) / 8
}

// firstOf returns the first n codes, packed; all from eight on.
func firstOf(codes uint64, n int) uint64 { return codes & (1<<(8*n) - 1) }
