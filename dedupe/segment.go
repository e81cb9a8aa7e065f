package dedupe

import "cmp"

// A posting says that the article in a slot holds a passage. Of the passage's
// hash the 35 highest bits are kept: the bucket that the posting lies in, and
// the fingerprint above the slot. Among the 80 million passages of a million
// articles one in 400 lookups then meets a stranger, which four shared
// passages make harmless.
const hashBits = 35

// spare is by how many bits a segment's buckets outnumber its articles: eight
// buckets an article, so that one holds ten postings, a cache line.
const spare = 3

// A segment is a part of the index that doesn't change any more: the postings
// of 1<<slotBits articles in a row, four bytes each, sorted by bucket.
type segment struct {
	first    int32 // slot of its first article in the index
	slotBits uint
	starts   []uint32 // where each bucket begins in postings, and the end
	postings []uint32 // fingerprint, then slot within the segment in the low slotBits
}

// A loose posting is one not yet in a segment, or between two.
type loose struct {
	hash uint64 // hashBits
	slot int32  // within the index
}

// shortened spreads passages anew, for winnowing keeps the least: their highest
// bits are mostly zero.
func shortened(passage uint64) uint64 { return passage * 0x9E3779B97F4A7C15 >> (64 - hashBits) }

func compareLoose(a, b loose) int {
	return cmp.Or(cmp.Compare(a.hash, b.hash), cmp.Compare(a.slot, b.slot))
}

// merged returns all of two sorted lists, sorted.
func merged(a, b []loose) []loose {
	out := make([]loose, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		if compareLoose(a[0], b[0]) <= 0 {
			out, a = append(out, a[0]), a[1:]
		} else {
			out, b = append(out, b[0]), b[1:]
		}
	}
	return append(append(out, a...), b...)
}

// freeze makes a segment of the sorted postings of 1<<slotBits articles from
// slot first on. Of a passage that more than maxPostings hold the first ones stay:
// enough to know it for a formula.
func freeze(all []loose, first int32, slotBits uint) *segment {
	s := &segment{first: first, slotBits: slotBits, starts: make([]uint32, 1<<(slotBits+spare)+1)}
	s.postings = make([]uint32, 0, len(all))
	bucket, same := uint64(0), 0
	for i, p := range all {
		if same++; i == 0 || p.hash != all[i-1].hash {
			same = 1
		}
		if same > maxPostings {
			continue
		}
		for ; bucket < p.hash>>s.printBits(); bucket++ {
			s.starts[bucket+1] = uint32(len(s.postings))
		}
		print := uint32(p.hash) & (1<<s.printBits() - 1)
		s.postings = append(s.postings, print<<slotBits|uint32(p.slot-first))
	}
	for ; bucket < uint64(len(s.starts)-1); bucket++ {
		s.starts[bucket+1] = uint32(len(s.postings))
	}
	return s
}

// printBits is the length of a fingerprint: what the bucket leaves of a hash,
// and the slot of 32 bits.
func (s *segment) printBits() uint { return hashBits - spare - s.slotBits }

// appendSlots appends the slots of the articles that hold a passage.
func (s *segment) appendSlots(dst []int32, hash uint64) []int32 {
	bucket := hash >> s.printBits()
	print := uint32(hash) & (1<<s.printBits() - 1)
	for _, p := range s.postings[s.starts[bucket]:s.starts[bucket+1]] {
		if p>>s.slotBits == print {
			dst = append(dst, s.first+int32(p&(1<<s.slotBits-1)))
		}
	}
	return dst
}

// loose returns the postings of the segment, sorted.
func (s *segment) loose() []loose {
	dst := make([]loose, 0, len(s.postings))
	for bucket := range len(s.starts) - 1 {
		for _, p := range s.postings[s.starts[bucket]:s.starts[bucket+1]] {
			hash := uint64(bucket)<<s.printBits() | uint64(p>>s.slotBits)
			dst = append(dst, loose{hash, s.first + int32(p&(1<<s.slotBits-1))})
		}
	}
	return dst
}
