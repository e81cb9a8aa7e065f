package dedupe

import (
	"strings"

	"sada/arabic"
)

// maxTokens bounds the stems of a text that are compared: a hundred times the
// mean article, and above the longest of SaudiNewsNet. What follows is not read.
const maxTokens = 20_000

// A reading is a text as it is compared: its stems without stop words, and
// where each stands in the text.
type reading struct {
	text   string
	keys   []uint64
	start  []int32 // byte offsets of each stem's word
	end    []int32
	number []bool
	rare   []uint8 // how telling each stem is
	marks  []mark
	lines  []int32 // first stem of each paragraph
	turns  []turn  // in the order of their ends
	voices []voice
}

// read fills r with the stems of text, using its slices again.
func (r *reading) read(scan *arabic.Scanner, text string) {
	*r = reading{
		text: text, keys: r.keys[:0], start: r.start[:0], end: r.end[:0], number: r.number[:0], rare: r.rare[:0],
		marks: r.marks[:0], lines: r.lines[:0], turns: r.turns[:0], voices: r.voices[:0],
	}
	known, marks := commons(), marking()
	turns, voices := turnFinder{known: turnWords()}, voiceFinder{known: speechWords(), found: r.voices}
	stem, word := 0, 0 // where the text after the last stem, and after the last word, begins
	scan.Reset(text)
	for len(r.keys) < maxTokens && scan.Scan() {
		start, end := scan.Span()
		key := scan.Key()
		r.turns = turns.next(r.turns, key, int32(start), int32(end))
		voices.next(key, scan.Stop(), text[word:start], len(r.keys))
		word = end
		if scan.Stop() {
			continue
		}
		if len(r.keys) == 0 || strings.IndexByte(text[stem:start], '\n') >= 0 {
			r.lines = append(r.lines, int32(len(r.keys)))
		}
		r.marks = append(r.marks, marks.of(key, text[:start], text[stem:start]))
		stem = end
		r.keys = append(r.keys, key)
		r.rare = append(r.rare, rarity(scan, key, known))
		r.start = append(r.start, int32(start))
		r.end = append(r.end, int32(end))
		r.number = append(r.number, scan.Kind() == arabic.Number)
	}
	voices.end(len(r.keys))
	r.voices = voices.found
}

func (r *reading) len() int { return len(r.keys) }

// line returns the stems from..to of paragraph i.
func (r *reading) line(i int) (from, to int) {
	if i+1 < len(r.lines) {
		return int(r.lines[i]), int(r.lines[i+1])
	}
	return int(r.lines[i]), r.len()
}
