package crawler_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sada/news"
)

// add stores a feed.
func (d *desk) add(t *testing.T, f news.Feed) {
	t.Helper()
	f.Origin, f.Enabled, f.Outlet.Name = "user", true, f.Name
	if _, err := d.store.AddFeed(t.Context(), f); err != nil {
		t.Fatal(err)
	}
}

func (d *desk) feed(t *testing.T) news.Feed {
	t.Helper()
	feeds, err := d.store.Feeds(t.Context())
	if err != nil || len(feeds) != 1 {
		t.Fatalf("Feeds = %d, %v; want one", len(feeds), err)
	}
	return feeds[0]
}

func redirect(code int, to string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, to, code) }
}

func (d *desk) moves(t *testing.T) []string {
	t.Helper()
	moves, err := d.store.FeedMoves(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, m := range moves {
		got = append(got, m.From+" "+m.To)
	}
	return got
}

// A feed that three polls in a row found moved for good, and read there, has
// its new address; the old one is kept.
func TestPermanentRedirect(t *testing.T) {
	s := open(t, "127.0.0.1")
	s.serve("/old", redirect(http.StatusMovedPermanently, "/new"))
	s.serve("/new", rss(item{title: "خبر", link: s.addr + "/1", guid: "1"}))
	s.serve("/1", page(0))
	d := newDesk(t)
	d.add(t, news.Feed{Name: "nibras", URL: s.addr + "/old"})
	for i := range 3 {
		if got := d.feed(t).URL; got != s.addr+"/old" {
			t.Errorf("after %d polls the feed is at %s", i, got)
		}
		d.run(t)
	}
	if f := d.feed(t); f.URL != s.addr+"/new" || f.PermanentURL != "" || f.State != news.FeedOK {
		t.Errorf("after 3 polls the feed is %+v; want it at /new", f)
	}
	if diff := cmp.Diff([]string{s.addr + "/old " + s.addr + "/new"}, d.moves(t)); diff != "" {
		t.Errorf("moves (-want +got):\n%s", diff)
	}
	asked := s.asked("/old")
	d.run(t)
	if got := s.asked("/old"); got != asked {
		t.Errorf("the old address was asked %d times more", got-asked)
	}
}

// What does not move a feed: 302, a target that is no feed, a redirect that
// changes its mind.
func TestRedirectNotFollowedForGood(t *testing.T) {
	tests := []struct {
		name  string
		serve func(s *site)
	}{
		{"302", func(s *site) {
			s.serve("/old", redirect(http.StatusFound, "/new"))
			s.serve("/new", rss(item{title: "خبر", guid: "1"}))
		}},
		{"to the front page", func(s *site) {
			s.serve("/old", redirect(http.StatusMovedPermanently, "/new"))
			s.serve("/new", page(0))
		}},
		{"another target each time", func(s *site) {
			n := 0
			s.serve("/old", func(w http.ResponseWriter, r *http.Request) {
				n++
				http.Redirect(w, r, fmt.Sprintf("/new%d", n), http.StatusMovedPermanently)
			})
			for i := range 9 {
				s.serve(fmt.Sprintf("/new%d", i), rss(item{title: "خبر", guid: "1"}))
			}
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := open(t, "127.0.0.1")
			tt.serve(s)
			d := newDesk(t)
			d.add(t, news.Feed{Name: "nibras", URL: s.addr + "/old"})
			for range 4 {
				d.run(t)
			}
			if got := d.feed(t).URL; got != s.addr+"/old" || d.moves(t) != nil {
				t.Errorf("the feed is at %s, moves %v; want it where it was", got, d.moves(t))
			}
		})
	}
}

func index(parts ...string) http.HandlerFunc {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">`)
	for _, p := range parts {
		at, modified, _ := strings.Cut(p, " ")
		fmt.Fprintf(&b, "<sitemap><loc>%s</loc>", at)
		if modified != "" {
			fmt.Fprintf(&b, "<lastmod>%s</lastmod>", modified)
		}
		b.WriteString("</sitemap>")
	}
	b.WriteString("</sitemapindex>")
	return text(b.String())
}

func newsSitemap(urls ...string) string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">`)
	for _, u := range urls {
		at, date, _ := strings.Cut(u, " ")
		fmt.Fprintf(&b, `<url><loc>%s</loc><news:news><news:publication><news:name>نبراس</news:name><news:language>ar</news:language></news:publication><news:publication_date>%s</news:publication_date><news:title>خبر</news:title></news:news></url>`, at, date)
	}
	b.WriteString("</urlset>")
	return b.String()
}

