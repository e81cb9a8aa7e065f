// Package storage says what every store promises. A store keeps feeds, the
// queue of entries whose pages are still to be fetched, articles and the
// stories they were filed under. It decides nothing: callers hand it values
// and, where a decision must be made against what is stored, a function that
// runs inside the transaction.
package storage

import (
	"context"
	"errors"
	"iter"
	"time"

	"sada/news"
)

// Errors that callers branch on. Those of package news are used too.
var (
	// ErrNewer: the database was written by a newer version of sada.
	ErrNewer = errors.New("database is from a newer version")
	// ErrOlder: the database lacks migrations, and was opened only to be read.
	ErrOlder = errors.New("database is from an older version: a run that may write brings it up to date")
	// ErrDamaged: the file is not a database, or a damaged one. It was left as it was.
	ErrDamaged = errors.New("not a sound database")
	// ErrReadOnly: the file or its directory cannot be written.
	ErrReadOnly = errors.New("cannot be written")
	// ErrBusy: another program held the database for longer than the busy timeout.
	ErrBusy = errors.New("locked by another program")
	// ErrFull: no room on the disk.
	ErrFull = errors.New("disk full")
	// ErrSyntax: a raw search query that the full-text index cannot read.
	ErrSyntax = errors.New("bad search syntax")
)

// A Store is the whole of what a store promises. Callers take the small
// interface they need, beside their own code; storetest holds the promises as
// tests that every store runs.
type Store interface {
	Feeds
	Queue
	StandIns
	Shelf
	Index
	Reader
	Archive
	Furniture
	Close() error
}

// Feeds keeps the list of feeds and the record of their polls.
type Feeds interface {
	// SyncFeeds makes the stored feeds of origin "config" those given: new ones
	// are added, changed ones updated (a changed URL drops its validators),
	// those no longer listed are disabled. Feeds of origin "user" stay.
	SyncFeeds(ctx context.Context, feeds []news.Feed) error
	// AddFeed stores a feed of origin "user". ErrKnown if its name or URL is
	// stored already.
	AddFeed(ctx context.Context, f news.Feed) (news.Feed, error)
	// SetFeedEnabled switches a feed, named by name or URL, on or off. Switching
	// on makes it due at once and forgets its failures. ErrNotFound.
	SetFeedEnabled(ctx context.Context, ref string, enabled bool) error
	// FeedMoves returns the addresses that feeds had, in order of time.
	FeedMoves(ctx context.Context) ([]news.FeedMove, error)
	// Parts returns the documents of a feed as SavePoll stored them, in order of
	// address.
	Parts(ctx context.Context, feed int64) ([]news.Part, error)
	// Feeds returns all feeds, in order of name.
	Feeds(ctx context.Context) ([]news.Feed, error)
	// SavePoll stores, in one transaction, the poll, the feed's state, schedule
	// and validators, and those of its entries not seen before, as pending (or
	// known, where their address is an article already). It fills in p.New.
	// Entries seen before get a new LastSeen; a changed title or date is kept.
	// p.Settle, if set, is called inside the transaction once p.New is known. A
	// p.Feed.URL that is another than the stored one becomes the feed's address,
	// unless another feed has it.
	SavePoll(ctx context.Context, p *news.Poll) error
}

