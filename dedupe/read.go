package dedupe

import "sada/arabic"

// maxTokens bounds the stems of a text that are compared: a hundred times the
// mean article, and above the longest met (17,000). What follows is not read.
const maxTokens = 20_000

// A reading is a text as it is compared: its stems without stop words, and
// where each stands in the text.
type reading struct {
	keys   []uint64
	start  []int32
	end    []int32
	number []bool
	words  int
}

// read fills r with the tokens of text, using its slices again.
func (r *reading) read(scan *arabic.Scanner, text string) {
	*r = reading{keys: r.keys[:0], start: r.start[:0], end: r.end[:0], number: r.number[:0]}
	scan.Reset(text)
	for scan.Scan() && len(r.keys) < maxTokens {
		r.words++
		if scan.Stop() {
			continue
		}
		start, end := scan.Span()
		r.keys = append(r.keys, scan.Key())
		r.start = append(r.start, int32(start))
		r.end = append(r.end, int32(end))
		r.number = append(r.number, scan.Kind() == arabic.Number)
	}
}

func (r *reading) len() int { return len(r.keys) }
