package dedupe

import "sada/dedupe/index"

// Filed tells what else is filed of the passages of two texts that are compared, as
// [index.Others] does.
type Filed interface {
	// Expect tells which passages will be asked for, so that they can be looked up
	// all at a time.
	Expect(passages []uint64)
	// Weight returns how much a passage counts, between 0 and 1: the less, the more
	// others hold it.
	Weight(passage uint64) float64
	// Carried tells who else carries what the two have in common, given some of its
	// passages, and some of what the longer one has beside it.
	Carried(copied, beside []uint64) index.Carriage
	// About returns how many articles are filed about the time of the two: that nobody
	// else carries a part says the less, the fewer there are.
	About() int
}