func zipped(body string) http.HandlerFunc {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write([]byte(body))
	z.Close()
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/gzip")
		w.Header().Set("ETag", `"v1"`)
		if r.Header.Get("If-None-Match") == `"v1"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Write(b.Bytes())
	}
}

// An index is followed to the sitemaps that may hold something new: gzipped
// ones, those of an index inside, none twice; one that fails costs the others
// nothing, and what is older than two days is no news.
func TestSitemapIndex(t *testing.T) {
	now := time.Now()
	day := func(ago int) string { return now.AddDate(0, 0, -ago).UTC().Format(time.RFC3339) }
	s := open(t, "127.0.0.1")
	s.serve("/index.xml", index(
		s.addr+"/archive.xml "+day(30), s.addr+"/gone.xml "+day(0), s.addr+"/inner.xml "+day(1),
		s.addr+"/news.xml.gz "+day(0), s.addr+"/index.xml", "file:///etc/passwd",
	))
	s.serve("/inner.xml", index(s.addr+"/index.xml", s.addr+"/inner.xml", s.addr+"/undated.xml"))
	s.serve("/news.xml.gz", zipped(newsSitemap(s.addr+"/1 "+day(0), s.addr+"/old "+day(9))))
	s.serve("/undated.xml", text(newsSitemap(s.addr+"/2 "+day(1))))
	s.serve("/1", page(1))
	s.serve("/2", page(2))
	d := newDesk(t)
	d.add(t, news.Feed{Name: "nibras", URL: s.addr + "/index.xml"})
	r := d.run(t)
	if r.Failed != 0 || r.Entries != 2 || r.Filed != 2 {
		t.Errorf("Run = %+v; want 2 entries filed", r)
	}
	for path, want := range map[string]int{"/archive.xml": 0, "/gone.xml": 1, "/inner.xml": 1, "/news.xml.gz": 1, "/undated.xml": 1, "/index.xml": 1, "/old": 0} {
		if got := s.asked(path); got != want {
			t.Errorf("%s was asked %d times; want %d", path, got, want)
		}
	}
	if f := d.feed(t); f.Format != "sitemap" || f.Title != "نبراس" || f.Items != 2 {
		t.Errorf("feed = %+v", f)
	}
	// Nothing new: the parts say so themselves.
	if r := d.run(t); r.Entries != 0 || r.Failed != 0 {
		t.Errorf("second Run = %+v; want nothing new", r)
	}
	// What a part adds is found though the index is the same.
	s.serve("/undated.xml", text(newsSitemap(s.addr+"/2 "+day(1), s.addr+"/3 "+day(0))))
	s.serve("/3", page(0))
	if r := d.run(t); r.Entries != 1 || r.Filed != 1 {
		t.Errorf("third Run = %+v; want 1 entry filed", r)
	}
}

// The number of sitemaps read of one index is bounded, and said.
func TestSitemapIndexBounded(t *testing.T) {
	s := open(t, "127.0.0.1")
	var parts []string
	for i := range 40 {
		path := fmt.Sprintf("/part%d.xml", i)
		parts = append(parts, s.addr+path)
		s.serve(path, text(newsSitemap()))
	}
	s.serve("/index.xml", index(parts...))
	d := newDesk(t)
	d.add(t, news.Feed{Name: "nibras", URL: s.addr + "/index.xml"})
	d.run(t)
	asked := 0
	for i := range 40 {
		asked += s.asked(fmt.Sprintf("/part%d.xml", i))
	}
	if asked != 10 || s.asked("/part0.xml") != 1 || s.asked("/part39.xml") != 1 {
		t.Errorf("%d sitemaps were asked for; want 10, the first and the last among them", asked)
	}
}

// An index none of whose sitemaps can be had fails, but is not retired by a
// sitemap that is gone.
func TestSitemapIndexFails(t *testing.T) {
	s := open(t, "127.0.0.1")
	s.serve("/index.xml", index(s.addr+"/a.xml"))
	s.serve("/a.xml", status(http.StatusGone))
	d := newDesk(t)
	d.add(t, news.Feed{Name: "nibras", URL: s.addr + "/index.xml"})
	if r := d.run(t); r.Failed != 1 {
		t.Errorf("Run = %+v; want a failure", r)
	}
	if f := d.feed(t); f.State != news.FeedFailing || !strings.Contains(f.Error, "a.xml") {
		t.Errorf("feed = %+v; want it failing, with the sitemap named", f)
	}
}

// A section page stands in for a feed: its links that match are fetched, one
// level deep, on its own site alone.
func TestSectionPage(t *testing.T) {
	s, other := open(t, "127.0.0.1"), open(t, "127.0.0.2")
	s.serve("/section", text(`<html><head><title>نبراس - أخبار</title></head><body>
		<a href="/section">القسم</a><a href="/about">من نحن</a>
		<ul><li><a href="/news/1"><img src="x" alt="صورة"></a><a href="/news/1#c">خبر أول مهم</a><time datetime="2026-07-12T10:00:00+03:00"></time></li>
		<li><a href="/news/2">خبر ثان</a></li><li><a href="`+other.addr+`/news/9">خبر غيرنا</a></li></ul>
		<a href="javascript:alert(1)">/news/3</a></body></html>`))
	s.serve("/news/1", text(strings.Replace(reportPage(0), "</article>", `<a href="/news/7">خبر آخر</a></article>`, 1)))
	s.serve("/news/2", page(1))
	d := newDesk(t)
	d.add(t, news.Feed{Name: "nibras", URL: s.addr + "/section", Kind: news.KindPage, Links: `/news/\d+$`})
	if r := d.run(t); r.Failed != 0 || r.Entries != 2 || r.Filed != 2 {
		t.Errorf("Run = %+v; want 2 entries filed", r)
	}
	if s.asked("/about") != 0 || s.asked("/news/7") != 0 || other.asked("/news/9") != 0 {
		t.Error("a page that does not match, lies deeper, or is another site's was asked for")
	}
	entries, err := d.store.Entries(t.Context(), 0, "", 0)
	if err != nil || len(entries) != 2 {
		t.Fatalf("Entries = %v, %v", entries, err)
	}
	got := map[string]string{}
	for _, e := range entries {
		got[e.Title] = string(e.PublishedConfidence) + " " + e.PublishedSource
	}
	if diff := cmp.Diff(map[string]string{"خبر أول مهم": "exact time", "خبر ثان": " "}, got); diff != "" {
		t.Errorf("entries (-want +got):\n%s", diff)
	}
	if f := d.feed(t); f.Format != "page" || f.Title != "نبراس - أخبار" {
		t.Errorf("feed = %+v", f)
	}
	// A page without such links has failed: its layout may have changed.
	s.serve("/section", text(`<html><body><a href="/x">x</a></body></html>`))
	if r := d.run(t); r.Failed != 1 || !strings.Contains(d.feed(t).Error, "none of its 1 links matches") {
		t.Errorf("Run = %+v, error %q; want the pattern named", r, d.feed(t).Error)
	}
}
