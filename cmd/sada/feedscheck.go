package main

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"regexp"
	"strings"
	"time"

	"sada/arabic"
	"sada/crawler"
	"sada/crawler/address"
	"sada/crawler/feed"
	"sada/crawler/fetch"
	"sada/internal/term"
	"sada/internal/wording"
	"sada/news"
)

type feedsCheckCmd struct {
	Source string `arg:"" optional:"" name:"url-or-file" help:"Address, name or file of a feed."`
	All    bool   `help:"Ask for every feed, and say how each fares and what to do. Nothing is stored."`
	Links  string `help:"Read a section page instead, whose links that match this regular expression are the articles." placeholder:"PATTERN"`
	Zone   string `help:"Zone of dates that name none, such as Asia/Riyadh. Default: that of the feed's outlet in the configuration." placeholder:"ZONE"`
	JSON   bool   `name:"json" help:"One JSON object; with --all one a line."`
}

// Run reads one feed and shows what it parses to, or looks at all.
func (c *feedsCheckCmd) Run(a *app) error {
	cfg, err := loadConfig(a.Config)
	switch {
	case err != nil:
		return err
	case c.All == (c.Source != ""):
		return usagef("feeds check: give the address, name or file of one feed, or --all")
	case c.All:
		return c.checkAll(a, &cfg)
	}
	f, err := c.subject(&cfg)
	if err != nil {
		return err
	}
	doc, err := c.read(a, &cfg, f)
	if err != nil {
		return err
	}
	if c.JSON {
		return writeJSON(a.out, checkRecordOf(doc))
	}
	return a.printCheck(doc)
}

// subject is the feed to be checked, as far as the configuration knows it.
func (c *feedsCheckCmd) subject(cfg *config) (news.Feed, error) {
	f := news.Feed{Name: c.Source, URL: c.Source, Outlet: cfg.hostOutlet(c.Source)}
	for _, known := range cfg.feeds() {
		if known.Name == c.Source || known.URL == c.Source {
			f = known
		}
	}
	if c.Links != "" {
		f.Kind, f.Links = news.KindPage, c.Links
	}
	if _, err := regexp.Compile(f.Links); err != nil {
		return f, usagef("--links: not a regular expression: %v", err)
	}
	f.Outlet.Zone = cmp.Or(c.Zone, f.Outlet.Zone)
	if _, err := time.LoadLocation(f.Outlet.Zone); err != nil {
		return f, usagef("--zone %s: not an IANA zone such as Asia/Riyadh", f.Outlet.Zone)
	}
	return f, nil
}

// hostOutlet is the outlet with the pages of an address's host, or a nameless
// one.
func (c *config) hostOutlet(at string) news.Outlet {
	host := address.Host(at)
	for _, o := range c.Outlets {
		if o.Host != "" && (host == o.Host || strings.HasSuffix(host, "."+o.Host)) {
			return c.outlet(o.Name, at)
		}
	}
	return news.Outlet{}
}

// maxFeedFile bounds a feed read from a file, as fetch.max_body does one from
// the web.
const maxFeedFile = 64 << 20

// read gets a feed from the web or from a file.
func (c *feedsCheckCmd) read(a *app, cfg *config, f news.Feed) (feed.Document, error) {
	if strings.Contains(f.URL, "://") {
		getter, err := fetch.New(cfg.fetchOptions(nil))
		if err != nil {
			return feed.Document{}, err
		}
		defer getter.Close()
		got := crawler.CheckUp(a.ctx, getter, []news.Feed{f}, cfg.crawlOptions())[0]
		return got.Document, got.Err
	}
	body, err := readBounded(f.URL, maxFeedFile)
	if err != nil {
		return feed.Document{}, err
	}
	doc, err := parseFile(body, f, feed.Options{MaxItems: cfg.Poll.MaxItems, Now: time.Now(), Zone: zoneOf(f.Outlet)})
	if err != nil {
		return feed.Document{}, fmt.Errorf("read feed %s: %w", f.URL, err)
	}
	return doc, nil
}

