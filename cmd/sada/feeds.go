package main

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"sada/arabic"
	"sada/crawler/address"
	"sada/crawler/feed"
	"sada/crawler/fetch"
	"sada/internal/term"
	"sada/news"
)

type feedsCmd struct {
	List    feedsListCmd    `cmd:"" default:"withargs" help:"List the feeds and how each fares."`
	Entries feedsEntriesCmd `cmd:"" help:"List the entries of feeds and what became of each."`
	Check   feedsCheckCmd   `cmd:"" help:"Read one feed, from an address or a file, and show what it holds."`
	Add     feedsAddCmd     `cmd:"" help:"Add a feed."`
	Enable  feedsEnableCmd  `cmd:"" help:"Poll a feed again, at once."`
	Disable feedsOffCmd     `cmd:"" help:"Poll a feed no more; what it brought stays."`
}

type feedsListCmd struct {
	JSON bool `name:"json" help:"One JSON object a line."`
}

// A feedRecord is a feed as `feeds list --json` writes it.
type feedRecord struct {
	Name        string  `json:"name"`
	URL         string  `json:"url"`
	Outlet      string  `json:"outlet"`
	Enabled     bool    `json:"enabled"`
	State       string  `json:"state"`
	Format      string  `json:"format"`
	Items       int     `json:"items"`
	IntervalS   int64   `json:"interval_s"`
	Polls       int64   `json:"polls"`
	Failures    float64 `json:"failures"`
	Error       string  `json:"error"`
	LastPoll    stamp   `json:"last_poll_at"`
	LastSuccess stamp   `json:"last_success_at"`
	LastNew     stamp   `json:"last_new_at"`
	NextPoll    stamp   `json:"next_poll_at"`
	MovedTo     string  `json:"moved_to"`

	StandIns map[news.StandInKind]int `json:"stand_ins"`
}

// Run prints the feeds in order of name.
func (c *feedsListCmd) Run(a *app) error {
	st, _, err := a.openToRead()
	if err != nil {
		return err
	}
	defer st.Close()
	feeds, err := st.Feeds(a.ctx)
	if err != nil {
		return err
	}
	now := time.Now()
	counts, err := st.StandInCounts(a.ctx, now.Add(-standInDays))
	if err != nil {
		return err
	}
	t := &term.Table{
		Head:  []string{"NAME", "STATE", "ITEMS", "EVERY", "LAST NEW", "NEXT", "FAILS", "STATUS"},
		Right: []bool{false, false, true, true, false, false, true},
		Wrap:  true,
	}
	for _, f := range feeds {
		shown := standInsOf(f, counts)
		if c.JSON {
			if err := writeJSON(a.out, feedRecordOf(f, shown)); err != nil {
				return err
			}
			continue
		}
		t.Row(feedName(f), feedState(f), fmt.Sprint(f.Items), strings.TrimPrefix(lagText(f.Interval), "+"),
			agoText(f.LastNew, now), nextText(f, now), fmt.Sprintf("%g", f.Failures), feedStatus(f)+standInText(shown))
	}
	if c.JSON {
		return nil
	}
	if t.Len() == 0 {
		fmt.Fprintln(a.errw, "no feeds yet: list them in config.yaml, or add one with `sada feeds add URL`")
		return nil
	}
	return t.Write(a.out, a.screen)
}

func feedRecordOf(f news.Feed, shown []news.StandInCount) feedRecord {
	return feedRecord{
		Name: f.Name, URL: address.Redact(f.URL), Outlet: f.Outlet.Name, Enabled: f.Enabled, State: feedState(f),
		Format: f.Format, Items: f.Items, IntervalS: int64(f.Interval.Seconds()), Polls: f.PollCount,
		Failures: f.Failures, Error: f.Error, LastPoll: stamp(f.LastPoll), LastSuccess: stamp(f.LastSuccess),
		LastNew: stamp(f.LastNew), NextPoll: stamp(f.NextPoll), MovedTo: address.Redact(f.PermanentURL),
		StandIns: standInsByKind(shown),
	}
}

// feedName is the name where it is ASCII, else the host.
func feedName(f news.Feed) string {
	return asciiName(news.Outlet{Name: f.Name, Host: address.Host(f.URL)})
}

func feedState(f news.Feed) string {
	if !f.Enabled && f.State != news.FeedGone {
		return "disabled"
	}
	return string(f.State)
}

// feedStatus says in words how a feed fares.
func feedStatus(f news.Feed) string {
	switch {
	case f.Error != "":
		return f.Error
	case f.State == news.FeedNew:
		return "never polled"
	case f.PermanentURL != "":
		return "moved to " + address.Redact(f.PermanentURL)
	}
	return "works"
}

func agoText(t, now time.Time) string {
	if t.IsZero() {
		return "never"
	}
	return strings.TrimPrefix(lagText(max(0, now.Sub(t))), "+") + " ago"
}

func nextText(f news.Feed, now time.Time) string {
	switch {
	case !f.Enabled:
		return "-"
	case !f.NextPoll.After(now):
		return "due"
	}
	return "in " + strings.TrimPrefix(lagText(f.NextPoll.Sub(now)), "+")
}

type feedsAddCmd struct {
	URL    string `arg:"" help:"Address of the feed."`
	Name   string `help:"Name to call it by. Default: its host." placeholder:"NAME"`
	Outlet string `help:"Outlet it belongs to. Default: its host." placeholder:"NAME"`
}

