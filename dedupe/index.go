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
	// compared: below it even half of an excerpt of two paragraphs would show
	// more.
	MinShared = 4
	// MaxHamming is the distance of SimHashes up to which two articles are
	// compared whatever passages they share (Manku, Jain and Das Sarma 2007).
	MaxHamming = 3
	// maxPostings bounds the articles kept for one passage. One that so many
	// hold is furniture or formula: it proposes nobody.
	maxPostings = 255
	// maxStories is the number of stories above which a passage proposes nobody.
	maxStories = 40
)

// An Index finds, among the articles added to it, those that share passages
// with another. It is not for use by several goroutines at once.
type Index struct {
	docs     []entry
	slots    map[int64]int32 // article id -> docs
	postings map[uint64][]int32
	seen     []int32 // shared passages per slot, zero between queries
	touched  []int32
}

type entry struct {
	id, story int64
	at        int64 // Unix seconds
	simHash   uint64
}

// NewIndex returns an empty index.
func NewIndex() *Index {
	return &Index{slots: map[int64]int32{}, postings: map[uint64][]int32{}}
}

// Len returns the number of articles in the index.
func (x *Index) Len() int { return len(x.docs) }

// Add adds an article. One that is in already gets the story given.
func (x *Index) Add(id, story int64, at time.Time, p news.Print) {
	if slot, ok := x.slots[id]; ok {
		x.docs[slot].story = story
		return
	}
	slot := int32(len(x.docs))
	x.slots[id] = slot
	x.docs = append(x.docs, entry{id, story, at.Unix(), p.SimHash})
	x.seen = append(x.seen, 0)
	for _, h := range p.Passages {
		if list := x.postings[h]; len(list) < maxPostings {
			x.postings[h] = append(list, slot)
		}
	}
}

// SetStory says that an article now belongs to another story.
func (x *Index) SetStory(id, story int64) {
	if slot, ok := x.slots[id]; ok {
		x.docs[slot].story = story
	}
}

// A Candidate is an article that may be a repost, or the source, of another.
type Candidate struct {
	ID     int64
	Story  int64
	Shared int // passages in common
	Bits   int // bits in which the SimHashes differ
}

// Candidates returns the articles within the given time of at that share at
// least MinShared passages with p, or whose SimHash differs in at most
// MaxHamming bits; those with most shared passages first, then by id.
func (x *Index) Candidates(p news.Print, at time.Time, within time.Duration) []Candidate {
	x.count(p.Passages)
	var out []Candidate
	for _, slot := range x.touched {
		d := x.docs[slot]
		c := Candidate{d.id, d.story, int(x.seen[slot]), bits.OnesCount64(d.simHash ^ p.SimHash)}
		x.seen[slot] = 0
		if near(d.at, at, within) && (c.Shared >= MinShared || c.Bits <= MaxHamming) {
			out = append(out, c)
		}
	}
	slices.SortFunc(out, func(a, b Candidate) int {
		return cmp.Or(cmp.Compare(b.Shared, a.Shared), cmp.Compare(a.ID, b.ID))
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
		list := x.postings[h]
		if len(list) >= maxPostings || len(list) > maxStories && x.stories(list, 0, 0) > maxStories {
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
		return 1 / float64(1+x.stories(x.postings[passage], a, b))
	}
}

// stories counts the different stories of a posting list, but for two.
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
