package dedupe

import (
	"math/rand/v2"
	"testing"
)

// A table is held to a map, over generations of all sizes, growing in most.
func TestTableOverGenerations(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	var table table
	for generation := range 300 {
		want := map[uint64]int32{}
		table.reset(random.IntN(300))
		for range random.IntN(1000) {
			key, value := mix(random.Uint64N(700)), int32(random.IntN(100))
			before, known := want[key]
			if !known {
				before = -1
			}
			if got := table.put(key, value); got != before {
				t.Fatalf("generation %d: put(%x) = %d, want %d", generation, key, got, before)
			}
			want[key] = value
		}
		for n := range uint64(700) {
			value, known := want[mix(n)]
			if !known {
				value = -1
			}
			if got := table.get(mix(n)); got != value {
				t.Fatalf("generation %d: get(%x) = %d, want %d", generation, mix(n), got, value)
			}
		}
		if table.used != len(want) {
			t.Fatalf("generation %d: %d keys, want %d", generation, table.used, len(want))
		}
	}
}
