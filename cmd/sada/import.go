package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"sada/news"
	"sada/storage/sqlite"
	"sada/story"
)

type importCmd struct {
	File string `arg:"" help:"JSON Lines, plain or gzipped: url, outlet, title, published, text; optional id, author, first_seen_at." type:"path"`
	JSON bool   `name:"json" help:"Print the counts as one JSON object."`
}

// importBatch is how many articles share a transaction: past 64 the cost of a
// commit no longer shows (see docs/performance.md), and a kill loses no more
// than these, which the next import files.
const importBatch = 64

// An importReport is what `import --json` writes.
type importReport struct {
	Lines     int   `json:"lines"`
	Filed     int   `json:"filed"`
	Known     int   `json:"known"`
	Bad       int   `json:"bad"`
	Stories   int   `json:"stories_new"`
	Joined    int   `json:"joined"`
	ElapsedMS int64 `json:"elapsed_ms"`
}

// Run files the articles of a file in order of time. Articles stored already
// are passed over, so that an import that was cut short goes on where it ended.
func (c *importCmd) Run(a *app) error {
	cfg, err := loadConfig(a.Config)
	if err != nil {
		return err
	}
	in, err := openImport(c.File, time.Now(), cfg.zone)
	if err != nil {
		return err
	}
	defer in.Close()
	st, done, err := a.openToWrite(a.databasePath(&cfg))
	if err != nil {
		return err
	}
	defer done()
	if err := a.tellOtherPrints(st); err != nil {
		return err
	}
	job := &importJob{
		app: a, store: st, tracker: story.New(st, cfg.storyOptions()), started: time.Now(),
		progress: newProgress(a.errw, a.quiet()),
		report:   importReport{Lines: len(in.lines) + len(in.bad), Bad: len(in.bad)},
	}
	for _, b := range in.bad {
		job.complain(c.File, b)
	}
	err = job.file(a.ctx, in)
	return job.finish(c, err)
}

type importJob struct {
	*app
	store    *sqlite.Store
	tracker  *story.Tracker
	started  time.Time
	progress *progress
	report   importReport
	batch    []*news.Filing
	told     int // bad lines printed
}

func (j *importJob) file(ctx context.Context, in *importFile) error {
	for art, err := range in.articles() {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		var bad lineError
		switch {
		case errors.As(err, &bad):
			j.report.Bad++
			j.complain(in.f.Name(), bad)
			continue
		case err != nil:
			return err
		}
		known, err := j.known(ctx, art)
		if err != nil {
			return err
		}
		if known {
			j.report.Known++
			continue
		}
		j.batch = append(j.batch, &news.Filing{Article: art})
		if len(j.batch) == importBatch {
			if err := j.flush(ctx); err != nil {
				return err
			}
		}
	}
	return j.flush(ctx)
}

// known reports whether an article's address is stored already.
func (j *importJob) known(ctx context.Context, a *news.Article) (bool, error) {
	_, err := j.store.FindArticle(ctx, a.URL)
	if errors.Is(err, news.ErrNotFound) {
		return false, nil
	}
	return err == nil || errors.Is(err, news.ErrAmbiguous), ignoreAmbiguous(err)
}

func ignoreAmbiguous(err error) error {
	if errors.Is(err, news.ErrAmbiguous) {
		return nil
	}
	return err
}

func (j *importJob) flush(ctx context.Context) error {
	if len(j.batch) == 0 {
		return nil
	}
	if err := j.tracker.Add(ctx, j.batch...); err != nil {
		return err
	}
	for _, f := range j.batch {
		switch {
		case f.Known:
			j.report.Known++
			continue
		case f.Opened:
			j.report.Stories++
		default:
			j.report.Joined++
		}
		j.report.Filed++
	}
	j.batch = j.batch[:0]
	j.progress.show(fmt.Sprintf("%d of %d articles filed, %.0f a second", j.report.Filed, j.report.Lines-j.report.Known,
		float64(j.report.Filed)/time.Since(j.started).Seconds()))
	return nil
}

// maxTold bounds how many bad lines are printed one by one.
const maxTold = 10

func (j *importJob) complain(file string, bad lineError) {
	if j.told++; j.told <= maxTold {
		j.progress.clear()
		j.app.complain(fmt.Errorf("%s: %w", file, bad))
	}
}

func (j *importJob) finish(c *importCmd, err error) error {
	j.progress.clear()
	j.report.ElapsedMS = time.Since(j.started).Milliseconds()
	if err != nil && !errors.Is(err, context.Canceled) {
		return fmt.Errorf("import %s after %d articles: %w", c.File, j.report.Filed, err)
	}
	out := j.out
	if c.JSON {
		if werr := writeJSON(out, j.report); werr != nil {
			return werr
		}
	} else {
		j.summary(out)
	}
	switch {
	case err != nil:
		fmt.Fprintln(j.errw, "sada: interrupted; run the same import again to go on")
		return errPartly
	case j.report.Bad > 0 && j.report.Filed+j.report.Known == 0:
		return errSilent
	case j.report.Bad > 0:
		return errPartly
	}
	return nil
}

func (j *importJob) summary(w io.Writer) {
	r := j.report
	fmt.Fprintf(w, "filed %s in %.1f s: %d new stories, %d joined one; %d known, %d bad lines\n",
		plural(r.Filed, "article"), float64(r.ElapsedMS)/1000, r.Stories, r.Joined, r.Known, r.Bad)
}
