package dedupe

import (
	"math/bits"
	"slices"
)

// A doc is what an index keeps of an article besides its passages.
type doc struct {
	id, story int64
	at        uint32 // Unix seconds
	simHash   uint64
}

// A tail is the articles of an index that are in no segment yet.
type tail struct {
	base     int32 // slot of the first one in the index
	docs     []doc
	postings []loose  // by slot within the tail
	before   []int32  // for each posting the place of the one before with its hash, -1 for none
	head     table    // hash -> its last place in postings
	last     int      // hashes in it when it was emptied
	maybe    []uint64 // a bit for the end of each hash in head: a small table that says no
}

// maybeBits is the binary logarithm of the bits in a tail's filter: a tenth of
// them are set when the tail is full, and they fit the cache next to the core.
const maybeBits = 20

// clear empties the tail, whose first article will have slot base.
func (t *tail) clear(base int32) {
	t.last = t.head.used
	t.base, t.docs, t.postings, t.before = base, t.docs[:0], t.postings[:0], t.before[:0]
	if t.maybe == nil {
		t.maybe = make([]uint64, 1<<maybeBits/64)
	}
	clear(t.maybe)
}

// A loose posting is one that is in no segment yet: of a hash, shortened, and a
// slot of the tail.
type loose struct {
	hash uint64
	slot int32
}

func (t *tail) add(d doc, passages []uint64) {
	slot := int32(len(t.docs))
	if slot == 0 {
		t.head.reset(t.last) // there will be about as many again
	}
	t.docs = append(t.docs, d)
	for _, h := range passages {
		h := shortened(h)
		t.maybe[h%(1<<maybeBits)/64] |= 1 << (h % 64)
		t.before = append(t.before, t.head.put(h, int32(len(t.postings))))
		t.postings = append(t.postings, loose{h, slot})
	}
}

// slotOf returns the slot within the tail of an article, -1 if it is not there.
func (t *tail) slotOf(id int64) int {
	at, ok := slices.BinarySearchFunc(t.docs, id, func(d doc, id int64) int { return int(min(max(d.id-id, -1), 1)) })
	if !ok {
		return -1
	}
	return at
}

// mayHold reports whether an article may hold a passage.
func (t *tail) mayHold(hash uint64) bool { return t.maybe[hash%(1<<maybeBits)/64]>>(hash%64)&1 != 0 }

// appendSlots appends the slots within the tail of the articles that hold a
// passage, from the newest on, maxPostings of them at most.
func (t *tail) appendSlots(dst []int32, hash uint64) []int32 {
	if !t.mayHold(hash) {
		return dst
	}
	for i, n := t.head.get(hash), 0; i >= 0 && n < maxPostings; i, n = t.before[i], n+1 {
		dst = append(dst, t.postings[i].slot)
	}
	return dst
}

// appendNear appends the slots within the tail of the articles whose SimHash is
// near.
func (t *tail) appendNear(dst []int32, simHash uint64) []int32 {
	for i := range t.docs {
		if bits.OnesCount64(t.docs[i].simHash^simHash) <= NearBits {
			dst = append(dst, int32(i))
		}
	}
	return dst
}
