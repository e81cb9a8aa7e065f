package dedupe

import (
	"cmp"
	"math/bits"
	"slices"
	"time"

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
	f.gather(p.Passages)
	f.count(len(p.Passages))
	f.look(p.SimHash)
	return f.candidates(p)
}

// Near returns the ids of the articles within the given time of at whose
// SimHash differs from one in NearBits bits at most, in order.
func (x *Index) Near(simHash uint64, at time.Time, within time.Duration) (ids []int64) {
	f := x.finder(at, within)
	defer x.finders.Put(f)
	for _, h := range f.near(simHash) {
		if d := f.whole(h); f.when.holds(d.at) {
			ids = append(ids, d.id)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// Weight returns how much a passage counts when an article of story a is
// compared with one of story b, around a time: 1/(1 + the number of other
// stories that hold it), so that formulas and furniture fade by themselves while
// a story that was reposted fifty times does not. Story 0 is that of an article
// not filed yet. The function is for one goroutine at a time, until the index
// changes.
func (x *Index) Weight(a, b int64, at time.Time, within time.Duration) func(passage uint64) float64 {
	f := &finder{index: x}
	f.begin(at, within)
	return func(passage uint64) float64 {
		return 1 / float64(1+f.stories(f.gatherOne(shortened(passage)), a, b))
	}
}

// A finder is the working memory of one question to an index.
type finder struct {
	index    *Index
	when     when
	segments []*Segment // those that may hold articles of the time

	hashes    []uint64
	stretches []stretch
	matches   []match // by segment from the newest on, then passage
	slots     []int32
	starts    []int32  // where the holders of each passage begin in sorted
	sorted    []holder // by passage, the newest first
	probes    []probe
	warm      byte

	seen table // holder -> place in hits
	hits []hit
}

// A holder is an article that holds a passage: a slot of a segment, or of the
// tail where seg is nil.
type holder struct {
	seg  *Segment
	slot int32
}

type match struct {
	passage int32
	holder
}

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
	f.segments = f.segments[:0]
	for _, s := range slices.Backward(f.index.segments) {
		if s.meets(f.when) {
			f.segments = append(f.segments, s)
		}
	}
}

// gather finds who holds each passage. For all passages the lines that say where
// buckets lie are touched before the first is read, and the buckets before the
// first is searched, so that the memory works at many at a time.
func (f *finder) gather(passages []uint64) {
	f.hashes, f.matches = f.hashes[:0], f.matches[:0]
	for i, p := range passages {
		h := shortened(p)
		f.hashes = append(f.hashes, h)
		f.slots = f.index.tail.appendSlots(f.slots[:0], h)
		f.match(nil, i)
	}
	for _, s := range f.segments {
		f.stretches = f.stretches[:0]
		for _, h := range f.hashes {
			f.warm += s.touch(s.passages.group(h >> s.printBits()))
		}
		for _, h := range f.hashes {
			f.stretches = append(f.stretches, s.lies(h))
		}
		for _, in := range f.stretches {
			f.touch(s, in)
		}
		for i, h := range f.hashes {
			f.slots = s.appendSlots(f.slots[:0], h, f.stretches[i])
			slices.Reverse(f.slots)
			f.match(s, i)
		}
	}
	f.sort(len(passages))
}

// gatherOne returns who holds one passage, the newest first.
func (f *finder) gatherOne(hash uint64) []holder {
	f.sorted = f.sorted[:0]
	f.slots = f.index.tail.appendSlots(f.slots[:0], hash)
	f.sortOne(nil)
	for _, s := range f.segments {
		f.slots = s.appendSlots(f.slots[:0], hash, s.lies(hash))
		slices.Reverse(f.slots)
		f.sortOne(s)
	}
	return f.sorted
}

func (f *finder) sortOne(s *Segment) {
	for _, slot := range f.slots {
		f.sorted = append(f.sorted, holder{s, slot})
	}
}

// touch touches both ends of a bucket: it mostly lies in two cache lines.
func (f *finder) touch(s *Segment, in stretch) {
	if in.n > 0 {
		f.warm += s.touch(int(in.from)) + s.touch(int(in.from+in.n-1))
	}
}

func (f *finder) match(s *Segment, passage int) {
	for _, slot := range f.slots {
		f.matches = append(f.matches, match{int32(passage), holder{s, slot}})
	}
}

// sort puts the matches in order of passage, the newest first.
func (f *finder) sort(passages int) {
	f.starts = append(f.starts[:0], make([]int32, passages+1)...)
	for _, m := range f.matches {
		f.starts[m.passage+1]++
	}
	for i := range passages {
		f.starts[i+1] += f.starts[i]
	}
	f.sorted = slices.Grow(f.sorted[:0], len(f.matches))[:len(f.matches)]
	for _, m := range f.matches {
		f.sorted[f.starts[m.passage]] = m.holder
		f.starts[m.passage]++ // until it is where the next passage begins
	}
}

// holders returns the articles that hold the i-th passage, the newest first.
func (f *finder) holders(i int) []holder {
	if i == 0 {
		return f.sorted[:f.starts[0]]
	}
	return f.sorted[f.starts[i-1]:f.starts[i]]
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
	for i, h := range list {
		d := f.doc(h)
		if i+1 >= maxPostings && d.at >= f.when.from && list[i+1-maxPostings].seg == h.seg {
			return append(dst[:first], uncounted[:]...)
		}
		if !f.when.holds(d.at) || slices.Contains(dst[first:], d.story) {
			continue
		}
		if dst = append(dst, d.story); len(dst)-first == storiesKept {
			break
		}
	}
	return dst
}

// doc returns what is kept of an article, without its id and SimHash.
func (f *finder) doc(h holder) doc {
	if h.seg == nil {
		return f.index.tail.docs[h.slot]
	}
	return doc{story: h.seg.story(int(h.slot)), at: h.seg.time(int(h.slot))}
}

// count makes hits of the articles that hold passages which propose anybody.
func (f *finder) count(passages int) {
	f.seen.reset(f.seen.used) // about as many as the last time
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
	if h.seg != nil {
		slot = h.slot + h.seg.base
	}
	key := mix(uint64(slot))
	s, ok := f.seen.at(key)
	if !ok {
		f.seen.put(key, int32(len(f.hits)))
		f.hits = append(f.hits, hit{holder: h})
		return &f.hits[len(f.hits)-1]
	}
	return &f.hits[s.value]
}

// look makes hits of the articles whose SimHash is near. A SimHash that as many
// stories share as make a passage common proposes nobody; nor does that of a
// text without words.
func (f *finder) look(simHash uint64) {
	if simHash == 0 {
		return
	}
	near := f.near(simHash)
	if len(near) > maxStories && f.stories(near, 0, 0) > maxStories {
		return
	}
	for _, h := range near {
		f.hit(h).near = true
	}
}

// near finds the articles whose SimHash is near; an article may come twice.
func (f *finder) near(simHash uint64) []holder {
	f.sorted, f.probes = f.sorted[:0], f.probes[:0]
	f.slots = f.index.tail.appendNear(f.slots[:0], simHash)
	slices.Reverse(f.slots)
	f.sortOne(nil)
	for _, s := range f.segments {
		f.probes = s.appendProbes(f.probes, simHash)
	}
	for i := range f.probes {
		p := &f.probes[i]
		f.warm += p.seg.touch(p.seg.near[p.part].group(p.bucket))
	}
	for i := range f.probes {
		f.probes[i].find()
	}
	for i := range f.probes {
		f.touch(f.probes[i].seg, f.probes[i].in)
	}
	for i := range f.probes {
		f.slots = f.probes[i].appendNear(f.slots[:0], simHash)
		slices.Reverse(f.slots)
		f.sortOne(f.probes[i].seg)
	}
	return f.sorted
}

// candidates returns the hits that are enough, in order.
func (f *finder) candidates(p news.Print) (out []Candidate) {
	enough := int32(min(MinShared, (len(p.Passages)+1)/2))
	for _, h := range f.hits {
		if !h.near && h.shared < enough {
			continue
		}
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
	if h.seg != nil {
		d.id, d.simHash = h.seg.id(int(h.slot)), h.seg.simHash(int(h.slot))
	}
	return d
}
