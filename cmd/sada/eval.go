package main

import (
	"context"
	"errors"
	"fmt"
	"go/format"
	"os"
	"time"

	"sada/eval"
	"sada/news"
	"sada/storage/sqlite"
	"sada/story"
)

type evalCmd struct {
	Pairs  evalPairsCmd  `cmd:"" help:"File articles and score labelled pairs of them."`
	Edits  evalEditsCmd  `cmd:"" help:"File articles with newsroom edits of some among them, and count the edits found."`
	Stream evalStreamCmd `cmd:"" help:"File a stream of known make-up and score the stories it makes."`
	Order  evalOrderCmd  `cmd:"" help:"File articles in other orders within each day, and count the pairs that change."`

	Train evalTrainCmd `cmd:"" help:"Train the models of the comparison on labelled pairs, and judge each day's by those of the others."`
	Stems evalStemsCmd `cmd:"" help:"Count the stems that are common in the press, as the comparison knows them."`

	Agency    evalAgencyCmd    `cmd:"" help:"Compare the agencies credited in bylines with those read from the texts alone."`
	Furniture evalFurnitureCmd `cmd:"" help:"Learn each outlet's furniture from the older articles and mark it in the newer ones."`
}

// evalSource is what every evaluation reads and how it writes.
type evalSource struct {
	Articles string `required:"" help:"File of articles, JSON Lines, plain or gzipped." placeholder:"FILE" type:"path"`
	JSON     bool   `name:"json" help:"One JSON object."`
}

// evalFiling is an evaluation that files articles.
type evalFiling struct {
	evalSource
	Plain bool `help:"File the articles as they are: learn and mark no furniture."`
}

type evalPairsCmd struct {
	Files []string `arg:"" name:"pairs" help:"Files of labelled pairs: a, b, label." type:"path"`
	Share float64  `help:"Share of the articles that no pair names to file: the pairs as a smaller store sees them." default:"1"`
	evalFiling
}

// Run scores labelled pairs.
func (c *evalPairsCmd) Run(a *app) error {
	if !(c.Share >= 0 && c.Share <= 1) { // NaN is neither
		return usagef("--share takes 0 to 1")
	}
	pairs, err := eval.LoadPairs(c.Files...)
	if err != nil {
		return err
	}
	return c.measure(a, func(t *newsdesk, st *sqlite.Store, articles []eval.Article) (fmt.Stringer, error) {
		return eval.Pairs(a.ctx, t, st, eval.Among(articles, pairs, c.Share), pairs)
	})
}

type evalEditsCmd struct {
	evalFiling
	Seed  uint64 `help:"What the edits are drawn from." default:"1"`
	Bases int    `help:"Articles edited for each kind." default:"150"`
}

// Run scores simulated edits.
func (c *evalEditsCmd) Run(a *app) error {
	if c.Bases < 1 {
		return usagef("--bases takes 1 or more")
	}
	return c.measure(a, func(t *newsdesk, st *sqlite.Store, articles []eval.Article) (fmt.Stringer, error) {
		return eval.Edits(a.ctx, eval.Desk{Filer: t, Reader: st}, articles, eval.EditOptions{Seed: c.Seed, Bases: c.Bases})
	})
}

type evalStreamCmd struct {
	evalFiling
	Seed uint64 `help:"What the stream is drawn from." default:"1"`
	Size int    `help:"Documents in the stream." default:"15000"`
}

// Run scores a stream.
func (c *evalStreamCmd) Run(a *app) error {
	if c.Size < 1 {
		return usagef("--size takes 1 or more")
	}
	return c.measure(a, func(t *newsdesk, st *sqlite.Store, articles []eval.Article) (fmt.Stringer, error) {
		return eval.Stream(a.ctx, eval.Desk{Filer: t, Reader: st}, articles, eval.StreamOptions{Seed: c.Seed, Size: c.Size})
	})
}

