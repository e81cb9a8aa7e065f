package story

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"sada/news"
)

// A draft is the grouping that comes of filing articles anew. Its articles and
// stories are those of the scratch store, numbered from 1 on, until they leave
// it.
type draft struct {
	archive Archive
	scratch Scratch
	mark    Remark // nil for none
	tracker *Tracker
	filed   func(articles int)
	report  Report

	past   []past          // of draft article n at n-1
	fronts map[int64]int64 // archive story -> draft article that shows it, of those put where they stand
	batch  []*news.Filing
	prints []news.Print // as the archive has them, of the batch

	groups []*group
	of     []*group // of draft article n at n-1
}

// A past is how an article stands in the archive.
type past struct {
	article   int64
	story     int64
	canonical bool // it shows the story
	relation  news.Relation
	outside   bool // of the time that is replayed
	same      bool // its print is the one made anew
	remarked  bool // its blocks are marked otherwise
}

// draftBatch is how many articles share a transaction of the scratch store:
// past 64 the cost of a commit no longer shows.
const draftBatch = 64

// file files the articles of the archive from since on into the scratch store,
// after those of the window before, which are put where they stand.
func (d *draft) file(ctx context.Context, since time.Time) error {
	d.fronts = make(map[int64]int64)
	from := since
	if !since.IsZero() {
		from = since.Add(-d.tracker.window)
	}
	for a, err := range d.archive.ArticlesByTime(ctx, from) {
		if err != nil {
			return err
		}
		if err := d.take(ctx, a, a.At().Before(since)); err != nil {
			return err
		}
	}
	return d.flush(ctx)
}

// take adds an article of the archive to the batch, once the batch before is filed
// where this one begins another.
func (d *draft) take(ctx context.Context, a news.Stored, outside bool) error {
	if n := len(d.past); len(d.batch) == draftBatch || n > 0 && d.past[n-1].outside != outside {
		if err := d.flush(ctx); err != nil {
			return err
		}
	}
	p := past{article: a.ID, story: a.Variant.StoryID, canonical: a.Variant.Relation == news.Canonical, relation: a.Variant.Relation, outside: outside}
	if !outside {
		marked, _, err := d.remark(ctx, a.ID)
		if err != nil {
			return err
		}
		if p.remarked = marked != nil; p.remarked {
			a.Text = marked.Text()
		}
	}
	d.past = append(d.past, p)
	d.prints = append(d.prints, a.Print)
	d.batch = append(d.batch, &news.Filing{Article: drafted(a)})
	return nil
}

// remark returns an article of the archive as it is marked now; nil if it is
// marked so already.
func (d *draft) remark(ctx context.Context, article int64) (*news.Article, []news.Push, error) {
	if d.mark == nil {
		return nil, nil, nil
	}
	a, err := d.archive.Article(ctx, article)
	if err != nil {
		return nil, nil, err
	}
	pushes, changed, err := d.mark(ctx, &a.Article)
	if err != nil || !changed {
		return nil, nil, err
	}
	return &a.Article, pushes, nil
}

// drafted is a stored article as it is filed anew: under its id, since neither
// its addresses nor its words may make two articles one again.
func drafted(s news.Stored) *news.Article {
	a, name := s.Article, strconv.FormatInt(s.ID, 10)
	a.ID, a.Outlet.ID = 0, 0
	a.URL, a.OriginalURL, a.Aliases, a.ExternalID = name, "", nil, name
	a.Blocks = []news.Block{{Kind: news.BlockBody, Text: s.Text}}
	return &a
}

// flush files a batch, the articles of which lie all outside or all inside.
func (d *draft) flush(ctx context.Context) error {
	if len(d.batch) == 0 {
		return nil
	}
	add, count := d.tracker.Add, &d.report.Articles
	if d.past[len(d.past)-1].outside {
		add, count = d.put, &d.report.Outside
	}
	if err := add(ctx, d.batch...); err != nil {
		return err
	}
	first := int64(len(d.past) - len(d.batch) + 1)
	for i, f := range d.batch {
		want := first + int64(i)
		if f.Known || f.Article.ID != want {
			return fmt.Errorf("article %d is number %d of the scratch store, want %d", d.past[want-1].article, f.Article.ID, want)
		}
		d.past[want-1].same = equal(f.Print, d.prints[i])
	}
	*count += len(d.batch)
	d.batch, d.prints = d.batch[:0], d.prints[:0]
	if d.filed != nil {
		d.filed(d.report.Articles)
	}
	return nil
}

func equal(a, b news.Print) bool {
	return a.Scheme == b.Scheme && a.SimHash == b.SimHash && slices.Equal(a.Passages, b.Passages) && bytes.Equal(a.Extra, b.Extra)
}

// put signs articles and puts each where it stands in the archive.
func (d *draft) put(ctx context.Context, filings ...*news.Filing) error {
	d.tracker.sign(filings)
	return d.tracker.shelf.File(ctx, filings, d.asBefore)
}

// asBefore decides that an article stands where it stood. Who is canonical
// and who is a later version matters, other verdicts don't: the archive keeps its own.
func (d *draft) asBefore(ctx context.Context, desk news.Desk, f *news.Filing) (news.Decision, error) {
	id := f.Article.ID
	was := d.past[id-1]
	front, open := d.fronts[was.story]
	if !open || was.canonical {
		d.fronts[was.story] = id
	}
	if !open {
		return opening(nil), nil
	}
	m, err := desk.Member(ctx, front)
	if err != nil {
		return news.Decision{}, err
	}
	place := news.Variant{StoryID: m.StoryID, Relation: news.Repost, ParentID: front, Scheme: Scheme}
	if !was.canonical {
		place.Relation = was.relation // who is a later version is heard otherwise, see hear
		return news.Decision{Variant: place, CanonicalID: front}, nil
	}
	place.Relation = d.past[front-1].relation
	place.ArticleID, place.ParentID = front, 0 // who showed the story so far comes under this one
	return news.Decision{Variant: canonicalVariant(0, m.StoryID), Moved: []news.Variant{place}}, nil
}
