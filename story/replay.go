package story

import (
	"context"
	"fmt"
	"iter"
	"time"

	"sada/dedupe/prints"
	"sada/news"
)

// Scheme names the method by which a Tracker makes prints. Articles stored with
// prints of another scheme are compared with nothing until they are replayed.
const Scheme = prints.Scheme

// An Archive is a store whose articles are to be filed anew.
type Archive interface {
	ArticlesByTime(ctx context.Context, since time.Time) iter.Seq2[news.Stored, error]
	Article(ctx context.Context, id int64) (news.Stored, error)
	Rulings(ctx context.Context) ([]news.Ruling, error)
	Regroup(ctx context.Context, at time.Time, dry bool, stories iter.Seq2[news.Regrouping, error]) (news.Changes, error)
}

// A Scratch is an empty store beside the archive, to be thrown away afterwards.
type Scratch interface {
	Shelf
	View
	Variants(ctx context.Context, story int64) ([]news.Stored, error)
	Links(ctx context.Context, article int64) ([]news.Link, error)
}

// A Replay files the articles of an archive anew by the present rules: first
// all into the scratch store, in order of time, as if they came in just now;
// then the archive's stories are brought to that grouping in one transaction.
// Stories keep their ids as far as their articles stay together, and what
// people decided is done again.
type Replay struct {
	Archive Archive
	Scratch Scratch
	Options Options            // of the Tracker that files
	Since   time.Time          // articles before stay in their stories, and are compared with; zero for none
	Now     time.Time          // of the events
	DryRun  bool               // tell what would change, and change nothing
	Filed   func(articles int) // if set, called now and then with how many are filed anew
	Remark  Remark             // marks furniture before an article is filed; nil leaves the marks as they are
}

// A Remark marks the furniture among an article's blocks by what is known of it
// now. It reports what the article sends its readers to, and whether a block
// changed. Asked twice of one article it answers the same.
type Remark func(ctx context.Context, a *news.Article) (pushes []news.Push, changed bool, err error)

// A Report says what a replay read and what came of it.
type Report struct {
	Articles int // filed anew
	Outside  int // read to be compared with
	Rulings  int // decisions of people
	Unmet    int // those among them that name a story or an article that was not read
	news.Changes
}

// Run replays. Whenever it is cut short the archive is as it was, and the same
// replay can be run again with an empty scratch store.
func (r Replay) Run(ctx context.Context) (Report, error) {
	d := &draft{scratch: r.Scratch, tracker: New(wordless{r.Scratch}, r.Options), filed: r.Filed, archive: r.Archive, mark: r.Remark}
	defer d.tracker.memory.forget() // the files of its index go with the scratch store
	d.tracker.fixed = func(article int64) bool { return d.past[article-1].outside }
	if err := r.Scratch.View(ctx, empty); err != nil {
		return d.report, err
	}
	if err := d.file(ctx, r.Since); err != nil {
		return d.report, fmt.Errorf("file anew: %w", err)
	}
	if d.report.Articles == 0 {
		return d.report, nil
	}
	rulings, err := r.Archive.Rulings(ctx)
	if err != nil {
		return d.report, err
	}
	err = r.Scratch.View(ctx, func(ctx context.Context, desk news.Desk) error {
		if err := d.group(ctx, desk, rulings); err != nil {
			return fmt.Errorf("group anew: %w", err)
		}
		d.report.Changes, err = r.Archive.Regroup(ctx, r.Now, r.DryRun, d.regroupings(ctx, desk))
		return err
	})
	return d.report, err
}

// empty is an error where anything is filed.
func empty(ctx context.Context, desk news.Desk) error {
	for m, err := range desk.FiledAfter(ctx, 0, time.Time{}) {
		if err != nil {
			return err
		}
		return fmt.Errorf("the scratch store is not empty: it holds article %d", m.ArticleID)
	}
	return nil
}

// wordless files articles without words for search, which nobody looks up in a
// scratch store: indexing them was a third of an import.
type wordless struct{ Shelf }

// File files as the shelf does, but takes the words away before they are written.
func (w wordless) File(ctx context.Context, filings []*news.Filing, decide Decide) error {
	return w.Shelf.File(ctx, filings, func(ctx context.Context, d news.Desk, f *news.Filing) (news.Decision, error) {
		f.Folded = news.Folded{}
		return decide(ctx, d, f)
	})
}
