package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"sada/furniture"
	"sada/internal/term"
	"sada/internal/wording"
	"sada/news"
	"sada/storage/segments"
	"sada/storage/sqlite"
	"sada/story"
)

type replayCmd struct {
	Since  string `help:"Only articles seen within this time (90m, 24h, 7d) or since this date (2026-03-01). Earlier ones stay where they are." placeholder:"D"`
	DryRun bool   `help:"Say what would change, and change nothing."`
	JSON   bool   `name:"json" help:"Print what changed as one JSON object."`
}

// Run files the stored articles anew by the present rules.
func (c *replayCmd) Run(a *app) error {
	cfg, err := loadConfig(a.Config)
	if err != nil {
		return err
	}
	started := time.Now()
	from, err := since(c.Since, started)
	if err != nil {
		return err
	}
	path := a.databasePath(&cfg)
	if err := storeThere(path); err != nil {
		return err
	}
	st, done, err := a.openToWrite(path)
	if err != nil {
		return err
	}
	defer done()
	sorter, err := a.learn(st, &cfg)
	if err != nil {
		return err
	}
	report, err := a.replay(st, path, story.Replay{
		Archive: st, Options: cfg.storyOptions(), Since: from, Now: started, DryRun: c.DryRun, Remark: sorter.Remark,
	})
	if errors.Is(err, context.Canceled) {
		fmt.Fprintln(a.errw, "sada: interrupted; nothing was changed, run the same replay again")
		return errPartly
	}
	if err != nil {
		return fmt.Errorf("replay %s: %w", path, err)
	}
	if !c.DryRun { // by now the store is what the lessons make of it
		if err := sorter.Save(a.ctx); err != nil {
			return fmt.Errorf("replay %s: %w", path, err)
		}
	}
	if c.JSON {
		return writeJSON(a.out, c.record(report, time.Since(started)))
	}
	return c.print(a, report, time.Since(started))
}

// learn learns the furniture of every outlet anew. It stores nothing.
func (a *app) learn(st *sqlite.Store, cfg *config) (*furniture.Sorter, error) {
	outlets, err := st.Outlets(a.ctx)
	if err != nil {
		return nil, err
	}
	sorter := furniture.NewSorter(st, nil, cfg.vetoes()) // it learns, and files nothing
	for _, o := range outlets {
		if err := sorter.Learn(a.ctx, o.Name); err != nil {
			return nil, err
		}
	}
	return sorter, nil
}

// replay gives a replay its scratch store: a folder beside the database, where
// there is room for what is as large, and which a killed replay leaves to the
// next one. The store's lock keeps others out of it.
func (a *app) replay(st *sqlite.Store, path string, r story.Replay) (report story.Report, err error) {
	total, err := st.Counts(a.ctx)
	if err != nil {
		return report, err
	}
	folder := path + ".replay"
	if err := os.RemoveAll(folder); err != nil {
		return report, err
	}
	if err := os.Mkdir(folder, 0o700); err != nil {
		return report, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	scratch, err := sqlite.Open(a.ctx, filepath.Join(folder, "scratch.db"), sqlite.Options{})
	if err != nil {
		return report, err
	}
	defer scratch.Close() // what it held is not needed any more
	line := newProgress(a.errw, a.quiet())
	defer line.clear()
	r.Scratch = scratch
	r.Options.Folder = segments.Folder(filepath.Join(folder, "index"))
	r.Filed = func(n int) { line.show(fmt.Sprintf("%d of %d articles filed anew", n, total.Articles)) }
	return r.Run(a.ctx)
}

// A replayReport is what `replay --json` writes.
type replayReport struct {
	DryRun       bool         `json:"dry_run"`
	Articles     int          `json:"articles"`
	Outside      int          `json:"outside"`
	Moved        int          `json:"moved"`
	Rejudged     int          `json:"rejudged"`
	Reprinted    int          `json:"reprinted"`
	Kept         int          `json:"stories_kept"`
	Created      int          `json:"stories_new"`
	Removed      int          `json:"stories_removed"`
	Canonicals   int          `json:"canonical_changed"`
	LinksAdded   int          `json:"links_added"`
	LinksRemoved int          `json:"links_removed"`
	Rulings      int          `json:"decisions"`
	Unmet        int          `json:"decisions_unmet"`
	Remarked     int          `json:"remarked"`
	ElapsedMS    int64        `json:"elapsed_ms"`
	Moves        []moveRecord `json:"moves"`
}

// A moveRecord is an article that came into another story.
type moveRecord struct {
	Article int64  `json:"article"`
	From    int64  `json:"from"`
	To      int64  `json:"to"`
	Title   string `json:"title"`
}

func (c *replayCmd) record(r story.Report, took time.Duration) replayReport {
	rec := replayReport{
		DryRun: c.DryRun, Articles: r.Articles, Outside: r.Outside, Moved: r.Moved, Rejudged: r.Rejudged, Reprinted: r.Reprinted, Remarked: r.Remarked,
		Kept: r.Kept, Created: r.Created, Removed: r.Removed, Canonicals: r.Canonicals,
		LinksAdded: r.LinksAdded, LinksRemoved: r.LinksRemoved, Rulings: r.Rulings, Unmet: r.Unmet,
		ElapsedMS: took.Milliseconds(), Moves: []moveRecord{},
	}
	for _, m := range r.Moves {
		rec.Moves = append(rec.Moves, moveRecord{m.ArticleID, m.From, m.To, m.Title})
	}
	return rec
}

// print writes the report for people: what changed, then the first moves.
func (c *replayCmd) print(a *app, r story.Report, took time.Duration) error {
	did := "replayed"
	if c.DryRun {
		did = "would change (nothing was): replayed"
	}
	fmt.Fprintf(a.out, "%s %s in %.1f s: %d moved, %d related otherwise, %s made anew, %d marked otherwise\n",
		did, wording.Count(r.Articles, "article"), took.Seconds(), r.Moved, r.Rejudged, wording.Count(r.Reprinted, "print"), r.Remarked)
	fmt.Fprintf(a.out, "stories: %d kept, %d new, %d removed, %d shown by another article; links: %d added, %d removed\n",
		r.Kept, r.Created, r.Removed, r.Canonicals, r.LinksAdded, r.LinksRemoved)
	if r.Rulings > 0 {
		fmt.Fprintf(a.out, "decisions: %d kept, %d name no story or article that was read\n", r.Rulings-r.Unmet, r.Unmet)
	}
	if len(r.Moves) == 0 {
		return nil
	}
	fmt.Fprintln(a.out)
	return moveTable(r.Moves).Write(a.out, a.screen)
}

func moveTable(moves []news.Move) *term.Table {
	t := &term.Table{Head: []string{"ARTICLE", "FROM", "TO", "HEADLINE"}, Right: []bool{true, true, true}}
	for _, m := range moves {
		t.Row(idText(m.ArticleID), idText(m.From), idText(m.To), titleText(m.Title))
	}
	return t
}

// tellOtherPrints says that stored articles cannot be compared with new ones,
// and what to do about it.
func (a *app) tellOtherPrints(st *sqlite.Store) error {
	counts, err := st.OtherPrints(a.ctx, story.Scheme)
	if err != nil {
		return err
	}
	for _, n := range counts {
		fmt.Fprintf(a.errw, "sada: %s carry prints of scheme %s, which new ones (%s) are not compared with; run sada replay\n",
			wording.Count(int(n.Articles), "article"), n.Scheme, story.Scheme)
	}
	return nil
}
