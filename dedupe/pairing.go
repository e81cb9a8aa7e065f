package dedupe

// A pairing numbers the stems of two readings alike, so that what is asked of a
// stem lies in a short list at its number, and is no lookup by its hash: those of
// the longer text as its reading numbers them, then those that the shorter one has
// besides.
type pairing struct {
	shorter, longer     *Reading
	short, title        []int32 // of each stem of the shorter text, and of its headline
	fromShort, fromLong []int32 // of each stem of a reading its number in the other; -1 for none
}

// pair numbers the stems of two readings.
func (p *pairing) pair(shorter, longer *Reading) {
	p.shorter, p.longer = shorter, longer
	p.match(shorter.different, longer.different)
	p.short = p.number(p.short[:0], shorter.text.stems)
	p.title = p.number(p.title[:0], shorter.title.stems)
}

// match finds the stems of either reading in the other, by one way through both.
// Which of two is the next, and whether they are equal, is no branch, for it can't
// be foreseen.
func (p *pairing) match(a, b []uint64) {
	p.fromShort, p.fromLong = unmatched(p.fromShort, len(a)), unmatched(p.fromLong, len(b))
	fromShort, fromLong := p.fromShort, p.fromLong
	for i, j := 0, 0; i < len(a) && j < len(b); {
		x, y := a[i], b[j]
		there, here := int32(-1), int32(-1)
		if x == y {
			there = int32(j)
		}
		if x == y {
			here = int32(i)
		}
		fromShort[i], fromLong[j] = there, here
		i += is(x <= y)
		j += is(y <= x)
	}
}

// is returns 1 for true. It compiles to one instruction.
func is(b bool) int {
	n := 0
	if b {
		n = 1
	}
	return n
}

// unmatched returns n times -1, using a slice again.
func unmatched(v []int32, n int) []int32 {
	if cap(v) < n {
		v = make([]int32, n)
	}
	v = v[:n]
	for i := range v {
		v[i] = -1
	}
	return v
}

// number appends the numbers of stems of the shorter text.
func (p *pairing) number(dst, stems []int32) []int32 {
	besides := int32(len(p.fromLong))
	for _, own := range stems {
		n := p.fromShort[own]
		if n < 0 {
			n = besides + own
		}
		dst = append(dst, n)
	}
	return dst
}

// all is above all numbers.
func (p *pairing) all() int { return len(p.fromShort) + len(p.fromLong) }

// shortHas reports whether the shorter text or its headline has a stem.
func (p *pairing) shortHas(n int32) bool { return int(n) >= len(p.fromLong) || p.fromLong[n] >= 0 }

// longHas reports whether the longer text or its headline has a stem.
func (p *pairing) longHas(n int32) bool { return int(n) < len(p.fromLong) }

// Notes hold a small number for each stem of two readings, 0 at first.
type notes []int32

// reset makes room for so many stems.
func (n *notes) reset(stems int) {
	if cap(*n) < stems {
		*n = make(notes, stems)
		return
	}
	*n = (*n)[:stems]
	clear(*n)
}
