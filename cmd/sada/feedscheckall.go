package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"sada/arabic"
	"sada/crawler"
	"sada/crawler/address"
	"sada/crawler/fetch"
	"sada/internal/term"
	"sada/news"
	"sada/storage/sqlite"
)

// A healthRecord is a feed as `feeds check --all --json` writes it.
type healthRecord struct {
	Name      string   `json:"name"`
	URL       string   `json:"url"`
	Outlet    string   `json:"outlet"`
	Kind      string   `json:"kind"`
	Enabled   bool     `json:"enabled"`
	State     string   `json:"state"`
	Status    int      `json:"status"`
	Format    string   `json:"format"`
	Version   string   `json:"version"`
	Encoding  string   `json:"encoding"`
	Items     int      `json:"items"`
	Newest    stamp    `json:"newest"`
	Unread    int      `json:"dates_unreadable"`
	Repairs   []string `json:"repairs"`
	Dropped   int      `json:"dropped"`
	MovedTo   string   `json:"moved_to"`
	Error     string   `json:"error"`
	Advice    []string `json:"advice"`
	ElapsedMS int64    `json:"elapsed_ms"`
}

// checkAll asks for every feed that the store or the configuration has, and
// says how each fares. It stores nothing.
func (c *feedsCheckCmd) checkAll(a *app, cfg *config) error {
	feeds, book, done, err := a.knownFeeds(cfg)
	if err != nil {
		return err
	}
	defer done()
	if len(feeds) == 0 {
		return usagef("no feeds to check: list them under feeds: in config.yaml, or add one with `sada feeds add URL`")
	}
	getter, err := fetch.New(cfg.fetchOptions(book))
	if err != nil {
		return err
	}
	defer getter.Close()
	checkups := crawler.CheckUp(a.ctx, getter, feeds, cfg.crawlOptions())
	if err := a.ctx.Err(); err != nil {
		return err
	}
	now := time.Now()
	records := make([]healthRecord, len(checkups))
	failed := 0
	for i, got := range checkups {
		if records[i] = healthOf(got, now); records[i].State != "ok" {
			failed++
		}
	}
	if err := c.printHealth(a, checkups, records, now); err != nil {
		return err
	}
	return partly(failed, len(feeds))
}

func (c *feedsCheckCmd) printHealth(a *app, checkups []crawler.Checkup, records []healthRecord, now time.Time) error {
	t := &term.Table{
		Head:  []string{"NAME", "STATE", "ITEMS", "NEWEST", "ENCODING", "REPAIRS", "ADVICE"},
		Right: []bool{false, false, true, false, false, true},
		Wrap:  true,
	}
	for i, r := range records {
		if c.JSON {
			if err := writeJSON(a.out, r); err != nil {
				return err
			}
			continue
		}
		t.Row(feedName(checkups[i].Feed), r.State, fmt.Sprint(r.Items), agoText(time.Time(r.Newest), now), dash(r.Encoding),
			fmt.Sprint(len(r.Repairs)), strings.Join(r.Advice, "; "))
	}
	if c.JSON {
		return nil
	}
	return t.Write(a.out, a.screen)
}

// partly is the outcome of work of which a part failed.
func partly(failed, all int) error {
	switch failed {
	case 0:
		return nil
	case all:
		return errSilent
	}
	return errPartly
}

func dash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// knownFeeds returns the feeds of the store, where there is one, and those of
// the configuration that it lacks, with what the store remembers of hosts.
func (a *app) knownFeeds(cfg *config) ([]news.Feed, fetch.HostBook, func(), error) {
	path := a.databasePath(cfg)
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		return cfg.feeds(), nil, func() {}, nil
	}
	st, err := sqlite.Open(a.ctx, path, sqlite.Options{ReadOnly: true})
	if err != nil {
		return nil, nil, nil, err
	}
	feeds, err := st.Feeds(a.ctx)
	if err != nil {
		st.Close()
		return nil, nil, nil, err
	}
	names, urls := map[string]bool{}, map[string]bool{}
	for _, f := range feeds {
		names[f.Name], urls[f.URL] = true, true
	}
	for _, f := range cfg.feeds() {
		if !names[f.Name] && !urls[f.URL] {
			feeds = append(feeds, f)
		}
	}
	return feeds, memory{HostBook: st}, func() { st.Close() }, nil
}

// memory is what a store remembers of hosts, for one that stores nothing.
type memory struct{ fetch.HostBook }

// SaveRobots forgets.
func (memory) SaveRobots(context.Context, news.Host) error { return nil }

// SavePace forgets.
func (memory) SavePace(context.Context, string, news.Pace) error { return nil }

func healthOf(c crawler.Checkup, now time.Time) healthRecord {
	f, d := c.Feed, c.Document
	r := healthRecord{
		Name: f.Name, URL: address.Redact(f.URL), Outlet: f.Outlet.Name, Kind: string(f.Kind), Enabled: f.Enabled,
		State: "ok", Status: c.Status, Format: d.Format, Version: d.Version, Encoding: d.Encoding, Items: len(d.Items),
		Newest: stamp(newest(d.Items, now)), Unread: len(unreadDates(d.Items)), Repairs: append([]string{}, d.Repairs...),
		Dropped: d.Dropped, MovedTo: address.Redact(c.MovedTo), Advice: advise(c, now), ElapsedMS: c.Elapsed.Milliseconds(),
	}
	if r.Kind == "" {
		r.Kind = string(news.KindFeed)
	}
	switch {
	case isGone(c):
		r.State = "gone"
	case c.Err != nil:
		r.State = "failed"
	}
	if c.Err != nil {
		r.Error = arabic.OneLine(c.Err.Error())
	}
	return r
}
