package dedupe

import (
	"sada/arabic"
	"sada/dedupe/hashes"
)

// maxTokens bounds the stems of a text that are compared: a hundred times the mean
// article, and more than the longest of SaudiNewsNet has. What follows is not read.
const maxTokens = 20_000

// tokens are a text as it is compared: its stems without stop words, where each
// stands in the text, and what was noticed on the way.
type tokens struct {
	text   string
	keys   []uint64 // hashes of the stems; dropped once they are numbered, where a Reading is kept
	stems  []int32  // of each stem its number among the different ones of the Reading
	start  []int32  // of each stem, where its word begins in the text, in bytes
	end    []int32  // and where it ends
	rare   []uint8  // level of rarity of each stem
	marks  []mark   // of each stem
	lines  []int32  // first stem of each paragraph
	turns  []turn   // in the order of their ends
	voices []voice
	days   uint8 // weekdays that it names, a bit for each
}

// read fills t with the stems of text, using its slices again.
func (t *tokens) read(scan *arabic.Scanner, text string) {
	*t = tokens{
		text: text, keys: t.keys[:0], stems: t.stems[:0], start: t.start[:0], end: t.end[:0], rare: t.rare[:0],
		marks: t.marks[:0], lines: t.lines[:0], turns: t.turns[:0], voices: t.voices[:0],
	}
	listed, turns, voices := words(), turnFinder{known: turnWords()}, voiceFinder{found: t.voices}
	stem, word := 0, 0 // where the text after the last stem, and after the last word, begins
	scan.Reset(text)
	for len(t.keys) < maxTokens && scan.Scan() {
		start, end := scan.Span()
		key := scan.Key()
		on := listed.of(key)
		t.turns = turns.next(t.turns, on, key, int32(start), int32(end))
		voices.next(on, scan.Stop(), text[word:start], len(t.keys))
		word = end
		if scan.Stop() {
			continue
		}
		t.take(scan, key, on, text[stem:start])
		stem = end
	}
	voices.end(len(t.keys))
	t.voices = voices.found
}

// take appends the stem of the token that scan stands at. between is what stands
// between it and the stem before.
func (t *tokens) take(scan *arabic.Scanner, key uint64, on listing, between string) {
	start, end := scan.Span()
	signs := punctuation(between)
	if len(t.keys) == 0 || signs&lineBreak != 0 {
		t.lines = append(t.lines, int32(len(t.keys)))
	}
	m := marksOf(on, signs, t.text[:start], between)
	if scan.Kind() == arabic.Number {
		m |= numeric
	}
	t.marks = append(t.marks, m)
	t.days |= on.weekdays()
	t.keys = append(t.keys, key)
	t.rare = append(t.rare, rarity(scan, on))
	t.start = append(t.start, int32(start))
	t.end = append(t.end, int32(end))
}

// number looks up the number of each stem.
func (t *tokens) number(numbers *hashes.Table) {
	for _, k := range t.keys {
		t.stems = append(t.stems, numbers.Get(k))
	}
}

func (t *tokens) len() int { return len(t.stems) }

// line returns the stems of paragraph i: from is the first, to the one after the last.
func (t *tokens) line(i int) (from, to int) {
	if i+1 < len(t.lines) {
		return int(t.lines[i]), int(t.lines[i+1])
	}
	return int(t.lines[i]), t.len()
}
