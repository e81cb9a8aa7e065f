package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"runtime/debug"
	"time"

	"sada/internal/wording"
	"sada/news"
	"sada/storage/sqlite"
)

type importCmd struct {
	File string `arg:"" help:"JSON Lines, plain or gzipped: url, outlet, title, published, text; optional id, author, first_seen_at." type:"path"`
	JSON bool   `name:"json" help:"Print the counts as one JSON object."`
}

// importBatch is how many articles share a transaction. Of 256, 512 and 1,024 the
// second takes the least time, by up to a twentieth: with the third, twice as many are
// held ready, and the garbage collector has the more to do. A kill loses no more
// than these, which the next import files.
const importBatch = 512

// importBytes is how much text ends a batch before that: five times what so many
// articles of SaudiNewsNet have.
const importBytes = 8 << 20

// An import collects garbage when it holds importMemory bytes, and hardly before. With
// SQLite's own and the code an import of 18,984 articles stays below 256 MB, and takes
// 0.93 of the time that it takes when garbage is collected as usual, beside that bound.
const (
	importMemory  = 172 << 20
	importGarbage = 400 // per cent of what is in use
)

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
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(min(importMemory, debug.SetMemoryLimit(-1))))
	defer debug.SetGCPercent(debug.SetGCPercent(importGarbage))
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
	stored, err := st.LastArticle(a.ctx)
	if err != nil {
		return err
	}
	line := newProgress(a.errw, a.quiet())
	tracker := cfg.desk(st, cfg.keptOptions(a.databasePath(&cfg), line))
	defer a.letGo(tracker)
	job := &importJob{
		app: a, store: st, tracker: tracker, started: time.Now(),
		progress: line, stored: stored,
		report: importReport{Lines: len(in.lines) + len(in.bad), Bad: len(in.bad)},
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
	tracker  *newsdesk
	started  time.Time
	progress *progress
	stored   int64 // the last article that was stored before
	report   importReport
	passed   passed
	told     int // bad lines printed
}

// A passed counts the lines that never reached filing. They are read ahead, by
// another goroutine than the one that files.
type passed struct{ known, bad int }

func (j *importJob) file(ctx context.Context, in *importFile) error {
	err := j.tracker.AddAll(ctx, j.batches(ctx, in), j.filed)
	j.report.Known += j.passed.known
	j.report.Bad += j.passed.bad
	return err
}

// batches yields the articles that are not stored yet.
func (j *importJob) batches(ctx context.Context, in *importFile) iter.Seq2[[]*news.Filing, error] {
	return func(yield func([]*news.Filing, error) bool) {
		batch, size := make([]*news.Filing, 0, importBatch), 0
		for art, err := range in.articles() {
			art, err := j.fresh(ctx, in, art, err)
			if err != nil {
				yield(nil, err)
				return
			}
			if art == nil {
				continue
			}
			batch = append(batch, &news.Filing{Article: art})
			for _, b := range art.Blocks {
				size += len(b.Text)
			}
			if len(batch) < importBatch && size < importBytes {
				continue
			}
			if !yield(batch, nil) {
				return
			}
			batch, size = make([]*news.Filing, 0, importBatch), 0
		}
		if len(batch) > 0 {
			yield(batch, nil)
		}
	}
}

// fresh returns an article that is to be filed; nil for a bad line or one that
// is stored already.
func (j *importJob) fresh(ctx context.Context, in *importFile, art *news.Article, err error) (*news.Article, error) {
	var bad lineError
	if errors.As(err, &bad) {
		j.passed.bad++
		j.complain(in.path, bad)
		return nil, nil
	}
	if err = cmp.Or(err, ctx.Err()); err != nil {
		return nil, err
	}
	known, err := j.known(ctx, art)
	if known {
		j.passed.known++
		return nil, err
	}
	return art, err
}

// known reports whether an article's address was stored already when the import began,
// as far as that spares work: filing asks again. What this import files counts for
// nothing here, since how far it is depends on the clock.
func (j *importJob) known(ctx context.Context, a *news.Article) (bool, error) {
	if j.stored == 0 {
		return false, nil
	}
	id, err := j.store.ArticleAt(ctx, a.URL)
	return id != 0 && id <= j.stored, err
}

// filed counts a batch that was filed.
func (j *importJob) filed(batch []*news.Filing) {
	for _, f := range batch {
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
	j.progress.show(fmt.Sprintf("%d of %d articles filed, %.0f a second", j.report.Filed, j.report.Lines,
		float64(j.report.Filed)/time.Since(j.started).Seconds()))
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
		err = fmt.Errorf("import %s after %s: %w", c.File, wording.Count(j.report.Filed, "article"), err)
		if j.report.Filed == 0 {
			return err
		}
		j.app.complain(err)
		return errPartly
	}
	out := j.out
	if c.JSON {
		if werr := writeJSON(out, j.report); werr != nil {
			return werr
		}
	} else if j.Quiet == nil || !*j.Quiet {
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
	fmt.Fprintf(w, "filed %s in %.1f s: %s, %d joined one; %d known, %s\n",
		wording.Count(r.Filed, "article"), float64(r.ElapsedMS)/1000, wording.Count(r.Stories, "new story"), r.Joined, r.Known, wording.Count(r.Bad, "bad line"))
}
