package crawler

import (
	"context"
	"slices"
	"strings"

	"sada/crawler/feed"
	"sada/crawler/fetch"
	"sada/news"
)

// A Found is a candidate for a feed, as it was found to be.
type Found struct {
	feed.Candidate
	Checkup
}

// A Scout fetches documents and tells which sitemaps a host names.
type Scout interface {
	Getter
	Sitemaps(ctx context.Context, target string) ([]string, error)
}

// Bounds of a search, in requests.
const (
	// maxNamed: portals name a feed for each section.
	maxNamed = 20
	// maxMaps: of those in robots.txt, the news sitemaps come first.
	maxMaps = 5
)

// Discover looks for the feeds of a site, given the address of one of its
// pages: the address itself, what its page names, the sitemaps in robots.txt,
// and, where all that yields nothing, the usual places. Candidates that can be
// read come first, feeds before sitemaps, then those that the site names and
// that cannot. The error is that of the page itself.
func Discover(ctx context.Context, scout Scout, at string, opts Options) ([]Found, error) {
	page, err := scout.Get(ctx, fetch.Request{URL: at})
	if err != nil {
		return nil, err
	}
	d := discoverer{scout: scout, opts: opts, known: map[string]bool{}}
	d.try(ctx, []feed.Candidate{{URL: page.FinalURL, Why: "the address itself"}}, 1)
	if d.works() {
		return d.found, nil
	}
	d.found = nil // it is the page
	d.try(ctx, feed.Discover(page.Body, page.ContentType, page.FinalURL), maxNamed)
	maps, err := scout.Sitemaps(ctx, page.FinalURL)
	if err == nil {
		d.try(ctx, sitemapCandidates(maps), maxMaps)
	}
	if !d.works() {
		d.guess(ctx, feed.Guesses(page.FinalURL))
	}
	slices.SortStableFunc(d.found, func(a, b Found) int { return a.rank() - b.rank() })
	return d.found, nil
}

func sitemapCandidates(addresses []string) []feed.Candidate {
	items := make([]feed.Item, len(addresses))
	for i, a := range addresses {
		items[i].Link = a
	}
	var out []feed.Candidate
	for _, i := range feed.NewsFirst(items) {
		out = append(out, feed.Candidate{URL: i.Link, Why: "robots.txt names it as a sitemap"})
	}
	return out
}

// A discoverer collects candidates.
type discoverer struct {
	scout Scout
	opts  Options
	known map[string]bool // addresses tried
	found []Found
}

// try reads up to most candidates that were not tried before.
func (d *discoverer) try(ctx context.Context, candidates []feed.Candidate, most int) {
	var fresh []feed.Candidate
	var feeds []news.Feed
	for _, c := range candidates {
		if len(fresh) == most || d.known[bare(c.URL)] {
			continue
		}
		d.known[bare(c.URL)] = true
		fresh = append(fresh, c)
		feeds = append(feeds, news.Feed{URL: c.URL, Name: c.URL})
	}
	for i, c := range CheckUp(ctx, d.scout, feeds, d.opts) {
		d.found = append(d.found, Found{fresh[i], c})
	}
}

// guess tries usual places one after the other, and keeps the first that works.
func (d *discoverer) guess(ctx context.Context, candidates []feed.Candidate) {
	for _, c := range candidates {
		before := len(d.found)
		d.try(ctx, []feed.Candidate{c}, 1)
		if d.works() {
			return
		}
		d.found = d.found[:before] // the site never named it
	}
}

func (d *discoverer) works() bool {
	return slices.ContainsFunc(d.found, func(f Found) bool { return f.Err == nil })
}

// bare is an address without what makes no other feed of it.
func bare(at string) string {
	_, rest, _ := strings.Cut(at, "://")
	return strings.TrimSuffix(strings.TrimPrefix(rest, "www."), "/")
}

// rank orders candidates, the best first.
func (f Found) rank() int {
	switch {
	case f.Err != nil:
		return 4
	case strings.Contains(f.URL, "/comments"):
		return 3
	case f.Document.IsIndex():
		return 2
	case f.Document.Format == "sitemap":
		return 1
	}
	return 0
}
