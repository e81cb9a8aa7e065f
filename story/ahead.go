package story

import (
	"context"
	"iter"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
	"weak"

	"sada/dedupe/index"
	"sada/news"
)

// AddAll files batch after batch, each in one transaction, as Add would, and
// calls filed after each. While one batch is filed the next is taken from
// batches, signed and compared with what came before it, in a goroutine of its
// own: two texts have in common what they have, whatever is decided meanwhile.
// On two cores that waits until the batch is decided and only its rows are still
// written. AddAll ends at the first error, of batches or of filing; what was filed
// stays.
func (t *Tracker) AddAll(ctx context.Context, batches iter.Seq2[[]*news.Filing, error], filed func([]*news.Filing)) error {
	ctx, stop := context.WithCancel(ctx)
	p := preparer{
		window: t.window, outlets: &t.outlets, ready: make(chan preparedBatch), turns: make(chan struct{}, 1),
		beside: runtime.GOMAXPROCS(0) > fileAtOnce,
	}
	var working sync.WaitGroup
	working.Go(func() { p.run(ctx, batches) })
	defer working.Wait()
	defer stop()
	for {
		p.awaited.Store(true)
		b, more := <-p.ready
		p.awaited.Store(false)
		if !more {
			return ctx.Err()
		}
		if b.err != nil {
			return b.err
		}
		if err := t.file(ctx, b.articles, p.decided); err != nil {
			return err
		}
		filed(b.filings)
	}
}

// fileAtOnce is how many file a batch at once: one decides, one writes. Where there
// are no more cores than that, three at once hold each other up. An import of 18,984
// articles takes 0.87 of the time with turns, and decisions read beside the writer.
const fileAtOnce = 2

// A preparedBatch is a batch that is ready to be filed, or why there are no more.
type preparedBatch struct {
	filings  []*news.Filing
	articles []prepared
	err      error
}

// A preparer prepares batches before they are filed.
type preparer struct {
	window  time.Duration
	reader  reader
	recent  recent
	outlets *outlets
	ready   chan preparedBatch
	awaited atomic.Bool // who files has nothing to do until the next batch is ready

	turns  chan struct{} // one for each batch that is decided
	beside bool          // a core is free, so that nobody waits for a turn
}

func (p *preparer) run(ctx context.Context, batches iter.Seq2[[]*news.Filing, error]) {
	defer close(p.ready)
	for filings, err := range batches {
		b := preparedBatch{filings: filings, err: err}
		if err == nil {
			b.articles = p.prepare(filings)
		}
		select {
		case p.ready <- b:
		case <-ctx.Done():
			return
		}
		if err != nil || !p.turn(ctx) {
			return
		}
	}
}

// decided is called when the batch that was taken last is decided.
func (p *preparer) decided() {
	if !p.beside {
		p.turns <- struct{}{}
	}
}

// turn waits until the next batch may be prepared. It returns false if none is wanted
// any more.
func (p *preparer) turn(ctx context.Context) bool {
	if p.beside {
		return ctx.Err() == nil
	}
	select {
	case <-p.turns:
		return true
	case <-ctx.Done():
		return false
	}
}

// prepare signs and reads the articles of a batch, then compares them with those
// before, until the batch is waited for: who waits can compare the rest as well. An
// article of an outlet that has no id yet is only signed, since its reading holds that
// id.
func (p *preparer) prepare(filings []*news.Filing) []prepared {
	articles := make([]prepared, len(filings))
	for i, f := range filings {
		text := p.reader.sign(f)
		articles[i] = prepared{filing: f}
		if id := p.outlets.get(f.Article.Outlet.Name); id != 0 {
			d := document(f.Article, text)
			d.Outlet = id
			articles[i].reading = p.reader.comparer.Read(d)
		}
	}
	for i := range articles {
		if articles[i].reading != nil {
			p.compare(&articles[i])
			p.recent.add(&articles[i])
		}
	}
	return articles
}

// compare finds what an article has in common with those prepared before it that it
// will probably be compared with.
func (p *preparer) compare(a *prepared) {
	if p.awaited.Load() {
		return
	}
	near := p.recent.near(a.filing, p.window)
	a.overlaps = make([]overlap, 0, len(near))
	for _, before := range near {
		if p.awaited.Load() {
			return
		}
		if r := before.reading.Value(); r != nil {
			a.overlaps = append(a.overlaps, overlap{before, p.reader.comparer.Overlap(a.reading, r)})
		}
	}
}

// recentHalf is the number of articles after which a recent begins its other half:
// 16,384 in both are two weeks of a dozen outlets, and 6 MB.
const recentHalf = 1 << 13

// A recent finds, among the articles prepared lately, those like another. When its
// young half is full, the old one is dropped and the young one becomes the old.
type recent struct {
	young, old half
}

// A half is one of its halves.
type half struct {
	index  *index.Index // by number, from 1 on
	traces []*trace     // number n at n-1
}

func (r *recent) add(p *prepared) {
	if r.young.index == nil || len(r.young.traces) >= recentHalf {
		r.old, r.young = r.young, half{index: index.New()}
	}
	h := &r.young
	p.trace = &trace{reading: weak.Make(p.reading)}
	h.traces = append(h.traces, p.trace)
	n := int64(len(h.traces))
	h.index.Add(n, n, p.filing.Article.At(), p.filing.Print)
}

// near returns those that filing will probably compare an article with.
func (r *recent) near(f *news.Filing, window time.Duration) []*trace {
	var out []*trace
	for _, h := range []half{r.young, r.old} {
		if h.index == nil {
			continue
		}
		near := h.index.Candidates(f.Print, f.Article.At(), window)
		for _, n := range near[:min(len(near), maxCompared)] {
			out = append(out, h.traces[n.ID-1])
		}
	}
	return out
}

// outlets remembers the ids of the outlets whose articles were filed. It is for who
// files and who prepares at once.
type outlets struct {
	mu  sync.Mutex
	ids map[string]int64
}

func (o *outlets) get(name string) int64 {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.ids[name]
}

// learn takes note of the outlets of articles that are stored.
func (o *outlets) learn(articles []prepared) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.ids == nil {
		o.ids = make(map[string]int64)
	}
	for _, a := range articles {
		if outlet := a.filing.Article.Outlet; outlet.ID != 0 {
			o.ids[outlet.Name] = outlet.ID
		}
	}
}
