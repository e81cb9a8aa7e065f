package dedupe

import (
	"cmp"
	"math/bits"
	"slices"
	"time"

	"sada/news"
)

const (
	// MinShared is the number of passages that two articles must share to be
	// compared. One with fewer than twice as many need share half of its own.
	MinShared = 4
	// maxPostings bounds the articles kept for one passage in a part of the
	// index. One that so many hold is furniture or formula: it proposes nobody.
	maxPostings = 255
	// maxStories is the number of stories above which a passage proposes nobody.
	maxStories = 40
	// headBits is the binary logarithm of the articles that are gathered before
	// they become a segment.
	headBits = 12
	// maxSlotBits bounds a segment: fingerprints would become too short beyond.
	maxSlotBits = 20
)

// An Index finds, among the articles added to it, those that share passages
// with another. It takes about 400 bytes an article. It is not for use by
// several goroutines at once.
type Index struct {
	docs     []entry
	segments []*segment // from the oldest on, each at least as large as the next
	tail     []loose    // postings of the articles not in a segment yet
	before   []int32    // for each in tail the place of the one before with its hash, -1 for none
	head     table      // hash -> its last place in tail

	seen    []uint16 // shared passages per slot, zero between queries
	touched []int32
	list    []int32
}

type entry struct {
	id, story int64
	at        int64 // Unix seconds
	simHash   uint64
}

// NewIndex returns an empty index.
func NewIndex() *Index {
	x := &Index{}
	x.head.reset(0)
	return x
}

// Len returns the number of articles in the index.
func (x *Index) Len() int { return len(x.docs) }

// Add adds an article. Ids must ascend; one that is not above all before it is
// left out.
func (x *Index) Add(id, story int64, at time.Time, p news.Print) {
	if n := len(x.docs); n > 0 && id <= x.docs[n-1].id {
		return
	}
	slot := int32(len(x.docs))
	x.docs = append(x.docs, entry{id, story, at.Unix(), p.SimHash})
	x.seen = append(x.seen, 0)
	for _, h := range p.Passages {
		h := shortened(h)
		x.before = append(x.before, x.head.put(h, int32(len(x.tail))))
		x.tail = append(x.tail, loose{h, slot})
	}
	if len(x.docs)%(1<<headBits) == 0 {
		x.settle()
	}
}

// settle makes the gathered articles a segment, and of two segments of one size
// one of twice the size.
func (x *Index) settle() {
	slices.SortFunc(x.tail, compareLoose)
	x.segments = append(x.segments, freeze(x.tail, int32(len(x.docs)-1<<headBits), headBits))
	x.tail, x.before = x.tail[:0], x.before[:0]
	x.head.reset(0)
	for n := len(x.segments); n > 1; n-- {
		a, b := x.segments[n-2], x.segments[n-1]
		if a.slotBits != b.slotBits || a.slotBits == maxSlotBits {
			return
		}
		x.segments = append(x.segments[:n-2], freeze(merged(a.loose(), b.loose()), a.first, a.slotBits+1))
	}
}

// SetStory says that an article now belongs to another story.
func (x *Index) SetStory(id, story int64) {
	at, ok := slices.BinarySearchFunc(x.docs, id, func(d entry, id int64) int { return cmp.Compare(d.id, id) })
	if ok {
		x.docs[at].story = story
	}
}

// holders returns the slots of the articles that hold a passage, as a slice
// used again by the next call.
func (x *Index) holders(passage uint64) []int32 {
	h := shortened(passage)
	x.list = x.list[:0]
	for i := x.head.get(h); i >= 0 && len(x.list) < maxPostings; i = x.before[i] {
		x.list = append(x.list, x.tail[i].slot)
	}
	for _, s := range x.segments {
		x.list = s.appendSlots(x.list, h)
	}
	return x.list
}

// A Candidate is an article that may be a repost, or the source, of another.
type Candidate struct {
	ID     int64
	Story  int64
	Shared int // passages in common
	Bits   int // bits in which the SimHashes differ
}

// Candidates returns the articles within the given time of at that share
// enough passages with p; those with most shared passages first, those whose
// SimHashes are nearest next, then by id.
func (x *Index) Candidates(p news.Print, at time.Time, within time.Duration) []Candidate {
	x.count(p.Passages)
	enough := min(MinShared, (len(p.Passages)+1)/2)
	var out []Candidate
	for _, slot := range x.touched {
		d, shared := &x.docs[slot], int(x.seen[slot])
		x.seen[slot] = 0
		if shared >= enough && near(d.at, at, within) {
			out = append(out, Candidate{d.id, d.story, shared, bits.OnesCount64(d.simHash ^ p.SimHash)})
		}
	}
	slices.SortFunc(out, func(a, b Candidate) int {
		return cmp.Or(cmp.Compare(b.Shared, a.Shared), cmp.Compare(a.Bits, b.Bits), cmp.Compare(a.ID, b.ID))
	})
	return out
}

func near(at int64, t time.Time, within time.Duration) bool {
	d := t.Unix() - at
	return max(d, -d) <= int64(within/time.Second)
}

// count leaves in seen and touched how many of the passages each article holds.
func (x *Index) count(passages []uint64) {
	x.touched = x.touched[:0]
	for _, h := range passages {
		list := x.holders(h)
		if len(list) > maxStories && x.stories(list, 0, 0) > maxStories {
			continue
		}
		for _, slot := range list {
			if x.seen[slot] == 0 {
				x.touched = append(x.touched, slot)
			}
			x.seen[slot]++
		}
	}
}

// Weight returns how much a passage counts when an article of story a is
// compared with one of story b: 1/(1 + the number of other stories that hold
// it), so that formulas and furniture fade by themselves while a story that was
// reposted fifty times does not. Story 0 is that of an article not filed yet.
func (x *Index) Weight(a, b int64) func(passage uint64) float64 {
	return func(passage uint64) float64 {
		return 1 / float64(1+x.stories(x.holders(passage), a, b))
	}
}

// stories counts the different stories of a posting list, but for two, up to
// one more than maxStories.
func (x *Index) stories(list []int32, a, b int64) int {
	var known [maxStories + 1]int64
	n := 0
	for _, slot := range list {
		s := x.docs[slot].story
		if s == a || s == b || slices.Contains(known[:n], s) {
			continue
		}
		known[n] = s
		if n++; n == len(known) {
			break
		}
	}
	return n
}

// Bytes returns about how much memory the index takes.
func (x *Index) Bytes() int {
	n := 32*cap(x.docs) + 2*cap(x.seen) + 16*cap(x.tail) + 4*cap(x.before) + 16*len(x.head.slots)
	for _, s := range x.segments {
		n += 4 * (cap(s.starts) + cap(s.postings))
	}
	return n
}
