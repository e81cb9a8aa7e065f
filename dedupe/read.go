package dedupe

import (
	"sada/arabic"
	"sada/dedupe/hashes"
)

// maxTokens bounds the stems of a text that are compared: a hundred times the
// mean article, and above the longest of SaudiNewsNet. What follows is not read.
const maxTokens = 20_000

// A reading is a text as it is compared: its stems without stop words, and
// where each stands in the text.
type reading struct {
	text   string
	keys   []uint64 // of the stems; none in a reading that is kept
	stems  []int32  // of each its number among the different ones of the Reading
	start  []int32  // byte offsets of each stem's word
	end    []int32
	rare   []uint8 // how telling each stem is
	marks  []mark
	lines  []int32 // first stem of each paragraph
	turns  []turn  // in the order of their ends
	voices []voice
	days   uint8 // weekdays that it names
}

// read fills r with the stems of text, using its slices again.
func (r *reading) read(scan *arabic.Scanner, text string) {
	*r = reading{
		text: text, keys: r.keys[:0], stems: r.stems[:0], start: r.start[:0], end: r.end[:0], rare: r.rare[:0],
		marks: r.marks[:0], lines: r.lines[:0], turns: r.turns[:0], voices: r.voices[:0],
	}
	listed, turns, voices := words(), turnFinder{known: turnWords()}, voiceFinder{found: r.voices}
	stem, word := 0, 0 // where the text after the last stem, and after the last word, begins
	scan.Reset(text)
	for len(r.keys) < maxTokens && scan.Scan() {
		start, end := scan.Span()
		key := scan.Key()
		on := listed.of(key)
		r.turns = turns.next(r.turns, on, key, int32(start), int32(end))
		voices.next(on, scan.Stop(), text[word:start], len(r.keys))
		word = end
		if scan.Stop() {
			continue
		}
		r.take(scan, key, on, text[stem:start])
		stem = end
	}
	voices.end(len(r.keys))
	r.voices = voices.found
}

// take takes in the stem of the token that scan stands at, behind what stands
// between it and the stem before.
func (r *reading) take(scan *arabic.Scanner, key uint64, on listing, between string) {
	start, end := scan.Span()
	signs := punctuation(between)
	if len(r.keys) == 0 || signs&lineBreak != 0 {
		r.lines = append(r.lines, int32(len(r.keys)))
	}
	m := marksOf(on, signs, r.text[:start], between)
	if scan.Kind() == arabic.Number {
		m |= numeric
	}
	r.marks = append(r.marks, m)
	r.days |= on.weekdays()
	r.keys = append(r.keys, key)
	r.rare = append(r.rare, rarity(scan, on))
	r.start = append(r.start, int32(start))
	r.end = append(r.end, int32(end))
}

// number gives each stem its number.
func (r *reading) number(numbers *hashes.Table) {
	for _, k := range r.keys {
		r.stems = append(r.stems, numbers.Get(k))
	}
}

func (r *reading) len() int { return len(r.stems) }

// line returns the stems from..to of paragraph i.
func (r *reading) line(i int) (from, to int) {
	if i+1 < len(r.lines) {
		return int(r.lines[i]), int(r.lines[i+1])
	}
	return int(r.lines[i]), r.len()
}
