package dedupe

import "strings"

// A sign is what stands between two words, a bit for each kind.
type sign uint8

const (
	lineBreak  sign = 1 << iota
	halt            // a colon, a full stop, the end of a line
	quotation       // a mark that opens a quotation, or may
	bracket         // an opening bracket, or a mark that only closes a quotation
	wideLetter      // the first byte of what may be one of the longer marks
)

// signs tells a sign by a byte.
var signs = [1 << 8]sign{'\n': lineBreak | halt, ':': halt, '.': halt, '"': quotation, '(': bracket, 0xC2: wideLetter, 0xE2: wideLetter}

// punctuation returns the signs in what stands between two words.
func punctuation(between string) (s sign) {
	for i := range len(between) {
		s |= signs[between[i]]
	}
	if s&wideLetter == 0 {
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
