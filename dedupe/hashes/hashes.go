// Package hashes finds and sorts 64-bit hashes. It relies on their being well mixed, so
// that any bits of one are as random as any others: a [Table] finds them by their lowest
// bits, a [Sorter] sorts them by their highest. [Mix] makes well mixed what is not. It
// knows nothing of what they are the hashes of.
package hashes

// Mix spreads every bit of v over the whole word (the finaliser of SplitMix64,
// Steele, Lea and Flood 2014).
func Mix(v uint64) uint64 {
	v = (v ^ v>>30) * 0xBF58476D1CE4E5B9
	v = (v ^ v>>27) * 0x94D049BB133111EB
	return v ^ v>>31
}