func parseFile(body []byte, f news.Feed, opts feed.Options) (feed.Document, error) {
	if f.Kind == news.KindPage {
		return feed.ParsePage(body, regexp.MustCompile(f.Links), opts)
	}
	return feed.Parse(body, opts)
}

// zoneOf is an outlet's zone; UTC where it has none.
func zoneOf(o news.Outlet) *time.Location {
	loc, err := time.LoadLocation(o.Zone)
	if err != nil {
		return time.UTC
	}
	return loc
}

// readBounded reads a file that must not be larger than limit bytes.
func readBounded(path string, limit int64) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, fmt.Errorf("read feed %s: no such file (an address begins with http:// or https://)", path)
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, fmt.Errorf("read feed %s: it is a folder", path)
	case info.Size() > limit:
		return nil, fmt.Errorf("read feed %s: %d bytes is more than %d", path, info.Size(), limit)
	}
	return os.ReadFile(path)
}

// A checkRecord is what `feeds check --json` writes.
type checkRecord struct {
	Format    string       `json:"format"`
	Version   string       `json:"version"`
	Encoding  string       `json:"encoding"`
	Title     string       `json:"title"`
	Link      string       `json:"link"`
	Language  string       `json:"language"`
	Published stamp        `json:"published"`
	Updated   stamp        `json:"updated"`
	Items     []itemRecord `json:"items"`
	Repairs   []string     `json:"repairs"`
	Dropped   int          `json:"dropped"`
	CutOff    bool         `json:"cut_off"`
	TTLS      int64        `json:"ttl_s"`
}

type itemRecord struct {
	Title               string          `json:"title"`
	Link                string          `json:"link"`
	ID                  string          `json:"id"`
	Author              string          `json:"author"`
	Categories          []string        `json:"categories"`
	Published           stamp           `json:"published"`
	PublishedSource     string          `json:"published_source"`
	PublishedConfidence news.Confidence `json:"published_confidence"`
	PublishedRaw        string          `json:"published_raw"`
	Updated             stamp           `json:"updated"`
	Summary             string          `json:"summary"`
	Content             string          `json:"content"`
}

func checkRecordOf(d feed.Document) checkRecord {
	r := checkRecord{
		Format: d.Format, Version: d.Version, Encoding: d.Encoding, Title: d.Title, Link: d.Link, Language: d.Language,
		Published: stamp(d.Published), Updated: stamp(d.Updated), Dropped: d.Dropped, CutOff: d.CutOff, TTLS: int64(d.TTL.Seconds()),
		Items: []itemRecord{}, Repairs: append([]string{}, d.Repairs...),
	}
	for _, i := range d.Items {
		r.Items = append(r.Items, itemRecord{
			Title: i.Title, Link: i.Link, ID: i.ID, Author: i.Author, Categories: append([]string{}, i.Categories...),
			Published: stamp(i.Published), PublishedSource: i.PublishedSource, PublishedConfidence: i.PublishedConfidence,
			PublishedRaw: i.PublishedRaw, Updated: stamp(i.Updated), Summary: i.Summary, Content: i.Content,
		})
	}
	return r
}

func (a *app) printCheck(d feed.Document) error {
	fmt.Fprintf(a.out, "%s, %s, %s\n", strings.TrimSpace(d.Format+" "+d.Version), d.Encoding, wording.Count(len(d.Items), "item"))
	if d.Dropped > 0 {
		fmt.Fprintf(a.out, "%s over the limit of poll.max_items left out\n", wording.Count(d.Dropped, "item"))
	}
	for _, r := range d.Repairs {
		fmt.Fprintln(a.out, "repaired:", arabic.OneLine(r))
	}
	fmt.Fprintf(a.out, "  %s\n\n", a.screen.Embed(arabic.OneLine(d.Title)))
	t := &term.Table{Head: []string{"PUBLISHED", "SURE", "FROM", "HEADLINE"}}
	for _, i := range d.Items {
		t.Row(minuteText(i.Published), cmp.Or(string(i.PublishedConfidence), "-"), i.PublishedSource, i.Title)
	}
	return t.Write(a.out, a.screen)
}
