package dedupe

import (
	"slices"

	"sada/dedupe/hashes"
	"sada/dedupe/prints"
)

const (
	// maxOccurrences bounds the places of a shingle in the longer text that are
	// tried, from the last on. Where there are more, the text repeats itself, and
	// the first place is tried besides: if the other text repeats itself in the same
	// way, the longest run begins there.
	maxOccurrences = 8
	// maxGap is the number of stems, in either text, over which a run may go on
	// where words were put in, left out or changed.
	maxGap = 3
)

// A run is a stretch of stems common to two readings.
type run struct{ a, b, n int }

// An alignment is all runs found between two texts, in the order of a, and which
// stems of either lie in them.
type alignment struct {
	runs  []run
	heads []int32 // hash table of the shingles of b: the last place of each, plus one; 0 for none
	prev  []int32 // place in b -> place before with the same shingle, -1 for none
	first []int32 // place in b -> first place with the same shingle
	inA   []bool  // of each stem of a, whether it lies in a run
	inB   []bool
}

// align finds the runs between two texts, given the numbers of their stems: from left
// to right in a, the longest run that begins with a common shingle, carried on over
// small gaps. from holds, for each stem of b, its number in the other reading; it is
// negative where the other lacks it, and no run is looked for there.
func (al *alignment) align(a, b, from []int32) {
	al.reset(len(a), len(b))
	al.index(b, from)
	for i := 0; i+prints.Shingle <= len(a); {
		j, n := al.longest(a, b, i)
		if n == 0 {
			i++
			continue
		}
		i = al.extend(a, b, run{i, j, n})
	}
}

// reset empties the alignment and makes room for texts of na and nb stems.
func (al *alignment) reset(na, nb int) {
	al.runs = al.runs[:0]
	al.inA = cleared(al.inA, na)
	al.inB = cleared(al.inB, nb)
}

// cleared returns n times false, in v if it is long enough.
func cleared(v []bool, n int) []bool {
	if cap(v) < n {
		return make([]bool, n)
	}
	v = v[:n]
	clear(v)
	return v
}

// index chains the places of every shingle of b whose stems a has.
func (al *alignment) index(b, from []int32) {
	al.empty(len(b))
	known := 0 // stems in a row
	for end, n := range b {
		known++
		if from[n] < 0 {
			known = 0
		}
		if known < prints.Shingle {
			continue
		}
		j := int32(end - prints.Shingle + 1)
		head := al.head(b, b[j:])
		before, first := *head-1, j
		if before >= 0 {
			first = al.first[before]
		}
		al.prev[j], al.first[j], *head = before, first, j+1
	}
}

// empty makes room for the shingles of n stems, at half load.
func (al *alignment) empty(n int) {
	size := 64
	for size < 2*n {
		size *= 2
	}
	if cap(al.heads) < size {
		al.heads = make([]int32, size)
	}
	al.heads = al.heads[:size]
	clear(al.heads)
	al.prev, al.first = slices.Grow(al.prev[:0], n)[:n], slices.Grow(al.first[:0], n)[:n]
}

// head returns the slot in heads of the shingle that stems begin with.
func (al *alignment) head(b, stems []int32) *int32 {
	x, y, z := stems[0], stems[1], stems[2]
	mask := uint64(len(al.heads) - 1)
	for i := hashes.Mix(uint64(x)<<42 ^ uint64(y)<<21 ^ uint64(z)); ; i++ {
		head := &al.heads[i&mask]
		j := int(*head) - 1
		if j < 0 || b[j] == x && b[j+1] == y && b[j+2] == z {
			return head
		}
	}
}

// longest returns the place in b of the longest run that begins at i in a, and its
// length; 0 if it has no whole shingle. Of two of a length, one that no other run has
// taken is preferred.
func (al *alignment) longest(a, b []int32, i int) (place, length int) {
	j := *al.head(b, a[i:]) - 1
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
	if length < prints.Shingle {
		return 0, 0
	}
	return place, length
}

// common returns the number of stems that two texts begin with alike.
func common(a, b []int32) int {
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
func (al *alignment) extend(a, b []int32, r run) int {
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

// follow finds the next run of two stems and more behind r, over a small gap: the one
// that leaves out fewest stems of both texts.
func follow(a, b []int32, r run) (run, bool) {
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

// record adds a run.
func (al *alignment) record(r run) {
	al.runs = append(al.runs, r)
	for k := range r.n {
		al.inA[r.a+k] = true
		al.inB[r.b+k] = true
	}
}
