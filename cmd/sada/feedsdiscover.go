package main

import (
	"fmt"
	"strings"
	"time"

	"sada/arabic"
	"sada/crawler"
	"sada/crawler/address"
	"sada/crawler/fetch"
	"sada/internal/term"
)

type feedsDiscoverCmd struct {
	URL  string `arg:"" help:"Address of a page of the site, such as https://example.org/."`
	JSON bool   `name:"json" help:"One JSON object a line."`
}

// A foundRecord is a candidate as `feeds discover --json` writes it.
type foundRecord struct {
	URL     string `json:"url"`
	Why     string `json:"why"`
	OK      bool   `json:"ok"`
	Format  string `json:"format"`
	Version string `json:"version"`
	Title   string `json:"title"`
	Items   int    `json:"items"`
	Newest  stamp  `json:"newest"`
	Error   string `json:"error"`
	Add     string `json:"add"`
}

// Run looks for feeds and says how to add them.
func (c *feedsDiscoverCmd) Run(a *app) error {
	cfg, err := loadConfig(a.Config)
	if err != nil {
		return err
	}
	at := c.URL
	if !strings.Contains(at, "://") {
		at = "https://" + at
	}
	getter, err := fetch.New(cfg.fetchOptions(nil))
	if err != nil {
		return err
	}
	defer getter.Close()
	found, err := crawler.Discover(a.ctx, getter, at, cfg.crawlOptions())
	if err != nil {
		return err
	}
	now := time.Now()
	records := make([]foundRecord, len(found))
	working := 0
	for i, f := range found {
		records[i] = foundRecordOf(f, now)
		if records[i].OK {
			working++
		}
	}
	if err := c.print(a, records, now); err != nil {
		return err
	}
	if working == 0 {
		fmt.Fprintf(a.errw, "no feed found at %s: its section pages may do, with `sada feeds add URL --kind page --links PATTERN`\n", arabic.OneLine(address.Redact(at)))
		return errSilent
	}
	return nil
}

func foundRecordOf(f crawler.Found, now time.Time) foundRecord {
	d := f.Document
	r := foundRecord{
		URL: address.Redact(f.URL), Why: f.Why, OK: f.Err == nil, Format: d.Format, Version: d.Version,
		Title: d.Title, Items: len(d.Items), Newest: stamp(newest(d.Items, now)),
	}
	if r.Title == "" {
		r.Title = f.Title
	}
	if f.Err != nil {
		r.Error = arabic.OneLine(f.Err.Error())
		return r
	}
	r.Add = "sada feeds add " + quoted(address.Redact(f.URL))
	return r
}

// quoted is an address as one word of a shell.
func quoted(at string) string {
	return "'" + strings.ReplaceAll(arabic.OneLine(at), "'", "%27") + "'"
}

func (c *feedsDiscoverCmd) print(a *app, records []foundRecord, now time.Time) error {
	t := &term.Table{Head: []string{"FORMAT", "ITEMS", "NEWEST", "ADDRESS", "TITLE"}, Right: []bool{false, true}}
	var add, failed []string
	for _, r := range records {
		switch {
		case c.JSON:
			if err := writeJSON(a.out, r); err != nil {
				return err
			}
		case r.OK:
			t.Row(strings.TrimSpace(r.Format+" "+r.Version), fmt.Sprint(r.Items), agoText(time.Time(r.Newest), now), r.URL, r.Title)
			add = append(add, r.Add)
		default:
			failed = append(failed, r.Why+", but "+r.Error)
		}
	}
	if c.JSON || len(records) == 0 {
		return nil
	}
	if len(add) > 0 {
		if err := t.Write(a.out, a.screen); err != nil {
			return err
		}
		fmt.Fprintf(a.out, "\n%s\n", strings.Join(add, "\n"))
	}
	for _, f := range failed {
		fmt.Fprintln(a.errw, arabic.OneLine(f))
	}
	return nil
}
