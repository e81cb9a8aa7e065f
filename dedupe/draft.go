package dedupe

import (
	"encoding/binary"
	"io"
	"math"
	"slices"

	"github.com/zeebo/xxh3"
)

// A Draft is a segment to be written: the articles of an index that are in no
// segment yet, and the small segments before them.
type Draft struct {
	parts []*Segment
	rest  *tail
	foot  footer
}

// First returns the id of the first article, Last that of the last.
func (d *Draft) First() int64 {
	if len(d.parts) > 0 {
		return d.parts[0].First()
	}
	return d.rest.docs[0].id
}

// Last returns the id of the last article.
func (d *Draft) Last() int64 { return d.rest.docs[len(d.rest.docs)-1].id }

// Len returns the number of articles.
func (d *Draft) Len() int {
	n := len(d.rest.docs)
	for _, s := range d.parts {
		n += s.Len()
	}
	return n
}

// WriteTo writes the segment. It needs about 50 bytes an article of memory.
// Besides those of w it returns a DamageError where a segment that it is made
// from is damaged.
func (d *Draft) WriteTo(w io.Writer) (int64, error) {
	s := newSealer(w)
	docs := d.docs()
	d.foot = footer{
		slotBits: slotBitsFor(len(docs)), articles: len(docs), first: docs[0].id, last: docs[len(docs)-1].id,
		story: math.MaxInt64, earliest: math.MaxUint32,
	}
	d.foot.postings = d.writePostings(s)
	if err := d.writeDocs(s, docs); err != nil {
		return int64(s.n), err
	}
	for i := range nearParts {
		d.foot.near[i] = writeNear(s, prints(docs), d.foot.slotBits, i)
	}
	s.flush(true)
	for _, p := range d.parts {
		if p.Broken() {
			return int64(s.n), damaged("articles %d to %d were not what had been written", p.First(), p.Last())
		}
	}
	d.foot.sums = xxh3.Hash(s.sums)
	foot, _ := d.foot.append(nil)
	s.write(s.sums)
	s.write(foot)
	return int64(s.n), s.err
}

// docs returns the articles in order.
func (d *Draft) docs() []doc {
	all := make([]doc, 0, d.Len())
	for _, s := range d.parts {
		for slot := range s.Len() {
			all = append(all, doc{s.id(slot), s.story(slot), s.time(slot), s.simHash(slot)})
		}
	}
	return append(all, d.rest.docs...)
}

func prints(docs []doc) []uint64 {
	out := make([]uint64, len(docs))
	for i, d := range docs {
		out[i] = d.simHash
	}
	return out
}

// writeDocs writes what is kept of the articles themselves.
func (d *Draft) writeDocs(s *sealer, docs []doc) error {
	f := &d.foot
	most := int64(0)
	for _, a := range docs {
		f.story, most = min(f.story, a.story), max(most, a.story)
		f.earliest, f.latest = min(f.earliest, a.at), max(f.latest, a.at)
	}
	if f.last-f.first > math.MaxUint32 || most-f.story > math.MaxUint32 {
		return damaged("ids from %d to %d and stories from %d to %d lie too far apart", f.first, f.last, f.story, most)
	}
	for _, a := range docs {
		s.u32(uint32(a.id - f.first))
	}
	s.line()
	for _, a := range docs {
		s.u32(a.at)
	}
	s.line()
	for _, a := range docs {
		s.u32(uint32(a.story - f.story))
	}
	s.line()
	for _, a := range docs {
		s.u64(a.simHash)
	}
	s.line()
	return nil
}

