// Package crawler takes feeds from their addresses to filed articles: it polls
// each feed, stores what is new in the queue, fetches the queued pages, and
// hands the articles found in them to be filed. One host is served by one line
// of jobs, so that a slow host delays nobody but itself. The package knows
// neither how documents are fetched and read (packages fetch, feed, extract)
// nor how articles are compared and stored.
package crawler

import (
	"context"
	"log/slog"
	"time"

	"sada/crawler/extract"
	"sada/crawler/fetch"
	"sada/crawler/schedule"
	"sada/news"
)

// A Getter fetches one document.
type Getter interface {
	Get(ctx context.Context, r fetch.Request) (fetch.Page, error)
}

// A Book keeps the record of polls and the queue of entries.
type Book interface {
	SavePoll(ctx context.Context, p *news.Poll) error
	Parts(ctx context.Context, feed int64) ([]news.Part, error)
	Pending(ctx context.Context, now time.Time, limit int) ([]news.Entry, error)
	CloseEntry(ctx context.Context, e news.Entry) error
	StandIns(ctx context.Context, outlet int64, since time.Time, limit int) ([]news.StandIn, error)
	DueChecks(ctx context.Context, now time.Time, limit int) ([]news.Check, error)
	SaveCheck(ctx context.Context, c news.Check) error
	SaveStandIn(ctx context.Context, in news.StandIn, seen time.Time, same ...int64) error
}

// A Tracker files articles under their stories.
type Tracker interface {
	Add(ctx context.Context, filings ...*news.Filing) error
}

// Options steer a crawl. The zero value works.
type Options struct {
	Bounds    schedule.Bounds
	Recheck   Recheck
	Hosts     int       // hosts served at a time; default 32; up to twice as many where some hang and hold nothing
	PerHost   int       // jobs at a time on one host; default 1
	MaxItems  int       // entries read of one feed; default is that of package feed
	Languages []string  // of pages to file; default Arabic alone
	Until     time.Time // no job begins at or after this time; zero for no end
	Rules     func(outlet string) *extract.Rules
	Now       func() time.Time
	Log       *slog.Logger
	Progress  func(Report) // called after each job, from one goroutine at a time
}

func (o Options) defaults() Options {
	if o.Hosts <= 0 {
		o.Hosts = 32
	}
	if o.PerHost <= 0 {
		o.PerHost = 1
	}
	if len(o.Languages) == 0 {
		o.Languages = []string{"ar"}
	}
	if o.Rules == nil {
		o.Rules = func(string) *extract.Rules { return nil }
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Progress == nil {
		o.Progress = func(Report) {}
	}
	o.Bounds = o.Bounds.Defaults()
	if o.Recheck.Ladder == nil {
		o.Recheck.Ladder = schedule.Ages()
	}
	if o.Recheck.Budget == 0 {
		o.Recheck.Budget = defaultBudget
	}
	return o
}

// A Crawler polls feeds and fetches pages.
type Crawler struct {
	getter  Getter
	book    Book
	tracker Tracker
	opts    Options
}

// New returns a crawler over the given parts.
func New(getter Getter, book Book, tracker Tracker, opts Options) *Crawler {
	return &Crawler{getter: getter, book: book, tracker: tracker, opts: opts.defaults()}
}

// A Report counts what a crawl came to. Its JSON form is what `sada poll
// --json` prints.
type Report struct {
	Feeds       int           `json:"feeds"`        // to be polled
	Polled      int           `json:"polled"`       // of which asked
	Read        int           `json:"read"`         // of which sent a document that was read
	NotModified int           `json:"not_modified"` // of which unchanged: 304, or the same bytes
	Failed      int           `json:"failed"`       // of which failed
	Entries     int           `json:"entries_new"`  // entries not seen before
	Pages       int           `json:"pages"`        // pages asked for
	Filed       int           `json:"filed"`        // of which became new articles
	Known       int           `json:"known"`        // of which turned out to be stored already
	Revised     int           `json:"revised"`      // pages that were stored, and had changed
	Rechecked   int           `json:"rechecked"`    // pages of filed articles read again for edits
	Gone        int           `json:"gone"`         // of which are there no more
	Skipped     int           `json:"skipped"`      // entries without a page to be had, kept with the reason
	Retry       int           `json:"retry"`        // pages to be tried again later
	StandIns    int           `json:"stand_ins"`    // pages shown in a report's place: login walls, soft 404s, one page for every address
	Stories     int           `json:"stories_new"`  // articles that opened a story
	Joined      int           `json:"joined"`       // articles that joined one
	Repairs     int           `json:"repairs"`      // repairs made to feeds
	Dropped     int           `json:"items_left"`   // items over the limit of one document, left out
	Bytes       int64         `json:"bytes"`        // of bodies, inflated
	Left        int           `json:"left"`         // jobs not begun because time ran out or their host did not answer
	OutOfTime   bool          `json:"out_of_time"`
	Interrupted bool          `json:"interrupted"`
	Elapsed     time.Duration `json:"-"`
	ElapsedMS   int64         `json:"elapsed_ms"`
	Errors      []FeedError   `json:"errors"` // one for each feed that failed
}

// A FeedError says why a feed could not be read.
type FeedError struct {
	Feed  string `json:"feed"`
	URL   string `json:"url"`
	Error string `json:"error"`
}
