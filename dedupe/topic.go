package dedupe

import (
	"cmp"
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
		if ratio(count(x.inLong[from:to]), to-from) > copiedLine || c.distinctKnown(x.long.keys[from:to]) >= onTopic {
			row = 0
			continue
		}
		row += to - from
		longest = max(longest, row)
	}
	return longest
}

// findKeywords makes the stems most used in the copied part of the short text,
// those of its headline counting more, the known ones.
func (c *Comparer) findKeywords(x sides) {
	c.pairs.reset(x.short.len())
	c.topics = c.topics[:0]
	for i, k := range x.short.keys {
		if x.inShort[i] {
			c.use(k, 1)
		}
	}
	for _, k := range x.titleShort.keys {
		if c.pairs.has(k) {
			c.use(k, headlineWeight)
		}
	}
	c.known.reset(keywords)
	for _, k := range foremost(c.topics) {
		c.known.put(k.key, 0)
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

// use counts a stem.
func (c *Comparer) use(key uint64, n int32) {
	at := c.pairs.get(key)
	if at < 0 {
		at = int32(len(c.topics))
		c.topics = append(c.topics, keyword{key: key})
		c.pairs.put(key, at)
	}
	c.topics[at].uses += n
}

// distinctKnown counts the different known stems.
func (c *Comparer) distinctKnown(keys []uint64) int {
	c.pairs.reset(len(keys))
	n := 0
	for _, k := range keys {
		if c.known.has(k) && c.pairs.put(k, 0) < 0 {
			n++
		}
	}
	return n
}
