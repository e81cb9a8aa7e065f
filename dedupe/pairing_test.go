package dedupe

import (
	"math/rand/v2"
	"slices"
	"testing"

	"sada/dedupe/hashes"
)

// TestPairing holds the numbers of the stems of two readings to the stems
// themselves.
func TestPairing(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	drawn := func(n int) (keys []uint64) {
		for range n {
			keys = append(keys, hashes.Mix(random.Uint64N(60)))
		}
		return keys
	}
	var c Comparer
	for range 500 {
		a, b := readingOf(&c, drawn(random.IntN(40))), readingOf(&c, drawn(random.IntN(40)))
		c.pair(a, b)
		all := make([]uint64, c.all())
		copy(all, b.different)
		for i, n := range c.short {
			if k := a.text.keys[i]; all[n] == 0 {
				all[n] = k
			} else if all[n] != k {
				t.Fatalf("number %d is that of stems %x and %x", n, all[n], k)
			}
			if got, want := c.longHas(c.short[i]), slices.Contains(b.text.keys, a.text.keys[i]); got != want {
				t.Fatalf("longHas(%x) = %t, want %t", a.text.keys[i], got, want)
			}
		}
		for i, n := range b.text.stems {
			if got, want := c.shortHas(n), slices.Contains(a.text.keys, b.text.keys[i]); got != want {
				t.Fatalf("shortHas(%x) = %t, want %t", b.text.keys[i], got, want)
			}
		}
	}
}
