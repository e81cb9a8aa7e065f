package feed

import (
	"encoding/xml"
	"fmt"
)

// A sitemap is a news sitemap (sitemaps.org 0.9 with Google's news extension)
// or an index of sitemaps.
type sitemap struct {
	URLs []struct {
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
	} `xml:"url"`
	Maps []struct {
		Location string `xml:"loc"`
		Modified string `xml:"lastmod"`
	} `xml:"sitemap"`
}

// parseSitemap reads a sitemap. The items of an index are sitemaps; its Version
// is "index".
func parseSitemap(m *mender, opts Options, notes *repairs) (Document, error) {
	var s sitemap
	if err := xml.Unmarshal(m.out.Bytes(), &s); err != nil {
		return Document{}, fmt.Errorf("%w: broken sitemap: %w", ErrNotFeed, err)
	}
	doc := Document{Format: "sitemap", Dropped: m.dropped}
	if m.root == "sitemapindex" {
		doc.Version = "index"
	}
	for _, u := range s.URLs {
		item := Item{
			Title: short(u.News.Title, maxTitleRunes, "title", notes),
			Link:  webLink(opts.BaseURL, u.Location),
		}
		item.PublishedRaw = cut(clean(u.News.Published[:min(len(u.News.Published), maxDateBytes)]), maxNameRunes, "date", notes)
		item.Published, item.PublishedSource = readDate(u.News.Published, opts)
		if !item.Published.IsZero() {
			item.PublishedSource = "news:publication_date"
		}
		item.Updated, _ = readDate(u.Modified, opts)
		doc.Language = firstOf(doc.Language, clean(u.News.Outlet.Language))
		doc.Title = firstOf(doc.Title, short(u.News.Outlet.Name, maxNameRunes, "name", notes))
		doc.Items = append(doc.Items, item)
	}
	for _, u := range s.Maps {
		item := Item{Link: webLink(opts.BaseURL, u.Location)}
		item.Updated, _ = readDate(u.Modified, opts)
		doc.Items = append(doc.Items, item)
	}
	return doc, nil
}
