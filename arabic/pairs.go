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
	b := text[i : i+block]
	return codesOf(b) | codesOf(b[8:])<<32
}

// codesOf returns the codes of the four characters of two bytes that b begins
// with, the first lowest.
func codesOf(b string) uint64 {
	return uint64(pairs[uint16(b[0])|uint16(b[1])<<8]) | uint64(pairs[uint16(b[2])|uint16(b[3])<<8])<<8 |
		(uint64(pairs[uint16(b[4])|uint16(b[5])<<8])|uint64(pairs[uint16(b[6])|uint16(b[7])<<8])<<8)<<16
}

// letterBits are set in the code of a letter and in no other.
const letterBits = 0x8080808080808080

// lettersIn counts the letters of which codes begins with, up to eight.
func lettersIn(codes uint64) int {
	return bits.TrailingZeros64(^codes&letterBits) / 8
}

// firstOf returns the first n codes, packed; all from eight on.
func firstOf(codes uint64, n int) uint64 { return codes & (1<<(8*n) - 1) }
