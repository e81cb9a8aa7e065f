package index

import (
	"cmp"
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
	postings []posting // by slot within the tail
	heads    []int32   // by the lowest bits of a hash: the last posting with such bits, plus one; 0 for none
	before   []int32   // of each posting: the one before it in the chain of its head, plus one; 0 for none
	maybe    []uint64  // a bit for the lowest bits of a hash, set if somebody may hold it
}

const (
	// maybeBits is the binary logarithm of the number of bits in maybe: a tenth of
	// them are set when the tail is full, and they fit into a core's own cache.
	maybeBits = 20
	// headBits is the binary logarithm of the number of heads that a tail begins with.
	// It is doubled when there are more postings: for a thousand articles the heads
	// take half a megabyte.
	headBits = 12
)

// clear empties the tail. Its next article will have slot base in the index.
func (t *tail) clear(base int32) {
	t.base, t.docs, t.postings, t.before = base, t.docs[:0], t.postings[:0], t.before[:0]
	if t.maybe == nil {
		t.maybe, t.heads = make([]uint64, 1<<maybeBits/64), make([]int32, 1<<headBits)
	}
	clear(t.maybe)
	clear(t.heads)
}

// add adds an article.
func (t *tail) add(d doc, passages []uint64) {
	slot := int32(len(t.docs))
	t.docs = append(t.docs, d)
	for _, h := range passages {
		h := shortened(h)
		t.maybe[h%(1<<maybeBits)/64] |= 1 << (h % 64)
		t.postings = append(t.postings, newPosting(h, slot))
	}
	for len(t.postings) > len(t.heads) {
		t.heads, t.before = make([]int32, 2*len(t.heads)), t.before[:0]
	}
	for i := len(t.before); i < len(t.postings); i++ {
		head := t.head(t.postings[i].hash())
		t.before = append(t.before, *head)
		*head = int32(i + 1)
	}
}

// head returns the head of the chain in which a passage's postings are, among others.
func (t *tail) head(hash uint64) *int32 { return &t.heads[hash%uint64(len(t.heads))] }

// slotOf returns the slot within the tail of an article, -1 if it is not there.
func (t *tail) slotOf(id int64) int {
	at, ok := slices.BinarySearchFunc(t.docs, id, func(d doc, id int64) int { return cmp.Compare(d.id, id) })
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
	n := 0
	for i := *t.head(hash); i > 0 && n < maxPostings; i = t.before[i-1] {
		if p := t.postings[i-1]; p.hash() == hash {
			dst = append(dst, int32(p.slot()))
			n++
		}
	}
	return dst
}

// appendNear appends the slots within the tail of the articles whose SimHash is near to
// one, from the oldest on.
func (t *tail) appendNear(dst []int32, simHash uint64) []int32 {
	for i := range t.docs {
		if bits.OnesCount64(t.docs[i].simHash^simHash) <= nearBits {
			dst = append(dst, int32(i))
		}
	}
	return dst
}
