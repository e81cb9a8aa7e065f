package hashes

import (
	"math/rand/v2"
	"testing"
)

// TestTable compares a table with a map, over generations of all sizes, in most of which
// it grows.
func TestTable(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	var table Table
	for generation := range 300 {
		want := map[uint64]int32{}
		table.Reset(random.IntN(300))
		for range random.IntN(1000) {
			key, value := Mix(random.Uint64N(700)), int32(random.IntN(100))
			before, known := want[key]
			if !known {
				before = -1
			}
			if got := table.Put(key, value); got != before {
				t.Fatalf("generation %d: Put(%x) = %d, want %d", generation, key, got, before)
			}
			want[key] = value
		}
		for n := range uint64(700) {
			value, known := want[Mix(n)]
			if !known {
				value = -1
			}
			if got := table.Get(Mix(n)); got != value {
				t.Fatalf("generation %d: Get(%x) = %d, want %d", generation, Mix(n), got, value)
			}
		}
		if table.Len() != len(want) {
			t.Fatalf("generation %d: %d keys, want %d", generation, table.Len(), len(want))
		}
	}
}
