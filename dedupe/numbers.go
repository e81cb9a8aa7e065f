package dedupe

// numbers measures how the numbers of the short text stand in the long one: a
// number agrees where it follows the same stem, and differs where that stem
// stands before other numbers only.
func (c *Comparer) numbers(s *Signals, x sides) {
	c.pairs.reset(2 * x.long.len()) // two entries a number
	c.known.reset(x.long.len())
	for i, is := range x.long.number {
		if is {
			c.known.put(x.long.keys[i], 0)
			c.pairs.put(before(x.long, i), 0)
			c.pairs.put(inContext(x.long, i), 1)
		}
	}
	for i, is := range x.short.number {
		if !is {
			continue
		}
		if !c.known.has(x.short.keys[i]) {
			s.NumbersNew++
		}
		switch {
		case c.pairs.get(inContext(x.short, i)) == 1:
			s.NumbersAgree++
		case c.pairs.get(before(x.short, i)) == 0:
			s.NumbersDiffer++
		}
	}
}

// before returns the stem before position i, told apart from the number
// contexts that share a table with it.
func before(r *reading, i int) uint64 {
	if i == 0 {
		return 1
	}
	return mix(r.keys[i-1] + 1)
}

// inContext joins a number and the stem before it.
func inContext(r *reading, i int) uint64 { return mix(before(r, i) ^ r.keys[i]) }
