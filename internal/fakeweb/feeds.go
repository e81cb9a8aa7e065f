package fakeweb

import (
	"bytes"
	"embed"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"strings"
	"text/template"
	"time"
)

//go:embed feedforms/*.tmpl
var feedFiles embed.FS

// Feeds are written by text/template with an explicit escape at every value:
// the contexts of html/template are those of HTML.
var feedForms = template.Must(template.New("").Funcs(template.FuncMap{"x": escapeXML}).ParseFS(feedFiles, "feedforms/*.tmpl"))

// A channel is what the form of a feed is filled with.
type channel struct {
	Title, Home, Self, Language string
	Updated                     time.Time
	Items                       []item
}

// An item is one article as a feed lists it. Times are in the outlet's zone.
type item struct {
	Title, Link, GUID, Summary, Author string
	Categories                         []string
	Published                          time.Time
	VisibleDate                        string
}

// feedTypes are the media types that feeds are served with; "" is for all
// others.
var feedTypes = map[string]string{
	"atom": "application/atom+xml", "atom-bare": "application/xml", "rdf": "application/rdf+xml",
	"json": "application/feed+json", "rss-windows": "text/xml", "rss-arabic": "text/html", "": "application/rss+xml",
}

func contentType(kinds map[string]string, kind, charset string) string {
	t, ok := kinds[kind]
	if !ok {
		t = kinds[""]
	}
	return t + "; charset=" + charset
}

// feed writes one feed of the desk.
func (d *desk) feed(f feedAddress) ([]byte, error) {
	c := d.channel(f)
	if f.form == "json" {
		return jsonFeed(c)
	}
	var out bytes.Buffer
	if err := feedForms.ExecuteTemplate(&out, f.form+".tmpl", c); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func (d *desk) channel(f feedAddress) channel {
	c := channel{Title: d.arabic, Home: d.base + "/", Self: d.base + escapePath(f.path), Language: "ar-" + strings.ToLower(d.country)}
	for _, a := range d.articles {
		if f.marked && !a.has(markTwice) {
			continue
		}
		c.Items = append(c.Items, a.item(f))
	}
	c.Updated = d.newest().In(d.location)
	return c
}

func (a *article) item(f feedAddress) item {
	link := a.listed()
	if f.marked {
		link += "?utm_source=rss&utm_medium=feed&utm_campaign=picks"
	}
	return item{
		Title:       a.title,
		Link:        link,
		GUID:        fmt.Sprintf("%s/?p=%d", a.desk.base, a.id),
		Summary:     a.summary(),
		Author:      a.byline,
		Categories:  a.original.Categories,
		Published:   a.published.In(a.desk.location),
		VisibleDate: a.visibleDate(),
	}
}

// summaryWords is the excerpt that blog software puts into feeds unless told
// otherwise.
const summaryWords = 55

func (a *article) summary() string {
	for _, b := range a.blocks {
		if b.Kind == kindParagraph {
			words := strings.Fields(b.Text)
			return strings.Join(words[:min(summaryWords, len(words))], " ") + " […]"
		}
	}
	return ""
}

func escapeXML(s string) (string, error) {
	var b strings.Builder
	err := xml.EscapeText(&b, []byte(s))
	return b.String(), err
}

// jsonFeed writes JSON Feed 1.1 (jsonfeed.org).
func jsonFeed(c channel) ([]byte, error) {
	type author struct {
		Name string `json:"name"`
	}
	type entry struct {
		ID        string   `json:"id"`
		URL       string   `json:"url"`
		Title     string   `json:"title"`
		Summary   string   `json:"summary"`
		Published string   `json:"date_published"`
		Tags      []string `json:"tags,omitempty"`
		Authors   []author `json:"authors,omitempty"`
	}
	doc := struct {
		Version  string  `json:"version"`
		Title    string  `json:"title"`
		Home     string  `json:"home_page_url"`
		Feed     string  `json:"feed_url"`
		Language string  `json:"language"`
		Items    []entry `json:"items"`
	}{Version: "https://jsonfeed.org/version/1.1", Title: c.Title, Home: c.Home, Feed: c.Self, Language: c.Language}
	for _, i := range c.Items {
		e := entry{ID: i.GUID, URL: i.Link, Title: i.Title, Summary: i.Summary, Published: i.Published.Format(time.RFC3339), Tags: i.Categories}
		if i.Author != "" {
			e.Authors = []author{{i.Author}}
		}
		doc.Items = append(doc.Items, e)
	}
	return json.MarshalIndent(doc, "", "  ")
}
