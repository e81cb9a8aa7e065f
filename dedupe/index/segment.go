package index

import (
	"encoding/binary"
	"math/bits"
	"slices"

	"github.com/zeebo/xxh3"
)

const (
	// hashBits is how many bits of a passage's hash a segment keeps: the bucket that a
	// posting lies in, and the fingerprint above its slot. Among the 80 million
	// passages of a million articles one in 400 lookups then meets a passage that isn't
	// meant, which four shared passages make harmless.
	hashBits = 35
	// spare is by how many bits the number of a bucket is longer than that of a slot:
	// there are eight buckets a slot, so that one holds 5 to 10 postings, which mostly
	// lie in one cache line.
	spare = 3
	// maxSlotBits bounds a segment to 16 million articles, so that eight bits are left
	// for a fingerprint: one in 25 lookups then meets a passage that isn't meant.
	maxSlotBits = 24
	// maxBytes bounds a segment to 8 GB, and to 1 GB on machines of 32 bits: 31 bits
	// say where a header lies, in units of four bytes. What a segment is made of is
	// held to it, so that it may become somewhat longer.
	maxBytes = 1 << (30 + 3*(^uint(0)>>63))
	// maxPostings bounds the articles that a segment keeps for one passage, from the
	// newest on. A passage that so many hold is furniture, a formula, or of a report that
	// hundreds copied.
	maxPostings = 255
)

// A Segment is a part of an index: articles whose ids follow one another, and which of
// them holds which passage. Nothing in it changes but the stories of its articles. Its
// form in memory is its form in a file:
//
//	postings by bucket, and where the buckets lie
//	a sieve of passages, if other segments come before
//	id, time and story of each article, by slot
//	SimHashes of the articles, by slot
//	slots by the first part of the SimHash, and first parts by the other three
//	a checksum of each block of the above
//	a footer
type Segment struct {
	blocks
	foot     footer
	base     int32   // slot of its first article in the index
	stories  []int64 // by slot; nil until an article changes its story
	changed  []int64 // ids of those that did, in order
	passages buckets
	sieve    sieve
	near     [nearParts]partTable

	docs, prints int // where these begin, in bytes
}

// Open reads a segment that [Draft.WriteTo] wrote. It looks at the footer and the list
// of checksums; the rest is checked when it is first used. An error says why the bytes
// are not those of a segment of this scheme and form, as they were written. The segment
// reads data as long as it is used; it must not change any more.
func Open(data []byte) (*Segment, error) {
	s, err := framed(data)
	if err != nil {
		return nil, err
	}
	s.sound = make([]uint64, (len(s.sums)/8+63)/64)
	return s, nil
}

// framed reads the footer of a segment, and has its blocks believed unchecked.
func framed(data []byte) (*Segment, error) {
	foot, err := readFooter(data)
	if err != nil {
		return nil, err
	}
	s := &Segment{foot: foot}
	end := s.lay()
	blocks := (end + blockBytes - 1) / blockBytes
	if whole := end + 8*blocks + footerBytes; whole != len(data) {
		return nil, damaged("%d bytes, not %d", len(data), whole)
	}
	s.data, s.sums = data[:end], data[end:len(data)-footerBytes]
	if xxh3.Hash(s.sums) != foot.sums {
		return nil, damaged("the list of checksums has another checksum")
	}
	return s, nil
}

// lay finds where the sections lie, and returns where the last one ends.
func (s *Segment) lay() (end int) {
	end = s.passages.laid(0, 1<<(s.foot.slotBits+spare), s.foot.postings)
	s.sieve, s.docs = laidSieve(end, s.foot.sieve)
	s.prints = s.docs + lines(docBytes*s.foot.articles)
	end = s.prints + lines(8*s.foot.articles)
	for i := range s.near {
		s.near[i], end = laidTable(end, i, s.foot.slotBits, s.foot.near[i])
	}
	return end
}

// docBytes is the length of what is kept of an article: its id above the first, its
// time, and its story above the least, in 32 bits each. They lie together, since who
// asks for one mostly asks for another.
const docBytes = 12

// Len returns the number of articles in the segment.
func (s *Segment) Len() int { return s.foot.articles }

// First returns the id of the first article.
func (s *Segment) First() int64 { return s.foot.first }

// Last returns the id of the last article.
func (s *Segment) Last() int64 { return s.foot.last }

// Checksum stands for the whole content of the segment.
func (s *Segment) Checksum() uint64 { return s.foot.sum }

// Bytes returns the length of the segment in bytes.
func (s *Segment) Bytes() int { return len(s.data) + len(s.sums) + footerBytes }

// Broken reports whether something that was read was not what had been written. The
// answers that the segment gave may be incomplete then.
func (s *Segment) Broken() bool { return s.broken.Load() }

// Changed returns the ids of the articles whose story is another than when the
// segment was written.
func (s *Segment) Changed() []int64 { return s.changed }

// fingerprintBits is the length of a fingerprint: what the slot leaves of an entry's 32
// bits, and the bucket's number of a hash.
func (s *Segment) fingerprintBits() uint { return 32 - s.foot.slotBits }

// slot returns the slot that an entry names. A damaged one may name none; then it is 0,
// and the segment counts as broken.
func (s *Segment) slot(entry uint32) int {
	slot := int(entry & (1<<s.foot.slotBits - 1))
	if slot >= s.foot.articles {
		s.broken.Store(true)
		return 0
	}
	return slot
}

