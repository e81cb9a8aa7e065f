package crawler

import (
	"context"
	"fmt"
	"regexp"
	"time"

	"sada/crawler/address"
	"sada/crawler/feed"
	"sada/crawler/fetch"
	"sada/crawler/schedule"
	"sada/internal/wording"
	"sada/news"
)

// A reading is what a feed's address came to: the document, and where it only
// lists others, what these say together.
type reading struct {
	feed.Document
	parts  []news.Part // the sitemaps of an index; nil for any other document
	bytes  int64       // of the parts
	unread error       // why nothing could be read; nil if something was
	weight float64     // of unread, as a failure
}

// document reads what a server sent for a feed's address. Its error is the
// store's.
func (r *run) document(ctx context.Context, f news.Feed, page fetch.Page) (reading, error) {
	doc, err := r.parse(f, page)
	if err != nil {
		return reading{unread: fmt.Errorf("read feed %s: %w", address.Redact(f.URL), err), weight: schedule.Soft}, nil
	}
	if !doc.IsIndex() {
		return reading{Document: doc}, nil
	}
	return r.followIndex(ctx, f, doc, page.FinalURL)
}

func (r *run) parse(f news.Feed, page fetch.Page) (doc feed.Document, err error) {
	now := r.opts.Now()
	opts := feed.Options{
		ContentType: page.ContentType, BaseURL: page.FinalURL, Zone: zone(f.Outlet),
		Now: now, MaxItems: r.opts.MaxItems,
	}
	if !r.checking {
		opts.Since = now.Add(-feed.NewsAge)
	}
	err = takeApart(len(page.Body), func() error {
		if f.Kind != news.KindPage {
			doc, err = feed.Parse(page.Body, opts)
			return err
		}
		links, err := regexp.Compile(f.Links)
		if err != nil {
			return fmt.Errorf("pattern of links: %w", err)
		}
		doc, err = feed.ParsePage(page.Body, links, opts)
		return err
	})
	return doc, err
}

const (
	// maxParts bounds the sitemaps read of one index in one poll: two days of
	// sitemaps of one for each section and day.
	maxParts = 10
	// maxPartBytes bounds their bytes together: a sitemap of 50,000 addresses,
	// the most that the protocol allows, has some 8 MB.
	maxPartBytes = 32 << 20
)

// An indexReader follows a sitemap index.
type indexReader struct {
	*run
	feed   news.Feed
	stored map[string]news.Validator
	seen   map[string]bool // addresses taken into the queue
	queue  []feed.Item     // sitemaps to read
	got    reading
	asked  int
}

// followIndex reads the sitemaps of an index that may hold something new, and
// those of the indexes among them. One that cannot be read costs the others
// nothing.
func (r *run) followIndex(ctx context.Context, f news.Feed, index feed.Document, at string) (reading, error) {
	var stored []news.Part
	if !r.checking {
		var err error
		if stored, err = r.book.Parts(ctx, f.ID); err != nil {
			return reading{}, err
		}
	}
	x := indexReader{run: r, feed: f, stored: map[string]news.Validator{}, seen: map[string]bool{at: true, f.URL: true}}
	for _, p := range stored {
		x.stored[p.URL] = p.Validator
	}
	x.got.Document, x.got.parts = index, []news.Part{}
	x.got.Items = nil
	x.add(index)
	for x.more(ctx) {
		next := x.queue[0]
		x.queue = x.queue[1:]
		if err := x.read(ctx, next.Link); err != nil {
			return reading{}, err
		}
	}
	if n := len(x.queue); n > 0 {
		x.note("%s of the index left out: a poll reads at most %d, of %d MiB", wording.Count(n, "sitemap"), maxParts, maxPartBytes>>20)
	}
	if len(x.got.parts) > 0 {
		x.got.unread = nil
	}
	return x.got, nil
}

func (x *indexReader) more(ctx context.Context) bool {
	return len(x.queue) > 0 && x.asked < maxParts && x.got.bytes < maxPartBytes && ctx.Err() == nil && !x.outOfTime()
}

