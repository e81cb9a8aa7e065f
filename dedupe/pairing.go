package dedupe

// A pairing gives the stems of two readings common numbers, so that what is known of a
// stem can be looked up in a list instead of by its hash. A stem of the longer reading
// has the number that it has there; one that only the shorter reading has comes after
// all of these.
type pairing struct {
	shorter, longer     *Reading
	short, title        []int32 // common numbers of the shorter text's stems, and of its headline's
	fromShort, fromLong []int32 // number in one reading -> number in the other; -1 for none
}

// pair gives the stems of two readings common numbers.
func (p *pairing) pair(shorter, longer *Reading) {
	p.shorter, p.longer = shorter, longer
	p.match(shorter.different, longer.different)
	p.short = p.number(p.short[:0], shorter.text.stems)
	p.title = p.number(p.title[:0], shorter.title.stems)
}

// match finds the stems of either reading in the other, by going through both lists,
// which are in order, at once. There is no branch on which of two stems is less, or
// whether they are equal, since the processor couldn't predict it.
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
		i += asInt(x <= y)
		j += asInt(y <= x)
	}
}

// asInt returns 1 for true, 0 for false. It compiles to one instruction.
func asInt(b bool) int {
	n := 0
	if b {
		n = 1
	}
	return n
}

// unmatched returns n times -1, in v if it is long enough.
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

// number appends the common numbers of stems of the shorter reading.
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

// all is greater than all common numbers.
func (p *pairing) all() int { return len(p.fromShort) + len(p.fromLong) }

// shortHas reports whether the shorter text or its headline has a stem.
func (p *pairing) shortHas(n int32) bool { return int(n) >= len(p.fromLong) || p.fromLong[n] >= 0 }

// longHas reports whether the longer text or its headline has a stem.
func (p *pairing) longHas(n int32) bool { return int(n) < len(p.fromLong) }

// notes hold a small number for each stem of two readings, by its common number; 0 at
// first. What it says is up to who reset them.
type notes []int32

// reset makes room for so many stems and sets all notes to 0.
func (n *notes) reset(stems int) {
	if cap(*n) < stems {
		*n = make(notes, stems)
		return
	}
	*n = (*n)[:stems]
	clear(*n)
}
