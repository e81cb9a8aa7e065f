package index

// A sieve says which passages nobody in a segment holds: it has a bit for each value of
// the highest bits of a hash. Most passages that an index is asked for are in one segment
// or in none, so that a small segment is mostly asked in vain; a bit of the sieve then
// spares reading a header and a bucket. The first segment, which is the largest, has no
// sieve: there it would take more room than it is worth.
type sieve struct {
	at    int  // where it begins, in bytes
	width uint // how many bits the number of a bit has; 0 if there is no sieve
}

// sieveBits is by how many bits the number of a bit is longer than that of a slot: there
// are 256 bits a slot, which is 32 to 64 bytes an article. Of the passages that nobody
// holds one in four to seven then passes.
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

// place returns the place, in bytes, of the 64 bits among which a passage's bit is.
func (s sieve) place(hash uint64) int { return s.at + 8*int(s.bit(hash)/64) }

// mayHold reports whether an article of the segment may hold a passage.
func (s *Segment) mayHold(hash uint64) bool {
	return s.sieve.width == 0 || s.u64(s.sieve.place(hash))>>(s.sieve.bit(hash)%64)&1 != 0
}