// writePostings writes the postings of all articles, the newest maxPostings of
// each passage.
func (d *Draft) writePostings(s *sealer) (total int) {
	b := newBucketer(s, 1<<(d.foot.slotBits+spare))
	printBits := 32 - d.foot.slotBits
	var slots []int32 // of the articles that hold one passage
	hash := uint64(0)
	put := func() {
		b.to(int(hash >> printBits))
		slots = slots[max(0, len(slots)-maxPostings):]
		for _, slot := range slots[:min(len(slots), b.room())] {
			b.entry(uint32(hash)&(1<<printBits-1)<<d.foot.slotBits | uint32(slot))
		}
		slots = slots[:0]
	}
	for all := d.stream(); ; {
		p, ok := all.next()
		if len(slots) > 0 && (!ok || p.hash != hash) {
			put()
		}
		if !ok {
			return b.close()
		}
		hash, slots = p.hash, append(slots, p.slot)
	}
}

// stream returns the postings of all articles, sorted.
func (d *Draft) stream() stream {
	tail := sortedLoose(d.rest.postings)
	first := int32(d.Len() - len(d.rest.docs))
	var all stream = &looseStream{list: tail, add: first}
	for _, s := range slices.Backward(d.parts) { // the small ones first
		first -= int32(s.Len())
		all = &mergedStream{a: newSegmentStream(s, first), b: all}
	}
	return all
}

// A loose posting is one not in a segment: of a hash, shortened, and a slot.
type loose struct {
	hash uint64
	slot int32
}

// sortedLoose returns postings, in order of slot, in order of hash, then slot.
// It distributes them by 12 bits of the hash at a time, the lowest first: an
// eighth of the time of sorting by comparison.
func sortedLoose(postings []loose) []loose {
	const digit = 12
	from, to := slices.Clone(postings), make([]loose, len(postings))
	for shift := 0; shift < hashBits; shift += digit {
		var starts [1<<digit + 1]int32
		for _, p := range from {
			starts[p.hash>>shift&(1<<digit-1)+1]++
		}
		for i := range 1 << digit {
			starts[i+1] += starts[i]
		}
		for _, p := range from {
			at := &starts[p.hash>>shift&(1<<digit-1)]
			to[*at] = p
			*at++
		}
		from, to = to, from
	}
	return from
}

// A stream yields postings in order of hash, then slot.
type stream interface{ next() (p loose, ok bool) }

// A looseStream yields a sorted list.
type looseStream struct {
	list []loose
	add  int32 // to the slots
}

func (r *looseStream) next() (p loose, ok bool) {
	if len(r.list) == 0 {
		return p, false
	}
	p, r.list = r.list[0], r.list[1:]
	p.slot += r.add
	return p, true
}

// A segmentStream yields the postings of a segment.
type segmentStream struct {
	seg    *Segment
	add    int32
	bucket uint64 // the next one
	list   []byte // what is left of the one before
}

func newSegmentStream(s *Segment, add int32) *segmentStream { return &segmentStream{seg: s, add: add} }

func (r *segmentStream) next() (p loose, ok bool) {
	s := r.seg
	for len(r.list) < 4 {
		if r.bucket == uint64(s.passages.count) {
			return p, false
		}
		in := s.passages.find(&s.blocks, r.bucket)
		r.list = s.read(int(in.from), int(in.n))
		r.bucket++
	}
	entry := binary.LittleEndian.Uint32(r.list)
	r.list = r.list[4:]
	hash := (r.bucket-1)<<s.printBits() | uint64(entry>>s.foot.slotBits)
	return loose{hash, int32(s.slot(entry)) + r.add}, true
}

// A mergedStream yields what two others do; slots of a lie before those of b.
type mergedStream struct {
	a, b         stream
	nextA, nextB loose
	okA, okB     bool
	begun        bool
}

func (r *mergedStream) next() (p loose, ok bool) {
	if !r.begun {
		r.nextA, r.okA = r.a.next()
		r.nextB, r.okB = r.b.next()
		r.begun = true
	}
	if r.okA && (!r.okB || r.nextA.hash <= r.nextB.hash) {
		p = r.nextA
		r.nextA, r.okA = r.a.next()
		return p, true
	}
	p, ok = r.nextB, r.okB
	if ok {
		r.nextB, r.okB = r.b.next()
	}
	return p, ok
}
