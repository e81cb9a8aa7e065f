package furniture

import (
	"context"
	"iter"
	"sync"

	"sada/news"
)

// AddAll marks and files batch after batch, as Add does one. While one batch is
// filed the next is taken from batches and marked. So that the same batches
// come to the same end however long each step takes, a batch is marked by what
// was learned, and by the headlines that were stored, two batches before it.
func (s *Sorter) AddAll(ctx context.Context, batches iter.Seq2[[]*news.Filing, error], filed func([]*news.Filing)) error {
	last, err := s.book.LastArticle(ctx)
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	q := queue{last: last}
	var failed error
	err = s.tracker.AddAll(ctx, s.markAll(ctx, &q, batches), func(filings []*news.Filing) {
		filed(filings)
		learned, err := s.count(ctx, filings)
		if q.put(filings, learned); err != nil && failed == nil {
			failed = err
			stop()
		}
	})
	s.adopt(q.take(all).learned)
	if failed != nil {
		return failed // the tracker only tells that it was stopped
	}
	return err
}

// markAll marks the batches as they are taken.
func (s *Sorter) markAll(ctx context.Context, q *queue, batches iter.Seq2[[]*news.Filing, error]) iter.Seq2[[]*news.Filing, error] {
	return func(yield func([]*news.Filing, error) bool) {
		n := 0
		for filings, err := range batches {
			if err == nil {
				known := q.take(n - lookahead)
				s.adopt(known.learned)
				err = s.mark(ctx, filings, known.last)
			}
			if !yield(filings, err) || err != nil {
				return
			}
			n++
		}
	}
}

// lookahead is the distance in batches between marking and what it goes by: one
// is filed while the next is marked.
const lookahead = 2

// A queue holds what was learned of batches until it may be gone by.
type queue struct {
	mu    sync.Mutex
	last  int64 // article that may be gone by
	first int   // number of the first batch in it
	filed []lessons
}

// lessons are what one batch or several taught.
type lessons struct {
	last    int64 // article
	learned []*Marker
}

// put adds the next batch that was filed.
func (q *queue) put(filings []*news.Filing, learned []*Marker) {
	q.mu.Lock()
	defer q.mu.Unlock()
	l := lessons{learned: learned}
	for _, f := range filings {
		l.last = max(l.last, f.Article.ID)
	}
	q.filed = append(q.filed, l)
}

// take returns what the batches up to number n taught.
func (q *queue) take(n int) lessons {
	q.mu.Lock()
	defer q.mu.Unlock()
	var out lessons
	for len(q.filed) > 0 && q.first <= n {
		q.last = max(q.last, q.filed[0].last)
		out.learned = append(out.learned, q.filed[0].learned...)
		q.filed = q.filed[1:]
		q.first++
	}
	out.last = q.last
	return out
}
