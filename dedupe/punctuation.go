package dedupe

import "strings"

// A sign is a kind of punctuation, as a bit; several may stand between two words.
type sign uint8

const (
	lineBreak sign = 1 << iota
	halt           // a colon, a full stop, or the end of a line
	quotation      // a mark that opens a quotation, or one that opens and closes
	bracket        // an opening bracket, or a mark that only closes a quotation
	wide           // the first byte of a mark of several bytes, or of something else
)

// signs holds the signs that a single byte tells of.
var signs = [1 << 8]sign{'\n': lineBreak | halt, ':': halt, '.': halt, '"': quotation, '(': bracket, 0xC2: wide, 0xE2: wide}

// punctuation returns the signs in what stands between two words.
func punctuation(between string) (s sign) {
	for i := range len(between) {
		s |= signs[between[i]]
	}
	if s&wide == 0 {
		return s
	}
	if strings.Contains(between, "«") || strings.Contains(between, "“") {
		s |= quotation
	}
	if strings.Contains(between, "”") {
		s |= bracket
	}
	return s
}
