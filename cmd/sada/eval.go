package main

import (
	"fmt"
	"os"
	"path/filepath"

	"sada/eval"
	"sada/storage/sqlite"
	"sada/story"
)

type evalCmd struct {
	Pairs  evalPairsCmd  `cmd:"" help:"File articles and score labelled pairs of them."`
	Edits  evalEditsCmd  `cmd:"" help:"File articles with newsroom edits of some among them, and count the edits found."`
	Stream evalStreamCmd `cmd:"" help:"File a stream of known make-up and score the stories it makes."`
}

// evalSource is what every evaluation reads and how it writes.
type evalSource struct {
	Articles string `required:"" help:"File of articles, JSON Lines, plain or gzipped." placeholder:"FILE" type:"path"`
	JSON     bool   `name:"json" help:"One JSON object."`
}

type evalPairsCmd struct {
	Files []string `arg:"" name:"pairs" help:"Files of labelled pairs: a, b, label." type:"path"`
	evalSource
}

// Run scores labelled pairs.
func (c *evalPairsCmd) Run(a *app) error {
	pairs, err := eval.LoadPairs(c.Files...)
	if err != nil {
		return err
	}
	return c.measure(a, func(t *story.Tracker, st *sqlite.Store, articles []eval.Article) (fmt.Stringer, error) {
		return eval.Pairs(a.ctx, t, st, articles, pairs)
	})
}

type evalEditsCmd struct {
	evalSource
	Seed  uint64 `help:"What the edits are drawn from." default:"1"`
	Bases int    `help:"Articles edited for each kind." default:"150"`
}

// Run scores simulated edits.
func (c *evalEditsCmd) Run(a *app) error {
	return c.measure(a, func(t *story.Tracker, st *sqlite.Store, articles []eval.Article) (fmt.Stringer, error) {
		return eval.Edits(a.ctx, eval.Desk{Filer: t, Reader: st}, articles, eval.EditOptions{Seed: c.Seed, Bases: c.Bases})
	})
}

type evalStreamCmd struct {
	evalSource
	Seed uint64 `help:"What the stream is drawn from." default:"1"`
	Size int    `help:"Documents in the stream." default:"15000"`
}

// Run scores a stream.
func (c *evalStreamCmd) Run(a *app) error {
	return c.measure(a, func(t *story.Tracker, st *sqlite.Store, articles []eval.Article) (fmt.Stringer, error) {
		return eval.Stream(a.ctx, eval.Desk{Filer: t, Reader: st}, articles, eval.StreamOptions{Seed: c.Seed, Size: c.Size})
	})
}

// measure runs one evaluation over a store of its own, which it removes.
func (c *evalSource) measure(a *app, score func(*story.Tracker, *sqlite.Store, []eval.Article) (fmt.Stringer, error)) error {
	cfg, err := loadConfig(a.Config)
	if err != nil {
		return err
	}
	articles, err := eval.LoadArticles(c.Articles)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "sada-eval-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	st, err := sqlite.Open(a.ctx, filepath.Join(dir, "eval.db"), sqlite.Options{})
	if err != nil {
		return err
	}
	defer st.Close()
	report, err := score(story.New(st, cfg.storyOptions()), st, articles)
	if err != nil {
		return err
	}
	if c.JSON {
		return writeJSON(a.out, report)
	}
	_, err = fmt.Fprintln(a.out, report)
	return err
}
