//go:build unix

package feed

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/mmcdole/gofeed"
	"golang.org/x/text/encoding/charmap"

	"sada/internal/cputime"
)

// BenchmarkBesideGofeed parses each feed by this package and by the parser
// behind it alone, by turns in one run, and gives feeds and MB a second of
// processor time, and how many times the parser's own time this package takes.
// A busy machine moves the figures, less the ratio.
func BenchmarkBesideGofeed(b *testing.B) {
	rss := newsFeed()
	for _, form := range []struct {
		name string
		body []byte
	}{
		{"RSS", rss},
		{"windows-1256", encoded(b, charmap.Windows1256, strings.Replace(string(rss), `<?xml version="1.0"?>`, `<?xml version="1.0" encoding="windows-1256"?>`, 1))},
		{"Atom", atomNews()},
		{"JSON", jsonNews()},
	} {
		b.Run(form.name, func(b *testing.B) {
			var ours, alone time.Duration
			for b.Loop() {
				ours += cpu(func() {
					if doc, err := Parse(form.body, Options{BaseURL: "https://nakheel.example/"}); err != nil || len(doc.Items) != 50 {
						b.Fatal(len(doc.Items), err)
					}
				})
				alone += cpu(func() {
					if _, err := gofeed.NewParser().Parse(bytes.NewReader(form.body)); err != nil {
						b.Fatal(err)
					}
				})
			}
			each := ours.Seconds() / float64(b.N)
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(1/each, "feeds/cpu-s")
			b.ReportMetric(float64(len(form.body))/each/1e6, "MB/cpu-s")
			b.ReportMetric(ours.Seconds()/alone.Seconds(), "of-gofeed")
		})
	}
}

// cpu is the processor time that a call takes in the whole process.
func cpu(f func()) time.Duration {
	start := cputime.Taken()
	f()
	return cputime.Taken() - start
}

func atomNews() []byte {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>صدى</title><id>f</id>`)
	for i := range 50 {
		fmt.Fprintf(&b, `<entry><title>خبر %d</title><id>n-%d</id><link href="https://nakheel.example/news/%d"/><updated>2026-03-14T09:30:00+03:00</updated><author><name>سلمى الواحة</name></author><content type="html">&lt;p&gt;%s.&lt;/p&gt;&lt;p&gt;%s.&lt;/p&gt;</content></entry>`,
			i, i, i, arabicText, strings.Repeat(arabicText+" ", 3))
	}
	return []byte(b.String() + "</feed>")
}

func jsonNews() []byte {
	var b strings.Builder
	b.WriteString(`{"version":"https://jsonfeed.org/version/1.1","title":"صدى","items":[`)
	for i := range 50 {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"id":"n-%d","url":"https://nakheel.example/news/%d","title":"خبر %d","date_published":"2026-03-14T09:30:00+03:00","authors":[{"name":"سلمى الواحة"}],"content_html":"<p>%s.</p><p>%s.</p>"}`,
			i, i, i, arabicText, strings.Repeat(arabicText+" ", 3))
	}
	return []byte(b.String() + "]}")
}

// BenchmarkSitemap reads a news sitemap of 1,000 pages, the most that one may
// list; the parser alone reads none.
func BenchmarkSitemap(b *testing.B) {
	var s strings.Builder
	s.WriteString(`<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">`)
	for i := range 1000 {
		fmt.Fprintf(&s, `<url><loc>https://nakheel.example/news/%d</loc><news:news><news:publication><news:name>صدى</news:name><news:language>ar</news:language></news:publication><news:publication_date>2026-03-14T09:30:00+03:00</news:publication_date><news:title>%s</news:title></news:news></url>`, i, arabicText)
	}
	body := []byte(s.String() + "</urlset>")
	var spent time.Duration
	for b.Loop() {
		spent += cpu(func() {
			if doc, err := Parse(body, Options{}); err != nil || len(doc.Items) != 1000 {
				b.Fatal(len(doc.Items), err)
			}
		})
	}
	each := spent.Seconds() / float64(b.N)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(1/each, "feeds/cpu-s")
	b.ReportMetric(float64(len(body))/each/1e6, "MB/cpu-s")
}
