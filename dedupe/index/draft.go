package index

import (
	"io"
	"math"

	"github.com/zeebo/xxh3"
)

// A Draft is a segment to be written: the articles of an index that are in no
// segment yet, and the small segments before them.
type Draft struct {
	parts []*Segment
	rest  *tail
	later bool // segments that are not among parts come before
	foot  footer
	most  int64    // the greatest story
	sieve []uint64 // bits of the sieve; nil if there is to be none
}

// First returns the id of the first article.
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

// WriteTo writes the segment and returns its length in bytes. It needs about 15 bytes of
// memory an article, and 64 at most where other segments come before. It returns an
// error if w does, if a segment that it is made from is damaged, or if ids lie more than
// 32 bits apart; what was written is no segment then.
func (d *Draft) WriteTo(w io.Writer) (int64, error) {
	s := newSealer(w)
	d.survey()
	d.foot.postings = d.writePostings(s)
	d.writeSieve(s)
	if err := d.writeDocs(s); err != nil {
		return int64(s.n), err
	}
	prints := d.writePrints(s)
	for i := range d.foot.near {
		d.foot.near[i] = writeTable(s, prints, d.foot.slotBits, i)
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

// docs yields the articles in order.
func (d *Draft) docs(yield func(doc) bool) {
	for _, s := range d.parts {
		for slot := range s.Len() {
			if !yield(doc{s.id(slot), s.story(slot), s.time(slot), s.simHash(slot)}) {
				return
			}
		}
	}
	for _, a := range d.rest.docs {
		if !yield(a) {
			return
		}
	}
}

// survey finds what the footer says of the articles, and makes room for a sieve.
func (d *Draft) survey() {
	n := d.Len()
	d.most = 0
	d.foot = footer{
		slotBits: slotBitsFor(n), articles: n, first: d.First(), last: d.Last(),
		story: math.MaxInt64, earliest: math.MaxUint32,
	}
	d.sieve = nil
	if d.later {
		d.foot.sieve = d.foot.slotBits + sieveBits
		d.sieve = make([]uint64, 1<<d.foot.sieve/64)
	}
	for a := range d.docs {
		d.foot.story, d.most = min(d.foot.story, a.story), max(d.most, a.story)
		d.foot.earliest, d.foot.latest = min(d.foot.earliest, a.at), max(d.foot.latest, a.at)
	}
}

// writeSieve writes the sieve that writePostings has filled.
func (d *Draft) writeSieve(s *sealer) {
	for _, bits := range d.sieve {
		s.u64(bits)
	}
	d.sieve = nil
}

// writeDocs writes id, time and story of each article.
func (d *Draft) writeDocs(s *sealer) error {
	f := &d.foot
	if f.last-f.first > math.MaxUint32 || d.most-f.story > math.MaxUint32 {
		return damaged("ids from %d to %d and stories from %d to %d lie too far apart", f.first, f.last, f.story, d.most)
	}
	for a := range d.docs {
		s.u32(uint32(a.id - f.first))
		s.u32(a.at)
		s.u32(uint32(a.story - f.story))
	}
	s.line()
	return nil
}

// writePrints writes the SimHashes of the articles, and returns them.
func (d *Draft) writePrints(s *sealer) []uint64 {
	prints := make([]uint64, 0, d.foot.articles)
	for a := range d.docs {
		prints = append(prints, a.simHash)
		s.u64(a.simHash)
	}
	s.line()
	return prints
}