// add takes the sitemaps of an index into the queue, each address once, so that
// indexes that list each other come to an end.
func (x *indexReader) add(index feed.Document) {
	for _, item := range feed.Latest(index.Items, x.opts.Now().Add(-feed.NewsAge)) {
		if item.Link != "" && !x.seen[item.Link] {
			x.seen[item.Link] = true
			x.queue = append(x.queue, item)
		}
	}
}

func (x *indexReader) note(format string, args ...any) {
	x.got.Repairs = append(x.got.Repairs, fmt.Sprintf(format, args...))
}

// read asks for one sitemap. Its error is the store's.
func (x *indexReader) read(ctx context.Context, at string) error {
	x.asked++
	ask := fetch.Request{URL: at, Feed: true}
	if schedule.ConditionalParts(x.feed) {
		ask.Validator = x.stored[at]
	}
	page, err := x.getter.Get(ctx, ask)
	if ctx.Err() != nil {
		return nil // stopped: read at the next poll
	}
	if err := ours(err); err != nil {
		return fmt.Errorf("poll %s: %w", x.feed.Name, err)
	}
	x.heard(page, err)
	if err == nil {
		err = x.take(at, page)
	}
	if err != nil {
		x.note("sitemap not read: %v", err)
		x.got.unread, x.got.weight = fmt.Errorf("no sitemap of the index could be read: %s", err), weightOf(err) // not wrapped: a status of 410 is the sitemap's
	}
	return nil
}

// weightOf is what a sitemap that could not be fetched or read counts.
func weightOf(err error) float64 {
	if ours(err) == nil {
		return weight(err)
	}
	return schedule.Soft
}

// take adds what one sitemap lists.
func (x *indexReader) take(at string, page fetch.Page) error {
	x.got.bytes += int64(len(page.Body))
	part := news.Part{URL: at, Validator: x.stored[at]}
	if hash := bodyHash(page.Body); !page.NotModified && part.BodyHash != hash {
		doc, err := x.parse(news.Feed{Outlet: x.feed.Outlet}, page)
		if err != nil {
			return fmt.Errorf("read sitemap %s: %w", address.Redact(at), err)
		}
		x.merge(doc)
		if part.Validator = validator(page, hash); doc.IsIndex() { // to be followed though it is the same
			part.Validator = news.Validator{}
		}
	}
	x.got.parts = append(x.got.parts, part)
	return nil
}

// merge adds a sitemap's entries to what was read, or an index's sitemaps to
// the queue.
func (x *indexReader) merge(doc feed.Document) {
	x.got.Repairs = append(x.got.Repairs, doc.Repairs...)
	if doc.IsIndex() {
		x.add(doc)
		return
	}
	room := max(0, x.opts.MaxItems-len(x.got.Items))
	if x.opts.MaxItems <= 0 {
		room = len(doc.Items)
	}
	x.got.Dropped += doc.Dropped + max(0, len(doc.Items)-room)
	x.got.Items = append(x.got.Items, doc.Items[:min(room, len(doc.Items))]...)
	if x.got.Title == "" {
		x.got.Title = doc.Title
	}
}

// followAfter is how many polls in a row must be redirected for good, and read
// the feed there, before its address is changed: one may be a mistake.
const followAfter = 3

// follow remembers where a server says that a feed has moved for good, and
// after some polls gives the feed that address. A move from https to http is
// followed at each poll, and never remembered.
func follow(f *news.Feed, permanent string) {
	switch {
	case permanent == "" || permanent == f.URL || downgrade(f.URL, permanent):
		f.PermanentURL, f.PermanentSeen = "", 0
	case permanent == f.PermanentURL:
		f.PermanentSeen++
	default:
		f.PermanentURL, f.PermanentSeen = permanent, 1
	}
	if f.PermanentSeen >= followAfter {
		f.URL, f.PermanentURL, f.PermanentSeen = f.PermanentURL, "", 0
	}
}

func downgrade(from, to string) bool {
	return len(from) > 8 && from[:8] == "https://" && (len(to) < 8 || to[:8] != "https://")
}

// zone is that of an outlet's times; UTC where none is known.
func zone(o news.Outlet) *time.Location {
	loc, err := time.LoadLocation(o.Zone)
	if err != nil {
		return time.UTC
	}
	return loc
}
