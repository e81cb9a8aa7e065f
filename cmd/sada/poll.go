package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"sada/arabic"
	"sada/crawler"
	"sada/crawler/address"
	"sada/crawler/fetch"
	"sada/crawler/schedule"
	"sada/internal/wording"
	"sada/news"
	"sada/storage/sqlite"
)

type pollCmd struct {
	Feed   string `help:"Poll this feed alone, due or not." placeholder:"NAME"`
	All    bool   `help:"Poll every enabled feed, due or not; not those that are gone."`
	Budget string `help:"Begin no new work after this time: 4m. What was begun is finished, the rest is kept for the next poll." placeholder:"D"`
	JSON   bool   `name:"json" help:"Print what was done as one JSON object."`
}

// Run polls the feeds that are due and files their new articles.
func (c *pollCmd) Run(a *app) error {
	cfg, err := loadConfig(a.Config)
	if err != nil {
		return err
	}
	budget, err := c.budget(&cfg)
	if err != nil {
		return err
	}
	st, done, err := a.openToWrite(a.databasePath(&cfg))
	if err != nil {
		return err
	}
	defer done()
	if err := a.tellOtherPrints(st); err != nil {
		return err
	}
	if cfg.path != "" {
		if err := st.SyncFeeds(a.ctx, cfg.feeds()); err != nil {
			return err
		}
	}
	now := time.Now()
	feeds, err := c.choose(a.ctx, st, now)
	if err != nil {
		return err
	}
	report, err := a.crawl(st, &cfg, feeds, until(now, budget))
	if err != nil {
		return err
	}
	return a.pollSummary(report, c.JSON)
}

func (c *pollCmd) budget(cfg *config) (time.Duration, error) {
	if c.Budget == "" {
		return time.Duration(cfg.Poll.Budget), nil
	}
	d, err := parseDuration(c.Budget)
	if err != nil || d < 0 {
		return 0, usagef("--budget %s: give a time such as 4m or 90s", c.Budget)
	}
	return d, nil
}

func until(now time.Time, budget time.Duration) time.Time {
	if budget <= 0 {
		return time.Time{}
	}
	return now.Add(budget)
}

// choose returns the feeds to poll now.
func (c *pollCmd) choose(ctx context.Context, st *sqlite.Store, now time.Time) ([]news.Feed, error) {
	all, err := st.Feeds(ctx)
	if err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, usagef("no feeds to poll: list them under feeds: in config.yaml, or add one with `sada feeds add URL`")
	}
	var feeds []news.Feed
	var names []string
	for _, f := range all {
		names = append(names, f.Name)
		switch {
		case c.Feed != "":
			if f.Name == c.Feed || f.URL == c.Feed {
				return []news.Feed{f}, nil
			}
		case c.All && f.Enabled && f.State != news.FeedGone, schedule.Due(f, now):
			feeds = append(feeds, f)
		}
	}
	if c.Feed != "" {
		return nil, noFeed(c.Feed, names)
	}
	return feeds, nil
}

// crawl polls the feeds into the store. It shows its progress on a terminal.
func (a *app) crawl(st *sqlite.Store, cfg *config, feeds []news.Feed, until time.Time) (crawler.Report, error) {
	getter, err := fetch.New(cfg.fetchOptions(st))
	if err != nil {
		return crawler.Report{}, err
	}
	defer getter.Close()
	line := newProgress(a.errw, a.quiet())
	defer line.clear()
	opts := cfg.crawlOptions()
	opts.Until = until
	opts.Log = a.logger(line)
	opts.Progress = func(r crawler.Report) {
		line.show(fmt.Sprintf("polled %d of %d feeds, %d failed; %d pages, %d articles, %d joined a story",
			r.Polled, r.Feeds, r.Failed, r.Pages, r.Filed, r.Joined))
	}
	tracker := cfg.desk(st, cfg.keptOptions(a.databasePath(cfg), line))
	defer a.letGo(tracker)
	report, err := crawler.New(getter, st, tracker, opts).Run(a.ctx, feeds)
	if errors.Is(err, context.Canceled) {
		err = nil // the report says so
	}
	return report, err
}

