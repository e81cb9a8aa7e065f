package dedupe

import "sada/dedupe/hashes"

// numbers measures how the numbers of the short text stand in the long one: a
// number agrees where it follows the same stem, and differs where that stem
// stands before other numbers only.
func (c *Comparer) numbers(s *Signals, x sides) {
	c.pairs.Reset(fewNumbers)
	c.known.reset(c.all())
	for i, n := range x.long.stems {
		if x.long.marks[i]&numeric != 0 {
			c.known[n] = 1
			c.pairs.Put(before(x.long.stems, i), 0)
			c.pairs.Put(inContext(x.long.stems, i), 1)
		}
	}
	for i, n := range c.short {
		if x.short.marks[i]&numeric == 0 {
			continue
		}
		if c.known[n] == 0 {
			s.NumbersNew++
		}
		switch {
		case c.pairs.Get(inContext(c.short, i)) == 1:
			s.NumbersAgree++
		case c.pairs.Get(before(c.short, i)) == 0:
			s.NumbersDiffer++
		}
	}
}

// fewNumbers is twice as many as a text has in the mean.
const fewNumbers = 16

// before returns the stem before position i, told apart from the number
// contexts that share a table with it.
func before(stems []int32, i int) uint64 {
	if i == 0 {
		return 1
	}
	return hashes.Mix(uint64(stems[i-1]) + 2)
}

// inContext joins a number and the stem before it.
func inContext(stems []int32, i int) uint64 { return hashes.Mix(before(stems, i) ^ uint64(stems[i])) }