// Queue keeps the entries whose pages are still to be fetched, and what is
// remembered of hosts.
type Queue interface {
	// Pending returns up to limit entries to fetch now: pending, NextTry not
	// after now, or Tried later than now (the clock was set back), feed enabled;
	// the earliest published first. limit 0: all.
	Pending(ctx context.Context, now time.Time, limit int) ([]news.Entry, error)
	// CloseEntry stores State, Reason, Attempts, NextTry, Tried and ArticleID of e.
	CloseEntry(ctx context.Context, e news.Entry) error
	// Entries returns the entries of a feed (0 for all) in a state (empty for
	// all), newest first.
	Entries(ctx context.Context, feed int64, state news.EntryState, limit int) ([]news.Entry, error)
	// DueChecks returns up to limit pages of filed articles to be read again:
	// Next not after now, or Checked later than now (the clock was set back),
	// feed enabled; those that have waited longest first. limit 0: all.
	DueChecks(ctx context.Context, now time.Time, limit int) ([]news.Check, error)
	// SaveCheck stores that a page was read again, and when it is to be next; a
	// zero Next ends it. An article whose Gone changes is marked so, with an
	// event; it is never deleted.
	SaveCheck(ctx context.Context, c news.Check) error
	// Host returns what is remembered of a host; ErrNotFound if nothing.
	Host(ctx context.Context, name string) (news.Host, error)
	// SaveRobots stores the robots.txt of a host; its Pace stays.
	SaveRobots(ctx context.Context, h news.Host) error
	// Pace returns the pace of a host, zero if nothing is remembered of it.
	Pace(ctx context.Context, host string) (news.Pace, error)
	// SavePace stores the pace of a host; its robots.txt stays.
	SavePace(ctx context.Context, host string, p news.Pace) error
}

// StandIns keeps what outlets showed in a report's place.
type StandIns interface {
	// SaveStandIn stores the kind and sketch of the page that an entry got, and
	// gives the entries in same that kind and, while they are pending, its
	// reason; articles made of them get the kind as a flag. A Kind of "" forgets what was stored. ErrNotFound.
	SaveStandIn(ctx context.Context, in news.StandIn, seen time.Time, same ...int64) error
	// StandIns returns up to limit of an outlet's pages that were stored since,
	// the latest first, without Why. limit 0: all.
	StandIns(ctx context.Context, outlet int64, since time.Time, limit int) ([]news.StandIn, error)
	// StandInCounts counts the pages seen since that are known to be no reports,
	// by feed and kind.
	StandInCounts(ctx context.Context, since time.Time) ([]news.StandInCount, error)
}

// Shelf files articles.
type Shelf interface {
	// File stores the filings in one transaction, in their order. An article
	// whose URL, or one of its aliases, is stored already, or which the same
	// outlet shows under another address with the same headline and words, is
	// marked Known and its entry closed as known; where the entry is the one that
	// brought the article, a text that changed is kept as a revision. A Check is
	// stored with the article that its entry brought. For every other one decide is called inside the
	// transaction, with Article.ID set; what it returns is stored together with
	// the article, and a StoryID of 0 in Moved means the story of this article.
	// A member in Moved whose story, parent and relation stay keeps its FiledAt, and
	// makes no event.
	// An error from decide rolls all back. Texts are made valid UTF-8 without
	// NUL in f.Article before decide sees them.
	File(ctx context.Context, filings []*news.Filing, decide func(ctx context.Context, d news.Desk, f *news.Filing) (news.Decision, error)) error
}

// Index keeps the list of the parts of the index of prints that lie in files.
type Index interface {
	// KeepSegments makes the list of kept segments the one given, and that of the
	// articles in them whose story has changed since they were written. From then
	// on the store keeps both true: an article that changes its story comes onto
	// the second, and where a print changes, its segment and those after it leave
	// the first, in the transaction of the change.
	KeepSegments(ctx context.Context, segments []news.Segment, moved []int64) error
}

