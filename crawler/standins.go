package crawler

import (
	"context"
	"slices"
	"time"

	"sada/crawler/address"
	"sada/crawler/extract"
	"sada/crawler/standin"
	"sada/news"
)

const (
	// standInLife is how long a doubted page is remembered: longer than the last
	// try of a page, shorter than most redesigns.
	standInLife = 30 * 24 * time.Hour

	// standInLimit bounds the doubted pages that one is compared with. An outlet
	// of which more are doubted in a month shows a wall, and the latest tell.
	standInLimit = 200
)

// A doubtful is a page that waits to be judged beside others of its outlet.
type doubtful struct {
	read
	standin.Reading
}

// judge files a page, or says what stands in its place, or lets it wait until
// the outlet's others were read.
func (r *run) judge(ctx context.Context, p read) error {
	reading := standin.Read(p.standIn())
	if reading.Doubted() {
		return r.doubt(ctx, doubtful{p, reading}, false)
	}
	if p.entry.Attempts > 0 { // it may have shown something else
		if err := r.book.SaveStandIn(ctx, news.StandIn{EntryID: p.entry.ID}, r.opts.Now()); err != nil {
			return err
		}
	}
	return r.file(ctx, p)
}

// standIn is a page as it is judged.
func (p read) standIn() standin.Page {
	return standin.Page{
		Entry: p.entry.ID, Address: p.entry.Address, Title: p.entry.Title,
		Headline: headline(p.Page), Text: news.Article{Blocks: p.Blocks}.Text(), Says: says(p.Flags),
		Front: p.leadsToFront(),
	}
}

// leadsToFront reports whether the address of a report leads to the front page.
func (p read) leadsToFront() bool { return address.Front(p.url) && !address.Front(p.entry.URL) }

// doubt judges a doubted page. One that nothing can be said of yet is kept;
// last says that no more pages are to come.
func (r *run) doubt(ctx context.Context, d doubtful, last bool) error {
	others, err := r.othersDoubted(ctx, d.entry)
	if err != nil {
		return err
	}
	v := d.Judge(others, last)
	if v.Kind != "" || d.entry.Attempts > 0 {
		if err := r.book.SaveStandIn(ctx, v.StandIn, r.opts.Now(), v.Same...); err != nil {
			return err
		}
	}
	switch v.Kind {
	case "", news.StandInUnlike:
		return r.file(ctx, d.read)
	case news.StandInDoubt:
		r.keep(d)
		return nil
	}
	r.count(func(t *Report) { t.StandIns++ })
	return r.tryLater(ctx, d.entry, v.Why, time.Time{}) // walls come and go
}

// othersDoubted returns the pages of an entry's outlet that were doubted beside
// its own.
func (r *run) othersDoubted(ctx context.Context, e news.Entry) ([]news.StandIn, error) {
	others, err := r.book.StandIns(ctx, e.Outlet.ID, r.opts.Now().Add(-standInLife), standInLimit)
	return slices.DeleteFunc(others, func(s news.StandIn) bool { return s.EntryID == e.ID }), err
}

// keep holds a doubted page until its host's others were read. They are few:
// once several of an outlet are held, the next is like one of them or like none.
func (r *run) keep(d doubtful) {
	host := address.Host(d.entry.URL)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.doubted[host] = append(r.doubted[host], d)
}

// settle judges the pages of a host that are still doubted when all others were
// read. An interrupted run leaves them in the queue.
func (r *run) settle(ctx context.Context, host string) error {
	r.mu.Lock()
	doubted := r.doubted[host]
	delete(r.doubted, host)
	r.mu.Unlock()
	for _, d := range doubted {
		if ctx.Err() != nil {
			return nil
		}
		if err := r.doubt(ctx, d, true); err != nil {
			return err
		}
	}
	return nil
}

// headline is the page's own, not the feed's.
func headline(got extract.Page) string {
	if got.TitleSource == extract.FromFeed {
		return ""
	}
	return got.Title
}

// says is what a page says of itself.
func says(flags []string) news.StandInKind {
	for _, kind := range []news.StandInKind{news.StandInGone, news.StandInLogin, news.StandInCookie} {
		if slices.Contains(flags, string(kind)) {
			return kind
		}
	}
	return ""
}
