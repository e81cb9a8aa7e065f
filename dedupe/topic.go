package dedupe

import (
	"cmp"
	"math/bits"
	"slices"
)

const (
	// keywords is how many stems stand for what a report is about.
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
	key  uint64
	stem int32 // its number
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
		if ratio(count(x.inLong[from:to]), to-from) > copiedLine || c.distinctKnown(x.long.stems[from:to]) >= onTopic {
			row = 0
			continue
		}
		row += to - from
		longest = max(longest, row)
	}
	return longest
}

// findKeywords makes the stems most used in the copied part of the short text,
// those of its headline counting more, the known ones: each by a bit.
func (c *Comparer) findKeywords(x sides) {
	c.known.reset(c.all())
	c.topics = c.topics[:0]
	for i, n := range c.short {
		if x.inShort[i] {
			c.use(n, 1)
		}
	}
	for _, n := range c.title {
		if c.known[n] > 0 {
			c.use(n, headlineWeight)
		}
	}
	top := foremost(c.topics)
	c.known.reset(c.all())
	for i, k := range top {
		c.known[k.stem] = 1 << i
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

// use counts a stem. Until all are counted it is known by where it stands among
// the topics.
func (c *Comparer) use(stem, uses int32) {
	if c.known[stem] == 0 {
		c.topics = append(c.topics, keyword{stem: stem, key: c.longer.different[stem]})
		c.known[stem] = int32(len(c.topics))
	}
	c.topics[c.known[stem]-1].uses += uses
}

// distinctKnown counts the different known stems.
func (c *Comparer) distinctKnown(stems []int32) int {
	met := uint32(0)
	for _, n := range stems {
		met |= uint32(c.known[n])
	}
	return bits.OnesCount32(met)
}
