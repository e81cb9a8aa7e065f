// Package news holds the nouns that every other package speaks of: feeds and
// their entries, articles and their blocks, stories and their variants. It
// holds no behaviour beyond what follows from the values themselves, does no
// I/O, reads no clock and imports the standard library only.
package news

import (
	"strings"
	"time"
)

// An Outlet is a publisher: a newspaper, a site, an agency.
type Outlet struct {
	ID      int64
	Name    string // short name as configured; unique
	Host    string // host of its pages, lower case; empty if unknown
	Country string // ISO 3166 alpha-2; empty if unknown
	Zone    string // IANA zone in which its pages write times; empty means UTC
}

// A Validator is what a server gave with a document so that the next request
// can ask whether it changed (RFC 9110, section 8.8).
type Validator struct {
	ETag         string
	LastModified string
	BodyHash     string // hex hash of the bytes last read, for servers whose ETag lies
}

// A FeedState says how a feed has fared.
type FeedState string

// The states of a feed.
const (
	FeedNew     FeedState = "new"     // never read
	FeedOK      FeedState = "ok"      // the last poll worked
	FeedFailing FeedState = "failing" // the last poll failed; asked again later
	FeedGone    FeedState = "gone"    // the server said 410; asked no more
)

// A FeedKind says what stands at a feed's address.
type FeedKind string

// The kinds of feed.
const (
	KindFeed FeedKind = "feed" // RSS, Atom, JSON Feed, or a sitemap
	KindPage FeedKind = "page" // a web page with links to articles
)

// A Feed is an address that lists an outlet's new articles.
type Feed struct {
	ID      int64
	Name    string // unique, as the user calls it
	Outlet  Outlet
	URL     string
	Kind    FeedKind // empty means KindFeed
	Links   string   // of a page: the regular expression that addresses of articles match
	Enabled bool
	Origin  string // "config" or "user"
	State   FeedState
	Title   string // as the feed names itself
	Format  string // rss, atom, rdf, json, sitemap, page; empty until read
	Validator
	Interval      time.Duration // gap between polls, as last decided
	Hint          time.Duration // for how long it says that it will not change; 0 if it doesn't say
	Unmodified    int           // polls in a row that the server answered with 304
	Lies          bool          // such an answer was wrong: it is not asked with validators any more
	LastPoll      time.Time     // zero if never
	LastSuccess   time.Time     // zero if never
	LastNew       time.Time     // when a poll last brought a new entry; zero if never
	NextPoll      time.Time     // zero means due at once
	Failures      float64       // weighted count of failures in a row
	Error         string        // of the last poll; empty if it worked
	Items         int           // entries in the last document read
	PollCount     int64
	PermanentURL  string // where 301/308 point; followed, and shown to the user
	PermanentSeen int    // polls in a row that pointed there
}

// A FeedMove is a change of a feed's address.
type FeedMove struct {
	FeedID   int64
	At       time.Time
	From, To string
	Why      MoveReason
}

// A MoveReason says who changed a feed's address.
type MoveReason string

// The reasons for a move.
const (
	MoveRedirect MoveReason = "redirect" // the server, with 301 or 308, several polls in a row
	MoveConfig   MoveReason = "config"   // the configuration
)

// A Part is one of the documents that a feed is made of: a sitemap that an
// index lists.
type Part struct {
	URL string
	Validator
}

// An EntryState says what became of an entry.
type EntryState string

// The states of an entry.
const (
	EntryPending EntryState = "pending" // its page is still to be fetched
	EntryFiled   EntryState = "filed"   // its page became an article
	EntryKnown   EntryState = "known"   // its address was an article already
	EntrySkipped EntryState = "skipped" // it has no page to be had; Reason says why
	EntryFailed  EntryState = "failed"  // tried often enough; Reason says what failed
)

// An Entry is one item of a feed.
type Entry struct {
	ID                  int64
	FeedID              int64
	Feed                string // name of the feed
	Outlet              Outlet
	GUID                string // the feed's own id for it; may be empty
	URL                 string // as the feed gave it, resolved against the feed
	Address             string // canonical form of URL: what makes two entries one article
	Title               string
	Author              string
	Summary             string // plain text
	Categories          []string
	Published           time.Time // zero if the feed gave none that could be read
	PublishedRaw        string    // as written
	PublishedSource     string    // element it stands in, and what was assumed to read it
	PublishedConfidence Confidence
	Updated             time.Time
	State               EntryState
	Reason              string // why skipped or failed, or the last error while pending
	Attempts            int
	NextTry             time.Time
	Tried               time.Time // when its page was last asked for; zero if never
	FirstSeen           time.Time
	LastSeen            time.Time
	PollInterval        time.Duration // the feed's interval when first seen: the uncertainty of FirstSeen
	ArticleID           int64         // 0 until filed
}

