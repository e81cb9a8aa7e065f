// Package story files each article under the story whose report it carries. It
// knows no SQL, no HTTP and no clock: all is decided against the store as it
// stands inside the filing transaction.
//
// A [Tracker] signs an article and has the store file it. The store calls back
// for the decision, which is reached so:
//
//   - The memory, an index of what is filed, proposes articles like the new one,
//     and a clerk compares it with them: each comparison is a finding.
//   - The clerk looks for a home, the closest story whose members agree. What
//     members say of one article, taken together, is a testimony.
//   - A jury of the home's members votes out who turns out not to belong, the new
//     article among them. Those who leave go in parties.
//   - If nobody left, neighbouring stories are visited: they become one with the
//     home, or give it those of their members that belong there.
//   - The member that fits best what the story tells becomes the canonical one, and
//     a judge judges the others against it. That is the decision.
//
// [Tracker.AddAll] has a preparer compare a batch while the one before is filed.
// [Tracker.Explain] tells why two articles stand as they do. A [Replay] files all
// articles of a store anew.
package story

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"sada/dedupe/index"
	"sada/news"
)

// Window is how far apart in time, either way, two articles may lie to be
// compared. Of the labelled reposts of SaudiNewsNet nine in ten lie within 33
// hours and the last at 288; formulas return daily, and are told by their text.
const Window = 14 * 24 * time.Hour

// A Decide says how an article is to be filed, by what it reads at the desk.
type Decide = func(ctx context.Context, d news.Desk, f *news.Filing) (news.Decision, error)

// A Shelf is a store that files articles, calling decide inside its transaction.
type Shelf interface {
	File(ctx context.Context, filings []*news.Filing, decide Decide) error
	KeepSegments(ctx context.Context, segments []news.Segment, moved []int64) error
}

// Options say how a Tracker works. The zero value is ready for use.
type Options struct {
	Window time.Duration // default [Window]
	// Folder keeps the index from one run to the next, so that it need not be made
	// anew from the prints. Default: none, it is held in memory.
	Folder Folder
	// Damaged is told of a file of the Folder that is not what was written there, or
	// cannot be read. What it held is read from the prints, and the file is made
	// anew. Default: nobody is told.
	Damaged func(file string, err error)
}

// A Tracker files articles. It may be used by several goroutines at once; they
// take turns.
type Tracker struct {
	shelf  Shelf
	window time.Duration

	mu      sync.Mutex
	reader  reader
	weigher index.Weigher // by what is filed around the new article
	other   index.Weigher // by what is filed around one that is judged anew
	library library
	memory  memory
	outlets outlets
	last    unnoted
	current bool                     // the memory knows all that was filed before this transaction
	fixed   func(article int64) bool // articles that stay where they are, whatever is filed; nil for none
}

// An unnoted is the filing decided last. The memory takes note of it later: its
// story, if it is a new one, has no id before the decision is stored.
type unnoted struct {
	filing *news.Filing   // nil for none
	moved  []news.Variant // members that the decision gives another place
}

// New returns a Tracker that files on shelf; one that is only asked needs none.
// Nothing is read before the first article is filed. Close it where it has a
// folder.
func New(shelf Shelf, opts Options) *Tracker {
	if opts.Window == 0 {
		opts.Window = Window
	}
	return &Tracker{shelf: shelf, window: opts.Window, memory: memory{
		folder: opts.Folder, writes: opts.Folder != nil && shelf != nil, tell: opts.Damaged,
	}}
}

// Add signs the articles and files them, in their order, in one transaction. If
// it fails none of them is filed.
func (t *Tracker) Add(ctx context.Context, filings ...*news.Filing) error {
	articles := make([]prepared, len(filings))
	t.sign(filings)
	for i, f := range filings {
		articles[i] = prepared{filing: f}
	}
	return t.file(ctx, articles, func() {})
}

// sign signs articles.
func (t *Tracker) sign(filings []*news.Filing) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, f := range filings {
		t.reader.sign(f)
	}
}

