package hashes

import (
	"math/rand/v2"
	"testing"
)

// A table is held to a map, over generations of all sizes, growing in most.
func TestTableOverGenerations(t *testing.T) {
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

func TestTable(t *testing.T) {
	var tb Table
	for round := range 3 {
		tb.Reset(4)
		for k := range uint64(1000) {
			if got := tb.Put(Mix(k), int32(k)); got != -1 {
				t.Fatalf("round %d: Put of new key %d = %d, want -1", round, k, got)
			}
		}
		if got := tb.Put(Mix(5), 7); got != 5 {
			t.Errorf("Put over 5 = %d, want 5", got)
		}
		if got := tb.Get(Mix(5)); got != 7 {
			t.Errorf("Get = %d, want 7", got)
		}
		if tb.Get(Mix(1000)) >= 0 {
			t.Errorf("a key never put is there")
		}
	}
}