// Run adds a feed; it is polled by the next poll.
func (c *feedsAddCmd) Run(a *app) error {
	cfg, err := loadConfig(a.Config)
	if err != nil {
		return err
	}
	f := feedConfig{Name: c.Name, URL: c.URL, Outlet: c.Outlet}
	one := cfg
	one.Feeds = []feedConfig{f}
	if err := one.checkFeeds(func(...any) string { return "feeds add" }); err != nil {
		return usageError{err}
	}
	st, done, err := a.openToWrite(a.databasePath(&cfg))
	if err != nil {
		return err
	}
	defer done()
	added := one.feeds()[0]
	added.Origin = "user"
	if added, err = st.AddFeed(a.ctx, added); err != nil {
		return err
	}
	fmt.Fprintf(a.out, "added feed %s; poll it with: sada poll --feed %s\n", arabic.OneLine(added.Name), arabic.OneLine(added.Name))
	return nil
}

type feedsEnableCmd struct {
	Feed string `arg:"" help:"Name or address of the feed."`
}

// Run switches a feed on.
func (c *feedsEnableCmd) Run(a *app) error { return a.switchFeed(c.Feed, true) }

type feedsOffCmd struct {
	Feed string `arg:"" help:"Name or address of the feed."`
}

// Run switches a feed off.
func (c *feedsOffCmd) Run(a *app) error { return a.switchFeed(c.Feed, false) }

func (a *app) switchFeed(ref string, on bool) error {
	cfg, err := loadConfig(a.Config)
	if err != nil {
		return err
	}
	path := a.databasePath(&cfg)
	if _, err := os.Stat(path); err != nil {
		return fmt.Errorf("no store at %s yet: run `sada poll` first", path)
	}
	st, done, err := a.openToWrite(path)
	if err != nil {
		return err
	}
	defer done()
	if err := st.SetFeedEnabled(a.ctx, ref, on); err != nil {
		return err
	}
	word := "disabled"
	if on {
		word = "enabled"
	}
	fmt.Fprintf(a.out, "%s feed %s\n", word, arabic.OneLine(ref))
	return nil
}

type feedsCheckCmd struct {
	Source string `arg:"" name:"url-or-file" help:"Address or file of a feed."`
	JSON   bool   `name:"json" help:"One JSON object."`
}

// Run reads one feed and shows what it parses to.
func (c *feedsCheckCmd) Run(a *app) error {
	body, opts, err := c.load(a)
	if err != nil {
		return err
	}
	doc, err := feed.Parse(body, opts)
	if err != nil {
		return fmt.Errorf("read feed %s: %w", address.Redact(c.Source), err)
	}
	if c.JSON {
		return writeJSON(a.out, checkRecordOf(doc))
	}
	return a.printCheck(doc)
}

// maxFeedFile bounds a feed read from a file, as fetch.max_body does one from
// the web.
const maxFeedFile = 64 << 20

func (c *feedsCheckCmd) load(a *app) ([]byte, feed.Options, error) {
	cfg, err := loadConfig(a.Config)
	if err != nil {
		return nil, feed.Options{}, err
	}
	opts := feed.Options{MaxItems: cfg.Poll.MaxItems, Now: time.Now()}
	if !strings.Contains(c.Source, "://") {
		body, err := readBounded(c.Source, maxFeedFile)
		return body, opts, err
	}
	getter, err := fetch.New(cfg.fetchOptions(nil))
	if err != nil {
		return nil, opts, err
	}
	defer getter.Close()
	page, err := getter.Get(a.ctx, fetch.Request{URL: c.Source, Feed: true})
	if err != nil {
		return nil, opts, err
	}
	opts.ContentType, opts.BaseURL = page.ContentType, page.FinalURL
	return page.Body, opts, nil
}

// readBounded reads a file that must not be larger than limit bytes.
func readBounded(path string, limit int64) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, fmt.Errorf("read %s: no such file (an address begins with http:// or https://)", path)
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, fmt.Errorf("read %s: it is a folder", path)
	case info.Size() > limit:
		return nil, fmt.Errorf("read %s: %d bytes is more than %d", path, info.Size(), limit)
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
}

type itemRecord struct {
	Title           string   `json:"title"`
	Link            string   `json:"link"`
	ID              string   `json:"id"`
	Author          string   `json:"author"`
	Categories      []string `json:"categories"`
	Published       stamp    `json:"published"`
	PublishedSource string   `json:"published_source"`
	Updated         stamp    `json:"updated"`
}

func checkRecordOf(d feed.Document) checkRecord {
	r := checkRecord{
		Format: d.Format, Version: d.Version, Encoding: d.Encoding, Title: d.Title, Link: d.Link, Language: d.Language,
		Published: stamp(d.Published), Updated: stamp(d.Updated), Dropped: d.Dropped,
		Items: []itemRecord{}, Repairs: append([]string{}, d.Repairs...),
	}
	for _, i := range d.Items {
		r.Items = append(r.Items, itemRecord{
			Title: i.Title, Link: i.Link, ID: i.ID, Author: i.Author, Categories: append([]string{}, i.Categories...),
			Published: stamp(i.Published), PublishedSource: i.PublishedSource, Updated: stamp(i.Updated),
		})
	}
	return r
}

func (a *app) printCheck(d feed.Document) error {
	fmt.Fprintf(a.out, "%s %s, %s, %s\n", d.Format, d.Version, d.Encoding, plural(len(d.Items), "item"))
	if d.Dropped > 0 {
		fmt.Fprintf(a.out, "%s over the limit of poll.max_items left out\n", plural(d.Dropped, "item"))
	}
	for _, r := range d.Repairs {
		fmt.Fprintln(a.out, "repaired:", arabic.OneLine(r))
	}
	fmt.Fprintf(a.out, "  %s\n\n", a.screen.Embed(arabic.OneLine(d.Title)))
	t := &term.Table{Head: []string{"PUBLISHED", "FROM", "HEADLINE"}}
	for _, i := range d.Items {
		t.Row(minuteText(i.Published), i.PublishedSource, i.Title)
	}
	return t.Write(a.out, a.screen)
}
