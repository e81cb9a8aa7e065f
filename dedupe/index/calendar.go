package index

import (
	"math"
	"slices"
	"sync"
	"time"
)

const (
	// watch is the length, in seconds, of the stretches by which a calendar counts.
	watch = 4 * 60 * 60
	// nearly is the greatest distance, either way, at which articles are about the
	// same time, made up to whole watches: of the labelled reposts nine in ten lie
	// within 33 hours.
	nearly = 48 * time.Hour
)

// A calendar counts the articles of an index by their time. A segment is counted when
// somebody first asks about a time from which it may hold articles: a process that
// files one article among ten million asks about few of them.
type calendar struct {
	mu      sync.Mutex     // questions may be asked at once, and count
	watches map[uint32]int // time divided by watch -> articles
	counted []*Segment     // those whose articles are among them
}

// add counts an article. The caller is alone, or holds the lock.
func (c *calendar) add(at uint32) {
	if c.watches == nil {
		c.watches = make(map[uint32]int)
	}
	c.watches[at/watch]++
}

// addSegment counts the articles of a segment, once.
func (c *calendar) addSegment(s *Segment) {
	if slices.Contains(c.counted, s) {
		return
	}
	c.counted = append(c.counted, s)
	for slot := range s.Len() {
		c.add(s.time(slot))
	}
}

// replace notes that s stands for parts and the articles added after them. The latter
// were counted as they were added, so that s is counted once its parts are.
func (c *calendar) replace(parts []*Segment, s *Segment) {
	for _, p := range parts {
		c.addSegment(p)
	}
	c.counted = append(slices.DeleteFunc(c.counted, func(o *Segment) bool { return slices.Contains(parts, o) }), s)
}

// about returns how many articles lie about a time, as nearly says.
func (x *Index) about(at time.Time) (n int) {
	w := around(at, nearly).watches()
	x.calendar.mu.Lock()
	defer x.calendar.mu.Unlock()
	for _, s := range x.segments {
		if s.meets(w) {
			x.calendar.addSegment(s)
		}
	}
	for i := w.from / watch; i <= w.to/watch; i++ {
		n += x.calendar.watches[i]
	}
	return n
}

// watches returns a stretch of time made longer to whole watches.
func (w when) watches() when {
	return when{w.from - w.from%watch, w.to + min(watch-1-w.to%watch, math.MaxUint32-w.to)}
}
