package dedupe

import "sada/dedupe/hashes"

// maxSlot is the number of stems, on either side, up to which what stands
// between two common runs, or a headline, is one slot of a formula. An office
// with its state, a title and a full name has ten; a headline seldom more.
const maxSlot = 16

// maxReplaced bounds the replacements that are kept of two texts, against texts
// made to have a great many; real ones have a few hundred.
const maxReplaced = 1 << 14

// names measures the words by which two instances of a formula differ.
func (c *Comparer) names(s *Signals) {
	a, b := c.shorter, c.longer
	c.known.reset(max(len(c.fromShort), len(c.fromLong)))
	s.Renamed = c.known.again(a, c.fromShort)
	clear(c.known)
	s.Renamed = min(s.Renamed, c.known.again(b, c.fromLong))
	s.TitleNames = min(titleNames(a, c.fromShort), titleNames(b, c.fromLong))
	s.Replaced = c.replaced()
}

// again counts the different stems that a text and its headline use more than once
// and the other lacks, from which nothing is: in a formula they are the names that
// fill its slots.
func (uses notes) again(r *Reading, from []int32) (n int) {
	for _, stems := range [][]int32{r.title.stems, r.text.stems} {
		for _, own := range stems {
			if from[own] >= 0 {
				continue
			}
			uses[own]++
			n += is(uses[own] == 2)
		}
	}
	return n
}

// replaced counts the stems that one and the same stem of the other text
// replaces in more than one slot, the headlines being a slot too; of both texts
// the fewer. Only stems that the other text never uses take part. Instances of
// a formula differ so in their names, while an editor rewords differently from
// place to place.
func (c *Comparer) replaced() int {
	c.pairs.Reset(maxSlot)
	c.known.reset(c.all())
	c.swapA, c.swapB = 0, 0
	c.replace(c.title, c.longer.title.stems)
	var before run
	for i, r := range c.align.runs {
		if i > 0 {
			c.between(before, r)
		}
		before = r
	}
	return min(c.swapA, c.swapB)
}

// between replaces what stands between two runs that follow each other in both
// texts: one slot, or, where a line was put in, what stands next to either run.
func (c *Comparer) between(before, r run) {
	endA, endB := before.a+before.n, before.b+before.n
	if r.a < endA || r.b < endB {
		return
	}
	a, b := c.short[endA:r.a], c.b.stems[endB:r.b]
	if len(a) <= maxSlot && len(b) <= maxSlot {
		c.replace(a, b)
		return
	}
	const half = maxSlot / 2
	c.replace(a[:min(len(a), half)], b[:min(len(b), half)])
	c.replace(a[max(0, len(a)-half):], b[max(0, len(b)-half):])
}

// replace notes which stems stand in one slot of either text, and which of them
// did so in another slot before.
func (c *Comparer) replace(a, b []int32) {
	for _, x := range a[:min(len(a), maxSlot)] {
		if c.longHas(x) || c.pairs.Len() >= maxReplaced {
			continue
		}
		for _, y := range b[:min(len(b), maxSlot)] {
			if !c.shortHas(y) && c.pairs.Put(hashes.Mix(uint64(x)<<32|uint64(y)), 0) >= 0 {
				c.swapA += 1 - int(c.known[x]) // a stem of one is none of the other's
				c.swapB += 1 - int(c.known[y])
				c.known[x], c.known[y] = 1, 1
			}
		}
	}
}

// titleNames counts the stems of a headline that recur in its text and are not
// in the other's, nor in its headline, by what each stem has there.
func titleNames(r *Reading, from []int32) (n int) {
	for _, own := range r.title.stems {
		if r.told[own] && from[own] < 0 {
			n++
		}
	}
	return n
}
