package arabic

import (
	"iter"
	"unicode/utf8"
)

// Sentences yields the byte offsets of the sentences of text, in order. A
// sentence ends after a line, or after a full stop, question or exclamation
// mark, Arabic or Latin, that white space or the end of the text follows; so
// the point in «3.5» and in an address ends none. Stretches without a letter
// or digit are left out.
func Sentences(text string) iter.Seq2[int, int] {
	return func(yield func(start, end int) bool) {
		start := 0
		for start < len(text) {
			end := sentenceEnd(text, start)
			if from, to, ok := trim(text, start, end); ok && !yield(from, to) {
				return
			}
			start = end
		}
	}
}

// sentenceEnd returns where the sentence that begins at start ends.
func sentenceEnd(text string, start int) int {
	for i := start; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		i += n
		if r == '\n' || isStopMark(r) && spaceAt(text, i) {
			return i
		}
	}
	return len(text)
}

func isStopMark(r rune) bool {
	switch r {
	case '.', '!', '?', 0x61F, 0x6D4, '…': // Arabic question mark, Arabic full stop
		return true
	}
	return false
}

func spaceAt(text string, i int) bool {
	return i == len(text) || text[i] == ' ' || text[i] == '\n' || text[i] == '\r' || text[i] == '\t'
}

// trim narrows a stretch to what lies between its white space, and reports
// whether any word or number is in it.
func trim(text string, start, end int) (int, int, bool) {
	for start < end && spaceAt(text, start) {
		start++
	}
	for end > start && spaceAt(text, end-1) {
		end--
	}
	return start, end, NewScanner(text[start:end]).Scan()
}
