//go:build !race

package feed

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"
)

// zipped compresses a text written piece by piece, so that a bomb takes no room
// here.
func zipped(t *testing.T, piece string, times int, front, back string) string {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write([]byte(front))
	for range times {
		z.Write([]byte(piece))
	}
	z.Write([]byte(back))
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestHostileKinds: what TestHostile has of RSS, of the other kinds of document
// that are read.
func TestHostileKinds(t *testing.T) {
	const mb = 1 << 20
	const urlset = `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`
	url := `<url><loc>http://a.example/1</loc><lastmod>2026-07-12</lastmod></url>`
	tests := []struct {
		name  string
		body  string
		items int
		err   error
	}{
		{"parameter entities", `<!DOCTYPE rss [<!ENTITY % a "<!ENTITY b 'x'>">%a;<!ENTITY % c SYSTEM "file:///etc/passwd">%c;]>` + rssFeed("<item><guid>&b;&c;</guid></item>"), 1, nil},
		{"entities in an attribute", `<!DOCTYPE rss [<!ENTITY a "` + strings.Repeat("a", 50_000) + `">]>` + rssFeed(`<item><guid>1</guid><category domain="`+strings.Repeat("&a;", 10_000)+`">x</category></item>`), 1, nil},
		{"external entity in an attribute", `<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>` + rssFeed(`<item><guid>1</guid><category domain="&x;">x</category></item>`), 1, nil},
		{"50,000 entities", "<!DOCTYPE rss [" + strings.Repeat(`<!ENTITY a "b">`, 50_000) + "]>" + rssFeed("<item><guid>&a;</guid></item>"), 1, nil},
		{"20 MB attribute", rssFeed(`<item a="` + strings.Repeat("a", 20*mb) + `"><guid>1</guid></item>`), 0, ErrTooLarge},
		{"20 MB name", rssFeed("<" + strings.Repeat("a", 20*mb) + ">"), 0, ErrTooLarge},
		{"links behind links", rssFeed("<item><guid>1</guid>" + strings.Repeat("<link/>http://a.example/", 100_000) + "</item>"), 1, nil},
		{"links without an end", rssFeed("<item><guid>1</guid></item>" + strings.Repeat("<link/>", 200_000)), 1, nil},
		{"200,000 pages of a sitemap", urlset + strings.Repeat(url, 100_000) + "</urlset>", defaultMaxItems, nil},
		{"sitemap in sitemap", urlset + strings.Repeat("<url><loc>", 50_000), defaultMaxItems, nil},
		{"gzip bomb", zipped(t, strings.Repeat(" ", mb), 2000, urlset, "</urlset>"), 0, ErrTooLarge},
		{"gzip in gzip", zipped(t, zipped(t, url, 10, urlset, "</urlset>"), 1, "", ""), 0, ErrNotFeed},
		{"gzip cut off", zipped(t, url, 1000, urlset, "</urlset>")[:100], 0, nil},
		{"50,000 JSON items", `{"items":[` + strings.Repeat(`{"id":"1","url":"http://a.example/1"},`, 50_000) + `{}]}`, defaultMaxItems, nil},
		{"10 MB JSON text", `{"items":[{"id":"1","title":"` + strings.Repeat("س", 5*mb) + `"}]}`, 1, nil},
		{"many JSON members", `{"items":[{"id":"1",` + strings.Repeat(`"a":1,`, 500_000) + `"b":1}]}`, 0, ErrTooLarge},
		{"many JSON tags", `{"items":[{"id":"1","tags":[` + strings.Repeat(`"a",`, 190_000) + `"b"]}]}`, 1, nil},
		{"deep JSON tags", `{"items":[{"id":"1","tags":` + strings.Repeat("[", 150) + strings.Repeat("]", 150) + "}]}", 1, nil},
		{"JSON words", `{"items":[` + strings.Repeat("NaN,", 190_000) + `{"id":"1"}]}`, 1, nil},
		{"UTF-16 of 16 MB", "\xff\xfe<\x00" + strings.Repeat("a\x00", 8*mb), 0, ErrNotFeed},
		{"20 MB twice encoded", rssFeed("<item><guid>1</guid><description>" + strings.Repeat("Ø£", 2*mb) + "</description></item>"), 1, nil},
		{"alternating bad bytes", rssFeed("<item><guid>1</guid><description>" + strings.Repeat("سسسس\xff", mb) + "</description></item>"), 1, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			body := []byte(tt.body)
			cost := measure(func() {
				doc, err := Parse(body, Options{})
				if !errors.Is(err, tt.err) || len(doc.Items) != tt.items {
					t.Errorf("Parse = %d items, %v; want %d, %v", len(doc.Items), err, tt.items, tt.err)
				}
			})
			cost.check(t, len(body))
		})
	}
}

