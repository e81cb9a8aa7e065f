package dedupe

import (
	"math"
	"testing"
)

// TestStretchesWeighAsStems compares the weights by stretches with those stem by
// stem, bit for bit, for texts of every length up to some shingles and windows.
func TestStretchesWeighAsStems(t *testing.T) {
	weight := func(passage uint64) float64 { return 1 / float64(1+passage%41) }
	var c Comparer
	for n := range 60 {
		keys := make([]uint64, n)
		for i := range keys {
			keys[i] = mix(uint64(i*n + i))
		}
		for gap := 2; gap < 9; gap++ {
			other := make([]uint64, 0, n)
			for i, k := range keys {
				if i%gap == gap-1 {
					k++ // a word of the shorter text replaced
				}
				other = append(other, k)
			}
			a, b := readingOf(&c, keys), readingOf(&c, other)
			c.align.align(&a.text, &b.text)
			var o Overlap
			o.weigh(a, c.align.inA)
			if len(o.weighed) == 0 {
				continue
			}
			share, common := o.weighted(weight)
			wantShare, wantCommon := c.weighted(&a.text, c.align.inA, weight)
			if math.Float64bits(share) != math.Float64bits(wantShare) || math.Float64bits(common) != math.Float64bits(wantCommon) {
				t.Fatalf("%d stems, every %d replaced: %v and %v by stretches, want %v and %v", n, gap, share, common, wantShare, wantCommon)
			}
		}
	}
}

// readingOf is a reading of stems without words.
func readingOf(c *Comparer, keys []uint64) *Reading {
	r := &Reading{text: reading{keys: keys}}
	c.hashes = appendShingles(c.hashes[:0], keys)
	for i := range winnowed(c.hashes) {
		r.passages = append(r.passages, winnow{c.hashes[i], int32(i)})
	}
	return r
}
