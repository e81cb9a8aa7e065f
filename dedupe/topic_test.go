package dedupe

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestForemost compares it with sorting all.
func TestForemost(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for n := range 60 {
		all := make([]keyword, n)
		for i := range all {
			all[i] = keyword{key: r.Uint64(), uses: int32(r.IntN(4))}
		}
		want := slices.SortedFunc(slices.Values(all), func(a, b keyword) int {
			return cmp.Or(cmp.Compare(b.uses, a.uses), cmp.Compare(a.key, b.key))
		})
		if got := foremost(all); !slices.Equal(got, want[:min(n, keywords)]) {
			t.Errorf("foremost of %d = %v, want %v", n, got, want[:min(n, keywords)])
		}
	}
}
