package dedupe

import "sada/dedupe/index"

// Filed tells what else is filed, beside two texts that are compared. [index.Others]
// does.
type Filed interface {
	// Expect announces passages that Weight will be asked for, so that they can be
	// looked up all at once.
	Expect(passages []uint64)
	// Weight returns how much a passage counts, between 0 and 1: the more others hold
	// it, the less.
	Weight(passage uint64) float64
	// Carried tells who else carries what the two texts have in common, and what the
	// longer one has beside it, given some passages of either part.
	Carried(copied, beside []uint64) index.Carriage
	// About returns how many articles are filed about the time of the two. The fewer
	// there are, the less it says that nobody else carries a part.
	About() int
}
