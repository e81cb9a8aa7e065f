package crawler

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"sada/crawler/address"
	"sada/crawler/fetch"
	"sada/crawler/schedule"
	"sada/crawler/standin"
	"sada/news"
)

// A Recheck says how pages of filed articles are read again for edits.
type Recheck struct {
	Ladder []time.Duration // ages of an article, since it was first seen; default schedule.Ages
	Budget int64           // bytes of bodies a run; default 20 MiB, negative for no page read again
}

// defaultBudget is some 200 pages of 100 KB, the usual size of a news page. A
// hundred outlets of fifty articles a day, each read again five times, come to
// ninety pages in five minutes, part of them answered by 304.
const defaultBudget = 20 << 20

const (
	// maxChecks bounds the pages taken up for one run, and so their memory: 6 MB.
	// It is more than a hundred outlets publish in two days, so that those of a
	// host that is down for a while, which stay due, leave room for the others.
	maxChecks = 10_000

	// leastCost is what a request counts at least: headers of both sides.
	leastCost = 1 << 10
)

// addChecks takes up the pages that are due to be read again.
func (r *run) addChecks(ctx context.Context) error {
	if r.opts.Recheck.Budget < 0 {
		return nil
	}
	checks, err := r.book.DueChecks(ctx, r.opts.Now(), maxChecks)
	if err != nil {
		return err
	}
	r.lines.addChecks(checks)
	return nil
}

// recheck reads the page of a filed article again. What the budget has no room
// for stays due.
func (r *run) recheck(ctx context.Context, c news.Check) error {
	if !r.spend(max(c.Bytes, leastCost)) {
		return nil
	}
	page, err := r.getter.Get(ctx, fetch.Request{URL: c.Entry.URL, Validator: c.Validator})
	if ctx.Err() != nil {
		return nil // stopped: it stays due
	}
	if err := ours(err); err != nil {
		return fmt.Errorf("read %s again: %w", address.Redact(c.Entry.URL), err)
	}
	r.heard(page, err)
	r.spend(int64(len(page.Body)) - c.Bytes)
	var f *fetch.Error
	if errors.As(err, &f) && notAsked(f) {
		return nil
	}
	r.count(func(t *Report) { t.Rechecked++; t.Bytes += int64(len(page.Body)) })
	c.Checked = r.opts.Now()
	c.Next, _ = schedule.Recheck(c.Entry.FirstSeen, c.Checked, r.opts.Recheck.Ladder)
	switch {
	case f != nil:
		return r.checked(ctx, c, c.Gone || f.Status == http.StatusNotFound || f.Status == http.StatusGone)
	case page.NotModified, bodyHash(page.Body) == c.BodyHash:
		return r.checked(ctx, c, false)
	}
	return r.reread(ctx, c, page)
}

// reread files what a changed page shows, if that is still the report.
func (r *run) reread(ctx context.Context, c news.Check, page fetch.Page) error {
	c.Validator, c.Bytes = validator(page, bodyHash(page.Body)), int64(len(page.Body))
	got, err := r.extract(c.Entry, page)
	if err != nil {
		return r.checked(ctx, c, c.Gone)
	}
	p := read{entry: c.Entry, url: page.FinalURL, Page: got}
	if p.leadsToFront() || says(got.Flags) == news.StandInGone {
		return r.checked(ctx, c, true)
	}
	a, err := r.article(p)
	if err != nil || !samePlace(page.FinalURL, c.FinalURL) {
		return r.checked(ctx, c, c.Gone)
	}
	still, err := r.stillReport(ctx, p)
	if err != nil {
		return err
	}
	if !still {
		return r.checked(ctx, c, c.Gone)
	}
	c.Gone = false
	f := &news.Filing{Article: a, EntryID: c.Entry.ID, Check: &c}
	if err := r.add(ctx, f); err != nil {
		return err
	}
	r.count(func(t *Report) {
		if f.Revised {
			t.Revised++
		}
	})
	return nil
}

// stillReport reports whether a page that has changed shows a report. One that
// would be doubted if it were new must stand under the report's headline, and
// must not be what the outlet shows in place of others.
func (r *run) stillReport(ctx context.Context, p read) (bool, error) {
	reading := standin.Read(p.standIn())
	if !reading.Doubted() {
		return true, nil
	}
	if reading.Strange() && !reading.OwnHeadline() {
		return false, nil
	}
	others, err := r.othersDoubted(ctx, p.entry)
	if err != nil {
		return false, err
	}
	kind := reading.Judge(others, true).Kind
	return kind == "" || kind == news.StandInUnlike, nil
}

// samePlace reports whether two addresses are of one article. A page that was
// moved since may be another's.
func samePlace(a, b string) bool {
	x, errX := address.Canonical(a)
	y, errY := address.Canonical(b)
	return errX == nil && errY == nil && x == y
}

// checked stores that a page was read again without a change to its report.
func (r *run) checked(ctx context.Context, c news.Check, gone bool) error {
	if gone && !c.Gone {
		r.count(func(t *Report) { t.Gone++ })
	}
	c.Gone = gone
	if err := r.book.SaveCheck(ctx, c); err != nil {
		return fmt.Errorf("store check of %s: %w", address.Redact(c.Entry.URL), err)
	}
	return nil
}

// spend takes bytes from the budget of the run, and reports whether there was
// anything left of it. It gives back what is negative.
func (r *run) spend(bytes int64) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if bytes > 0 && r.spent+bytes > r.opts.Recheck.Budget {
		return false
	}
	r.spent += bytes
	return true
}

// firstCheck says when the page of an article that is about to be filed is read
// again.
func (r *run) firstCheck(e news.Entry, page fetch.Page) news.Check {
	c := news.Check{
		Entry: e, FinalURL: page.FinalURL, Validator: validator(page, bodyHash(page.Body)),
		Bytes: int64(len(page.Body)), Checked: r.opts.Now(),
	}
	if r.opts.Recheck.Budget >= 0 {
		c.Next, _ = schedule.Recheck(e.FirstSeen, c.Checked, r.opts.Recheck.Ladder)
	}
	return c
}

// addChecks puts pages to be read again behind all other jobs of their hosts.
func (l *lines) addChecks(checks []news.Check) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for c := range slices.Values(checks) {
		host := address.Host(c.Entry.URL)
		l.later[host] = append(l.later[host], job{check: &c})
	}
}
