package index

// A sieve says which passages nobody in a segment holds: a bit for the highest
// bits of each hash. Most passages that an index is asked for are in one segment
// or none, so a small segment is mostly asked in vain: a bit of the sieve then
// spares a header and a bucket. The largest segment, which others don't come
// before, has none, for there it would take more room than it is worth.
type sieve struct {
	at    int  // where it begins, in bytes
	width uint // the number of a bit, in bits; 0 where there is none
}

// sieveBits is by how many bits the bits of a sieve outnumber its slots: 256 a
// slot, 32 to 64 bytes an article. Of the passages that nobody holds it then lets
// pass one in four to seven.
const sieveBits = 8

// laidSieve places a sieve behind what ends at from, and returns where it ends.
func laidSieve(from int, width uint) (s sieve, end int) {
	if width == 0 {
		return sieve{}, from
	}
	return sieve{from, width}, from + 1<<width/8
}

// bit returns the number of a passage's bit.
func (s sieve) bit(hash uint64) uint64 { return hash >> (hashBits - s.width) }

// place returns where the bit of a passage lies.
func (s sieve) place(hash uint64) int { return s.at + 8*int(s.bit(hash)/64) }

// mayHold reports whether an article of the segment may hold a passage.
func (s *Segment) mayHold(hash uint64) bool {
	return s.sieve.width == 0 || s.u64(s.sieve.place(hash))>>(s.sieve.bit(hash)%64)&1 != 0
}
