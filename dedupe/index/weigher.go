package index

import (
	"time"

	"sada/dedupe/hashes"
	"sada/news"
)

// A Place is where an article is filed; the zero value is that of one that isn't.
type Place struct{ Article, Story int64 }

// A Weigher tells what else is filed around one time. It remembers who holds a passage,
// since an article is compared with many that share it; so it must be reset when the
// index changes. It is not for use by several goroutines at once; the zero value is ready
// to be reset.
type Weigher struct {
	finder   *finder
	about    int           // articles about the time
	unknown  []uint64      // passages to be looked up
	held     lists[holder] // by passage, who holds it, the newest first
	stories  lists[int64]  // by passage, see holding
	articles lists[int64]  // by passage, see carrying
	seen     hashes.Table  // article -> place in tallies
	tallies  []tally
	rare     []uint64 // passages that few stories hold
}

// Reset makes a Weigher ready to be asked about the articles of an index that lie within
// the given time of at.
func (w *Weigher) Reset(x *Index, at time.Time, within time.Duration) {
	if w.finder != nil {
		w.finder.index.finders.Put(w.finder)
	}
	w.begin(x.finder(at, within), at)
}

// begin forgets all and takes a finder for articles around at.
func (w *Weigher) begin(f *finder, at time.Time) {
	w.finder, w.about = f, f.index.about(at)
	w.held.reset()
	w.stories.reset()
	w.articles.reset()
}

// Candidates returns what [Index.Candidates] does, for the time of the Weigher. If there
// are any, the Weigher then knows who holds the passages of p.
func (w *Weigher) Candidates(p news.Print) []Candidate {
	w.finder.propose(p)
	found := w.finder.candidates(p)
	if len(found) > 0 {
		w.learn(p.Passages)
	}
	return found
}

// learn remembers who holds passages, which the finder has just looked up.
func (w *Weigher) learn(passages []uint64) {
	for i, p := range passages {
		w.held.of(p, func(dst []holder) []holder { return append(dst, w.finder.holders(i)...) })
	}
}

// Between tells what else is filed beside two articles. It is valid until the
// Weigher is reset.
func (w *Weigher) Between(a, b Place) *Others { return &Others{w, a, b} }

// Others tells what else is filed beside two articles. These and their stories are left
// out. It is valid, and for one goroutine at a time, as its Weigher is.
type Others struct {
	weigher *Weigher
	a, b    Place
}

// About returns how many articles lie within some two days of the time.
func (o *Others) About() int { return o.weigher.about }

// Expect announces passages that Weight will be asked for, so that they are looked up
// all at once.
func (o *Others) Expect(passages []uint64) { o.weigher.expect(passages) }

// expect looks up passages, but for those that are known already.
func (w *Weigher) expect(passages []uint64) {
	w.unknown = w.unknown[:0]
	for _, p := range passages {
		if !w.held.has(p) {
			w.unknown = append(w.unknown, p)
		}
	}
	if len(w.unknown) > 0 {
		w.finder.gather(w.unknown)
		w.learn(w.unknown)
	}
}

// Weight returns how much a passage counts when the two are compared: 1/(1+n), where n
// other stories hold it, 41 at most. So formulas and furniture fade, while a story that
// was reposted fifty times does not.
func (o *Others) Weight(passage uint64) float64 {
	n := 0
	for _, s := range o.weigher.holding(passage) {
		if s != o.a.Story && s != o.b.Story {
			n++
		}
	}
	return 1 / float64(1+min(n, maxStories+1))
}

// holding returns the stories that hold a passage, the first storiesKept.
func (w *Weigher) holding(passage uint64) []int64 {
	return w.stories.of(passage, func(dst []int64) []int64 { return w.finder.appendStories(dst, w.holders(passage)) })
}

// carrying returns the articles that hold a passage; none if they are more than
// maxCarriers.
func (w *Weigher) carrying(passage uint64) []int64 {
	return w.articles.of(passage, func(dst []int64) []int64 { return w.finder.appendArticles(dst, w.holders(passage)) })
}

// holders returns who holds a passage, the newest first.
func (w *Weigher) holders(passage uint64) []holder {
	if !w.held.has(passage) {
		w.expect([]uint64{passage})
	}
	return w.held.of(passage, nil)
}

// lists remember a list for each passage.
type lists[T any] struct {
	known hashes.Table               // passage -> place in lists
	lists []struct{ from, to int32 } // places in all
	all   []T
}

func (l *lists[T]) reset() {
	l.known.Reset(l.known.Len()) // about as many as the last time
	l.lists, l.all = l.lists[:0], l.all[:0]
}

func (l *lists[T]) has(passage uint64) bool { return l.known.Get(hashes.Mix(passage)) >= 0 }

// of returns the list of a passage, which read appends where it isn't known yet.
func (l *lists[T]) of(passage uint64, read func([]T) []T) []T {
	at := l.known.Get(hashes.Mix(passage))
	if at < 0 {
		at = int32(len(l.lists))
		l.known.Put(hashes.Mix(passage), at)
		from := int32(len(l.all))
		l.all = read(l.all)
		l.lists = append(l.lists, struct{ from, to int32 }{from, int32(len(l.all))})
	}
	return l.all[l.lists[at].from:l.lists[at].to]
}
