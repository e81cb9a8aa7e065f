package hashes

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestAppendDistinct compares a Sorter, which has sorted before, with the standard
// library, for hashes that are well mixed and for some that crowd.
func TestAppendDistinct(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	kinds := []struct {
		name string
		draw func() uint64
	}{
		{"well mixed", random.Uint64},
		{"some again", func() uint64 { return Mix(random.Uint64N(50)) }},
		{"one alone", func() uint64 { return Mix(1) }},
		{"close together", func() uint64 { return random.Uint64N(1000) }},
	}
	var s Sorter
	for _, kind := range kinds {
		for n := range 100 {
			list := make([]uint64, n)
			for i := range list {
				list[i] = kind.draw()
			}
			want := slices.Clone(list)
			slices.Sort(want)
			want = append([]uint64{7}, slices.Compact(want)...)
			if got := s.AppendDistinct([]uint64{7}, list); !slices.Equal(got, want) {
				t.Fatalf("%s: AppendDistinct of %d = %x, want %x", kind.name, n, got, want)
			}
		}
	}
}

func ExampleTable() {
	var t Table
	t.Reset(10)
	t.Put(Mix(1), 5)
	fmt.Println(t.Put(Mix(1), 6), t.Get(Mix(1)), t.Get(Mix(2)), t.Len())
	// Output: 5 6 -1 1
}
