package feed

import (
	"encoding/xml"
	"fmt"
	"strings"
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

// parseSitemap reads a sitemap. The items of an index are sitemaps; its Version
// is "index".
func parseSitemap(m *mender, opts Options, notes *repairs) (Document, error) {
	var s sitemap
	if err := xml.Unmarshal(m.out.Bytes(), &s); err != nil {
		return Document{}, fmt.Errorf("%w: broken sitemap: %w", ErrNotFeed, err)
	}
	doc := Document{Format: "sitemap", Version: "0.9", Dropped: m.dropped}
	if m.root == "sitemapindex" {
		doc.Version = "index"
	}
	for _, u := range s.URLs {
		doc.Language = firstOf(doc.Language, cut(clean(u.News.Outlet.Language), maxNameRunes, "language", notes))
		doc.Title = firstOf(doc.Title, short(u.News.Outlet.Name, maxNameRunes, "name", notes))
		doc.Items = append(doc.Items, sitemapItem(u, opts, notes))
	}
	for _, u := range s.Maps {
		item := Item{Link: webLink(opts.BaseURL, u.Location)}
		item.Updated = moment(u.Modified, opts)
		doc.Items = append(doc.Items, item)
	}
	return doc, nil
}

func sitemapItem(u sitemapURL, opts Options, notes *repairs) Item {
	item := Item{
		Title: short(u.News.Title, maxTitleRunes, "title", notes),
		Link:  webLink(opts.BaseURL, u.Location),
	}
	item.Categories = distinct(strings.Split(u.News.Keywords, ","), notes)
	setPublished(&item, "news:publication_date", u.News.Published, nil, opts, notes)
	item.Updated = moment(u.Modified, opts)
	return item
}
