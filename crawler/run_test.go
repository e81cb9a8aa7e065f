package crawler_test

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"sada/crawler"
	"sada/crawler/fetch"
	"sada/news"
	"sada/storage/sqlite"
	"sada/story"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// A site is one outlet on an address of its own, whose pages a test writes.
type site struct {
	addr string
	mu   sync.Mutex
	page map[string]http.HandlerFunc
	hits map[string]int
}

// open starts a site on the given loopback address.
func open(t *testing.T, ip string) *site {
	t.Helper()
	l, err := net.Listen("tcp", ip+":0")
	if err != nil {
		t.Fatal(err)
	}
	s := &site{addr: "http://" + l.Addr().String(), page: map[string]http.HandlerFunc{}, hits: map[string]int{}}
	srv := &http.Server{Handler: s}
	done := make(chan struct{})
	go func() { srv.Serve(l); close(done) }()
	t.Cleanup(func() { srv.Close(); <-done })
	return s
}

func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.hits[r.URL.Path]++
	h := s.page[r.URL.Path]
	s.mu.Unlock()
	if h == nil {
		http.NotFound(w, r)
		return
	}
	h(w, r)
}

func (s *site) asked(path string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.hits[path]
}

func (s *site) serve(path string, h http.HandlerFunc) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.page[path] = h
}

func text(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, body) }
}

func status(code int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "no", code) }
}

// An item is one entry of a feed as a test writes it.
type item struct{ title, link, guid, date string }

