package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"sada/arabic"
	"sada/crawler/address"
	"sada/crawler/feed"
	"sada/internal/wording"
	"sada/news"
	"sada/storage/sqlite"
)

type feedsImportCmd struct {
	File string `arg:"" help:"OPML file; - for standard input."`
	JSON bool   `name:"json" help:"Print what was done as one JSON object."`
}

// An opmlReport counts what `feeds import` came to.
type opmlReport struct {
	Outlines int      `json:"outlines"`
	Added    int      `json:"added"`
	Known    int      `json:"known"`
	Refused  int      `json:"refused"`
	Repairs  []string `json:"repairs"`
	Errors   []string `json:"errors"`
}

// maxOPML bounds a list of feeds: ten thousand of them have some 3 MB.
const maxOPML = 32 << 20

// Run adds the feeds of a file that are not stored yet.
func (c *feedsImportCmd) Run(a *app) error {
	cfg, err := loadConfig(a.Config)
	if err != nil {
		return err
	}
	body, err := readOPML(c.File)
	if err != nil {
		return err
	}
	outlines, repairs, err := feed.ParseOPML(body, feed.Options{})
	if err != nil {
		return fmt.Errorf("import feeds from %s: %w", c.File, err)
	}
	st, done, err := a.openToWrite(a.databasePath(&cfg))
	if err != nil {
		return err
	}
	defer done()
	report := opmlReport{Outlines: len(outlines), Repairs: append([]string{}, repairs...), Errors: []string{}}
	if err := addOutlines(a, &cfg, st, outlines, &report); err != nil {
		return err
	}
	return a.importSummary(report, c.JSON)
}

func readOPML(path string) ([]byte, error) {
	if path != "-" {
		return readBounded(path, maxOPML)
	}
	body, err := io.ReadAll(io.LimitReader(os.Stdin, maxOPML+1))
	if err == nil && len(body) > maxOPML {
		err = fmt.Errorf("read standard input: more than %d bytes", maxOPML)
	}
	return body, err
}

// addOutlines stores feeds, those that the configuration lists left out: a feed
// is stored whole or not at all, and the file can be imported again.
func addOutlines(a *app, cfg *config, st *sqlite.Store, outlines []feed.Outline, report *opmlReport) error {
	names, urls := map[string]bool{}, map[string]bool{}
	stored, err := st.Feeds(a.ctx)
	if err != nil {
		return err
	}
	for _, f := range append(stored, cfg.feeds()...) {
		names[f.Name], urls[f.URL] = true, true
	}
	for _, o := range outlines {
		if urls[o.URL] {
			report.Known++
			continue
		}
		f, err := cfg.outlineFeed(o, names)
		if err != nil {
			report.Refused++
			report.Errors = append(report.Errors, err.Error())
			continue
		}
		_, err = st.AddFeed(a.ctx, f)
		switch {
		case errors.Is(err, news.ErrKnown):
			report.Known++
			continue
		case err != nil:
			return err
		}
		names[f.Name], urls[f.URL] = true, true
		report.Added++
	}
	return nil
}

// outlineFeed makes a feed of a subscription. Its name is the title, made
// unique by the host where another feed has it.
func (c *config) outlineFeed(o feed.Outline, names map[string]bool) (news.Feed, error) {
	host := address.Host(o.URL)
	fc := feedConfig{Name: o.Title, URL: o.URL, Outlet: o.Outlet, Links: o.Links}
	if o.Links != "" {
		fc.Kind = string(news.KindPage)
	}
	if fc.Outlet == "" && slices.ContainsFunc(c.Outlets, func(known outletConfig) bool { return known.Name == o.Folder }) {
		fc.Outlet = o.Folder
	}
	if fc.Name == "" {
		fc.Name = host
	}
	for n, base := 1, fc.Name; names[fc.Name]; n++ {
		fc.Name = fmt.Sprintf("%s (%s)", base, host)
		if n > 1 {
			fc.Name = fmt.Sprintf("%s (%s %d)", base, host, n)
		}
	}
	one := config{Outlets: c.Outlets, Feeds: []feedConfig{fc}}
	if err := one.checkFeeds(func(...any) string { return "outline" }); err != nil {
		return news.Feed{}, err
	}
	f := one.feeds()[0]
	f.Origin = "user"
	return f, nil
}

func (a *app) importSummary(r opmlReport, asJSON bool) error {
	if asJSON {
		if err := writeJSON(a.out, r); err != nil {
			return err
		}
	} else {
		fmt.Fprintf(a.out, "%s: %d added, %d known already, %d refused\n", wording.Count(r.Outlines, "feed"), r.Added, r.Known, r.Refused)
		for _, what := range r.Repairs {
			fmt.Fprintln(a.out, "repaired:", arabic.OneLine(what))
		}
	}
	for _, e := range r.Errors {
		fmt.Fprintln(a.errw, arabic.OneLine(e))
	}
	return partly(r.Refused, r.Outlines)
}

type feedsExportCmd struct {
	File string `arg:"" optional:"" help:"File to write. Default: standard output."`
}

// Run writes the feeds, those switched off left out, in folders by outlet.
func (c *feedsExportCmd) Run(a *app) error {
	st, _, err := a.openToRead()
	if err != nil {
		return err
	}
	defer st.Close()
	feeds, err := st.Feeds(a.ctx)
	if err != nil {
		return err
	}
	var outlines []feed.Outline
	for _, f := range feeds {
		if f.Enabled && f.State != news.FeedGone {
			outlines = append(outlines, outlineOf(f))
		}
	}
	if c.File == "" {
		return feed.WriteOPML(a.out, "sada", outlines)
	}
	if err := writeWhole(c.File, func(w io.Writer) error { return feed.WriteOPML(w, "sada", outlines) }); err != nil {
		return err
	}
	fmt.Fprintf(a.errw, "%s written to %s\n", wording.Count(len(outlines), "feed"), c.File)
	return nil
}

// outlineOf is a feed as a subscription. A secret in its address goes along:
// without it the address would not work.
func outlineOf(f news.Feed) feed.Outline {
	o := feed.Outline{Title: f.Name, URL: f.URL, Folder: f.Outlet.Name, Outlet: f.Outlet.Name}
	if f.Outlet.Host != "" {
		o.Site = "https://" + f.Outlet.Host + "/"
	}
	if f.Kind == news.KindPage {
		o.Links = f.Links
	}
	return o
}

// writeWhole writes a file beside its place and moves it there, so that a file
// of that name is never half written.
func writeWhole(path string, write func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".sada-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	err = errors.Join(write(f), f.Chmod(0o644), f.Close())
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return os.Rename(f.Name(), path)
}
