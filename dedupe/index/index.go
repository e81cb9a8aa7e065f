package index

import (
	"bytes"
	"math"
	"slices"
	"sync"
	"time"

	"sada/news"
)

const (
	// MinShared is the number of passages that two articles must share to be
	// compared. One with fewer than twice as many need share half of its own.
	MinShared = 4
	// maxStories is the number of stories above which a passage proposes nobody.
	maxStories = 40
	// Full is the number of articles in no segment that makes one due: reading so
	// many prints back from a store takes 5 ms.
	Full = 1 << 10
	// merging trades lookups for writing. With 6 a million articles, added one by
	// one, lie in 2.9 segments on the average and were written 13 times, ten million
	// in 3.8 and 17; with 3 it is 3.7 and 8.3, with 8 it is 2.7 and 15.2.
	merging = 6
)

// An Index finds, among the articles added to it, those that share passages
// with another, or nearly its SimHash. It takes about 400 bytes an article.
// Questions may be asked by several goroutines at once; while it changes (Add,
// SetStory, Put) it is for one alone.
type Index struct {
	segments []*Segment // in order of id
	tail     tail
	calendar calendar
	settles  bool // by itself, in memory
	finders  sync.Pool
}

// New returns an empty index that is held in memory.
func New() *Index {
	x := Over(nil)
	x.settles = true
	return x
}

// Over returns an index over segments in order of id. Whoever makes it
// asks it, after articles were added, which segment is due.
func Over(segments []*Segment) *Index {
	x := &Index{segments: segments}
	x.number()
	return x
}

// number gives each segment its place among the slots.
func (x *Index) number() {
	base := int32(0)
	for _, s := range x.segments {
		s.base = base
		base += int32(s.Len())
	}
	x.tail.clear(base)
}

// Len returns the number of articles in the index.
func (x *Index) Len() int { return int(x.tail.base) + len(x.tail.docs) }

// Loose returns the number of articles that are in no segment yet.
func (x *Index) Loose() int { return len(x.tail.docs) }

// Segments returns the segments, in order of id.
func (x *Index) Segments() []*Segment { return x.segments }

// Last returns the id of the last article; 0 if there is none.
func (x *Index) Last() int64 {
	if n := len(x.tail.docs); n > 0 {
		return x.tail.docs[n-1].id
	}
	if n := len(x.segments); n > 0 {
		return x.segments[n-1].Last()
	}
	return 0
}

// Add adds an article. Ids must ascend; one that is not above all before it is
// left out. Of the time the seconds from 1970 to 2106 are told apart.
func (x *Index) Add(id, story int64, at time.Time, p news.Print) {
	if id <= x.Last() {
		return
	}
	d := doc{id, story, seconds(at.Unix()), p.SimHash}
	x.calendar.add(d.at)
	x.tail.add(d, p.Passages)
	if x.settles && len(x.tail.docs) >= Full {
		x.Settle()
	}
}

func seconds(unix int64) uint32 { return uint32(min(max(unix, 0), math.MaxUint32)) }

// SetStory says that an article now belongs to another story.
func (x *Index) SetStory(id, story int64) {
	if slot := x.tail.slotOf(id); slot >= 0 {
		x.tail.docs[slot].story = story
		return
	}
	for _, s := range x.segments {
		if s.setStory(id, story) {
			return
		}
	}
}

// Due returns the segment to be written next: of the articles that are in none
// yet, once they are at least so many, and the segments before them that are not
// larger than merging times all after. It returns nil while no segment is due.
func (x *Index) Due(least int) *Draft {
	n := len(x.tail.docs)
	if n < max(least, 1) {
		return nil
	}
	first, size := len(x.segments), 0
	for first > 0 {
		s := x.segments[first-1]
		if s.Len() > merging*n || n+s.Len() > 1<<maxSlotBits || size+s.Bytes() > maxBytes {
			break
		}
		first, n, size = first-1, n+s.Len(), size+s.Bytes()
	}
	return &Draft{parts: slices.Clone(x.segments[first:]), rest: &x.tail, later: first > 0}
}

// Put puts a segment in the place of the draft that it was written from, and
// returns the segments that it replaces.
func (x *Index) Put(d *Draft, s *Segment) []*Segment {
	x.calendar.replace(d.parts, s)
	x.segments = append(x.segments[:len(x.segments)-len(d.parts)], s)
	x.number()
	return d.parts
}

// Settle makes the articles that are in no segment one, in memory. Where a
// segment is damaged, or articles lie too far apart, they stay as they are.
func (x *Index) Settle() {
	d := x.Due(1)
	if d == nil {
		return
	}
	var b bytes.Buffer
	if _, err := d.WriteTo(&b); err != nil {
		return
	}
	s, err := framed(b.Bytes())
	if err != nil {
		return
	}
	x.Put(d, s)
}

// Damaged returns the segments that were found not to be what had been written.
// What the index answered since it was made is incomplete then.
func (x *Index) Damaged() (all []*Segment) {
	for _, s := range x.segments {
		if s.Broken() {
			all = append(all, s)
		}
	}
	return all
}

// Bytes returns about how much memory the index takes, mapped files included.
func (x *Index) Bytes() int {
	t := &x.tail
	n := 32*cap(t.docs) + 8*cap(t.postings) + 4*cap(t.before) + 4*len(t.heads)
	for _, s := range x.segments {
		n += s.Bytes() + 8*len(s.stories)
	}
	return n
}
