package eval

import (
	"hash/fnv"
	"math/rand/v2"
)

// draw returns a generator that depends on the seed and the labels only, so that
// one document's edits don't change when another document is added.
func draw(seed uint64, labels ...string) *rand.Rand {
	h := fnv.New64a()
	for _, l := range labels {
		h.Write([]byte(l))
		h.Write([]byte{0})
	}
	return rand.New(rand.NewPCG(seed, h.Sum64()))
}

// pick returns one of the choices.
func pick[T any](r *rand.Rand, choices []T) T { return choices[r.IntN(len(choices))] }