// Reader reads back what is stored.
type Reader interface {
	// FindArticle returns the id of the article that ref names: an id, a URL in
	// any of its forms stored, or an external id. ErrNotFound, ErrAmbiguous.
	FindArticle(ctx context.Context, ref string) (int64, error)
	// Article returns one article, blocks included. ErrNotFound.
	Article(ctx context.Context, id int64) (news.Stored, error)
	// Story returns one story. ErrNotFound.
	Story(ctx context.Context, id int64) (news.Story, error)
	// Stories yields stories, the latest LastSeen first (or the largest), then by id.
	Stories(ctx context.Context, q news.StoryQuery) iter.Seq2[news.Story, error]
	// CountStories counts the stories that q selects, whatever its Limit.
	CountStories(ctx context.Context, q news.StoryQuery) (int64, error)
	// Variants returns the members of a story, canonical first, then by At and
	// id. Text and Blocks are left out.
	Variants(ctx context.Context, story int64) ([]news.Stored, error)
	// Links returns the links of an article to articles of other stories.
	Links(ctx context.Context, article int64) ([]news.Link, error)
	// StoryLinks returns up to limit links of the members of a story to articles
	// of other stories, the strongest first: links of kind series, which lead to
	// other events, come after all others. Spans are left out. limit 0: all.
	StoryLinks(ctx context.Context, story int64, limit int) ([]news.StoryLink, error)
	// Search yields articles, best match first; Text is filled in.
	Search(ctx context.Context, q news.SearchQuery) iter.Seq2[news.Stored, error]
	// CountFound counts the articles that q finds, whatever its Limit.
	CountFound(ctx context.Context, q news.SearchQuery) (int64, error)
	// Articles yields every article with its text, in order of id, from one
	// point in time. Blocks are left out.
	Articles(ctx context.Context) iter.Seq2[news.Stored, error]
	// ExportStories yields every story with the ids of its members, in order of
	// id, from one point in time.
	ExportStories(ctx context.Context) iter.Seq2[news.StoryMembers, error]
	// Events yields the change stream after seq.
	Events(ctx context.Context, after int64) iter.Seq2[news.Event, error]
	// Counts says how much is stored.
	Counts(ctx context.Context) (news.Counts, error)
	// View runs f over a read-only view of the filed articles, for `why`.
	View(ctx context.Context, f func(ctx context.Context, d news.Desk) error) error
}

// Archive lets stored articles be filed anew.
type Archive interface {
	// ArticlesByTime yields every article of every story whose LastSeen lies not
	// before since (all for zero), with its text and print, in order of At, then
	// id, from one point in time. Blocks are left out.
	ArticlesByTime(ctx context.Context, since time.Time) iter.Seq2[news.Stored, error]
	// Rulings returns what people decided, in order of id.
	Rulings(ctx context.Context) ([]news.Ruling, error)
	// Regroup brings the stored places, prints and links up to those given, in
	// one transaction; of articles that are Remarked also the blocks, text and
	// pushes, and the spans by which other articles are linked to them. There is
	// an event at the given time for every change of a
	// story, relation, parent, canonical article or link. What is the same
	// already is left alone. Story and ids of articles stay; stories that lose
	// all members are removed. With dry it changes nothing and tells what it
	// would have changed.
	Regroup(ctx context.Context, at time.Time, dry bool, stories iter.Seq2[news.Regrouping, error]) (news.Changes, error)
	// OtherPrints counts the articles whose prints are not of the given scheme,
	// by scheme. It costs nothing to speak of while there are none.
	OtherPrints(ctx context.Context, scheme string) ([]news.PrintCount, error)
}

// Furniture keeps which lines of an outlet's articles are no part of reports.
type Furniture interface {
	// Lesson returns what is stored of an outlet, by name; the zero Lesson if
	// there is no such outlet.
	Lesson(ctx context.Context, outlet string) (news.Lesson, error)
	// SaveLesson makes the stored lines of an outlet those given, in one
	// transaction. It counts as learned from all of its articles stored by then.
	SaveLesson(ctx context.Context, outlet string, lines []news.Line) error
	// Latest returns the latest articles of an outlet, or with others those of
	// all other outlets, the latest first: id, title, byline, blocks and At.
	Latest(ctx context.Context, outlet string, others bool, limit int) ([]news.Article, error)
	// HeadlineOf returns the latest article of an outlet, of those up to the
	// article through, that was filed with that key of its headline; 0 if there
	// is none.
	HeadlineOf(ctx context.Context, outlet string, key uint64, through int64) (int64, error)
	// LastArticle returns the id of the article stored last; 0 if there is none.
	LastArticle(ctx context.Context) (int64, error)
	// CopiesOf returns the texts, up to eight, in which other outlets carry the
	// story of an article.
	CopiesOf(ctx context.Context, article int64) ([]string, error)
	// Outlets returns every outlet, in order of name.
	Outlets(ctx context.Context) ([]news.OutletCount, error)
	// Pushes returns the headlines to which an article sends its readers.
	Pushes(ctx context.Context, article int64) ([]news.Push, error)
}
