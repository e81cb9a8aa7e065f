package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"

	"sada/news"
)

const sqlLastStory = `
SELECT max((SELECT coalesce(max(id), 0) FROM stories), (SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'stories'))`

// A batch files articles within one transaction. Ids follow one another, so that
// those of an article and its story are known before there are rows: a goroutine
// of its own writes these, and the words for search, while the next article is
// decided. The roster answers who belongs to a story meanwhile, and what has not
// changed since is read from the past, beside that goroutine; whoever reads something
// else waits until what is on its way is written.
type batch struct {
	tx     *sql.Tx
	past   queryer // the store as it was before, by a connection of its own; nil for none
	decide decider

	filings   []*news.Filing
	addresses [][]string       // of each
	known     map[string]int64 // address -> article, of those stored before or filed here
	awaited   map[string]bool  // addresses that entries wait for
	outlets   map[string]int64 // by name

	decisions      bool  // there are some, of people
	before         int64 // the last article stored before
	article, story int64 // ids given last

	writes  chan write
	pending sync.WaitGroup // writes
	err     error          // of the first write that failed; for who waited for all
	stories map[int64]bool // that have changed
	moves   bool           // others have too
	roster  roster

	wordless []*news.Filing // whose rows are written, and their words are not
}

// A write is the rows of one article.
type write struct {
	filing *news.Filing
	rows   func() error
}

func newBatch(ctx context.Context, tx *sql.Tx, decide decider) (b *batch, err error) {
	b = &batch{tx: tx, decide: decide, outlets: map[string]int64{}, stories: map[int64]bool{}, roster: newRoster()}
	if b.before, err = one(ctx, tx, scanID, sqlLastArticle); err != nil {
		return nil, err
	}
	b.article = b.before
	if b.story, err = one(ctx, tx, scanID, sqlLastStory); err != nil {
		return nil, err
	}
	return b, tx.QueryRowContext(ctx, sqlAnyDecided).Scan(&b.decisions)
}

// prepare asks once what is stored of all addresses: nobody else writes before
// the transaction ends.
func (b *batch) prepare(ctx context.Context, filings []*news.Filing) error {
	b.filings, b.addresses = filings, make([][]string, len(filings))
	b.known, b.awaited = map[string]int64{}, map[string]bool{}
	var every []string
	for i, f := range filings {
		tidy(f.Article)
		b.addresses[i] = addressesOf(f.Article)
		every = append(every, b.addresses[i]...)
	}
	asked := list(every)
	found, err := all(ctx, b.tx, scanAddress, sqlArticlesAt, asked)
	if err != nil {
		return err
	}
	for _, a := range found {
		if b.known[a.url] == 0 {
			b.known[a.url] = a.article
		}
	}
	awaited, err := all(ctx, b.tx, scanText, sqlAwaited, asked)
	for _, address := range awaited {
		b.awaited[address] = true
	}
	return err
}

// An addressed is an address and its article.
type addressed struct {
	url     string
	article int64
}

func scanAddress(rows *sql.Rows) (a addressed, err error) { return a, rows.Scan(&a.url, &a.article) }

// file files the articles in their order, and returns when their rows are
// written. ctx may be cancelled between two articles; sure never is.
func (b *batch) file(ctx, sure context.Context) (err error) {
	b.writes = make(chan write, len(b.filings))
	var writing sync.WaitGroup
	writing.Go(func() { b.write(sure) })
	defer func() {
		close(b.writes)
		if writing.Wait(); b.err != nil {
			err = b.err // what was decided after it rests on rows that were missing
		}
	}()
	for i, f := range b.filings {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := b.fileOne(sure, f, b.addresses[i]); err != nil {
			return fmt.Errorf("article %s: %w", f.Article.URL, err)
		}
	}
	return nil
}

// write writes what it is handed, in that order, up to the first error: the rows
// of each article, and their words once there are some.
func (b *batch) write(ctx context.Context) {
	for w := range b.writes {
		if b.err == nil {
			if err := w.rows(); err != nil {
				b.err = fmt.Errorf("article %s: %w", w.filing.Article.URL, err)
			}
		}
		b.pending.Done()
		if b.wordless = append(b.wordless, w.filing); len(b.wordless) == wordsTogether {
			b.writeWords(ctx)
		}
	}
	b.writeWords(ctx)
}

// writeWords writes the words of those that have none yet.
func (b *batch) writeWords(ctx context.Context) {
	if b.err == nil {
		b.err = insertWords(ctx, b.tx, b.wordless)
	}
	b.wordless = b.wordless[:0]
}

// settle waits until all that was decided is written.
func (b *batch) settle() { b.pending.Wait() }

// changed reports whether a story may be another than it was before.
func (b *batch) changed(story int64) bool { return b.moves || b.stories[story] }

// fileOne files one article, or finds that it is stored already.
func (b *batch) fileOne(ctx context.Context, f *news.Filing, addresses []string) error {
	id := b.articleAt(addresses)
	if id == 0 {
		var err error
		if id, err = b.sameArticle(ctx, f); err != nil {
			return err
		}
	}
	if f.Known = id != 0; f.Known {
		f.Article.ID = id
		return b.meet(ctx, f, addresses)
	}
	if err := b.number(ctx, f.Article); err != nil {
		return err
	}
	d, err := b.decide(ctx, desk{tx: b.tx, batch: b}, f)
	if err != nil {
		return err
	}
	b.add(ctx, f, d, addresses)
	return nil
}

// meet files an article that is stored already.
func (b *batch) meet(ctx context.Context, f *news.Filing, addresses []string) error {
	b.settle()
	if err := revise(ctx, b.tx, f); err != nil {
		return err
	}
	b.learn(f.Article.ID, addresses)
	return b.closeFiled(ctx, f, addresses, news.EntryKnown)
}

// add gives a new article its place, and has it written.
func (b *batch) add(ctx context.Context, f *news.Filing, d news.Decision, addresses []string) {
	b.learn(f.Article.ID, addresses)
	if f.Opened = d.StoryID == 0; f.Opened {
		b.story++
	}
	f.Variant = seat(f, d, b.story)
	d.Moved, f.Split = splits(d.Moved, b.story)
	b.story += int64(len(f.Split))
	b.enroll(f, d.Moved)
	b.pending.Add(1)
	b.writes <- write{f, func() error {
		if err := addArticle(ctx, b.tx, f); err != nil {
			return err
		}
		if err := place(ctx, b.tx, f, d); err != nil {
			return err
		}
		return b.closeFiled(ctx, f, addresses, news.EntryFiled)
	}}
}

// enroll takes note of what will be written of the places of articles.
func (b *batch) enroll(f *news.Filing, moved []news.Variant) {
	story := f.Variant.StoryID
	touched := []int64{story}
	b.roster.enter(f)
	for _, m := range moved {
		m.StoryID = cmp.Or(m.StoryID, story)
		touched = append(touched, m.StoryID)
		if left := b.roster.move(m); left != 0 {
			touched = append(touched, left)
		} else {
			b.moves = true
		}
	}
	for _, id := range touched {
		b.stories[id] = true
		b.roster.settle(id)
	}
}

// articleAt returns the article of one of the addresses; 0 if there is none.
func (b *batch) articleAt(addresses []string) int64 {
	for _, address := range addresses {
		if id := b.known[address]; id != 0 {
			return id
		}
	}
	return 0
}

// learn notes which article the addresses lead to that lead to none yet.
func (b *batch) learn(article int64, addresses []string) {
	for _, address := range addresses {
		if b.known[address] == 0 {
			b.known[address] = article
		}
	}
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
