package index

import (
	"cmp"
	"math/bits"
	"slices"
	"time"

	"sada/dedupe/hashes"
	"sada/news"
)

// A Candidate is an article that may be a repost, or the source, of another.
type Candidate struct {
	ID     int64
	Story  int64
	Shared int // passages in common
	Bits   int // bits in which the SimHashes differ
}

// When is a stretch of time, both ends included, in Unix seconds.
type when struct{ from, to uint32 }

func around(at time.Time, within time.Duration) when {
	unix, d := at.Unix(), int64(within/time.Second)
	return when{seconds(unix - d), seconds(unix + d)}
}

func (w when) holds(at uint32) bool { return at >= w.from && at <= w.to }

// Candidates returns the articles within the given time of at that share
// enough passages with p, or whose SimHash is near; those with most shared
// passages first, those whose SimHashes are nearest next, then by id.
func (x *Index) Candidates(p news.Print, at time.Time, within time.Duration) []Candidate {
	f := x.finder(at, within)
	defer x.finders.Put(f)
	f.propose(p)
	return f.candidates(p)
}

// propose makes hits of those that hold passages of a print, or have a SimHash
// like it.
func (f *finder) propose(p news.Print) {
	f.nearby = f.nearby[:0]
	if p.SimHash != 0 { // as that of a text without words is
		f.aim(p.SimHash)
	}
	f.gather(p.Passages)
	f.count(len(p.Passages))
	f.look()
}

