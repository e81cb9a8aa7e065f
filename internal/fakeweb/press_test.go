package fakeweb_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/mmcdole/gofeed"
	"go.uber.org/goleak"
	"golang.org/x/net/html/charset"

	"sada/internal/fakeweb"
)

var now = time.Date(2026, time.March, 14, 9, 30, 0, 0, time.UTC)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// open starts a press on free ports and a client that follows no redirects.
func open(t *testing.T, opts fakeweb.Options) (*fakeweb.Press, *http.Client) {
	t.Helper()
	opts.Port = fakeweb.EphemeralPort
	if opts.Now.IsZero() {
		opts.Now = now
	}
	press, err := fakeweb.Start(opts)
	if err != nil {
		t.Fatal(err)
	}
	transport := &http.Transport{DisableCompression: true}
	client := &http.Client{
		Transport:     transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	t.Cleanup(func() {
		transport.CloseIdleConnections()
		if err := press.Close(); err != nil {
			t.Errorf("Close() = %v", err)
		}
	})
	return press, client
}

// get asks for an address with "Name: value" headers, and reads the answer.
func get(t *testing.T, client *http.Client, address string, headers ...string) (*http.Response, []byte) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		req.Header.Set(name, value)
	}
	resp, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp, body
}

// decoded turns a body into UTF-8 by its declared charset, the XML declaration
// included.
func decoded(t *testing.T, resp *http.Response, body []byte) string {
	t.Helper()
	r, err := charset.NewReader(bytes.NewReader(body), resp.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Replace(string(text), `encoding="windows-1256"`, `encoding="utf-8"`, 1)
}

func TestFeedsParse(t *testing.T) {
	press, client := open(t, fakeweb.Options{})
	listed := map[string]int{}
	for _, f := range press.Feeds() {
		resp, body := get(t, client, f.URL)
		feed, err := gofeed.NewParser().ParseString(decoded(t, resp, body))
		if err != nil {
			t.Errorf("parse %s: %v", f.Name, err)
			continue
		}
		if feed.Title == "" || len(feed.Items) == 0 {
			t.Errorf("%s: title %q, %d items", f.Name, feed.Title, len(feed.Items))
		}
		for _, item := range feed.Items {
			if item.Title == "" || item.Link == "" {
				t.Errorf("%s: item %q has link %q", f.Name, item.Title, item.Link)
			}
			address, _, _ := strings.Cut(strings.TrimSpace(item.Link), "?utm")
			listed[address]++
		}
	}
	for _, s := range press.Stories() {
		for _, a := range s.Articles {
			if listed[a.Listed] != a.Feeds {
				t.Errorf("%s of %s is listed %d times, want %d", a.Listed, a.Outlet, listed[a.Listed], a.Feeds)
			}
		}
	}
}

func TestFeedFormats(t *testing.T) {
	press, client := open(t, fakeweb.Options{})
	got := map[string]int{}
	for _, f := range press.Feeds() {
		resp, body := get(t, client, f.URL)
		feed, err := gofeed.NewParser().ParseString(decoded(t, resp, body))
		if err != nil {
			t.Fatalf("parse %s: %v", f.Name, err)
		}
		got[feed.FeedType+" "+feed.FeedVersion]++
	}
	for _, want := range []string{"rss 2.0", "atom 1.0", "rss 1.0", "json https://jsonfeed.org/version/1.1"} {
		if got[want] == 0 {
			t.Errorf("no feed is %s; there are %v", want, got)
		}
	}
}

func TestPages(t *testing.T) {
	press, client := open(t, fakeweb.Options{})
	for _, s := range press.Stories() {
		for _, a := range s.Articles {
			resp, body := get(t, client, a.URL)
			if resp.StatusCode != a.Status {
				t.Errorf("get %s (%s): status %d, want %d", a.URL, s.Slug, resp.StatusCode, a.Status)
			}
			if a.Status != http.StatusOK {
				continue
			}
			text := decoded(t, resp, body)
			if strings.Contains(text, "<script>alert") || strings.Contains(text, "\ufffd") {
				t.Errorf("page of %s in %s holds a live script or broken text", s.Slug, a.Outlet)
			}
			if words := strings.Fields(text); len(words) < 100 {
				t.Errorf("page of %s in %s has %d words", s.Slug, a.Outlet, len(words))
			}
		}
	}
}

func TestListedAddressesLead(t *testing.T) {
	press, client := open(t, fakeweb.Options{})
	moved, twins := 0, 0
	for _, s := range press.Stories() {
		for _, a := range s.Articles {
			if a.Listed == a.URL {
				continue
			}
			resp, body := get(t, client, a.Listed)
			switch resp.StatusCode {
			case http.StatusMovedPermanently:
				moved++
				if got := resp.Header.Get("Location"); got != a.URL {
					t.Errorf("%s leads to %s, want %s", a.Listed, got, a.URL)
				}
			case http.StatusOK:
				twins++
				if !strings.Contains(string(body), `<link rel="canonical" href="`+a.URL+`">`) {
					t.Errorf("%s does not name %s as canonical", a.Listed, a.URL)
				}
			default:
				t.Errorf("get %s: status %d", a.Listed, resp.StatusCode)
			}
		}
	}
	if moved == 0 || twins == 0 {
		t.Errorf("%d short links and %d AMP twins, want some of each", moved, twins)
	}
}

func TestConditionalRequests(t *testing.T) {
	press, client := open(t, fakeweb.Options{})
	kinds := map[string]int{}
	for _, f := range press.Feeds() {
		resp, _ := get(t, client, f.URL)
		etag, modified := resp.Header.Get("ETag"), resp.Header.Get("Last-Modified")
		tests := []struct {
			header string
			want   int
		}{
			{"If-None-Match: " + etag, http.StatusNotModified},
			{"If-Modified-Since: " + modified, http.StatusNotModified},
			{`If-None-Match: "other"`, http.StatusOK},
			{"If-Modified-Since: Mon, 02 Jan 2006 15:04:05 GMT", http.StatusOK},
		}
		for _, test := range tests {
			if strings.HasSuffix(test.header, ": ") {
				continue // the outlet sends no such validator
			}
			kinds[test.header[:16]]++
			if resp, _ := get(t, client, f.URL, test.header); resp.StatusCode != test.want {
				t.Errorf("get %s with %s: status %d, want %d", f.Name, test.header, resp.StatusCode, test.want)
			}
		}
	}
	if len(kinds) != 2 {
		t.Errorf("validators sent: %v, want both kinds", kinds)
	}
}

func TestGzip(t *testing.T) {
	press, client := open(t, fakeweb.Options{})
	zipped := 0
	for _, f := range press.Feeds() {
		_, plain := get(t, client, f.URL)
		resp, body := get(t, client, f.URL, "Accept-Encoding: gzip")
		if resp.Header.Get("Content-Encoding") != "gzip" {
			continue
		}
		zipped++
		r, err := gzip.NewReader(bytes.NewReader(body))
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		if inflated, err := io.ReadAll(r); err != nil || !bytes.Equal(inflated, plain) {
			t.Errorf("%s: inflated body differs from the plain one (%v)", f.Name, err)
		}
	}
	if zipped == 0 {
		t.Error("no feed comes by gzip")
	}
}

func TestRobots(t *testing.T) {
	press, client := open(t, fakeweb.Options{})
	forbidding := 0
	for _, f := range press.Feeds() {
		resp, body := get(t, client, "http://"+f.Outlet.Host+"/robots.txt")
		if resp.StatusCode != http.StatusOK {
			t.Errorf("robots.txt of %s: status %d", f.Name, resp.StatusCode)
		}
		if strings.Contains(string(body), "Disallow: /أرشيف/") {
			forbidding++
		}
	}
	if forbidding != 1 {
		t.Errorf("%d outlets forbid a path in Arabic, want 1", forbidding)
	}
	for _, s := range press.Stories() {
		for _, a := range s.Articles {
			u, err := url.Parse(a.URL)
			if err != nil || strings.HasPrefix(u.Path, "/أرشيف/") != a.Forbidden {
				t.Errorf("%s: Forbidden = %v (%v)", u, a.Forbidden, err)
			}
		}
	}
}

func TestFlaky(t *testing.T) {
	press, client := open(t, fakeweb.Options{Flaky: true})
	for _, s := range press.Stories() {
		for _, a := range s.Articles {
			if a.Outlet != fakeweb.FlakyOutlet || a.Status != http.StatusOK {
				continue
			}
			for _, want := range []int{http.StatusServiceUnavailable, http.StatusOK} {
				if resp, _ := get(t, client, a.URL); resp.StatusCode != want {
					t.Errorf("get %s: status %d, want %d", a.URL, resp.StatusCode, want)
				}
			}
		}
	}
}

func TestRequests(t *testing.T) {
	press, client := open(t, fakeweb.Options{Outlets: 1})
	feed := press.Feeds()[0]
	get(t, client, feed.URL, "User-Agent: reader/1", `If-None-Match: "x"`)
	get(t, client, "http://"+feed.Outlet.Host+"/nowhere?a=b")
	log := press.Requests()
	if len(log) != 2 {
		t.Fatalf("%d requests in the log, want 2", len(log))
	}
	if got := log[0]; got.Status != 200 || got.UserAgent != "reader/1" || got.IfNoneMatch != `"x"` || got.Outlet != feed.Outlet.Name {
		t.Errorf("first request is logged as %+v", got)
	}
	if got := log[1]; got.Status != 404 || got.Path != "/nowhere?a=b" || got.Host != feed.Outlet.Host {
		t.Errorf("second request is logged as %+v", got)
	}
	press.ResetLog()
	if got := press.Requests(); len(got) != 0 {
		t.Errorf("%d requests after ResetLog", len(got))
	}
}

func TestNetworks(t *testing.T) {
	press, _ := open(t, fakeweb.Options{})
	hosts := map[netip.Addr]bool{}
	for _, f := range press.Feeds() {
		hosts[netip.MustParseAddrPort(f.Outlet.Host).Addr()] = true
	}
	for _, n := range press.Networks() {
		if n.Bits() != 32 || !hosts[n.Addr()] {
			t.Errorf("%s is not the address of one outlet", n)
		}
	}
	if got := len(press.Networks()); got != len(hosts) || got < 12 {
		t.Errorf("%d networks for %d hosts, want 12 or more of each", got, len(hosts))
	}
}

func TestTakenPort(t *testing.T) {
	first, _ := open(t, fakeweb.Options{Outlets: 1})
	taken := netip.MustParseAddrPort(first.Feeds()[0].Outlet.Host).Port()
	if _, err := fakeweb.Start(fakeweb.Options{Now: now, Port: int(taken), Outlets: 1}); err == nil {
		t.Error("Start on a taken port gives no error")
	}
	for range 2 { // the second finds the default port taken
		press, err := fakeweb.Start(fakeweb.Options{Now: now, Outlets: 1})
		if err != nil {
			t.Fatal(err)
		}
		defer press.Close()
	}
}
