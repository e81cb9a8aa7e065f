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

// when is a stretch of time, both ends included, in Unix seconds.
type when struct{ from, to uint32 }

func around(at time.Time, within time.Duration) when {
	unix, d := at.Unix(), int64(within/time.Second)
	return when{seconds(unix - d), seconds(unix + d)}
}

func (w when) holds(at uint32) bool { return at >= w.from && at <= w.to }

// Candidates returns the articles within the given time of at that share enough
// passages with p, or whose SimHash is near. Those that share most come first; of
// these, those whose SimHash is nearest; of these, the least id. A passage, or a
// SimHash, that more than forty stories hold within that time proposes nobody.
func (x *Index) Candidates(p news.Print, at time.Time, within time.Duration) []Candidate {
	f := x.finder(at, within)
	defer x.finders.Put(f)
	f.propose(p)
	return f.candidates(p)
}

// propose makes hits of the articles that hold passages of a print, or have a SimHash
// near to its own.
func (f *finder) propose(p news.Print) {
	f.nearby = f.nearby[:0]
	if p.SimHash != 0 { // 0 is that of a text without words
		f.aim(p.SimHash)
	}
	f.gather(p.Passages)
	f.count(len(p.Passages))
	f.countNear()
}

// Around tells what else is filed beside two articles, around a time; see [Weigher],
// which is quicker where more is asked around the same time.
func (x *Index) Around(a, b Place, at time.Time, within time.Duration) *Others {
	f := &finder{index: x} // not one of the pool's: nobody would give it back
	f.begin(at, within)
	var w Weigher
	w.begin(f, at)
	return w.Between(a, b)
}

// A finder answers one question to an index at a time. It keeps its working memory from
// one to the next.
type finder struct {
	index    *Index
	when     when
	segments []*Segment // those that may hold articles of that time, the newest first

	// Who holds each passage that is asked for, see gather.
	hashes []uint64 // of the passages, shortened
	loose  []bool   // which of them the tail may hold
	asks   []ask    // by segment, then passage
	begins []int    // of each segment, where its asks begin, and later the next one to be searched
	sorted []holder // by passage, the newest first
	ends   []int    // of each passage, where its holders end in sorted

	// Whose SimHash is near to one, see aim.
	simHash uint64
	probes  []probe
	others  []otherBucket
	nearby  []holder

	seen hashes.Table // slot in the index -> place in hits
	hits []hit

	slots []int32 // scratch
	spots []int   // bytes of a segment to be touched
	warm  byte    // the sum of what was touched, so that the compiler keeps the reading
}

// A holder is an article that holds a passage, or has a SimHash: a slot of one of the
// finder's segments, or of the tail.
type holder struct{ seg, slot int32 }

// inTail is the seg of a holder that is in no segment yet.
const inTail = -1

// A hit is an article that shares passages with the one asked about, or has nearly its
// SimHash.
type hit struct {
	holder
	shared int32
	near   bool
}

// finder returns a finder of the pool, for the time within the given one of at.
func (x *Index) finder(at time.Time, within time.Duration) *finder {
	f, ok := x.finders.Get().(*finder)
	if !ok {
		f = &finder{index: x}
	}
	f.begin(at, within)
	return f
}

// begin sets the time that is asked about.
func (f *finder) begin(at time.Time, within time.Duration) {
	f.when = around(at, within)
	f.segments, f.probes, f.nearby = f.segments[:0], f.probes[:0], f.nearby[:0]
	for _, s := range slices.Backward(f.index.segments) {
		if s.meets(f.when) {
			f.segments = append(f.segments, s)
		}
	}
}

// crowded reports whether more than maxStories stories hold a list of articles, within
// the time.
func (f *finder) crowded(list []holder) bool {
	if len(list) <= maxStories {
		return false
	}
	var room [storiesKept]int64
	return len(f.appendStories(room[:0], list)) > maxStories
}

// storiesKept is how many stories of a passage are remembered: one more than
// maxStories, and the two of the articles compared, which a [Weigher] doesn't count.
const storiesKept = maxStories + 3

// uncounted stands for storiesKept stories and more, whichever they are.
var uncounted = func() (all [storiesKept]int64) {
	for i := range all {
		all[i] = -1 // the id of none
	}
	return all
}()

// appendStories appends the first storiesKept different stories of a list of articles,
// within the time. A segment, or the tail, yields the newest maxPostings articles of a
// passage and may have dropped others. If some that it yields lie after the time, and
// none before, those dropped may lie within it, and be of any stories: then uncounted is
// appended. If all lie within it, they tell of those dropped: a formula's are of as many
// stories, a report that hundreds copied is of one.
func (f *finder) appendStories(dst []int64, list []holder) []int64 {
	first := len(dst)
	var met [4]uint64 // a bit for the hash of each story found: if it isn't set, a story is new
	f.touchDocs(list[:min(len(list), storiesKept)])
	for i, h := range list {
		d := f.doc(h)
		if i+1 >= maxPostings && d.at >= f.when.from && list[i+1-maxPostings].seg == h.seg && f.doc(list[i+1-maxPostings]).at > f.when.to {
			return append(dst[:first], uncounted[:]...)
		}
		if !f.when.holds(d.at) {
			continue
		}
		bit := uint64(d.story) * golden >> 56
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

// appendArticles appends the articles of a list within the time; none if the list has
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

// id returns the id of an article.
func (f *finder) id(h holder) int64 {
	if h.seg == inTail {
		return f.index.tail.docs[h.slot].id
	}
	return f.segments[h.seg].id(int(h.slot))
}

// touchDocs touches what segments keep of articles.
func (f *finder) touchDocs(list []holder) {
	for _, h := range list {
		if h.seg != inTail {
			s := f.segments[h.seg]
			f.touch(s, s.docs+docBytes*int(h.slot))
		}
	}
}

// doc returns what is kept of an article, without its id and SimHash.
func (f *finder) doc(h holder) doc {
	if h.seg == inTail {
		return f.index.tail.docs[h.slot]
	}
	s := f.segments[h.seg]
	return doc{story: s.story(int(h.slot)), at: s.time(int(h.slot))}
}

// count makes hits of the articles that hold passages, common ones left out.
func (f *finder) count(passages int) {
	f.seen.Reset(f.seen.Len()) // about as many as the last time
	f.hits = f.hits[:0]
	for i := range passages {
		list := f.holders(i)
		if f.crowded(list) {
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
	if h.seg != inTail {
		slot = h.slot + f.segments[h.seg].base
	}
	key := uint64(slot) * golden >> 32 // low bits that depend on all of the slot; no other slot has the same
	s, ok := f.seen.At(key)
	if !ok {
		f.seen.Fill(s, key, int32(len(f.hits)))
		f.hits = append(f.hits, hit{holder: h})
		return &f.hits[len(f.hits)-1]
	}
	return &f.hits[s.Value()]
}

// countNear makes hits of the articles whose SimHash is near, unless it is as common as
// a passage that proposes nobody.
func (f *finder) countNear() {
	if f.crowded(f.nearby) {
		return
	}
	for _, h := range f.nearby {
		f.hit(h).near = true
	}
}

// candidates returns, in order, the hits that share enough.
func (f *finder) candidates(p news.Print) (out []Candidate) {
	enough := int32(min(minShared, (len(p.Passages)+1)/2))
	f.nearby = f.nearby[:0] // these are among the hits now
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
	if h.seg != inTail {
		s := f.segments[h.seg]
		d.id, d.simHash = s.id(int(h.slot)), s.simHash(int(h.slot))
	}
	return d
}