// check holds the cost of one document to the bound that all have.
func (s spent) check(t *testing.T, size int) {
	t.Helper()
	t.Logf("%d KB: %v, %d MB allocated", size>>10, s.processor.Round(time.Millisecond), s.memory>>20)
	if s.processor > 2*time.Second || s.memory > 256<<20 {
		t.Errorf("it took %v and %d MB; want under 2 s and 256 MB", s.processor, s.memory>>20)
	}
}

func TestHostileOPML(t *testing.T) {
	const outline = `<outline text="x" xmlUrl="http://a.example/%d"/>`
	var many strings.Builder
	for i := range 50_000 {
		fmt.Fprintf(&many, outline, i)
	}
	tests := []struct {
		name, body string
		feeds      int
		err        error
	}{
		{"50,000 feeds", "<opml><body>" + many.String() + "</body></opml>", 50_000, nil},
		{"one feed 100,000 times", "<opml><body>" + strings.Repeat(fmt.Sprintf(outline, 1), 100_000) + "</body></opml>", 1, nil},
		{"deep", "<opml><body>" + strings.Repeat(`<outline text="x">`, 200_000), 0, ErrTooDeep},
		{"as deep as may be", "<opml><body>" + strings.Repeat(`<outline text="`+strings.Repeat("x", 1000)+`">`, 190) + strings.Repeat(fmt.Sprintf(outline, 1), 1000) + strings.Repeat("</outline>", 190) + "</body></opml>", 1, nil},
		{"entity bomb", strings.Replace(bomb(), "DOCTYPE rss", "DOCTYPE opml", 1)[:strings.Index(bomb(), "]>")+3] + `<opml><body><outline text="&a9;" xmlUrl="http://a.example/"/></body></opml>`, 1, nil},
		{"other schemes", `<opml><body><outline xmlUrl="file:///etc/passwd"/><outline xmlUrl="javascript:alert(1)"/><outline xmlUrl="gopher://a.example/"/></body></opml>`, 0, nil},
		{"100 MB", "<opml>" + strings.Repeat(" ", 100<<20), 0, ErrTooLarge},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			body := []byte(tt.body)
			cost := measure(func() {
				outlines, _, err := ParseOPML(body, Options{})
				if !errors.Is(err, tt.err) || len(outlines) != tt.feeds {
					t.Errorf("ParseOPML = %d feeds, %v; want %d, %v", len(outlines), err, tt.feeds, tt.err)
				}
			})
			cost.check(t, len(body))
		})
	}
}

func TestHostilePage(t *testing.T) {
	tests := []struct {
		name, body string
		items      int
		err        error
	}{
		{"300,000 links", strings.Repeat(`<a href="/news/1">x</a>`, 300_000), 0, ErrTooLarge},
		{"deep lists", strings.Repeat(`<ul><li>`, 200_000) + `<a href="/news/1">x</a>`, 1, nil},
		{"link without an end", `<a href="/news/1">` + strings.Repeat("س ", 2<<20), 1, nil},
		{"times", `<ul><li><a href="/news/1">x</a>` + strings.Repeat(`<time datetime="x"></time>`, 300_000) + "</li></ul>", 1, nil},
		{"tags", strings.Repeat("<b>", 700_000), 0, ErrTooLarge},
		{"40 MB", strings.Repeat(" ", 40<<20), 0, ErrTooLarge},
	}
	links := regexp.MustCompile("/news/")
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			body := []byte(tt.body)
			cost := measure(func() {
				doc, err := ParsePage(body, links, Options{BaseURL: "http://a.example/"})
				if !errors.Is(err, tt.err) || len(doc.Items) != tt.items {
					t.Errorf("ParsePage = %d items, %v; want %d, %v", len(doc.Items), err, tt.items, tt.err)
				}
			})
			cost.check(t, len(body))
		})
	}
}
