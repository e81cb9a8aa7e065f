package crawler

import (
	"context"
	"sync"
	"time"

	"sada/crawler/address"
	"sada/crawler/feed"
	"sada/crawler/fetch"
	"sada/news"
)

// A Checkup is what came of asking for one feed without storing anything.
type Checkup struct {
	Feed     news.Feed
	Asked    bool          // false for one that is gone: it is asked no more
	Status   int           // HTTP; 0 without an answer
	Err      error         // why it could not be read; nil if it could
	Document feed.Document // of an index, what its sitemaps say together
	MovedTo  string        // where 301 or 308 alone led; empty if they did not
	Elapsed  time.Duration // without the wait for the host's turn
}

// CheckUp asks for each feed once, whole, and returns what came of each, in
// their order. Feeds of one host are asked for one after the other, and no more
// once the host does not answer. Of opts Hosts, MaxItems and Now count.
func CheckUp(ctx context.Context, getter Getter, feeds []news.Feed, opts Options) []Checkup {
	opts = opts.defaults()
	r := &run{Crawler: &Crawler{getter: getter, opts: opts}, lines: newLines(), checking: true}
	out := make([]Checkup, len(feeds))
	byHost := map[string][]int{}
	for i, f := range feeds {
		host := address.Host(f.URL)
		byHost[host] = append(byHost[host], i)
	}
	room := make(chan struct{}, opts.Hosts)
	var wg sync.WaitGroup
	for _, places := range byHost {
		wg.Go(func() {
			room <- struct{}{}
			defer func() { <-room }()
			var down error
			for _, i := range places {
				out[i] = r.checkUp(ctx, feeds[i], down)
				down = out[i].silence()
			}
		})
	}
	wg.Wait()
	return out
}

// checkUp asks for one feed, unless its host was found not to answer.
func (r *run) checkUp(ctx context.Context, f news.Feed, down error) Checkup {
	c := Checkup{Feed: f, Err: down}
	if f.State == news.FeedGone || down != nil {
		return c
	}
	c.Asked = true
	page, err := r.getter.Get(ctx, fetch.Request{URL: f.URL, Feed: f.Kind != news.KindPage})
	c.Status, c.Elapsed, c.MovedTo, c.Err = page.Status, page.Elapsed, page.PermanentURL, err
	if c.MovedTo == f.URL {
		c.MovedTo = ""
	}
	if err != nil {
		return c
	}
	doc, err := r.document(ctx, f, page)
	c.Document, c.Err = doc.Document, err
	if err == nil {
		c.Err = doc.unread
	}
	return c
}

// silence returns the error of a feed whose host does not answer; nil where it
// does.
func (c Checkup) silence() error {
	if c.Err == nil {
		return nil
	}
	if host, how := bearingOf(fetch.Page{}, c.Err); how == silent && host == address.Host(c.Feed.URL) {
		return c.Err
	}
	return nil
}