// pollSummary prints one line, unless all is well and quiet was asked, and
// returns the error that stands for the exit code.
func (a *app) pollSummary(r crawler.Report, asJSON bool) error {
	if asJSON {
		if err := writeJSON(a.out, r); err != nil {
			return err
		}
	}
	if wrong := r.Failed > 0 || r.Dropped > 0 || r.Interrupted; wrong || !a.quiet() {
		fmt.Fprintln(a.errw, "sada:", pollText(r))
	}
	switch {
	case r.Failed > 0 && r.Failed == r.Polled && r.Filed == 0:
		return errSilent
	case r.Failed > 0 || r.Interrupted:
		return errPartly
	}
	return nil
}

// pollText says in one line what a poll came to.
func pollText(r crawler.Report) string {
	text := fmt.Sprintf("polled %s in %.1f s: %d unchanged, %d failed; %s, %s filed (%d joined a story), %d skipped, %d to be tried again",
		wording.Count(r.Polled, "feed"), r.Elapsed.Seconds(), r.NotModified, r.Failed,
		wording.Count(r.Pages, "page"), wording.Count(r.Filed, "article"), r.Joined, r.Skipped, r.Retry)
	if r.Rechecked > 0 {
		text += fmt.Sprintf("; %s read again, %d revised, %d gone", wording.Count(r.Rechecked, "page"), r.Revised, r.Gone)
	}
	switch {
	case r.Interrupted:
		text += "; interrupted, the rest is kept for the next poll"
	case r.OutOfTime:
		text += fmt.Sprintf("; out of time, %s kept for the next poll", wording.Count(r.Left, "job"))
	case r.Left > 0:
		text += fmt.Sprintf("; %s of hosts in trouble or slow kept for the next poll", wording.Count(r.Left, "job"))
	}
	if r.StandIns > 0 {
		text += fmt.Sprintf("; %s no reports (login wall, soft 404, one page for many addresses: see sada feeds list)", wording.Count(r.StandIns, "page"))
	}
	if r.Dropped > 0 {
		text += fmt.Sprintf("; %s over poll.max_items left out", wording.Count(r.Dropped, "item"))
	}
	if len(r.Errors) > 0 {
		e := r.Errors[0]
		text += fmt.Sprintf("; %s: %s", e.Feed, e.Error)
		if n := len(r.Errors) - 1; n > 0 {
			text += fmt.Sprintf(" (and %d more: sada feeds list)", n)
		}
	}
	return arabic.OneLine(text)
}

type configCmd struct {
	Check configCheckCmd `cmd:"" help:"Read the configuration and say what is wrong with it."`
}

type configCheckCmd struct{}

// Run checks the configuration file.
func (configCheckCmd) Run(a *app) error {
	cfg, err := loadConfig(a.Config)
	if err != nil {
		return err
	}
	if cfg.path == "" {
		return usagef("no config.yaml here: name the file with --config")
	}
	fmt.Fprintf(a.out, "%s: sound; %s, %s; database %s\n", cfg.path,
		wording.Count(len(cfg.Outlets), "outlet"), wording.Count(len(cfg.Feeds), "feed"), a.databasePath(&cfg))
	if cfg.Fetch.Contact == "" && cfg.Fetch.UserAgent == "" {
		fmt.Fprintf(a.errw, "advice: %s: set fetch.contact to a page or address where outlets can reach you; it is sent with every request\n", cfg.path)
	}
	for _, f := range cfg.Feeds {
		if address.Redact(f.URL) != f.URL {
			fmt.Fprintf(a.errw, "advice: the address of feed %s holds a secret; it is shown nowhere else\n", f.Name)
		}
	}
	return nil
}