// A Poll is the record of one attempt to read a feed.
type Poll struct {
	FeedID  int64
	Started time.Time
	Elapsed time.Duration
	Status  int    // HTTP status; 0 if no answer came
	Outcome string // one of the Poll constants
	Bytes   int64  // of the inflated body
	Items   int    // entries in the document
	New     int    // entries not seen before; filled in by the store
	Repairs []string
	Error   string

	Feed      Feed          // the feed as it shall be stored: schedule, failures, state
	Settle    func(p *Poll) // if set, called inside the transaction once New is known, to change Feed by it
	Validator Validator     // what to store; the zero value leaves the stored one as it is
	Parts     []Part        // the documents that the feed is made of, in place of those stored; nil leaves them
	Entries   []Entry       // the document's entries
}

// Outcomes of a poll.
const (
	PollRead        = "read"         // a document was read and parsed
	PollNotModified = "not_modified" // the server said 304
	PollSameBody    = "same_body"    // the bytes were those read last time
	PollFailed      = "failed"
)

// A BlockKind says what part a paragraph plays in a page.
type BlockKind string

// The kinds of block. Promo and furniture are kept but never compared.
const (
	BlockLead      BlockKind = "lead"
	BlockBody      BlockKind = "body"
	BlockHeading   BlockKind = "heading"
	BlockQuote     BlockKind = "quote"
	BlockCaption   BlockKind = "caption"
	BlockPromo     BlockKind = "promo"     // a line that sends the reader to another article
	BlockFurniture BlockKind = "furniture" // share lines, tags, subscribe lines
)

// Compared reports whether a block's words belong to the report itself, and so
// count when two articles are compared.
func (k BlockKind) Compared() bool {
	switch k {
	case BlockLead, BlockBody, BlockHeading, BlockQuote:
		return true
	}
	return false
}

// A Block is one paragraph of an article.
type Block struct {
	Kind BlockKind `json:"kind"`
	Text string    `json:"text"`
	Why  string    `json:"why,omitempty"` // why it was given its kind, where that isn't plain
}

// A Credit names an agency that an article gives as its source, and the place
// where it says so.
type Credit struct {
	Agency string `json:"agency"` // short name, such as "رويترز"
	Place  string `json:"place"`  // byline, dateline, body, tail, meta
}

// An Article is one page of one outlet, under its one canonical address.
type Article struct {
	ID                  int64
	URL                 string // canonical form
	OriginalURL         string // as first met
	Aliases             []string
	Outlet              Outlet
	ExternalID          string // the id it had in an imported file
	Title               string
	Byline              string
	Credit              Credit
	Language            string    // BCP 47, two letters; empty if undecided
	Published           time.Time // as the page or the feed claims; zero if unknown or absurd
	PublishedSource     string    // json-ld, meta, time, feed, import, …; empty if unknown
	PublishedConfidence Confidence
	Modified            time.Time
	FirstSeen           time.Time
	PollInterval        time.Duration // uncertainty of FirstSeen
	Fetched             time.Time
	Blocks              []Block
	Flags               []string // what is odd about it: "future date", "not arabic", …
}

// A Confidence says how far a claimed time may be from the one meant: exact,
// assumed, day or doubtful, as package arabic has them. Empty: unknown.
type Confidence string

// MaxAhead is how far a claimed time may lie after the moment a page was first
// seen before it is disbelieved: a day covers every error of zone.
const MaxAhead = 24 * time.Hour

// PlausiblePublished returns the claimed time of publication, or zero where it
// cannot be right: more than MaxAhead after it was first seen, or before there
// were web pages in Arabic.
func PlausiblePublished(published, firstSeen time.Time) time.Time {
	if published.IsZero() || published.Year() < 1995 {
		return time.Time{}
	}
	if !firstSeen.IsZero() && published.After(firstSeen.Add(MaxAhead)) {
		return time.Time{}
	}
	return published
}

// At is the time by which articles are put in order: the earlier of the time
// claimed and the time first seen.
func (a Article) At() time.Time {
	p := PlausiblePublished(a.Published, a.FirstSeen)
	if p.IsZero() || (!a.FirstSeen.IsZero() && a.FirstSeen.Before(p)) {
		return a.FirstSeen
	}
	return p
}

// Text is the whole text as a reader sees it, one block a paragraph, promo and
// furniture lines left out.
func (a Article) Text() string { return joinBlocks(a.Blocks) }

func joinBlocks(blocks []Block) string {
	n := 0
	for _, b := range blocks {
		n += len(b.Text) + 1
	}
	var out strings.Builder
	out.Grow(n)
	for _, b := range blocks {
		if !b.Kind.Compared() || b.Text == "" {
			continue
		}
		if out.Len() > 0 {
			out.WriteByte('\n')
		}
		out.WriteString(b.Text)
	}
	return out.String()
}
