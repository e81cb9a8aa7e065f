package dedupe

import (
	"encoding/binary"
	"math/bits"
	"slices"

	"github.com/zeebo/xxh3"
)

// A posting says that the article in a slot holds a passage. Of the passage's
// hash the 34 highest bits are kept: the bucket that the posting lies in, and
// the fingerprint above the slot. Among the 80 million passages of a million
// articles one in 200 lookups then meets a stranger, which four shared
// passages make harmless.
const hashBits = 34

const (
	// spare is by how many bits a segment's buckets outnumber its slots: four
	// buckets a slot, so that one holds 11 to 21 postings, a cache line or two.
	spare = 2
	// maxSlotBits bounds a segment: fingerprints would become too short beyond.
	maxSlotBits = 20
	// maxBytes bounds a segment in bytes, so that 32 bits say where things lie.
	maxBytes = 1 << 30
	// maxPostings bounds the articles kept for one passage in a segment, the
	// newest ones. One that so many hold is furniture or formula.
	maxPostings = 255
)

// A Segment is a part of an index that doesn't change any more, but for the
// stories of its articles: the articles in a row of ids, and who of them holds
// which passage. Its form in memory is its form in a file:
//
//	postings by bucket, buckets
//	ids, times, stories and SimHashes of the articles, by slot
//	slots by parts of the SimHash, buckets, three times
//	a checksum of each block of the above
//	a footer
type Segment struct {
	blocks
	foot     footer
	base     int32   // slot of its first article in the index
	stories  []int64 // by slot, once an article has changed its story
	changed  []int64 // ids of those that did
	passages buckets
	near     [len(nearParts)]buckets

	ids, times, homes, prints int // where these begin, in bytes
}

// OpenSegment reads a segment that Draft.WriteTo wrote. It looks at the footer
// and the list of checksums; the rest is checked when it is first used. An
// error is a DamageError: the bytes are not those of a segment of this scheme
// and form, as they were written. The bytes must not change any more.
func OpenSegment(data []byte) (*Segment, error) {
	s, err := framed(data)
	if err != nil {
		return nil, err
	}
	s.sound = make([]uint64, (len(s.sums)/8+63)/64)
	return s, nil
}

// framed reads the footer of a segment.
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

// lay says where the sections lie, and where the last one ends.
func (s *Segment) lay() (end int) {
	n := s.foot.articles
	s.ids = s.passages.laid(0, 1<<(s.foot.slotBits+spare), s.foot.postings)
	s.times = s.ids + lines(4*n)
	s.homes = s.times + lines(4*n)
	s.prints = s.homes + lines(4*n)
	end = s.prints + lines(8*n)
	for i := range s.near {
		end = s.near[i].laid(end, 1<<nearBucketBits(s.foot.slotBits), s.foot.near[i])
	}
	return end
}

// Len returns the number of articles in the segment.
func (s *Segment) Len() int { return s.foot.articles }

// First returns the id of the first article, Last that of the last.
func (s *Segment) First() int64 { return s.foot.first }

// Last returns the id of the last article.
func (s *Segment) Last() int64 { return s.foot.last }

// Checksum stands for the whole content of the segment.
func (s *Segment) Checksum() uint64 { return s.foot.sum }

// Bytes returns how long it is, in bytes.
func (s *Segment) Bytes() int { return len(s.data) + len(s.sums) + footerBytes }

// Broken reports whether a part that was read was not what had been written.
// What the segment answered is incomplete then.
func (s *Segment) Broken() bool { return s.broken.Load() }

// Changed returns the ids of the articles whose story is another than when the
// segment was written.
func (s *Segment) Changed() []int64 { return s.changed }

// printBits is the length of a fingerprint: what the bucket leaves of a hash,
// and the slot of 32 bits.
func (s *Segment) printBits() uint { return 32 - s.foot.slotBits }

// slot returns the slot that an entry names. A damaged one may name none.
func (s *Segment) slot(entry uint32) int {
	slot := int(entry & (1<<s.foot.slotBits - 1))
	if slot >= s.foot.articles {
		s.broken.Store(true)
		return 0
	}
	return slot
}

func (s *Segment) id(slot int) int64       { return s.foot.first + int64(s.u32(s.ids+4*slot)) }
func (s *Segment) time(slot int) uint32    { return s.u32(s.times + 4*slot) }
func (s *Segment) simHash(slot int) uint64 { return s.u64(s.prints + 8*slot) }

func (s *Segment) story(slot int) int64 {
	if s.stories != nil {
		return s.stories[slot]
	}
	return s.foot.story + int64(s.u32(s.homes+4*slot))
}

// setStory says that an article belongs to another story now; it reports
// whether it is in the segment.
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

// shortened spreads passages anew, for winnowing keeps the least: their highest
// bits are mostly zero.
func shortened(passage uint64) uint64 { return passage * 0x9E3779B97F4A7C15 >> (64 - hashBits) }

// lies returns where the postings of a hash lie, among others.
func (s *Segment) lies(hash uint64) stretch { return s.passages.find(&s.blocks, hash>>s.printBits()) }

// appendSlots appends the slots within the segment of the articles that hold a
// passage, whose postings lie where they are said to. Most buckets hold no
// posting of it, which eight at a time are asked without a branch.
func (s *Segment) appendSlots(dst []int32, hash uint64, in stretch) []int32 {
	const low, high = 1<<32 | 1, 1<<63 | 1<<31 // the lowest and highest bit of each half
	print := uint64(uint32(hash) << s.foot.slotBits)
	print |= print << 32
	mask := uint64(^uint32(1<<s.foot.slotBits - 1))
	mask |= mask << 32
	n := int(in.n)
	list := s.read(int(in.from), min((n+31)&^31, len(s.data)-int(in.from)))
	for ; n > 0 && len(list) >= 32; n, list = n-32, list[32:] {
		a, b := (binary.LittleEndian.Uint64(list)^print)&mask, (binary.LittleEndian.Uint64(list[8:])^print)&mask
		c, d := (binary.LittleEndian.Uint64(list[16:])^print)&mask, (binary.LittleEndian.Uint64(list[24:])^print)&mask
		if ((a-low)&^a|(b-low)&^b|(c-low)&^c|(d-low)&^d)&high != 0 { // a half of one may be zero
			dst = s.appendEqual(dst, list[:min(n, 32)], uint32(print), uint32(mask))
		}
	}
	return dst
}

// appendEqual appends the slots of the postings of one fingerprint.
func (s *Segment) appendEqual(dst []int32, list []byte, print, mask uint32) []int32 {
	for ; len(list) >= 4; list = list[4:] {
		if p := binary.LittleEndian.Uint32(list); (p^print)&mask == 0 {
			dst = append(dst, int32(s.slot(p)))
		}
	}
	return dst
}

// slotBitsFor returns how many bits number n articles, at least leastSlotBits.
func slotBitsFor(n int) uint { return max(leastSlotBits, uint(bits.Len(uint(n-1)))) }

// leastSlotBits keeps the arithmetic of small segments simple.
const leastSlotBits = 6
