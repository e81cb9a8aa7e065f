package crawler

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/zeebo/xxh3"

	"sada/crawler/address"
	"sada/crawler/feed"
	"sada/crawler/fetch"
	"sada/crawler/schedule"
	"sada/internal/wording"
	"sada/news"
)

// poll asks for one feed and stores what came of it.
func (r *run) poll(ctx context.Context, f news.Feed) error {
	started := r.opts.Now()
	ask := fetch.Request{URL: f.URL, Feed: f.Kind != news.KindPage}
	if schedule.Conditional(f) {
		ask.Validator = f.Validator
	}
	page, getErr := r.getter.Get(ctx, ask)
	if getErr != nil && ctx.Err() != nil {
		return nil // stopped: the feed stays due
	}
	if err := ours(getErr); err != nil {
		return fmt.Errorf("poll %s: %w", f.Name, err)
	}
	r.heard(page, getErr)
	p := &news.Poll{FeedID: f.ID, Started: started, Elapsed: r.opts.Now().Sub(started), Status: page.Status}
	out, err := r.read(ctx, p, f, page, getErr)
	if err != nil || ctx.Err() != nil {
		return err
	}
	if p.Outcome != news.PollFailed {
		follow(&p.Feed, page.PermanentURL)
	}
	p.Settle = func(p *news.Poll) {
		out.New = p.New
		p.Feed.Lies = f.Lies || p.New > 0 && !schedule.Conditional(f) && sameVersion(page, f.Validator)
		p.Feed = schedule.Next(p.Feed, out, r.opts.Now(), r.opts.Bounds)
	}
	if err := r.book.SavePoll(ctx, p); err != nil {
		return fmt.Errorf("store poll of %s: %w", f.Name, err)
	}
	r.polled(p)
	return nil
}

// ours returns an error of Get that says nothing of any server: the book of
// hosts could not be read or written.
func ours(err error) error {
	var e *fetch.Error
	if errors.As(err, &e) {
		return nil
	}
	return err
}

// read turns what the server sent into the poll's outcome and entries.
func (r *run) read(ctx context.Context, p *news.Poll, f news.Feed, page fetch.Page, getErr error) (schedule.Outcome, error) {
	p.Feed = f
	p.Bytes = int64(len(page.Body))
	if getErr != nil {
		return failed(p, getErr, weight(getErr)), nil
	}
	if page.NotModified {
		p.Outcome = news.PollNotModified
		p.Feed.Unmodified++
		return schedule.Outcome{}, nil
	}
	p.Feed.Unmodified = 0
	hash := bodyHash(page.Body)
	if hash == f.BodyHash {
		p.Outcome = news.PollSameBody
		p.Validator = validator(page, hash)
		return schedule.Outcome{}, nil
	}
	doc, err := r.document(ctx, f, page)
	if err != nil {
		return schedule.Outcome{}, err
	}
	if doc.unread != nil {
		return failed(p, doc.unread, doc.weight), nil
	}
	p.Outcome = news.PollRead
	p.Bytes += doc.bytes
	switch p.Validator, p.Parts = validator(page, hash), doc.parts; {
	case doc.parts != nil: // an index that is the same may list sitemaps that are not
		p.Validator = news.Validator{}
	case doc.CutOff: // a 304 for this version would hide what is missing
		p.Validator.ETag, p.Validator.LastModified = f.ETag, f.LastModified
	}
	p.Feed.Hint = cmp.Or(doc.TTL, page.MaxAge) // the newsroom's word before that of a cache
	p.Repairs = doc.Repairs
	if doc.Dropped > 0 {
		r.tooMany(p, doc.Dropped)
	}
	p.Entries = r.entries(doc.Document, f)
	p.Items = len(p.Entries)
	p.Feed.Title, p.Feed.Format, p.Feed.Items = doc.Title, doc.Format, p.Items
	return schedule.Outcome{Items: p.Items}, nil
}

// tooMany says that a document held more items than are read.
func (r *run) tooMany(p *news.Poll, dropped int) {
	p.Repairs = append(p.Repairs, wording.Count(dropped, "item")+" over the limit left out")
	r.opts.Log.Warn("feed holds more items than are read", "feed", p.Feed.Name, "left out", dropped)
	r.count(func(t *Report) { t.Dropped += dropped })
}

func failed(p *news.Poll, err error, weight float64) schedule.Outcome {
	p.Outcome = news.PollFailed
	p.Error = err.Error()
	o := schedule.Outcome{Failed: weight, Error: p.Error}
	var e *fetch.Error
	if errors.As(err, &e) {
		o.Gone = e.Status == 410
		o.NotUntil = e.After
		p.Status = e.Status
	}
	return o
}

// weight says how much a failed request counts against a feed.
func weight(err error) float64 {
	var e *fetch.Error
	if !errors.As(err, &e) {
		return schedule.Hard
	}
	switch {
	case e.Retry && e.Kind != fetch.Network: // a private address stays one
		return schedule.Temporary
	case e.Kind == fetch.TooLarge, e.Kind == fetch.Redirects:
		return schedule.Soft
	}
	return schedule.Hard
}

// entries gives each entry its address and the uncertainty of its first
// sighting: the time since the feed was last read.
func (r *run) entries(doc feed.Document, f news.Feed) []news.Entry {
	now := r.opts.Now()
	entries := feed.Entries(doc, f, now)
	gap := r.opts.Bounds.Start
	if !f.LastSuccess.IsZero() && now.After(f.LastSuccess) {
		gap = now.Sub(f.LastSuccess)
	}
	for i := range entries {
		e := &entries[i]
		e.PollInterval = gap
		if e.State != news.EntryPending {
			continue
		}
		a, err := address.Canonical(e.URL)
		if err != nil {
			e.State, e.Reason = news.EntrySkipped, err.Error()
			continue
		}
		e.Address = a
	}
	return entries
}

func validator(page fetch.Page, hash string) news.Validator {
	return news.Validator{ETag: page.ETag, LastModified: page.LastModified, BodyHash: hash}
}

// sameVersion reports whether a server gives a document the name of the version
// held. Where there are new entries in it, a 304 for that version was wrong.
func sameVersion(page fetch.Page, held news.Validator) bool {
	if page.ETag != "" || held.ETag != "" {
		return page.ETag == held.ETag
	}
	return page.LastModified != "" && page.LastModified == held.LastModified
}

// bodyHash tells one document of a feed from the next.
func bodyHash(body []byte) string {
	return fmt.Sprintf("%016x", xxh3.Hash(body))
}

func (r *run) polled(p *news.Poll) {
	log := r.opts.Log.With("feed", p.Feed.Name)
	if p.Outcome == news.PollFailed {
		log.Warn("feed not read", "error", p.Error, "next", p.Feed.NextPoll.UTC().Format(time.RFC3339))
	} else {
		log.Debug("feed read", "outcome", p.Outcome, "items", p.Items, "new", p.New, "repairs", strings.Join(p.Repairs, "; "))
	}
	r.count(func(t *Report) {
		t.Polled++
		t.Bytes += p.Bytes
		t.Entries += p.New
		t.Repairs += len(p.Repairs)
		switch p.Outcome {
		case news.PollRead:
			t.Read++
			r.stale = true // new entries, or changed ones to be read again
		case news.PollFailed:
			t.Failed++
			t.Errors = append(t.Errors, FeedError{Feed: p.Feed.Name, URL: address.Redact(p.Feed.URL), Error: p.Error})
		default:
			t.NotModified++
		}
	})
}
