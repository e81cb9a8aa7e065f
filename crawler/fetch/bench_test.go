package fetch

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/gocolly/colly/v2"
)

// The two benchmarks below are to be read beside each other, from one run: what
// one Get costs over a bare colly that does nothing but fetch. Pages have the
// 8 kB of a short article; ten hosts, as many goroutines.
const (
	benchHosts = 10
	benchBytes = 8 << 10
)

func benchSites(b *testing.B) []string {
	page := strings.Repeat("صدى ", benchBytes/7+1)[:benchBytes]
	var urls []string
	for i := range benchHosts {
		s := newQuietSite(b, fmt.Sprintf("127.0.0.%d", 50+i), page)
		urls = append(urls, s+"/news/1")
	}
	return urls
}

// newQuietSite serves one page without keeping a log.
func newQuietSite(b *testing.B, ip, page string) string {
	s := newSite(b, ip, nil)
	s.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		text(page)(w, r)
	})
	return s.URL
}

func BenchmarkGet(b *testing.B) {
	urls := benchSites(b)
	g := newGetter(b, Options{})
	each(b, urls, func(url string) error {
		_, err := g.Get(b.Context(), Request{URL: url})
		return err
	})
}

func BenchmarkColly(b *testing.B) {
	urls := benchSites(b)
	c := colly.NewCollector(colly.AllowURLRevisit())
	t := newTransport(Options{PerHost: 1})
	t.base.DialContext = nil
	c.WithTransport(t.base)
	defer t.base.CloseIdleConnections()
	c.OnResponse(func(*colly.Response) {})
	each(b, urls, c.Visit)
}

// each visits the addresses, one goroutine for each host.
func each(b *testing.B, urls []string, visit func(string) error) {
	b.SetBytes(benchBytes)
	b.ReportAllocs()
	b.ResetTimer()
	errs := make(chan error)
	for i, url := range urls {
		n := b.N / len(urls)
		if i < b.N%len(urls) {
			n++
		}
		go func() {
			var err error
			for range n {
				if e := visit(url); e != nil {
					err = e
				}
			}
			errs <- err
		}()
	}
	for range urls {
		if err := <-errs; err != nil {
			b.Error(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "pages/s")
}
