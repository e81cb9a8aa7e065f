package standin

import (
	"math/bits"
	"slices"

	"sada/arabic"
)

// A token is a word or number of a text.
type token struct {
	key    uint64
	number bool
	idle   bool // a stop word or a single letter, which every text has
}

func tokens(text string) (out []token) {
	for s := arabic.NewScanner(text); s.Scan(); {
		out = append(out, token{key: s.Key(), number: s.Kind() == arabic.Number, idle: s.Stop() || s.Len() < 2 && s.Kind() == arabic.Word})
	}
	return out
}

// without cuts every run of words that is the whole headline out of a text.
func without(text, title []token) []token {
	if len(title) == 0 {
		return text
	}
	var out []token
	for i := 0; i < len(text); {
		if len(text)-i >= len(title) && slices.Equal(text[i:i+len(title)], title) {
			i += len(title)
			continue
		}
		out = append(out, text[i])
		i++
	}
	return out
}

// withoutRuns cuts every run of two or more words that stands in the headline
// too out of a text; of a headline of one word, that word.
func withoutRuns(text, title []token) []token {
	pairs := map[[2]uint64]bool{}
	for i := 1; i < len(title); i++ {
		pairs[[2]uint64{title[i-1].key, title[i].key}] = true
	}
	repeats := func(i int) bool { // the word at i and the one before it
		return i > 0 && i < len(text) && pairs[[2]uint64{text[i-1].key, text[i].key}]
	}
	var out []token
	for i, t := range text {
		if !repeats(i) && !repeats(i+1) && (len(title) != 1 || t != title[0]) {
			out = append(out, t)
		}
	}
	return out
}

// A set holds the words of a text by their keys.
type set map[uint64]bool

// wordSet returns the words and numbers that say something.
func wordSet(text []token) set {
	s := make(set, len(text))
	for _, t := range text {
		if !t.idle {
			s[t.key] = true
		}
	}
	return s
}

// share returns which share of a is in b, 0 to 1; 0 for an empty a.
func (a set) share(b set) float64 {
	if len(a) == 0 {
		return 0
	}
	return float64(a.common(b)) / float64(len(a))
}

func (a set) common(b set) (n int) {
	for k := range a {
		if b[k] {
			n++
		}
	}
	return n
}

// like reports whether two headlines speak of one report.
func (a set) like(b set) bool {
	return len(a) > 0 && float64(a.common(b)) >= sameHeadline*float64(max(len(a), len(b)))
}

// sketchSize is the number of keys in a sketch. A wall has fewer words, so that
// its sketch is the whole; for longer pages the error of the similarity is one
// over the root of it.
const sketchSize = 64

// sketch returns the least keys among a text's pairs of neighbouring words, in
// order, numbers left out (the bottom-k sketch of Broder, 1997): of pages that
// differ in a counter or a date alone it is the same, and of two that draw their
// words from one small stock it is not.
func sketch(text []token) []uint64 {
	var keys []uint64
	before := uint64(0)
	for _, t := range text {
		if !t.idle && !t.number {
			keys = append(keys, bits.RotateLeft64(before, 21)*0x9E3779B97F4A7C15^t.key) // Fibonacci hashing
			before = t.key
		}
	}
	slices.Sort(keys)
	keys = slices.Compact(keys)
	return slices.Clip(keys[:min(len(keys), sketchSize)])
}

// jaccard estimates the similarity of two texts from their sketches: the share
// of both among the least keys of their union.
func jaccard(a, b []uint64) float64 {
	size := min(max(len(a), len(b)), sketchSize)
	if len(a) < sketchSize && len(b) < sketchSize {
		size = len(a) + len(b) // both are whole
	}
	seen, both := 0, 0
	for seen < size && (len(a) > 0 || len(b) > 0) {
		switch {
		case len(b) == 0 || len(a) > 0 && a[0] < b[0]:
			a = a[1:]
		case len(a) == 0 || b[0] < a[0]:
			b = b[1:]
		default:
			a, b = a[1:], b[1:]
			both++
		}
		seen++
	}
	if seen == 0 {
		return 0
	}
	return float64(both) / float64(seen)
}
