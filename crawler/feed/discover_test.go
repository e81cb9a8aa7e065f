package feed

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestDiscover(t *testing.T) {
	tests := []struct {
		name, page string
		want       []string
	}{
		{"link element", `<head><link rel="alternate" type="application/rss+xml" title="صدى" href="/feed"></head>`, []string{"https://a.example/feed"}},
		{"Atom and JSON", `<link rel=alternate type=application/atom+xml href=a.xml><link type="application/feed+json" rel="alternate" href="b.json">`, []string{"https://a.example/ar/a.xml", "https://a.example/ar/b.json"}},
		{"link elements before links", `<a href="/rss.xml">خلاصة</a><link rel="alternate" type="application/rss+xml" href="/feed">`, []string{"https://a.example/feed", "https://a.example/rss.xml"}},
		{"base element", `<base href="https://b.example/x/"><link rel="alternate" type="text/xml" href="f">`, []string{"https://b.example/x/f"}},
		{"other alternates", `<link rel="alternate" hreflang="en" href="/en"><link rel="alternate" media="handheld" href="/m">`, nil},
		{"links that are no feeds", `<a href="/news/rss-explained">س</a><a href="/feedback">س</a>`, nil},
		{"sections", `<a href="/rss/politics.xml">س</a><a href="/sport/feed/">س</a>`, []string{"https://a.example/rss/politics.xml", "https://a.example/sport/feed/"}},
		{"twice", `<link rel="alternate" type="application/rss+xml" href="/feed"><a href="/feed">س</a>`, []string{"https://a.example/feed"}},
		{"script", `<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">`, nil},
		{"many", strings.Repeat(`<a href="/1/feed">س</a>`, 2) + manyLinks(500), manyWant(maxCandidates)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, c := range Discover([]byte(tt.page), "text/html", "https://a.example/ar/") {
				got = append(got, c.URL)
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("Discover = %q; want %q", got, tt.want)
			}
		})
	}
}

func manyLinks(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `<a href="/%d/feed">س</a>`, i+1)
	}
	return b.String()
}

func manyWant(n int) []string {
	var out []string
	for i := range n {
		out = append(out, fmt.Sprintf("https://a.example/%d/feed", i+1))
	}
	return out
}

func TestGuesses(t *testing.T) {
	got := Guesses("https://a.example/ar/index.html")
	if len(got) != len(guessedPaths) || got[0].URL != "https://a.example/feed/" {
		t.Errorf("Guesses = %v; want %d addresses at the root", got, len(guessedPaths))
	}
	if got := Guesses("feed.xml"); got != nil {
		t.Errorf("Guesses without a host = %v; want none", got)
	}
}

func ExampleDiscover() {
	page := []byte(`<head><link rel="alternate" type="application/rss+xml" title="آخر الأخبار" href="/feed"></head>`)
	for _, c := range Discover(page, "text/html; charset=utf-8", "https://nakheel.example/") {
		fmt.Println(c.URL, c.Title, "-", c.Why)
	}
	// Output: https://nakheel.example/feed آخر الأخبار - the page names it as its feed
}