func rss(items ...item) http.HandlerFunc {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>نبراس</title><language>ar</language>`)
	for _, i := range items {
		fmt.Fprintf(&b, "<item><title>%s</title>", i.title)
		for tag, v := range map[string]string{"link": i.link, "guid": i.guid, "pubDate": i.date} {
			if v != "" {
				fmt.Fprintf(&b, "<%s>%s</%s>", tag, v, tag)
			}
		}
		b.WriteString("</item>")
	}
	b.WriteString("</channel></rss>")
	return text(b.String())
}

// reports are texts of different events, long enough to be filed.
var reports = []string{
	"أعلنت بلدية السويداء الجديدة بدء تشغيل محطة معالجة المياه الثالثة التي تخدم سبعين ألف نسمة في الأحياء الشمالية من المدينة بعد تأخر دام عامين كاملين.",
	"فاز فريق شباب الرمال ببطولة كرة السلة للمدارس الثانوية بعد مباراة نهائية مثيرة امتدت إلى شوطين إضافيين أمام جمهور ملأ مدرجات الصالة المغطاة.",
	"اكتشف باحثون من جامعة الواحات نوعا جديدا من الزواحف الصغيرة يعيش في شقوق الصخور الجيرية ولا يخرج إلا ساعة واحدة قبيل الغروب طلبا للحشرات.",
}

func page(report int) http.HandlerFunc { return text(reportPage(report)) }

func reportPage(report int) string {
	r := reports[report]
	return fmt.Sprintf(`<!doctype html><html lang="ar"><head><meta charset="utf-8"><title>خبر %d</title></head><body><article><h1>خبر رقم %d</h1><p>%s</p><p>وأضاف المتحدث أن التفاصيل ستنشر تباعا: %s</p><p>%s</p></article></body></html>`,
		report, report, r, strings.ToUpper(r), r)
}

// A desk is a crawler over a store of its own.
type desk struct {
	store *sqlite.Store
	opts  crawler.Options
	fetch fetch.Options
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	st, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "sada.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	return &desk{store: st, fetch: fetch.Options{
		UserAgent: "sada-test (+https://sada.example)", Delay: -1, Timeout: 400 * time.Millisecond,
		AllowNetworks: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")},
	}}
}

// run polls every feed of the store once.
func (d *desk) run(t *testing.T, urls ...string) crawler.Report {
	t.Helper()
	for _, u := range urls {
		if _, err := d.store.AddFeed(t.Context(), news.Feed{Name: u, URL: u, Origin: "user", Enabled: true, Outlet: news.Outlet{Name: u}}); err != nil {
			t.Fatal(err)
		}
	}
	feeds, err := d.store.Feeds(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return d.runFeeds(t, feeds)
}

// runFeeds polls the feeds given, and does what else is due.
func (d *desk) runFeeds(t *testing.T, feeds []news.Feed) crawler.Report {
	t.Helper()
	d.fetch.Hosts = d.store
	g, err := fetch.New(d.fetch)
	if err != nil {
		t.Fatal(err)
	}
	defer g.Close()
	report, err := crawler.New(g, d.store, story.New(d.store, story.Options{}), d.opts).Run(t.Context(), feeds)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// entry returns the stored entry with a title.
func (d *desk) entry(t *testing.T, title string) news.Entry {
	t.Helper()
	all, err := d.store.Entries(t.Context(), 0, "", 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range all {
		if e.Title == title {
			return e
		}
	}
	t.Fatalf("no entry %q among %d", title, len(all))
	return news.Entry{}
}

func (d *desk) articles(t *testing.T) int {
	t.Helper()
	n, err := d.store.Counts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return int(n.Articles)
}

func TestWhatBecomesOfEntries(t *testing.T) {
	s := open(t, "127.0.0.31")
	s.serve("/robots.txt", text("User-agent: *\nDisallow: /أرشيف/\n"))
	s.serve("/good", page(0))
	s.serve("/pay", status(http.StatusPaymentRequired))
	s.serve("/busy", status(http.StatusServiceUnavailable))
	s.serve("/english", text(`<html lang="en"><body><article><p>`+strings.Repeat("The council met again to talk about the bridge. ", 20)+`</p></article></body></html>`))
	s.serve("/feed", rss(
		item{title: "good", link: s.addr + "/good"}, item{title: "gone", link: s.addr + "/gone"},
		item{title: "pay", link: s.addr + "/pay"}, item{title: "busy", link: s.addr + "/busy"},
		item{title: "forbidden", link: s.addr + "/أرشيف/1"}, item{title: "inside", link: "http://10.1.2.3/x"},
		item{title: "file", link: "file:///etc/passwd"}, item{title: "english", link: s.addr + "/english"},
		item{title: "no link", guid: "n1"},
	))
	d := newDesk(t)
	d.fetch.AllowNetworks = []netip.Prefix{netip.MustParsePrefix("127.0.0.31/32")}
	report := d.run(t, s.addr+"/feed")
	if report.Filed != 1 || report.Retry != 1 {
		t.Errorf("filed %d, retry %d, want 1 and 1: %+v", report.Filed, report.Retry, report)
	}
	for _, tc := range []struct {
		title  string
		state  news.EntryState
		reason string
	}{
		{"good", news.EntryFiled, ""},
		{"gone", news.EntrySkipped, "404"},
		{"pay", news.EntrySkipped, "402"},
		{"busy", news.EntryPending, "503"},
		{"forbidden", news.EntrySkipped, "/أرشيف/"},
		{"inside", news.EntrySkipped, "fetch.allow_networks"},
		{"file", news.EntrySkipped, "no link"},
		{"english", news.EntrySkipped, "language is en"},
		{"no link", news.EntrySkipped, "no link"},
	} {
		e := d.entry(t, tc.title)
		if e.State != tc.state || !strings.Contains(e.Reason, tc.reason) {
			t.Errorf("%s: state %s, reason %q; want %s, %q", tc.title, e.State, e.Reason, tc.state, tc.reason)
		}
	}
	if s.asked("/أرشيف/1") > 0 {
		t.Error("a page that robots.txt forbids was asked for")
	}
}

// A host that hangs is given up for the run; the others are not kept waiting
// for its queue.
func TestHangingHostIsLeftAlone(t *testing.T) {
	hung, good := open(t, "127.0.0.32"), open(t, "127.0.0.33")
	hang := func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() }
	hung.serve("/feed", hang)
	hung.serve("/feed2", hang)
	good.serve("/a", page(0))
	good.serve("/b", page(1))
	good.serve("/feed", rss(item{title: "a", link: good.addr + "/a"}, item{title: "b", link: good.addr + "/b"}))
	d := newDesk(t)
	report := d.run(t, hung.addr+"/feed", hung.addr+"/feed2", good.addr+"/feed")
	if report.Filed != 2 || report.Failed != 1 || report.Left != 1 {
		t.Errorf("filed %d, failed %d, left %d; want 2, 1, 1", report.Filed, report.Failed, report.Left)
	}
	if n := hung.asked("/feed") + hung.asked("/feed2"); n != 1 {
		t.Errorf("the hanging host was asked for %d feeds, want 1", n)
	}
}

// Validators are those of a document that was read: one that could not be read
// leaves the old ones, and the articles listed before.
func TestValidatorsOnlyOfWhatWasRead(t *testing.T) {
	s := open(t, "127.0.0.34")
	var asked []string
	body := rss(item{title: "a", link: s.addr + "/a"})
	etag := `"one"`
	s.serve("/a", page(0))
	s.serve("/feed", func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.Header.Get("If-None-Match"))
		w.Header().Set("ETag", etag)
		body(w, r)
	})
	d := newDesk(t)
	d.run(t, s.addr+"/feed")
	body, etag = text("<html><body>down for repairs</body></html>"), `"two"`
	if r := d.run(t); r.Failed != 1 {
		t.Errorf("a page in place of a feed: failed %d, want 1", r.Failed)
	}
	body = rss(item{title: "a", link: s.addr + "/a"}, item{title: "b", link: s.addr + "/b"})
	s.serve("/b", page(1))
	if r := d.run(t); r.Entries != 1 || r.Filed != 1 {
		t.Errorf("the feed came back: %d new entries, %d filed; want 1, 1", r.Entries, r.Filed)
	}
	if want := []string{"", `"one"`, `"one"`}; strings.Join(asked, " ") != strings.Join(want, " ") {
		t.Errorf("If-None-Match was %q, want %q", asked, want)
	}
}

// What feeds do to their items must not make one article two.
func TestArticlesDoNotMultiply(t *testing.T) {
	const date = "Mon, 27 Jul 2026 18:00:00 +0000"
	for _, tc := range []struct {
		name          string
		first, second []item
		want          int
	}{
		{"new guid", []item{{"a", "/a", "1", date}}, []item{{"a", "/a", "2", date}}, 1},
		{"no guid", []item{{"a", "/a", "", date}}, []item{{"a", "/a", "", date}}, 1},
		{"new link", []item{{"a", "/a", "1", date}}, []item{{"a", "/a2", "1", date}}, 1},
		{"new link, no guid", []item{{"a", "/a", "", date}}, []item{{"a", "/a2", "", date}}, 1},
		{"one guid for all", []item{{"a", "/a", "x", date}, {"b", "/b", "x", date}}, []item{{"c", "/c", "x", date}}, 3},
		{"tracking", []item{{"a", "/a?utm_source=rss", "", date}}, []item{{"a", "/a#top", "", date}, {"a", "/a?fbclid=1", "9", date}}, 1},
		{"shuffled", []item{{"a", "/a", "1", date}, {"b", "/b", "2", date}}, []item{{"b", "/b", "2", date}, {"a", "/a", "1", date}}, 2},
	} {
		t.Run(strings.ReplaceAll(tc.name, " ", "_"), func(t *testing.T) {
			s := open(t, "127.0.0.35")
			s.serve("/a", page(0))
			s.serve("/a2", page(0))
			s.serve("/b", page(1))
			s.serve("/c", page(2))
			d := newDesk(t)
			s.serve("/feed", rss(at(s.addr, tc.first)...))
			d.run(t, s.addr+"/feed")
			s.serve("/feed", rss(at(s.addr, tc.second)...))
			d.run(t)
			if got := d.articles(t); got != tc.want {
				t.Errorf("%d articles, want %d", got, tc.want)
			}
		})
	}
}

func at(addr string, items []item) []item {
	out := make([]item, len(items))
	for i, it := range items {
		out[i] = it
		out[i].link = addr + it.link
	}
	return out
}

// An article that its feed says was changed is read again; what changed is a
// revision of the same article, and the first text stays.
func TestEditIsARevision(t *testing.T) {
	s := open(t, "127.0.0.39")
	s.serve("/feed", rss(item{title: "a", link: s.addr + "/a", guid: "1"}))
	s.serve("/a", page(0))
	d := newDesk(t)
	d.run(t, s.addr+"/feed")
	s.serve("/feed", rss(item{title: "a, corrected", link: s.addr + "/a", guid: "1"}))
	s.serve("/a", page(1))
	if r := d.run(t); r.Revised != 1 || r.Filed != 0 {
		t.Errorf("after an edit: revised %d, filed %d; want 1, 0", r.Revised, r.Filed)
	}
	if got := d.articles(t); got != 1 {
		t.Errorf("%d articles, want 1", got)
	}
	if e := d.entry(t, "a, corrected"); e.State != news.EntryFiled {
		t.Errorf("the entry is %s, want filed", e.State)
	}
	s.serve("/feed", rss(item{title: "a, corrected again", link: s.addr + "/a", guid: "1"}))
	if r := d.run(t); r.Pages != 0 {
		t.Errorf("within the hour: %d pages asked for, want 0", r.Pages)
	}
}

// After its time a run begins nothing; what it leaves is done by the next.
func TestBudget(t *testing.T) {
	s := open(t, "127.0.0.36")
	s.serve("/feed", rss(item{title: "a", link: s.addr + "/a"}))
	s.serve("/a", page(0))
	d := newDesk(t)
	d.opts.Until = time.Now().Add(-time.Second)
	if r := d.run(t, s.addr+"/feed"); r.Polled != 0 || !r.OutOfTime || r.Left != 1 {
		t.Errorf("out of time: %+v, want nothing polled and one job left", r)
	}
	d.opts.Until = time.Time{}
	if r := d.run(t); r.Filed != 1 {
		t.Errorf("the next run filed %d, want 1", r.Filed)
	}
}

// A run that is stopped leaves the queue whole.
func TestStop(t *testing.T) {
	s := open(t, "127.0.0.37")
	ctx, stop := context.WithCancel(t.Context())
	s.serve("/feed", rss(item{title: "a", link: s.addr + "/a"}))
	s.serve("/a", func(_ http.ResponseWriter, r *http.Request) { stop(); <-r.Context().Done() })
	d := newDesk(t)
	if _, err := d.store.AddFeed(ctx, news.Feed{Name: "n", URL: s.addr + "/feed", Origin: "user", Enabled: true, Outlet: news.Outlet{Name: "n"}}); err != nil {
		t.Fatal(err)
	}
	feeds, err := d.store.Feeds(ctx)
	if err != nil {
		t.Fatal(err)
	}
	g, err := fetch.New(d.fetch)
	if err != nil {
		t.Fatal(err)
	}
	defer g.Close()
	r, err := crawler.New(g, d.store, story.New(d.store, story.Options{}), d.opts).Run(ctx, feeds)
	if err != nil || !r.Interrupted {
		t.Errorf("Run = %+v, %v; want it interrupted without an error", r, err)
	}
	s.serve("/a", page(0))
	if r := d.run(t); r.Filed != 1 {
		t.Errorf("the next run filed %d, want 1", r.Filed)
	}
}

// A time in the future is kept as a claim and believed nowhere.
func TestFutureDate(t *testing.T) {
	s := open(t, "127.0.0.38")
	s.serve("/feed", rss(item{title: "a", link: s.addr + "/a", date: time.Now().Add(90 * 24 * time.Hour).Format(time.RFC1123Z)}))
	s.serve("/a", page(0))
	d := newDesk(t)
	d.run(t, s.addr+"/feed")
	for a, err := range d.store.Articles(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if p := news.PlausiblePublished(a.Published, a.FirstSeen); !p.IsZero() {
			t.Errorf("published %v is believed", p)
		}
		if a.At().After(time.Now()) {
			t.Errorf("At = %v lies in the future", a.At())
		}
	}
}
