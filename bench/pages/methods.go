package main

import (
	"bytes"
	"net/url"
	"strings"

	"codeberg.org/readeck/go-readability/v2"
	distiller "github.com/markusmobius/go-domdistiller"
	"github.com/markusmobius/go-trafilatura"

	"sada/crawler/extract"
	"sada/news"
)

// A method reads the text of a page.
type method struct {
	name string
	read func(page) string
}

// methods are sada, the packages alone, and votes of them.
func methods() []method {
	return []method{
		{"sada", sada},
		{"readeck/go-readability v2", readable},
		{"go-trafilatura", func(p page) string { return trafilated(p, false) }},
		{"go-trafilatura with fallback", func(p page) string { return trafilated(p, true) }},
		{"go-domdistiller", distilled},
		{"vote: two of readability, trafilatura, distiller", func(p page) string {
			return vote(readable(p), trafilated(p, true), distilled(p))
		}},
		{"vote: two of sada, readability, trafilatura", func(p page) string {
			return vote(sada(p), readable(p), trafilated(p, true))
		}},
		{"sada's lines that trafilatura has as well", func(p page) string {
			return common(sada(p), trafilated(p, true))
		}},
	}
}

func sada(p page) string {
	got, err := extract.Article(p.body, extract.Options{URL: p.url})
	if err != nil {
		return ""
	}
	return news.Article{Blocks: got.Blocks}.Text()
}

func readable(p page) string {
	u, err := url.Parse(p.url)
	if err != nil {
		return ""
	}
	a, err := readability.FromReader(bytes.NewReader(p.body), u)
	if err != nil || a.Node == nil {
		return ""
	}
	var b strings.Builder
	if a.RenderText(&b) != nil {
		return ""
	}
	return b.String()
}

func trafilated(p page, fallback bool) string {
	u, err := url.Parse(p.url)
	if err != nil {
		return ""
	}
	a, err := trafilatura.Extract(bytes.NewReader(p.body), trafilatura.Options{OriginalURL: u, EnableFallback: fallback, ExcludeComments: true})
	if err != nil || a == nil {
		return ""
	}
	return a.ContentText
}

func distilled(p page) string {
	u, err := url.Parse(p.url)
	if err != nil {
		return ""
	}
	a, err := distiller.ApplyForReader(bytes.NewReader(p.body), &distiller.Options{OriginalURL: u, SkipPagination: true})
	if err != nil || a == nil {
		return ""
	}
	return a.Text
}

// vote returns the lines of three texts that two of them hold, in the order of
// the first.
func vote(a, b, c string) string {
	ka, kb, kc := key(a), key(b), key(c)
	var out strings.Builder
	for line := range strings.Lines(a) {
		if k := key(line); k != "" && (strings.Contains(kb, k) || strings.Contains(kc, k)) {
			out.WriteString(line)
		}
	}
	for line := range strings.Lines(b) {
		if k := key(line); k != "" && strings.Contains(kc, k) && !strings.Contains(ka, k) {
			out.WriteString(line)
		}
	}
	return out.String()
}

// common returns the lines of a that b holds too; all of a where b has little
// of it.
func common(a, b string) string {
	kb := key(b)
	var out strings.Builder
	for line := range strings.Lines(a) {
		if k := key(line); k != "" && strings.Contains(kb, k) {
			out.WriteString(line)
		}
	}
	if out.Len() < len(a)/2 {
		return a
	}
	return out.String()
}

// key is the letters and digits of a text, whatever stands between them.
func key(s string) string { return strings.Join(wordPattern.FindAllString(strings.ToLower(s), -1), "") }
