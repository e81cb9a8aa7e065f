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
	// minShared is the number of passages that an article must share with the one that
	// is asked about to be proposed; half of that one's passages if those are fewer.
	minShared = 4
	// maxStories is the number of stories above which a passage proposes nobody.
	maxStories = 40
	// Full is the number of articles in no segment from which one is due. A process
	// that starts reads as many prints back from the store at most, which takes 5 ms.
	Full = 1 << 10
	// merging is how many times as large as all that comes after it a segment may be
	// to be written anew together with it. More writing makes for fewer segments, and
	// so for quicker lookups. With 6 a million articles, added one by one, lie in 2.9
	// segments on the average and were written 13 times, ten million in 3.8 and 17;
	// with 3 it is 3.7 and 8.3, with 8 it is 2.7 and 15.2.
	merging = 6
)

// An Index finds, among the articles added to it, those that share passages
// with another, or nearly its SimHash. It takes about 400 bytes an article.
// Questions may be asked by several goroutines at once. While one changes it (Add,
// SetStory, Put, Settle), no other may use it.
type Index struct {
	segments []*Segment // in order of id
	tail     tail
	calendar calendar
	settles  bool // it makes segments by itself, in memory
	finders  sync.Pool
}

// New returns an empty index that is held in memory.
func New() *Index {
	x := Over(nil)
	x.settles = true
	return x
}

// Over returns an index over segments, which are in order of id. It makes no segments
// by itself: after adding articles the caller asks for the one that is [Index.Due].
func Over(segments []*Segment) *Index {
	x := &Index{segments: segments}
	x.number()
	return x
}

// number gives each segment its range of slots, and empties the tail.
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

// Add adds an article. Ids must ascend; an article whose id is not above all before it
// is left out. Times are kept to the second; one before 1970 or after 2106 counts as
// the first or last of these.
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

// seconds returns a time as a segment keeps it.
func seconds(unix int64) uint32 { return uint32(min(max(unix, 0), math.MaxUint32)) }

// SetStory notes that an article now belongs to another story. An id that is not in
// the index changes nothing.
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

// Due returns the segment to be written next: of the articles that are in none yet,
// if they are at least so many, and of the segments before them that are small beside
// what comes after. It returns nil while no segment is due. No article may be added
// before the segment is [Index.Put].
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

// Put puts a segment in the place of what its draft d was made of, the articles in no
// segment among it. It returns the segments that are replaced.
func (x *Index) Put(d *Draft, s *Segment) []*Segment {
	x.calendar.replace(d.parts, s)
	x.segments = append(x.segments[:len(x.segments)-len(d.parts)], s)
	x.number()
	return d.parts
}

// Settle makes, in memory, a segment of the articles that are in none. Where a segment
// before them is damaged, or ids lie too far apart, all stays as it is.
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

// Damaged returns the segments that were found not to be what had been written. If
// there are any, the answers that the index gave may be incomplete.
func (x *Index) Damaged() (all []*Segment) {
	for _, s := range x.segments {
		if s.Broken() {
			all = append(all, s)
		}
	}
	return all
}

// Lost reports whether some segment can't be read any more, though blocks of it were
// found sound before: somebody cut its file short, say. It is among the damaged then.
func (x *Index) Lost() (any bool) {
	for _, s := range x.segments {
		any = s.lost() || any
	}
	return any
}

// Bytes returns about how many bytes of memory the index takes, mapped files included.
func (x *Index) Bytes() int {
	t := &x.tail
	n := 32*cap(t.docs) + 8*cap(t.postings) + 4*cap(t.before) + 4*len(t.heads)
	for _, s := range x.segments {
		n += s.Bytes() + 8*len(s.stories)
	}
	return n
}
