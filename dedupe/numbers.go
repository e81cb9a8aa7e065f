package dedupe

import "sada/dedupe/hashes"

// numbers measures how the numbers of the short text stand in the long one. A number
// agrees if it follows the same stem there, and differs if that stem stands before
// other numbers only.
func (c *Comparer) numbers(s *Signals, x sides) {
	c.table.Reset(fewNumbers)
	c.notes.reset(c.all())
	for i, n := range x.long.stems {
		if x.long.marks[i]&numeric != 0 {
			c.notes[n] = 1
			c.table.Put(stemBefore(x.long.stems, i), 0)
			c.table.Put(inContext(x.long.stems, i), 1)
		}
	}
	for i, n := range c.short {
		if x.short.marks[i]&numeric == 0 {
			continue
		}
		if c.notes[n] == 0 {
			s.NumbersNew++
		}
		switch {
		case c.table.Get(inContext(c.short, i)) == 1:
			s.NumbersAgree++
		case c.table.Get(stemBefore(c.short, i)) == 0:
			s.NumbersDiffer++
		}
	}
}

// fewNumbers is twice as many numbers as a text has in the mean.
const fewNumbers = 16

// stemBefore returns a hash of the stem before position i. It is another than that of
// any number in its context, which the same table holds.
func stemBefore(stems []int32, i int) uint64 {
	if i == 0 {
		return 1
	}
	return hashes.Mix(uint64(stems[i-1]) + 2)
}

// inContext returns a hash of the number at position i and the stem before it.
func inContext(stems []int32, i int) uint64 {
	return hashes.Mix(stemBefore(stems, i) ^ uint64(stems[i]))
}
