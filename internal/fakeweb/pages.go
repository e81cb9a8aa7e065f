package fakeweb

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"html/template"
	"strings"
	"time"
)

//go:embed layouts/*.tmpl
var layoutFiles embed.FS

var layouts = template.Must(template.ParseFS(layoutFiles, "layouts/*.tmpl"))

// A page is what a layout is filled with.
type page struct {
	Paper, Home, Charset string
	Title, Byline        string
	URL, Place           string
	AMP                  string // address of the AMP twin; empty if none
	ISO, Date            string // of publication: RFC 3339, and as a reader sees it
	Blocks               []block
	Related              []block // links to other articles, outside the text
	Tags                 []string
	Linked               template.HTML // a whole JSON-LD script element; empty if none
}

// relatedLinks is how many other articles a page lists beside its own.
const relatedLinks = 6

func (a *article) page() page {
	pg := page{
		Paper: a.desk.arabic, Home: a.desk.base + "/", Charset: a.desk.charset,
		Title: a.title, Byline: a.byline, URL: a.url(), Place: a.original.Dateline,
		ISO: a.published.In(a.desk.location).Format(time.RFC3339), Date: a.visibleDate(),
		Blocks: a.blocks, Tags: a.original.Categories,
	}
	if a.desk.slug == ampOutlet {
		pg.AMP = a.desk.base + escapePath(a.ampPath())
	}
	others := a.others()
	for _, o := range others[:min(relatedLinks, len(others))] {
		pg.Related = append(pg.Related, block{Text: o.title, URL: o.url()})
	}
	return pg
}

// render writes an article in a layout.
func (a *article) render(layout string) ([]byte, error) {
	pg := a.page()
	linked, err := a.jsonLD(layout)
	if err != nil {
		return nil, err
	}
	pg.Linked = linked
	var out bytes.Buffer
	if err := layouts.ExecuteTemplate(&out, layout+".tmpl", pg); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// jsonLD returns the schema.org script of those layouts that carry one. The
// encoder escapes < and >, so that no headline ends the script.
func (a *article) jsonLD(layout string) (template.HTML, error) {
	kind, ok := map[string]string{"semantic": "NewsArticle", "articlebody": "NewsArticle", "wordpress": "Article"}[layout]
	if !ok {
		return "", nil
	}
	doc := map[string]any{
		"@context":         "https://schema.org",
		"@type":            kind,
		"headline":         a.title,
		"datePublished":    a.published.In(a.desk.location).Format(time.RFC3339),
		"dateModified":     a.published.Add(modifiedAfter).In(a.desk.location).Format(time.RFC3339),
		"inLanguage":       "ar",
		"mainEntityOfPage": a.url(),
		"publisher":        map[string]any{"@type": "Organization", "name": a.desk.arabic},
	}
	if a.byline != "" {
		doc["author"] = []any{map[string]any{"@type": "Person", "name": a.byline}}
	}
	if layout == "articlebody" {
		doc["articleBody"] = a.plainText()
	}
	script, err := json.Marshal(doc)
	if err != nil {
		return "", err
	}
	return template.HTML(`<script type="application/ld+json">` + string(script) + `</script>`), nil
}

// modifiedAfter is how long after an article appeared its page was last saved.
const modifiedAfter = 4 * time.Minute

func (a *article) plainText() string {
	var lines []string
	for _, b := range a.blocks {
		if b.Kind != kindShare {
			lines = append(lines, b.Text)
		}
	}
	return strings.Join(lines, "\n")
}

var weekdays = [7]string{"الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت"}

// visibleDate is the date as the outlet prints it, in its own zone and with the
// names of months of its region.
func (a *article) visibleDate() string {
	t := a.published.In(a.desk.location)
	half, hour := "ص", t.Hour()
	if hour >= 12 {
		half = "م"
	}
	hour = (hour+11)%12 + 1
	date := fmt.Sprintf("%s %d %s %d - %d:%02d %s", weekdays[t.Weekday()], t.Day(), a.desk.months[t.Month()-1], t.Year(), hour, t.Minute(), half)
	if a.desk.layout == "bare" {
		return easternDigits(date)
	}
	return date
}

// home is an outlet's front page: links to all it has.
func (d *desk) home() []byte {
	var out bytes.Buffer
	fmt.Fprintf(&out, "<!DOCTYPE html><html lang=\"ar\" dir=\"rtl\"><head><meta charset=\"%s\"><title>%s</title></head><body><h1>%s</h1><ul>\n",
		d.charset, template.HTMLEscapeString(d.arabic), template.HTMLEscapeString(d.arabic))
	for _, a := range d.articles {
		fmt.Fprintf(&out, "<li><a href=\"%s\">%s</a></li>\n", template.HTMLEscapeString(a.url()), template.HTMLEscapeString(a.title))
	}
	out.WriteString("</ul></body></html>\n")
	return out.Bytes()
}
