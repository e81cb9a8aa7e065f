package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"sada/internal/wording"
	"sada/story"
)

type reindexCmd struct {
	JSON bool `name:"json" help:"Print what was indexed as one JSON object."`
}

// A reindexReport is what `reindex --json` writes.
type reindexReport struct {
	Articles  int   `json:"articles"`
	Others    int   `json:"other_schemes"`
	Files     int   `json:"files"`
	Bytes     int64 `json:"bytes"`
	ElapsedMS int64 `json:"elapsed_ms"`
}

// Run makes the index beside the database anew from the stored prints.
func (c *reindexCmd) Run(a *app) error {
	cfg, err := loadConfig(a.Config)
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
	total, err := st.Counts(a.ctx)
	if err != nil {
		return err
	}
	started, line := time.Now(), newProgress(a.errw, a.quiet())
	defer line.clear()
	tracker := story.New(st, cfg.keptOptions(path, line))
	defer a.letGo(tracker)
	report, err := tracker.Reindex(a.ctx, st, func(n int) { line.show(fmt.Sprintf("%d of %d articles read", n, total.Articles)) })
	line.clear()
	if errors.Is(err, context.Canceled) {
		fmt.Fprintln(a.errw, "sada: interrupted; the index is as it was, run sada reindex again")
		return errPartly
	}
	if err != nil {
		return fmt.Errorf("reindex %s: %w", path, fullDisk(err))
	}
	return c.print(a, reindexReport{report.Articles, report.Others, report.Files, report.Bytes, time.Since(started).Milliseconds()})
}

func (c *reindexCmd) print(a *app, r reindexReport) error {
	if c.JSON {
		return writeJSON(a.out, r)
	}
	text := fmt.Sprintf("indexed %s in %.1f s: %s, %s", wording.Count(r.Articles, "article"), float64(r.ElapsedMS)/1000,
		wording.Count(r.Files, "file"), diskSize(r.Bytes))
	if r.Others > 0 {
		text += fmt.Sprintf("; %d with prints of another scheme left out: run sada replay", r.Others)
	}
	_, err := fmt.Fprintln(a.out, text)
	return err
}

// diskSize is the size of files in megabytes, or in kilobytes below one.
func diskSize(bytes int64) string {
	if bytes < 1e6 {
		return fmt.Sprintf("%d KB", (bytes+999)/1000)
	}
	return fmt.Sprintf("%.1f MB", float64(bytes)/1e6)
}

// letGo closes a tracker. Where its index could not be kept that is said, and no
// more: articles are stored all the same.
func (a *app) letGo(t interface{ Close(context.Context) error }) {
	if err := t.Close(a.ctx); err != nil {
		a.complain(fmt.Errorf("%w; nothing is lost, the next run makes it anew", fullDisk(err)))
	}
}