type evalTrainCmd struct {
	Files []string `arg:"" name:"pairs" help:"Files of labelled pairs: a, b, label." type:"path"`
	Write string   `help:"Where to write the weights, as Go: dedupe/weights.go." placeholder:"FILE" type:"path"`
	evalFiling
}

// Run trains, and writes the weights where it is told to.
func (c *evalTrainCmd) Run(a *app) error {
	pairs, err := eval.LoadPairs(c.Files...)
	if err != nil {
		return err
	}
	return c.measure(a, func(t *newsdesk, st *sqlite.Store, articles []eval.Article) (fmt.Stringer, error) {
		report, err := eval.Train(a.ctx, t, st, articles, pairs)
		if err != nil {
			return report, err
		}
		source, err := format.Source([]byte(report.Source))
		if err != nil {
			return report, fmt.Errorf("format the weights: %w", err)
		}
		if report.Source = string(source); c.Write == "" {
			return report, nil
		}
		return report, os.WriteFile(c.Write, source, 0o644)
	})
}

type evalStemsCmd struct{ evalSource }

// Run counts stems.
func (c *evalStemsCmd) Run(a *app) error {
	articles, err := eval.LoadArticles(c.Articles)
	if err != nil {
		return err
	}
	return c.write(a, eval.CommonStems(articles))
}

type evalOrderCmd struct {
	evalSource
	Seed   uint64 `help:"What the orders are drawn from." default:"1"`
	Rounds int    `help:"Shuffled filings." default:"5"`
}

// Run scores how little the order of arrival decides.
func (c *evalOrderCmd) Run(a *app) error {
	if c.Rounds < 1 {
		return usagef("--rounds takes 1 or more")
	}
	cfg, err := loadConfig(a.Config)
	if err != nil {
		return err
	}
	articles, err := eval.LoadArticles(c.Articles)
	if err != nil {
		return err
	}
	open := func(ctx context.Context) (eval.Bench, error) { return openBench(ctx, &cfg) }
	report, err := eval.Order(a.ctx, open, articles, eval.OrderOptions{Seed: c.Seed, Rounds: c.Rounds})
	if err != nil {
		return err
	}
	return c.write(a, report)
}

// openBench makes a store that is thrown away with its bench.
func openBench(ctx context.Context, cfg *config) (eval.Bench, error) {
	st, remove, err := openThrowaway(ctx)
	if err != nil {
		return eval.Bench{}, err
	}
	replay := func(ctx context.Context) (news.Changes, error) {
		scratch, remove, err := openThrowaway(ctx)
		if err != nil {
			return news.Changes{}, err
		}
		r, err := story.Replay{Archive: st, Scratch: scratch, Options: cfg.storyOptions(), Now: time.Now(), DryRun: true}.Run(ctx)
		return r.Changes, errors.Join(err, remove())
	}
	return eval.Bench{Desk: eval.Desk{Filer: cfg.desk(st, cfg.storyOptions()), Reader: st}, Replay: replay, Close: remove}, nil
}

// measure runs one evaluation over a store of its own, which it removes.
func (c *evalFiling) measure(a *app, score func(*newsdesk, *sqlite.Store, []eval.Article) (fmt.Stringer, error)) error {
	cfg, err := loadConfig(a.Config)
	if err != nil {
		return err
	}
	articles, err := eval.LoadArticles(c.Articles)
	if err != nil {
		return err
	}
	st, remove, err := openThrowaway(a.ctx)
	if err != nil {
		return err
	}
	desk := cfg.desk(st, cfg.storyOptions())
	if c.Plain {
		desk.sorter = nil
	}
	report, err := score(desk, st, articles)
	if err := errors.Join(err, remove()); err != nil {
		return err
	}
	return c.write(a, report)
}

// write prints a report as the flags want it.
func (c *evalSource) write(a *app, report fmt.Stringer) error {
	if c.JSON {
		return writeJSON(a.out, report)
	}
	_, err := fmt.Fprintln(a.out, report)
	return err
}
