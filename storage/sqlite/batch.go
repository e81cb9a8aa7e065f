package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"

	"sada/news"
)

const (
	sqlLastStory = `
SELECT max((SELECT coalesce(max(id), 0) FROM stories), (SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'stories'))`
)

// A batch files articles within one transaction. Ids follow one another, so that
// those of an article and its story are known before there are rows: a goroutine
// of its own writes these while the next article is decided. Whoever reads what
// may be on its way waits for it.
type batch struct {
	tx      *sql.Tx
	decide  decider
	outlets map[string]int64 // by name
	fresh   map[string]int64 // address -> article, of those filed here
	article int64            // ids given last
	story   int64

	writes  chan write
	pending sync.WaitGroup // writes
	err     error          // of the first write that failed; for who waited for all
}

// A write is the rows of one article.
type write struct {
	url  string
	rows func() error
}

func newBatch(ctx context.Context, tx *sql.Tx, articles int, decide decider) (b *batch, err error) {
	b = &batch{tx: tx, decide: decide, outlets: map[string]int64{}, fresh: map[string]int64{}, writes: make(chan write, articles)}
	if b.article, err = one(ctx, tx, scanID, sqlLastArticle); err != nil {
		return nil, err
	}
	b.story, err = one(ctx, tx, scanID, sqlLastStory)
	return b, err
}

// file files articles in their order, and returns when their rows are written.
// ctx may be cancelled between two articles; sure never is.
func (b *batch) file(ctx, sure context.Context, filings []*news.Filing) (err error) {
	var writing sync.WaitGroup
	writing.Go(b.write)
	defer func() {
		close(b.writes)
		if writing.Wait(); b.err != nil {
			err = b.err // what was decided after it rests on rows that were missing
		}
	}()
	for _, f := range filings {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := b.fileOne(sure, f); err != nil {
			return fmt.Errorf("article %s: %w", f.Article.URL, err)
		}
	}
	return nil
}

// write writes what it is handed, in that order, up to the first error.
func (b *batch) write() {
	for w := range b.writes {
		if b.err == nil {
			if err := w.rows(); err != nil {
				b.err = fmt.Errorf("article %s: %w", w.url, err)
			}
		}
		b.pending.Done()
	}
}

// later hands over the rows of an article.
func (b *batch) later(a *news.Article, rows func() error) {
	b.pending.Add(1)
	b.writes <- write{a.URL, rows}
}

// fileOne files one article, or finds that it is stored already.
func (b *batch) fileOne(ctx context.Context, f *news.Filing) error {
	tidy(f.Article)
	addresses := addressesOf(f.Article)
	id, err := b.articleAt(ctx, addresses)
	if err == nil && id == 0 {
		id, err = b.sameArticle(ctx, f)
	}
	if err != nil {
		return err
	}
	if f.Known = id != 0; f.Known {
		f.Article.ID = id
		b.pending.Wait()
		if err := revise(ctx, b.tx, f); err != nil {
			return err
		}
		return closeFiled(ctx, b.tx, f, addresses, news.EntryKnown)
	}
	if err := b.number(ctx, f.Article); err != nil {
		return err
	}
	d, err := b.decide(ctx, desk{settled{b}}, f)
	if err != nil {
		return err
	}
	b.add(ctx, f, d, addresses)
	return nil
}

// add gives a new article its place, and has it written.
func (b *batch) add(ctx context.Context, f *news.Filing, d news.Decision, addresses []string) {
	for _, address := range addresses {
		b.fresh[address] = f.Article.ID
	}
	if f.Opened = d.StoryID == 0; f.Opened {
		b.story++
	}
	f.Variant = seat(f, d, b.story)
	b.later(f.Article, func() error {
		if err := addArticle(ctx, b.tx, f); err != nil {
			return err
		}
		if err := place(ctx, b.tx, f, d); err != nil {
			return err
		}
		return closeFiled(ctx, b.tx, f, addresses, news.EntryFiled)
	})
}

// articleAt returns the article of one of the addresses; 0 if there is none.
func (b *batch) articleAt(ctx context.Context, addresses []string) (int64, error) {
	for _, address := range addresses {
		if id := b.fresh[address]; id != 0 {
			return id, nil
		}
		if id, err := articleAt(ctx, b.tx, address); id != 0 || err != nil {
			return id, err
		}
	}
	return 0, nil
}

// number sets the ids of an article and its outlet, which is asked for once.
func (b *batch) number(ctx context.Context, a *news.Article) (err error) {
	if a.At().IsZero() {
		return errors.New("neither a time of publication nor one when it was first seen")
	}
	if a.Outlet.ID = b.outlets[a.Outlet.Name]; a.Outlet.ID == 0 {
		if a.Outlet.ID, err = outletID(ctx, b.tx, a.Outlet); err != nil {
			return err
		}
		b.outlets[a.Outlet.Name] = a.Outlet.ID
	}
	b.article++
	a.ID = b.article
	return nil
}

// settled reads a batch's transaction once all that was decided is written.
type settled struct{ *batch }

// QueryContext runs a query.
func (s settled) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	s.pending.Wait()
	return s.tx.QueryContext(ctx, query, args...)
}

// QueryRowContext runs a query for one row.
func (s settled) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	s.pending.Wait()
	return s.tx.QueryRowContext(ctx, query, args...)
}