// file files a batch in one transaction. It calls decided when the last article of it
// is decided, or at its end where that one was stored already.
func (t *Tracker) file(ctx context.Context, articles []prepared, decided func()) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	decided = sync.OnceFunc(decided)
	defer decided()
	filings := make([]*news.Filing, len(articles))
	of := make(map[*news.Filing]*prepared, len(articles))
	for i, a := range articles {
		filings[i] = a.filing
		of[a.filing] = &articles[i]
	}
	t.current = false
	err := t.shelf.File(ctx, filings, func(ctx context.Context, d news.Desk, f *news.Filing) (news.Decision, error) {
		dec, err := t.decide(ctx, d, of[f])
		if f == filings[len(filings)-1] {
			decided()
		}
		return dec, err
	})
	if err != nil {
		t.library, t.last = library{}, unnoted{} // they and the memory may hold articles that were rolled back
		return errors.Join(fmt.Errorf("file %d articles: %w", len(filings), err), t.memory.forget())
	}
	t.note()
	t.outlets.learn(articles)
	t.keep(ctx, index.Full)
	return nil
}

// decide finds the place of one article among those stored. What was decided by an
// index that turned out to be damaged is decided again.
func (t *Tracker) decide(ctx context.Context, d news.Desk, p *prepared) (news.Decision, error) {
	t.note()
	for {
		var dec news.Decision
		err := t.memory.guarded(func() (err error) {
			dec, err = t.decideOnce(ctx, d, p)
			return err
		})
		if !t.memory.dropDamaged() {
			return dec, err
		}
	}
}

func (t *Tracker) decideOnce(ctx context.Context, d news.Desk, p *prepared) (news.Decision, error) {
	if err := t.lookBack(ctx, d, p.filing.Article.At()); err != nil {
		return news.Decision{}, err
	}
	t.read(p)
	t.weigher.Reset(t.memory.index, p.filing.Article.At(), t.window)
	dec, err := t.clerk(d, p).file(ctx)
	if err != nil {
		return news.Decision{}, err
	}
	t.last = unnoted{p.filing, slices.Clone(dec.Moved)} // the store works on dec.Moved meanwhile
	return dec, nil
}

// lookBack brings the memory up to date, as far back as an article of that time
// wants it. Within a transaction nobody else files, so the store is asked once.
func (t *Tracker) lookBack(ctx context.Context, d news.Desk, at time.Time) error {
	if t.current && t.memory.index != nil && !at.Add(-t.window).Before(t.memory.since) {
		return nil
	}
	t.current = true
	return t.memory.catchUp(ctx, d, at, t.window)
}

// note has the memory take note of the last filing and of the members that it
// moved, now that its story has an id. A memory that was given up, or is given up
// here because it turns out to be damaged, reads them from the store instead.
func (t *Tracker) note() {
	f, moved := t.last.filing, t.last.moved
	t.last = unnoted{}
	if f == nil || t.memory.index == nil {
		return
	}
	for i := range moved {
		if m := &moved[i]; m.StoryID == 0 {
			m.StoryID = f.Variant.StoryID
		} else if m.StoryID < 0 {
			m.StoryID = f.Split[-m.StoryID-1]
		}
	}
	err := t.memory.guarded(func() error {
		t.memory.noteMoves(moved)
		return t.memory.add(news.Member{ArticleID: f.Article.ID, StoryID: f.Variant.StoryID, At: f.Article.At(), Print: f.Print})
	})
	if err != nil {
		t.memory.dropDamaged()
	}
}

// read reads an article where that was not done ahead, or where the store cleaned
// its text since, and keeps the reading: the article is about to be filed.
func (t *Tracker) read(p *prepared) {
	d := document(p.filing.Article, p.filing.Article.Text())
	if p.reading == nil || !p.reading.Is(d) {
		p.reading, p.trace, p.overlaps = t.reader.comparer.Read(d), nil, nil
	}
	if p.trace != nil {
		p.trace.article = p.filing.Article.ID
	}
	t.library.put(p.filing.Article.ID, p.reading)
}

// judge returns one who judges filed articles, by what the tracker remembers.
func (t *Tracker) judge(d news.Desk) judge {
	return judge{desk: d, index: t.memory.index, window: t.window, comparer: &t.reader.comparer, library: &t.library, weigher: &t.other}
}

// clerk returns one who files an article at a desk.
func (t *Tracker) clerk(d news.Desk, p *prepared) *clerk {
	return &clerk{judge: t.judge(d), article: p, around: &t.weigher, fixed: t.fixed}
}