func (s *Segment) id(slot int) int64       { return s.foot.first + int64(s.u32(s.docs+docBytes*slot)) }
func (s *Segment) time(slot int) uint32    { return s.u32(s.docs + docBytes*slot + 4) }
func (s *Segment) simHash(slot int) uint64 { return s.u64(s.prints + 8*slot) }

func (s *Segment) story(slot int) int64 {
	if s.stories != nil {
		return s.stories[slot]
	}
	return s.foot.story + int64(s.u32(s.docs+docBytes*slot+8))
}

// setStory notes that an article now belongs to another story. It reports whether the
// article is in the segment.
func (s *Segment) setStory(id, story int64) bool {
	slot := s.slotOf(id)
	if slot < 0 {
		return false
	}
	if s.story(slot) == story {
		return true
	}
	if s.stories == nil {
		stories := make([]int64, s.Len())
		for i := range stories {
			stories[i] = s.story(i)
		}
		s.stories = stories
	}
	s.stories[slot] = story
	if at, known := slices.BinarySearch(s.changed, id); !known {
		s.changed = slices.Insert(s.changed, at, id)
	}
	return true
}

// slotOf returns the slot of an article, -1 if it is not in the segment.
func (s *Segment) slotOf(id int64) int {
	if id < s.First() || id > s.Last() {
		return -1
	}
	from, to := 0, s.Len()
	for from < to {
		if mid := (from + to) / 2; s.id(mid) < id {
			from = mid + 1
		} else {
			to = mid
		}
	}
	if from == s.Len() || s.id(from) != id {
		return -1
	}
	return from
}

// meets reports whether the segment may hold articles of a time.
func (s *Segment) meets(w when) bool { return s.foot.latest >= w.from && s.foot.earliest <= w.to }

// golden is 2^64 over the golden ratio. The highest bits of a product with it depend on
// all bits of the other factor (Fibonacci hashing: Knuth, The Art of Computer
// Programming, volume 3, 6.4), and its highest 32 bits differ for any two numbers less
// than 1.9 billion apart.
const golden = 0x9E3779B97F4A7C15

// shortened returns the hashBits of a passage that an index goes by. Passages are spread
// anew, for winnowing keeps the least hashes, whose highest bits are mostly zero.
func shortened(passage uint64) uint64 { return passage * golden >> (64 - hashBits) }

// appendHolders appends the articles of the segment that hold a passage, the newest
// first. in is the passage's bucket, and seg the segment's place among those asked.
// Nearly all buckets have sixteen entries at most, which are compared without a branch;
// others are read eight entries at a time, from the end.
func (s *Segment) appendHolders(dst []holder, seg int32, hash uint64, in stretch) []holder {
	fingerprint := uint64(uint32(hash) << s.foot.slotBits)
	fingerprint |= fingerprint << 32 // of two entries
	mask := uint64(^uint32(1<<s.foot.slotBits - 1))
	mask |= mask << 32
	n, end := int(in.n), 4*int(in.from+in.n)
	if first := end - 64; n <= 16 && first >= 0 && first/blockBytes == (end-1)/blockBytes {
		l := s.data[first:end:end]
		alike := eightAlike(l[32:], fingerprint, mask)<<8 | eightAlike(l, fingerprint, mask)
		return s.appendAlike(dst, seg, l, alike>>(16-n)<<(16-n))
	}
	for ; n > 0; n, end = n-8, end-32 {
		l := s.data[end-32 : end : end]
		dst = s.appendAlike(dst, seg, l, eightAlike(l, fingerprint, mask)>>max(0, 8-n)<<max(0, 8-n))
	}
	return dst
}

// eightAlike returns a bit for each of eight entries, the lowest for the first, which is
// set if the entry has the fingerprint in the bits of the mask. Both stand in either
// half of their 64 bits.
func eightAlike(l []byte, fingerprint, mask uint64) uint64 {
	le := binary.LittleEndian
	_ = l[31]
	alike := zeroHalves((le.Uint64(l)^fingerprint)&mask) | zeroHalves((le.Uint64(l[8:])^fingerprint)&mask)<<2 |
		zeroHalves((le.Uint64(l[16:])^fingerprint)&mask)<<4 | zeroHalves((le.Uint64(l[24:])^fingerprint)&mask)<<6
	return (alike | alike>>31) & 0xFF
}

// appendAlike appends the articles of the entries whose bit in alike is set, the last
// first.
func (s *Segment) appendAlike(dst []holder, seg int32, entries []byte, alike uint64) []holder {
	for alike != 0 {
		i := bits.Len64(alike) - 1
		alike &^= 1 << i
		entry := binary.LittleEndian.Uint32(entries[4*i:])
		dst = append(dst, holder{seg, int32(s.slot(entry))})
	}
	return dst
}

// zeroHalves sets the lowest bit of each half of v that is zero, and no other bit.
func zeroHalves(v uint64) uint64 {
	const rest = 1<<63 - 1 - 1<<31 // all but the highest bit of each half
	return ^(v&rest + rest | v) >> 31 & (1<<32 | 1)
}

// slotBitsFor returns how many bits number n articles, at least leastSlotBits.
func slotBitsFor(n int) uint { return max(leastSlotBits, uint(bits.Len(uint(n-1)))) }

// leastSlotBits keeps the arithmetic of small segments simple.
const leastSlotBits = 6
