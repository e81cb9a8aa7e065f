package dedupe

const (
	// maxOccurrences bounds the places of one shingle that are tried, the last
	// ones. Where there are more the text repeats itself, and the first place is
	// tried besides: from there on it repeats itself in the other text too.
	maxOccurrences = 8
	// maxGap is the number of stems, on either side, over which a run may go on
	// when a word was put in, left out or changed.
	maxGap = 3
)

// A run is a stretch of stems common to two readings.
type run struct{ a, b, n int }

// An alignment is all runs found between two readings, in order of a, and what
// each stem of either has as its counterpart.
type alignment struct {
	runs  []run
	heads table   // shingle -> last place in b
	prev  []int32 // place in b -> place before with the same shingle
	first []int32 // place in b -> first place with the same shingle
	inA   []bool  // stem of a lies in a run
	inB   []bool

	indexed *reading // whose shingles these are
}

// align finds the runs: from left to right in a, the longest that begins with a
// common shingle, carried on over small gaps.
func (al *alignment) align(a, b *reading) {
	al.reset(a.len(), b.len())
	if al.indexed != b {
		al.indexed = b
		al.index(b.keys)
	}
	for i := 0; i+shingle <= a.len(); {
		j, n := al.longest(a.keys, b.keys, i)
		if n == 0 {
			i++
			continue
		}
		i = al.extend(a.keys, b.keys, run{i, j, n})
	}
}

func (al *alignment) reset(na, nb int) {
	al.runs = al.runs[:0]
	al.inA = cleared(al.inA, na)
	al.inB = cleared(al.inB, nb)
}

func cleared(v []bool, n int) []bool {
	if cap(v) < n {
		return make([]bool, n)
	}
	v = v[:n]
	clear(v)
	return v
}

// index chains the places of every shingle of b.
func (al *alignment) index(b []uint64) {
	al.heads.reset(len(b))
	al.prev, al.first = al.prev[:0], al.first[:0]
	for j := 0; j+shingle <= len(b); j++ {
		h := shingleHash(b[j], b[j+1], b[j+2])
		before, first := al.heads.put(h, int32(j)), int32(j)
		if before >= 0 {
			first = al.first[before]
		}
		al.prev, al.first = append(al.prev, before), append(al.first, first)
	}
}

// longest returns the place in b of the longest run that begins at i in a, one
// of those not matched yet where there is a choice, and its length.
func (al *alignment) longest(a, b []uint64, i int) (place, length int) {
	j := al.heads.get(shingleHash(a[i], a[i+1], a[i+2]))
	for tries := 0; j >= 0 && tries <= maxOccurrences; tries++ {
		if tries == maxOccurrences {
			j = al.first[j]
		}
		n := common(a[i:], b[j:])
		if n > length || n == length && al.inB[place] {
			place, length = int(j), n
		}
		j = al.prev[j]
	}
	if length < shingle {
		return 0, 0
	}
	return place, length
}

func common(a, b []uint64) int {
	n := min(len(a), len(b))
	for i := range n {
		if a[i] != b[i] {
			return i
		}
	}
	return n
}

// extend records r, and the runs of two stems and more that follow it over
// small gaps; it returns where to go on in a.
func (al *alignment) extend(a, b []uint64, r run) int {
	al.record(r)
	for {
		next, ok := follow(a, b, r)
		if !ok {
			return r.a + r.n
		}
		al.record(next)
		r = next
	}
}

// follow finds the run after r that leaves out fewest stems of both sides.
func follow(a, b []uint64, r run) (run, bool) {
	i, j := r.a+r.n, r.b+r.n
	for skip := 1; skip <= 2*maxGap; skip++ {
		for da := max(0, skip-maxGap); da <= min(skip, maxGap); da++ {
			x, y := i+da, j+skip-da
			if x >= len(a) || y >= len(b) || a[x] != b[y] {
				continue
			}
			if n := common(a[x:], b[y:]); n >= 2 {
				return run{x, y, n}, true
			}
		}
	}
	return run{}, false
}

func (al *alignment) record(r run) {
	al.runs = append(al.runs, r)
	for k := range r.n {
		al.inA[r.a+k] = true
		al.inB[r.b+k] = true
	}
}
