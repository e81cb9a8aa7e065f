package main

import (
	"fmt"
	"os"
	"strings"
	"time"

	"sada/arabic"
	"sada/crawler/address"
	"sada/internal/term"
	"sada/news"
)

type feedsCmd struct {
	List     feedsListCmd     `cmd:"" default:"withargs" help:"List the feeds and how each fares."`
	Entries  feedsEntriesCmd  `cmd:"" help:"List the entries of feeds and what became of each."`
	Check    feedsCheckCmd    `cmd:"" help:"Read one feed, from an address or a file, and show what it holds; or, with --all, every feed, and say how each fares."`
	Discover feedsDiscoverCmd `cmd:"" help:"Find the feeds of a site: those its page names, sitemaps in robots.txt, usual places."`
	Add      feedsAddCmd      `cmd:"" help:"Add a feed."`
	Import   feedsImportCmd   `cmd:"" help:"Add the feeds of an OPML file."`
	Export   feedsExportCmd   `cmd:"" help:"Write the feeds as an OPML file."`
	Enable   feedsEnableCmd   `cmd:"" help:"Poll a feed again, at once."`
	Disable  feedsOffCmd      `cmd:"" help:"Poll a feed no more; what it brought stays."`
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

	Kind      string   `json:"kind"`
	Links     string   `json:"links"`
	MovedFrom []string `json:"moved_from"`
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
	moves, err := st.FeedMoves(a.ctx)
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
			if err := writeJSON(a.out, feedRecordOf(f, shown, moves)); err != nil {
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

func feedRecordOf(f news.Feed, shown []news.StandInCount, moves []news.FeedMove) feedRecord {
	from := []string{}
	for _, m := range moves {
		if m.FeedID == f.ID {
			from = append(from, address.Redact(m.From))
		}
	}
	return feedRecord{
		Name: f.Name, URL: address.Redact(f.URL), Outlet: f.Outlet.Name, Enabled: f.Enabled, State: feedState(f),
		Format: f.Format, Items: f.Items, IntervalS: int64(f.Interval.Seconds()), Polls: f.PollCount,
		Failures: f.Failures, Error: f.Error, LastPoll: stamp(f.LastPoll), LastSuccess: stamp(f.LastSuccess),
		LastNew: stamp(f.LastNew), NextPoll: stamp(f.NextPoll), MovedTo: address.Redact(f.PermanentURL),
		StandIns: standInsByKind(shown), Kind: string(f.Kind), Links: f.Links, MovedFrom: from,
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

// farBack is how long ago something was that is told by its date.
const farBack = 60 * 24 * time.Hour

// agoText is how long before now something was; its day, where that is far back.
func agoText(t, now time.Time) string {
	switch {
	case t.IsZero():
		return "never"
	case now.Sub(t) > farBack:
		return t.UTC().Format(time.DateOnly)
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
	Kind   string `help:"What stands there: feed (a sitemap is one, too), or page, whose links are the articles." enum:"feed,page" default:"feed"`
	Links  string `help:"Of a page: the regular expression that addresses of articles match." placeholder:"PATTERN"`
}

// Run adds a feed; it is polled by the next poll.
func (c *feedsAddCmd) Run(a *app) error {
	cfg, err := loadConfig(a.Config)
	if err != nil {
		return err
	}
	f := feedConfig{Name: c.Name, URL: c.URL, Outlet: c.Outlet, Kind: c.Kind, Links: c.Links}
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
	fmt.Fprintf(a.out, "%s feed %s\n", word, shown(ref))
	return nil
}
