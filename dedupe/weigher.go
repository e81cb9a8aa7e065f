package dedupe

import "time"

// A Weigher weighs passages as [Index.Weight] does, around one time and while the
// index stays as it is. It remembers which stories hold a passage: an article is
// compared with many that share it. It is not for use by several goroutines at
// once; the zero value is ready to be reset.
type Weigher struct {
	finder  *finder
	known   table // passage -> place in lists
	lists   []storyList
	stories []int64
}

// A storyList is a stretch of a Weigher's stories.
type storyList struct{ from, to int32 }

// Reset makes a Weigher ready for an index and a time.
func (w *Weigher) Reset(x *Index, at time.Time, within time.Duration) {
	if w.finder != nil {
		w.finder.index.finders.Put(w.finder)
	}
	w.finder = x.finder(at, within)
	w.known.reset(w.known.used) // about as many as the last time
	w.lists, w.stories = w.lists[:0], w.stories[:0]
}

// Between returns how much a passage counts when an article of story a is
// compared with one of story b; see [Index.Weight].
func (w *Weigher) Between(a, b int64) func(passage uint64) float64 {
	return func(passage uint64) float64 {
		n := 0
		for _, s := range w.holding(passage) {
			if s != a && s != b {
				n++
			}
		}
		return 1 / float64(1+min(n, maxStories+1))
	}
}

// holding returns the stories that hold a passage, up to some more than count.
func (w *Weigher) holding(passage uint64) []int64 {
	at := w.known.get(mix(passage))
	if at < 0 {
		at = int32(len(w.lists))
		w.known.put(mix(passage), at)
		from := int32(len(w.stories))
		w.stories = w.finder.appendStories(w.stories, w.finder.gatherOne(shortened(passage)))
		w.lists = append(w.lists, storyList{from, int32(len(w.stories))})
	}
	return w.stories[w.lists[at].from:w.lists[at].to]
}
