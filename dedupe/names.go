package dedupe

import "sada/dedupe/hashes"

// maxSlot is the number of stems, in either text, up to which what stands between
// two common runs is taken for one slot of a formula; of a headline, which is a slot
// too, so many are read. An office with its state, a title and a full name has ten; a
// headline seldom more.
const maxSlot = 16

// maxReplaced bounds the different replacements that are noted of two texts, against
// texts that are made to have a great many; real ones have a few hundred.
const maxReplaced = 1 << 14

// names measures the words by which two instances of a formula differ.
func (c *Comparer) names(s *Signals) {
	a, b := c.shorter, c.longer
	c.notes.reset(max(len(c.fromShort), len(c.fromLong)))
	s.Renamed = c.notes.repeated(a, c.fromShort)
	clear(c.notes)
	s.Renamed = min(s.Renamed, c.notes.repeated(b, c.fromLong))
	s.TitleNames = min(titleNames(a, c.fromShort), titleNames(b, c.fromLong))
	s.Replaced = c.replaced()
}

// repeated counts the different stems that a text and its headline use more than once
// and the other document lacks: in a formula they are the names that fill its slots.
// from holds, for each stem of the reading, its number in the other, -1 for none.
func (uses notes) repeated(r *Reading, from []int32) (n int) {
	for _, stems := range [][]int32{r.title.stems, r.text.stems} {
		for _, own := range stems {
			if from[own] >= 0 {
				continue
			}
			uses[own]++
			n += asInt(uses[own] == 2)
		}
	}
	return n
}

// replaced counts, in either text, the stems that one and the same stem of the other
// replaces in more than one slot, and returns the smaller count. The two headlines are
// a slot too. Only stems that the other text never uses take part. Instances of a
// formula differ so in their names, while an editor rewords differently from place to
// place.
func (c *Comparer) replaced() int {
	c.table.Reset(maxSlot)
	c.notes.reset(c.all())
	c.swappedShort, c.swappedLong = 0, 0
	c.replace(c.title, c.longer.title.stems)
	var before run
	for i, r := range c.align.runs {
		if i > 0 {
			c.between(before, r)
		}
		before = r
	}
	return min(c.swappedShort, c.swappedLong)
}

// between takes what stands between two runs that follow each other in both texts as
// one slot. Where that is long, as if a line was put in, what stands next to either
// run is a slot.
func (c *Comparer) between(before, r run) {
	endA, endB := before.a+before.n, before.b+before.n
	if r.a < endA || r.b < endB {
		return
	}
	a, b := c.short[endA:r.a], c.longer.text.stems[endB:r.b]
	if len(a) <= maxSlot && len(b) <= maxSlot {
		c.replace(a, b)
		return
	}
	const half = maxSlot / 2
	c.replace(a[:min(len(a), half)], b[:min(len(b), half)])
	c.replace(a[max(0, len(a)-half):], b[max(0, len(b)-half):])
}

// replace notes which stems of the two texts stand in the same slot, and counts those
// that did so in another slot before. Each stem is counted once.
func (c *Comparer) replace(a, b []int32) {
	for _, x := range a[:min(len(a), maxSlot)] {
		if c.longHas(x) || c.table.Len() >= maxReplaced {
			continue
		}
		for _, y := range b[:min(len(b), maxSlot)] {
			if !c.shortHas(y) && c.table.Put(hashes.Mix(uint64(x)<<32|uint64(y)), 0) >= 0 {
				// x is no stem of the longer text and y none of the shorter one, so
				// that their notes are apart.
				c.swappedShort += 1 - int(c.notes[x])
				c.swappedLong += 1 - int(c.notes[y])
				c.notes[x], c.notes[y] = 1, 1
			}
		}
	}
}

// titleNames counts the stems of a headline that recur in its text and that the other
// document lacks. from is as in repeated.
func titleNames(r *Reading, from []int32) (n int) {
	for _, own := range r.title.stems {
		if r.inText[own] && from[own] < 0 {
			n++
		}
	}
	return n
}
