package index

import (
	"math"
	"slices"
	"sync"
	"time"
)

const (
	// watch is the length in seconds of the stretches in which a calendar counts.
	watch = 4 * 60 * 60
	// nearly is how far apart in time, either way, articles are about the same time,
	// in whole watches: of the labelled reposts nine in ten lie within 33 hours.
	nearly = 48 * time.Hour
)

// A calendar counts the articles of an index by their time. Those of a segment are
// counted when somebody first asks about a time that it may hold: of ten million
// articles a process that files one asks about few.
type calendar struct {
	mu      sync.Mutex
	watches map[uint32]int
	counted []*Segment
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

// replace takes note of a segment that holds what others held, and articles that
// were counted as they were added.
func (c *calendar) replace(parts []*Segment, s *Segment) {
	for _, p := range parts {
		c.addSegment(p)
	}
	c.counted = append(slices.DeleteFunc(c.counted, func(o *Segment) bool { return slices.Contains(parts, o) }), s)
}

// about returns how many articles lie about a time.
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

// watches is a stretch of time made longer to whole watches.
func (w when) watches() when {
	return when{w.from - w.from%watch, w.to + min(watch-1-w.to%watch, math.MaxUint32-w.to)}
}