// Near returns the ids of the articles within the given time of at whose
// SimHash differs from one in NearBits bits at most, in order.
func (x *Index) Near(simHash uint64, at time.Time, within time.Duration) (ids []int64) {
	f := x.finder(at, within)
	defer x.finders.Put(f)
	f.aim(simHash)
	f.gather(nil)
	for _, h := range f.nearby {
		if d := f.whole(h); f.when.holds(d.at) {
			ids = append(ids, d.id)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// Around tells what else is filed beside two articles, around a time; see [Weigher],
// which is quicker where more is asked around the same time.
func (x *Index) Around(a, b Place, at time.Time, within time.Duration) *Others {
	f := &finder{index: x} // not one of the index's: nobody would give it back
	f.begin(at, within)
	var w Weigher
	w.begin(f, at)
	return w.Between(a, b)
}

// A finder is the working memory of one question to an index.
type finder struct {
	index    *Index
	when     when
	segments []*Segment // those that may hold articles of the time, the newest first

	hashes  []uint64
	loose   []bool // which of them the tail may hold
	asks    []ask  // by segment, then hash
	begins  []int  // where those of each segment begin that are not answered yet
	spots   []int  // to be touched
	slots   []int32
	sorted  []holder // by passage, the newest first
	ends    []int    // where the holders of each passage end in sorted
	simHash uint64
	probes  []probe
	others  []otherBucket
	nearby  []holder // those whose SimHash is near to it
	warm    byte     // of what was touched, so that the compiler keeps it

	seen hashes.Table // holder -> place in hits
	hits []hit
}

// A holder is an article that holds a passage: a slot of one of the segments
// asked, or of the tail.
type holder struct{ part, slot int32 }

// inTail is the part of a holder that is in no segment yet.
const inTail = -1

// A hit is an article that holds passages, or has a SimHash, that are asked for.
type hit struct {
	holder
	shared int32
	near   bool
}

func (x *Index) finder(at time.Time, within time.Duration) *finder {
	f, ok := x.finders.Get().(*finder)
	if !ok {
		f = &finder{index: x}
	}
	f.begin(at, within)
	return f
}

// begin sets the time that is asked for.
func (f *finder) begin(at time.Time, within time.Duration) {
	f.when = around(at, within)
	f.segments, f.probes, f.nearby = f.segments[:0], f.probes[:0], f.nearby[:0]
	for _, s := range slices.Backward(f.index.segments) {
		if s.meets(f.when) {
			f.segments = append(f.segments, s)
		}
	}
}

// stories counts the different stories of a list within the time, but for two,
// up to one more than maxStories.
func (f *finder) stories(list []holder, a, b int64) int {
	var room [storiesKept]int64
	n := 0
	for _, s := range f.appendStories(room[:0], list) {
		if s != a && s != b {
			n++
		}
	}
	return min(n, maxStories+1)
}

// storiesKept is how many stories are told apart: one more than maxStories, and
// the two that are not counted.
const storiesKept = maxStories + 3

// uncounted stands for more stories than are told apart.
var uncounted = func() (all [storiesKept]int64) {
	for i := range all {
		all[i] = -1 // the id of none
	}
	return all
}()

// appendStories appends the different stories of a list within the time, the
// first storiesKept. A part of the index that holds as many of the list as it
// can, all of them within the time or after, may have dropped others: then they
// are as many, whatever they are.
func (f *finder) appendStories(dst []int64, list []holder) []int64 {
	first := len(dst)
	var met [4]uint64 // a bit for each that is there: most are told to be others by it
	f.touchDocs(list[:min(len(list), storiesKept)])
	for i, h := range list {
		d := f.doc(h)
		if i+1 >= maxPostings && d.at >= f.when.from && list[i+1-maxPostings].part == h.part {
			return append(dst[:first], uncounted[:]...)
		}
		if !f.when.holds(d.at) {
			continue
		}
		bit := uint64(d.story) * 0x9E3779B97F4A7C15 >> 56
		if met[bit/64]>>(bit%64)&1 != 0 && slices.Contains(dst[first:], d.story) {
			continue
		}
		met[bit/64] |= 1 << (bit % 64)
		if dst = append(dst, d.story); len(dst)-first == storiesKept {
			break
		}
	}
	return dst
}

// appendArticles appends the articles of a list within the time, none if they are
// more than maxCarriers.
func (f *finder) appendArticles(dst []int64, list []holder) []int64 {
	if len(list) > maxCarriers {
		return dst
	}
	f.touchDocs(list)
	for _, h := range list {
		if f.when.holds(f.doc(h).at) {
			dst = append(dst, f.id(h))
		}
	}
	return dst
}

// id returns the article.
func (f *finder) id(h holder) int64 {
	if h.part == inTail {
		return f.index.tail.docs[h.slot].id
	}
	return f.segments[h.part].id(int(h.slot))
}

// touchDocs touches what is kept of articles.
func (f *finder) touchDocs(list []holder) {
	for _, h := range list {
		if h.part != inTail {
			s := f.segments[h.part]
			f.touch(s, s.docs+docBytes*int(h.slot))
		}
	}
}

// doc returns what is kept of an article, without its id and SimHash.
func (f *finder) doc(h holder) doc {
	if h.part == inTail {
		return f.index.tail.docs[h.slot]
	}
	s := f.segments[h.part]
	return doc{story: s.story(int(h.slot)), at: s.time(int(h.slot))}
}

// count makes hits of the articles that hold passages which propose anybody.
func (f *finder) count(passages int) {
	f.seen.Reset(f.seen.Len()) // about as many as the last time
	f.hits = f.hits[:0]
	for i := range passages {
		list := f.holders(i)
		if len(list) > maxStories && f.stories(list, 0, 0) > maxStories {
			continue
		}
		for _, h := range list {
			f.hit(h).shared++
		}
	}
}

// hit returns the hit of an article. It is valid until the next one.
func (f *finder) hit(h holder) *hit {
	slot := h.slot + f.index.tail.base
	if h.part != inTail {
		slot = h.slot + f.segments[h.part].base
	}
	key := uint64(slot) * 0x9E3779B97F4A7C15 >> 32 // its low bits depend on all of the slot
	s, ok := f.seen.At(key)
	if !ok {
		f.seen.Fill(s, key, int32(len(f.hits)))
		f.hits = append(f.hits, hit{holder: h})
		return &f.hits[len(f.hits)-1]
	}
	return &f.hits[s.Value()]
}

// look makes hits of the articles whose SimHash is near. A SimHash that as many
// stories share as make a passage common proposes nobody.
func (f *finder) look() {
	if len(f.nearby) > maxStories && f.stories(f.nearby, 0, 0) > maxStories {
		return
	}
	for _, h := range f.nearby {
		f.hit(h).near = true
	}
}

// candidates returns the hits that are enough, in order.
func (f *finder) candidates(p news.Print) (out []Candidate) {
	enough := int32(min(MinShared, (len(p.Passages)+1)/2))
	f.nearby = f.nearby[:0] // they are among the hits
	kept := f.hits[:0]
	for _, h := range f.hits {
		if h.near || h.shared >= enough {
			kept = append(kept, h)
			f.nearby = append(f.nearby, h.holder)
		}
	}
	f.touchDocs(f.nearby)
	for _, h := range kept {
		if d := f.whole(h.holder); f.when.holds(d.at) {
			out = append(out, Candidate{d.id, d.story, int(h.shared), bits.OnesCount64(d.simHash ^ p.SimHash)})
		}
	}
	slices.SortFunc(out, func(a, b Candidate) int {
		return cmp.Or(cmp.Compare(b.Shared, a.Shared), cmp.Compare(a.Bits, b.Bits), cmp.Compare(a.ID, b.ID))
	})
	return out
}

// whole returns all that is kept of an article.
func (f *finder) whole(h holder) doc {
	d := f.doc(h)
	if h.part != inTail {
		s := f.segments[h.part]
		d.id, d.simHash = s.id(int(h.slot)), s.simHash(int(h.slot))
	}
	return d
}
