package dedupe

import (
	"cmp"
	"math/bits"
	"slices"
)

const (
	// keywords is how many stems at most stand for what a report is about.
	keywords = 12
	// headlineWeight is what a word of the headline counts beside one of the text.
	headlineWeight = 2
	// copiedLine is the share of a paragraph from which it counts as copied.
	copiedLine = 0.3
	// onTopic is how many different keywords make a paragraph one about the
	// same matter.
	onTopic = 2
)

// A keyword is a stem and how often the copied part uses it.
type keyword struct {
	key  uint64 // hash of the stem
	stem int32  // its common number
	uses int32
}

// offTopic returns the stems of the longest row of paragraphs of the long text
// that were not copied and are about something else: they use fewer than
// onTopic of the keywords of what was copied.
func (c *Comparer) offTopic(x sides) int {
	c.findKeywords(x)
	longest, row := 0, 0
	for i := range x.long.lines {
		from, to := x.long.line(i)
		if ratio(count(x.inLong[from:to]), to-from) > copiedLine || c.keywordsIn(x.long.stems[from:to]) >= onTopic {
			row = 0
			continue
		}
		row += to - from
		longest = max(longest, row)
	}
	return longest
}

// findKeywords finds the stems most used in the copied part of the short text, those
// of its headline counting more. It notes a bit of its own for each.
func (c *Comparer) findKeywords(x sides) {
	c.notes.reset(c.all())
	c.topics = c.topics[:0]
	for i, n := range c.short {
		if x.inShort[i] {
			c.use(n, 1)
		}
	}
	for _, n := range c.title {
		if c.notes[n] > 0 {
			c.use(n, headlineWeight)
		}
	}
	top := foremost(c.topics)
	c.notes.reset(c.all())
	for i, k := range top {
		c.notes[k.stem] = 1 << i
	}
}

// foremost moves the keywords that are used most to the front and returns them.
func foremost(all []keyword) []keyword {
	order := func(a, b keyword) int { return cmp.Or(cmp.Compare(b.uses, a.uses), cmp.Compare(a.key, b.key)) }
	top := all[:min(len(all), keywords)]
	slices.SortFunc(top, order)
	for _, k := range all[len(top):] {
		if order(k, top[len(top)-1]) < 0 {
			at, _ := slices.BinarySearchFunc(top, k, order)
			copy(top[at+1:], top[at:])
			top[at] = k
		}
	}
	return top
}

// use counts a stem. While stems are counted, the note of one is where it stands in
// topics, plus one.
func (c *Comparer) use(stem, uses int32) {
	if c.notes[stem] == 0 {
		c.topics = append(c.topics, keyword{stem: stem, key: c.longer.different[stem]})
		c.notes[stem] = int32(len(c.topics))
	}
	c.topics[c.notes[stem]-1].uses += uses
}

// keywordsIn counts the different keywords among stems.
func (c *Comparer) keywordsIn(stems []int32) int {
	met := uint32(0)
	for _, n := range stems {
		met |= uint32(c.notes[n])
	}
	return bits.OnesCount32(met)
}
