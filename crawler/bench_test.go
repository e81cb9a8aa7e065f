package crawler_test

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/gocolly/colly/v2"

	"sada/crawler/extract"
	"sada/crawler/fetch"
	"sada/internal/cputime"
)

// BenchmarkPages fetches pages of 4.4 KB, 7.3 with JSON-LD, from ten hosts on
// loopback with the pace off: by colly alone, by fetch, and by fetch with the
// article extracted, from JSON-LD and by readability. The CPU time a page beside
// colly's is what docs/performance.md quotes first.
func BenchmarkPages(b *testing.B) {
	hosts := openPlain(b, 10)
	b.Run("colly", func(b *testing.B) {
		c := colly.NewCollector(colly.AllowURLRevisit())
		each(b, hosts, "/plain", func(url string) error {
			one := c.Clone()
			one.OnResponse(func(r *colly.Response) { io.Discard.Write(r.Body) })
			return one.Visit(url)
		})
	})
	g, err := fetch.New(fetch.Options{
		UserAgent: "sada-bench (+https://sada.example)", Delay: -1, PerHost: 4,
		AllowNetworks: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")},
	})
	if err != nil {
		b.Fatal(err)
	}
	defer g.Close()
	for _, bc := range []struct {
		name, path string
		extract    bool
	}{{"get", "/plain", false}, {"get+json-ld", "/jsonld", true}, {"get+readability", "/plain", true}} {
		b.Run(bc.name, func(b *testing.B) {
			each(b, hosts, bc.path, func(url string) error {
				p, err := g.Get(b.Context(), fetch.Request{URL: url})
				if err != nil || !bc.extract {
					return err
				}
				_, err = extract.Article(p.Body, extract.Options{ContentType: p.ContentType, URL: p.FinalURL})
				return err
			})
		})
	}
}

// each fetches b.N pages from the hosts in turn, two at a time on each core.
func each(b *testing.B, hosts []string, path string, get func(url string) error) {
	var n atomic.Int64
	start := cputime.Taken()
	b.SetParallelism(2)
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			i := n.Add(1)
			if err := get(fmt.Sprintf("%s%s?id=%d", hosts[i%int64(len(hosts))], path, i)); err != nil {
				b.Error(err)
				return
			}
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "pages/s")
	b.ReportMetric(float64((cputime.Taken()-start).Microseconds())/float64(b.N), "cpu-µs/page")
}

func openPlain(b *testing.B, n int) []string {
	mux := http.NewServeMux()
	mux.HandleFunc("/plain", text(benchPage("")))
	mux.HandleFunc("/jsonld", text(benchPage(benchJSONLD())))
	var hosts []string
	for i := range n {
		l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.%d:0", 41+i))
		if err != nil {
			b.Fatal(err)
		}
		srv := &http.Server{Handler: mux}
		done := make(chan struct{})
		go func() { srv.Serve(l); close(done) }()
		b.Cleanup(func() { srv.Close(); <-done })
		hosts = append(hosts, "http://"+l.Addr().String())
	}
	return hosts
}

// benchPage is a page of 4.4 KB, besides head, with the usual menu, links and footer.
func benchPage(head string) string {
	var p strings.Builder
	p.WriteString(`<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>خبر</title>` + head + `</head><body><nav><ul>`)
	for i := range 12 {
		fmt.Fprintf(&p, `<li><a href="/section/%d">القسم %d</a></li>`, i, i)
	}
	p.WriteString(`</ul></nav><main><article><h1>خبر طويل عن المدينة</h1>`)
	for i := range 5 {
		fmt.Fprintf(&p, "<p>%s %s</p>", reports[i%3], reports[(i+1)%3])
	}
	p.WriteString(`</article></main><aside><ul>`)
	for i := range 12 {
		fmt.Fprintf(&p, `<li><a href="/news/%d">خبر آخر من أخبار اليوم رقم %d</a></li>`, i, i)
	}
	p.WriteString(`</ul></aside><footer><p>جميع الحقوق محفوظة</p></footer></body></html>`)
	return p.String()
}

func benchJSONLD() string {
	var body strings.Builder
	for i := range 5 {
		fmt.Fprintf(&body, `%s %s\n\n`, reports[i%3], reports[(i+1)%3])
	}
	return `<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"خبر طويل عن المدينة","datePublished":"2026-07-27T18:00:00+03:00","articleBody":"` + body.String() + `"}</script>`
}
