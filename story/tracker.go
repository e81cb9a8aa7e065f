// Package story files each article under the story it belongs to: it signs the
// text, looks for stored articles that may carry the same report, compares, and
// decides, all against the store as it stands inside the filing transaction.
// It knows no SQL, no HTTP and no clock.
package story

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"sada/dedupe"
	"sada/dedupe/index"
	"sada/news"
)

// Window is how far apart in time, either way, two articles may lie to be
// compared. Of the labelled reposts of SaudiNewsNet nine in ten lie within 33
// hours and the last at 288; formulas return daily, and are told by their text.
const Window = 14 * 24 * time.Hour

// A Shelf files articles, calling decide inside its transaction.
type Shelf interface {
	File(ctx context.Context, filings []*news.Filing, decide func(ctx context.Context, d news.Desk, f *news.Filing) (news.Decision, error)) error
	KeepSegments(ctx context.Context, segments []news.Segment, moved []int64) error
}

// Options say how a Tracker works. The zero value is ready for use.
type Options struct {
	Window time.Duration // default [Window]
	// Folder keeps the index from one run to the next, so that it need not be made
	// anew from the prints. Default: none, it is held in memory.
	Folder Folder
}

// A Tracker files articles. It may be used by several goroutines at once; they
// take turns.
type Tracker struct {
	shelf  Shelf
	window time.Duration

	mu       sync.Mutex
	typist   typist
	comparer dedupe.Comparer
	weigher  index.Weigher // around the article that is filed
	other    index.Weigher // around one that it is compared with
	library  library
	memory   memory
	outlets  outlets
	owed     *news.Filing             // whose story, a new one, took members in before it had an id
	moved    []news.Variant           // those members
	abreast  bool                     // the memory knows all that was filed before this transaction
	stays    func(article int64) bool // articles that filing others moves nowhere; nil for none
}

// New returns a Tracker that files on shelf; one that is only asked needs none.
// Nothing is read before the first article is filed. Close it where it has a
// folder.
func New(shelf Shelf, opts Options) *Tracker {
	if opts.Window == 0 {
		opts.Window = Window
	}
	return &Tracker{shelf: shelf, window: opts.Window, memory: memory{folder: opts.Folder, writes: opts.Folder != nil && shelf != nil}}
}

// Add signs the articles and files them, in their order, in one transaction. If
// it fails none of them is filed.
func (t *Tracker) Add(ctx context.Context, filings ...*news.Filing) error {
	t.mu.Lock()
	proofs := make([]proof, len(filings))
	for i, f := range filings {
		t.typist.sign(f)
		proofs[i] = proof{filing: f}
	}
	t.mu.Unlock()
	return t.file(ctx, proofs)
}

// file files a batch in one transaction.
func (t *Tracker) file(ctx context.Context, proofs []proof) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	filings := make([]*news.Filing, len(proofs))
	of := make(map[*news.Filing]*proof, len(proofs))
	for i, p := range proofs {
		filings[i] = p.filing
		of[p.filing] = &proofs[i]
	}
	t.abreast = false
	err := t.shelf.File(ctx, filings, func(ctx context.Context, d news.Desk, f *news.Filing) (news.Decision, error) {
		return t.decide(ctx, d, of[f])
	})
	if err != nil {
		t.library, t.owed = library{}, nil // they and the memory may hold articles that were rolled back
		return errors.Join(fmt.Errorf("file %d articles: %w", len(filings), err), t.memory.forget())
	}
	if err := t.settle(); err != nil && !t.memory.damaged() {
		t.memory.fault = errors.Join(t.memory.fault, t.memory.forget(), err)
	}
	t.outlets.learn(proofs)
	t.keep(ctx, index.Full)
	return nil
}

// decide finds the place of one article among those stored.
func (t *Tracker) decide(ctx context.Context, d news.Desk, p *proof) (news.Decision, error) {
	if err := t.settle(); err != nil && !t.memory.damaged() {
		return news.Decision{}, err
	}
	for {
		dec, err := t.decideOnce(ctx, d, p)
		if !t.memory.damaged() { // else it was decided by half an index
			return dec, err
		}
	}
}

func (t *Tracker) decideOnce(ctx context.Context, d news.Desk, p *proof) (news.Decision, error) {
	if err := t.lookBack(ctx, d, p.filing.Article.At()); err != nil {
		return news.Decision{}, err
	}
	t.read(p)
	t.weigher.Reset(t.memory.index, p.filing.Article.At(), t.window)
	dec, err := t.clerk(d).file(ctx, p)
	if err != nil {
		return news.Decision{}, err
	}
	t.owed, t.moved = p.filing, slices.Clone(dec.Moved) // the decision is being stored meanwhile
	return dec, nil
}

// lookBack brings the memory up to date. Within a transaction nobody else files,
// so that asking the store once is enough while the memory reaches back far enough.
func (t *Tracker) lookBack(ctx context.Context, d news.Desk, at time.Time) error {
	if t.abreast && t.memory.index != nil && !at.Add(-t.window).Before(t.memory.since) {
		return nil
	}
	t.abreast = true
	return t.memory.catchUp(ctx, d, at, t.window)
}

// settle takes note of the last filing and of the members that it moved, once its
// story has an id.
func (t *Tracker) settle() error {
	f := t.owed
	if t.owed = nil; f == nil || t.memory.index == nil {
		return nil // a memory that was given up reads them again, where they are
	}
	for i := range t.moved {
		if m := &t.moved[i]; m.StoryID == 0 {
			m.StoryID = f.Variant.StoryID
		} else if m.StoryID < 0 {
			m.StoryID = f.Split[-m.StoryID-1]
		}
	}
	t.memory.moved(t.moved)
	return t.memory.add(news.Member{ArticleID: f.Article.ID, StoryID: f.Variant.StoryID, At: f.Article.At(), Print: f.Print})
}

// read reads the article of a proof where that was not done ahead, or where the
// store cleaned its text since, and keeps the reading: it will be filed.
func (t *Tracker) read(p *proof) {
	d := document(p.filing.Article, p.filing.Article.Text())
	if p.reading == nil || !p.reading.Is(d) {
		p.reading, p.spot, p.beside = t.comparer.Read(d), nil, nil
	}
	if p.spot != nil {
		p.spot.article = p.filing.Article.ID
	}
	t.library.put(p.filing.Article.ID, p.reading)
}

// clerk returns one who files at a desk by what the tracker remembers.
func (t *Tracker) clerk(d news.Desk) *clerk {
	return &clerk{
		desk: d, index: t.memory.index, comparer: &t.comparer, weigher: &t.weigher, other: &t.other, library: &t.library,
		window: t.window, stays: t.stays,
	}
}
