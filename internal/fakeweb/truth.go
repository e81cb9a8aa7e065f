package fakeweb

import (
	"net/http"
	"slices"
	"time"

	"sada/news"
)

// A Story is the truth about one story: who carried it and how. All its
// articles that can be read belong in one story; articles of two Stories never
// do, and least of all where both name the same Series.
type Story struct {
	Slug     string
	Title    string
	Series   string    // formula group; empty if none
	Articles []Article // in order of publication
}

// A Relation says what an outlet did to a story.
type Relation string

// The relations of an article to the story as first written.
const (
	Origin    Relation = "origin"    // wrote it
	Copied    Relation = "copy"      // left the words alone, whatever was put around them
	Edited    Relation = "edited"    // changed, added or left out some
	Truncated Relation = "truncated" // kept the beginning only
)

// An Article is the truth about one story in one outlet.
type Article struct {
	Outlet    string // name, as in Feeds
	URL       string // of the page itself
	Listed    string // address in the outlet's feed: URL, a short link or the AMP twin
	Title     string
	Relation  Relation
	Edits     []string  // names of the edits made
	Published time.Time // as feed and page claim
	Future    bool      // that claim is absurd
	Status    int       // that the page answers with
	Forbidden bool      // by robots.txt
	Feeds     int       // feeds that list it
}

// Readable reports whether a well-behaved reader gets to see the article.
func (a Article) Readable() bool { return a.Status == http.StatusOK && !a.Forbidden }

// Readable returns the articles of the story that a well-behaved reader gets to
// see.
func (s Story) Readable() []Article {
	return slices.DeleteFunc(slices.Clone(s.Articles), func(a Article) bool { return !a.Readable() })
}

// Stories returns the truth about all that was published, in the order in which
// the stories broke.
func (p *Press) Stories() []Story {
	out := slices.Clone(p.truth)
	for i := range out {
		out[i].Articles = slices.Clone(out[i].Articles)
	}
	return out
}

func truthOf(stories [][]*article) []Story {
	truth := make([]Story, 0, len(stories))
	for _, articles := range stories {
		o := articles[0].original
		s := Story{Slug: o.Slug, Title: o.Title, Series: o.Series}
		for _, a := range articles {
			s.Articles = append(s.Articles, a.truth())
		}
		slices.SortStableFunc(s.Articles, func(a, b Article) int { return a.Published.Compare(b.Published) })
		truth = append(truth, s)
	}
	slices.SortStableFunc(truth, func(a, b Story) int { return a.Articles[0].Published.Compare(b.Articles[0].Published) })
	return truth
}

func (a *article) truth() Article {
	t := Article{
		Outlet: a.outlet, URL: a.url(), Listed: a.listed(), Title: a.title,
		Relation: a.relation(), Edits: slices.Clone(a.edits),
		Published: a.published, Future: a.has(markFuture),
		Status: a.status(), Forbidden: a.has(markArchive), Feeds: 1,
	}
	if a.has(markTwice) {
		t.Feeds = 2
	}
	return t
}

func (a *article) relation() Relation {
	if a.origin {
		return Origin
	}
	deepest := around
	for _, e := range edits {
		if a.edited(e.name) {
			deepest = max(deepest, e.depth)
		}
	}
	return [...]Relation{around: Copied, within: Edited, cut: Truncated}[deepest]
}

func (a *article) status() int {
	switch {
	case a.has(markMissing):
		return http.StatusNotFound
	case a.has(markPaywall):
		return http.StatusPaymentRequired
	}
	return http.StatusOK
}

func (d *desk) newsOutlet() news.Outlet {
	return news.Outlet{Name: d.slug, Host: d.host, Country: d.country, Zone: d.zone}
}
