package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"sada/crawler"
	"sada/internal/fakeweb"
	"sada/internal/wording"
	"sada/news"
	"sada/storage/sqlite"
)

type demoCmd struct {
	Keep string `help:"Folder to leave the store and its configuration in. Default: a new temporary one." placeholder:"DIR" type:"path"`
	JSON bool   `name:"json" help:"Print the poll and the stories as one JSON object."`
}

// demoDelay is the gap between two requests to one outlet of the demo: long
// enough to be a pace that the press's own log shows, short enough that its
// fullest outlet is read in a few seconds.
const demoDelay = 50 * time.Millisecond

// demoMark opens the configuration that a demo writes, so that a later demo
// knows the folder for its own.
const demoMark = "# Written by `sada demo`: a made-up press on this machine."

// Run starts the press, polls it as `sada poll` would, and shows the stories
// that more than one outlet carried.
func (c *demoCmd) Run(a *app) error {
	dir, err := c.folder()
	if err != nil {
		return err
	}
	press, err := fakeweb.Start(fakeweb.Options{Now: time.Now()})
	if err != nil {
		return err
	}
	defer press.Close()
	if err := writeDemoConfig(filepath.Join(dir, "config.yaml"), press); err != nil {
		return err
	}
	cfg, err := loadConfig(filepath.Join(dir, "config.yaml"))
	if err != nil {
		return err
	}
	st, done, err := a.openToWrite(cfg.database())
	if err != nil {
		return err
	}
	defer done()
	if err := st.SyncFeeds(a.ctx, cfg.feeds()); err != nil {
		return err
	}
	feeds, err := st.Feeds(a.ctx)
	if err != nil {
		return err
	}
	report, err := a.crawl(st, &cfg, feeds, time.Time{})
	if err != nil {
		return err
	}
	return c.show(a, st, report, dir)
}

// folder returns an empty folder to work in. One that an earlier demo left is
// cleared of what that demo wrote; any other that holds a store is refused.
func (c *demoCmd) folder() (string, error) {
	if c.Keep == "" {
		return os.MkdirTemp("", "sada-demo-")
	}
	config := filepath.Join(c.Keep, "config.yaml")
	text, err := os.ReadFile(config)
	switch {
	case errors.Is(err, os.ErrNotExist):
	case err != nil:
		return "", fmt.Errorf("demo: %w", err)
	case !strings.HasPrefix(string(text), demoMark):
		return "", usagef("demo: %s was not written by a demo: name another folder with --keep", config)
	default:
		for _, name := range []string{"sada.db", "sada.db-wal", "sada.db-shm"} {
			if err := os.Remove(filepath.Join(c.Keep, name)); err != nil && !errors.Is(err, os.ErrNotExist) {
				return "", fmt.Errorf("demo: %w", err)
			}
		}
		return c.Keep, nil
	}
	if _, err := os.Stat(filepath.Join(c.Keep, "sada.db")); err == nil {
		return "", usagef("demo: %s holds a store already: name another folder with --keep", c.Keep)
	}
	if err := os.MkdirAll(c.Keep, 0o755); err != nil {
		return "", fmt.Errorf("demo: %w", err)
	}
	return c.Keep, nil
}

// writeDemoConfig writes what a user would have written to poll the press.
func writeDemoConfig(path string, press *fakeweb.Press) error {
	var b strings.Builder
	fmt.Fprintln(&b, demoMark)
	fmt.Fprintf(&b, "database: sada.db\nfetch:\n  contact: https://sada.example/about\n  delay: %s\n  allow_networks:\n", demoDelay)
	for _, n := range press.Networks() {
		fmt.Fprintf(&b, "    - %s\n", n)
	}
	outlets := map[string]bool{}
	fmt.Fprintln(&b, "outlets:")
	for _, f := range press.Feeds() {
		if o := f.Outlet; !outlets[o.Name] {
			outlets[o.Name] = true
			fmt.Fprintf(&b, "  - {name: %q, host: %q, country: %q, zone: %q}\n", o.Name, o.Host, o.Country, o.Zone)
		}
	}
	fmt.Fprintln(&b, "feeds:")
	for _, f := range press.Feeds() {
		fmt.Fprintf(&b, "  - {name: %q, outlet: %q, url: %q}\n", f.Name, f.Outlet.Name, f.URL)
	}
	if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
		return fmt.Errorf("demo: %w", err)
	}
	return nil
}

// A demoRecord is what `demo --json` writes.
type demoRecord struct {
	Folder  string         `json:"folder"`
	Poll    crawler.Report `json:"poll"`
	Stories []storyLine    `json:"stories"`
}

func (c *demoCmd) show(a *app, st *sqlite.Store, report crawler.Report, dir string) error {
	rows, err := storyRows(a, st, news.StoryQuery{MinOutlets: 2})
	if err != nil {
		return err
	}
	if c.JSON {
		rec := demoRecord{Folder: dir, Poll: report, Stories: []storyLine{}}
		for _, r := range rows {
			rec.Stories = append(rec.Stories, r.record())
		}
		return writeJSON(a.out, rec)
	}
	fmt.Fprintf(a.out, "%s\n\n", pollText(report))
	fmt.Fprintf(a.out, "%s that more than one outlet carried (LAG: to the second outlet; OUT: outlets; TXT: different texts)\n\n", wording.Count(len(rows), "story"))
	if err := lagTable(rows).Write(a.out, a.screen); err != nil {
		return err
	}
	return c.next(a, st, rows, dir)
}

// next prints commands to try on the store that the demo leaves behind.
func (c *demoCmd) next(a *app, st *sqlite.Store, rows []storyRow, dir string) error {
	fmt.Fprintf(a.out, "\nThe store is %s. Try:\n", filepath.Join(dir, "sada.db"))
	sada := fmt.Sprintf("%s --config %s", os.Args[0], filepath.Join(dir, "config.yaml"))
	if len(rows) > 0 {
		best := rows[0]
		for _, r := range rows {
			if len(r.members) > len(best.members) {
				best = r
			}
		}
		last := best.members[len(best.members)-1]
		fmt.Fprintf(a.out, "  %s story %d\n", sada, best.ID)
		fmt.Fprintf(a.out, "  %s why %d %d\n", sada, best.members[0].ID, last.ID)
	}
	fmt.Fprintf(a.out, "  %s search الذهب\n", sada)
	fmt.Fprintf(a.out, "  %s feeds list\n", sada)
	fmt.Fprintf(a.out, "  %s export articles --format ndjson\n", sada)
	return nil
}
