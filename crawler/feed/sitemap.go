package feed

import (
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
	"time"

	"sada/arabic"
)

// A sitemap is a news sitemap (sitemaps.org 0.9 with Google's news extension)
// or an index of sitemaps.
type sitemap struct {
	URLs []sitemapURL `xml:"url"`
	Maps []struct {
		Location string `xml:"loc"`
		Modified string `xml:"lastmod"`
	} `xml:"sitemap"`
}

// A sitemapURL is a page, with what the news extension says of it.
type sitemapURL struct {
	Location string `xml:"loc"`
	Modified string `xml:"lastmod"`
	News     struct {
		Title     string `xml:"title"`
		Published string `xml:"publication_date"`
		Keywords  string `xml:"keywords"`
		Outlet    struct {
			Name     string `xml:"name"`
			Language string `xml:"language"`
		} `xml:"publication"`
	} `xml:"news"`
}

// NewsAge is how long a news sitemap lists an article (Google's rule): pages
// that a sitemap dates earlier are no news.
const NewsAge = 48 * time.Hour

// indexVersion is the Version of a sitemap index.
const indexVersion = "index"

// IsIndex reports whether the items are sitemaps to be read in turn.
func (d Document) IsIndex() bool { return d.Format == "sitemap" && d.Version == indexVersion }

// parseSitemap reads a sitemap. The items of an index are sitemaps.
func parseSitemap(m *mender, opts Options, notes *repairs) (Document, error) {
	var s sitemap
	if err := xml.Unmarshal(m.out.Bytes(), &s); err != nil {
		return Document{}, fmt.Errorf("%w: broken sitemap: %w", ErrNotFeed, err)
	}
	doc := Document{Format: "sitemap", Version: "0.9", Dropped: m.dropped}
	if m.root == "sitemapindex" {
		doc.Version = indexVersion
	}
	for _, u := range s.URLs {
		doc.Language = firstOf(doc.Language, cut(clean(u.News.Outlet.Language), maxNameRunes, "language", notes))
		doc.Title = firstOf(doc.Title, short(u.News.Outlet.Name, maxNameRunes, "name", notes))
		item := sitemapItem(u, opts, notes)
		if item.olderThan(opts.Since) {
			doc.Old++
			continue
		}
		doc.Items = append(doc.Items, item)
	}
	for _, u := range s.Maps {
		doc.Items = append(doc.Items, Item{Link: webLink(opts.BaseURL, u.Location), Updated: moment(u.Modified, opts)})
	}
	doc.keepNewest(opts.MaxItems)
	return doc, nil
}

// keepNewest leaves out the oldest items beyond a bound: a sitemap may list
// 50,000 pages in any order. What remains keeps its order.
func (d *Document) keepNewest(most int) {
	if len(d.Items) <= most {
		return
	}
	dates := make([]time.Time, 0, len(d.Items))
	for _, i := range d.Items {
		dates = append(dates, i.dated())
	}
	slices.SortFunc(dates, func(a, b time.Time) int { return b.Compare(a) })
	oldest := dates[most-1]
	kept := d.Items[:0]
	d.Dropped += len(d.Items) - most
	ties := most
	for _, t := range dates[:most] {
		if t.After(oldest) {
			ties--
		}
	}
	for _, i := range d.Items {
		switch at := i.dated(); {
		case at.After(oldest):
		case at.Equal(oldest) && ties > 0:
			ties--
		default:
			continue
		}
		kept = append(kept, i)
	}
	d.Items = kept
}

// dated is when an item was published, or else changed.
func (i Item) dated() time.Time {
	if i.Published.IsZero() {
		return i.Updated
	}
	return i.Published
}

// olderThan reports whether an item is dated before a moment, however its zone
// may be off. An item without a date is not.
func (i Item) olderThan(since time.Time) bool {
	at := i.dated()
	return !since.IsZero() && !at.IsZero() && at.Add(24*time.Hour).Before(since)
}

// Latest returns those sitemaps of an index that may list pages newer than
// since, the likeliest first: news sitemaps, then by date; of those without a
// date the last and the first in turn, since some indexes add at the end and
// some at the front.
func Latest(sitemaps []Item, since time.Time) []Item {
	var dated, undated []Item
	for _, m := range sitemaps {
		switch {
		case m.Updated.IsZero():
			undated = append(undated, m)
		case !m.olderThan(since):
			dated = append(dated, m)
		}
	}
	slices.SortStableFunc(dated, func(a, b Item) int { return b.Updated.Compare(a.Updated) })
	for len(undated) > 0 {
		dated = append(dated, undated[len(undated)-1])
		undated = undated[:len(undated)-1]
		if len(undated) > 0 {
			dated = append(dated, undated[0])
			undated = undated[1:]
		}
	}
	return NewsFirst(dated)
}

// NewsFirst puts the items first whose addresses are those of news sitemaps.
func NewsFirst(sitemaps []Item) []Item {
	slices.SortStableFunc(sitemaps, func(a, b Item) int { return newsRank(a.Link) - newsRank(b.Link) })
	return sitemaps
}

// newsRank is 0 for the address of a news sitemap, else 1.
func newsRank(address string) int {
	if name := address[strings.LastIndexByte(address, '/')+1:]; strings.Contains(strings.ToLower(name), "news") {
		return 0
	}
	return 1
}

func sitemapItem(u sitemapURL, opts Options, notes *repairs) Item {
	item := Item{
		Title: short(u.News.Title, maxTitleRunes, "title", notes),
		Link:  webLink(opts.BaseURL, u.Location),
	}
	item.Categories = distinct(strings.Split(u.News.Keywords, ","), notes)
	item.date([]dateClaim{{"news:publication_date", u.News.Published, arabic.Exact}}, nil, opts, notes)
	item.Updated = moment(u.Modified, opts)
	return item
}
