package dedupe

import (
	"math"
	"testing"

	"sada/dedupe/hashes"
	"sada/dedupe/prints"
)

// TestStretchesWeighAsStems compares the weights by stretches with those stem by
// stem, bit for bit, for texts of every length up to some shingles and windows.
func TestStretchesWeighAsStems(t *testing.T) {
	weight := func(passage uint64) float64 { return 1 / float64(1+passage%41) }
	var c Comparer
	for n := range 60 {
		keys := make([]uint64, n)
		for i := range keys {
			keys[i] = hashes.Mix(uint64(i*n + i))
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
			c.pair(a, b)
			c.align.align(c.short, b.text.stems, c.fromLong)
			o := Overlap{weighed: c.weigh(a, c.align.inA)}
			got, want := o.specific(weight), byStem(a, c.align.inA, weight)
			if math.Float64bits(got) != math.Float64bits(want) {
				t.Fatalf("%d stems, every %d replaced: specific = %v, want %v", n, gap, got, want)
			}
		}
	}
}

// byStem gives each common stem the weight of the passage that begins at it or
// next before it, and those before the first the weight of the first.
func byStem(r *Reading, in []bool, weight func(uint64) float64) float64 {
	sum := 0.0
	for i, common := range in {
		if !common || len(r.passages) == 0 {
			continue
		}
		p := r.passages[0]
		for _, q := range r.passages[1:] {
			if int(q.at) <= i {
				p = q
			}
		}
		sum += weight(p.hash)
	}
	return sum
}

// readingOf is a reading of stems without words.
func readingOf(c *Comparer, keys []uint64) *Reading {
	r := &Reading{text: tokens{keys: keys}}
	r.number(c)
	c.hashes = prints.AppendShingles(c.hashes[:0], keys)
	for i := range prints.Winnowed(c.hashes) {
		r.passages = append(r.passages, winnow{c.hashes[i], int32(i)})
	}
	return r
}
