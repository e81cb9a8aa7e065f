package fetch

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"sada/news"
)

func TestConditional(t *testing.T) {
	s := newSite(t, "127.0.0.1", map[string]http.HandlerFunc{
		"/feed": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("ETag", `"v2"`)
			w.Header().Set("Last-Modified", "Mon, 02 Mar 2026 10:00:00 GMT")
			if r.Header.Get("If-None-Match") == `"v2"` || r.Header.Get("If-Modified-Since") != "" {
				w.WriteHeader(http.StatusNotModified)
				return
			}
			text("<rss/>")(w, r)
		},
		"/bigtag": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("ETag", `"`+strings.Repeat("x", 100<<10)+`"`)
			text("<rss/>")(w, r)
		},
		"/badtag": raw(ok11+"ETag: \"\xff\"\r\nLast-Modified: a\tb\r\nContent-Length: 1\r\n\r\nx", nil),
	})
	g := newGetter(t, Options{})
	tests := []struct {
		name, path string
		validator  news.Validator
		want       Page
	}{
		{"first", "/feed", news.Validator{}, Page{Status: 200, ETag: `"v2"`, LastModified: "Mon, 02 Mar 2026 10:00:00 GMT"}},
		{"by tag", "/feed", news.Validator{ETag: `"v2"`}, Page{Status: 304, NotModified: true, ETag: `"v2"`, LastModified: "Mon, 02 Mar 2026 10:00:00 GMT"}},
		{"by date", "/feed", news.Validator{LastModified: "x"}, Page{Status: 304, NotModified: true, ETag: `"v2"`, LastModified: "Mon, 02 Mar 2026 10:00:00 GMT"}},
		{"another version", "/feed", news.Validator{ETag: `"v1"`}, Page{Status: 200, ETag: `"v2"`, LastModified: "Mon, 02 Mar 2026 10:00:00 GMT"}},
		{"tag of 100 kB", "/bigtag", news.Validator{}, Page{Status: 200}},
		{"fields that cannot be sent back", "/badtag", news.Validator{}, Page{Status: 200}},
	}
	for _, tt := range tests {
		got, err := g.Get(t.Context(), Request{URL: s.URL + tt.path, Validator: tt.validator, Feed: true})
		if err != nil || got.Status != tt.want.Status || got.NotModified != tt.want.NotModified || got.ETag != tt.want.ETag || got.LastModified != tt.want.LastModified {
			t.Errorf("%s: Get = %+v, %v; want %+v", tt.name, got, err, tt.want)
		}
	}
	if accept := s.visits()[0].header.Get("Accept"); !strings.HasPrefix(accept, "application/rss+xml") {
		t.Errorf("Accept = %q for a feed", accept)
	}
}

func TestRedirects(t *testing.T) {
	other := newSite(t, "127.0.0.3", map[string]http.HandlerFunc{"/end": text("end")})
	mux := map[string]http.HandlerFunc{
		"/permanent": status(301, "Location", "/permanent2"), "/permanent2": status(308, "Location", other.URL+"/end"),
		"/mixed": status(301, "Location", "/mixed2"), "/mixed2": status(302, "Location", other.URL+"/end"),
		"/a": status(302, "Location", "/b"), "/b": status(302, "Location", "/a"),
		"/أخبار": text("end"), "/arabic": status(302, "Location", "/أخبار"),
	}
	for i := range 12 {
		mux[fmt.Sprintf("/chain%d", i)] = status(302, "Location", fmt.Sprintf("/chain%d", i+1))
	}
	mux["/chain12"] = text("end")
	s := newSite(t, "127.0.0.2", mux)
	g := newGetter(t, Options{})
	tests := []struct {
		name, path, final, permanent string
		kind                         Kind
	}{
		{"permanent", "/permanent", other.URL + "/end", other.URL + "/end", ""},
		{"one of two is not permanent", "/mixed", other.URL + "/end", "", ""},
		{"ten hops", "/chain2", s.URL + "/chain12", "", ""},
		{"eleven hops", "/chain1", "", "", Redirects},
		{"a circle of two", "/a", "", "", Redirects},
		{"raw Arabic", "/arabic", s.URL + "/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1", "", ""},
		{"none", "/chain12", s.URL + "/chain12", "", ""},
	}
	for _, tt := range tests {
		p, err := g.Get(t.Context(), Request{URL: s.URL + tt.path})
		checkKind(t, tt.name, err, tt.kind, "")
		if p.FinalURL != tt.final || p.PermanentURL != tt.permanent {
			t.Errorf("%s: came to %q, permanently %q; want %q, %q", tt.name, p.FinalURL, p.PermanentURL, tt.final, tt.permanent)
		}
	}
}

// TestBytesAreTheServers holds that the text is not converted, whatever its
// header says.
func TestBytesAreTheServers(t *testing.T) {
	const doc = "<meta charset=windows-1256>\xd5\xcf\xec" // صدى in windows-1256
	for _, contentType := range []string{"text/html; charset=windows-1256", "text/html; charset=nonsense", "application/gzip", ""} {
		s := newSite(t, "127.0.0.1", map[string]http.HandlerFunc{"/a.xml.gz": func(w http.ResponseWriter, r *http.Request) {
			w.Header()["Content-Type"] = []string{contentType}
			text(doc)(w, r)
		}})
		p, err := newGetter(t, Options{}).Get(t.Context(), Request{URL: s.URL + "/a.xml.gz"})
		if err != nil || string(p.Body) != doc || p.ContentType != contentType {
			t.Errorf("Content-Type %q: Get = %q as %q, %v; want %q", contentType, p.Body, p.ContentType, err, doc)
		}
	}
}

func TestCookiesAndEnvironment(t *testing.T) {
	for name, value := range map[string]string{
		"COLLY_USER_AGENT": "spoofed", "COLLY_MAX_BODY_SIZE": "3", "COLLY_DISALLOWED_DOMAINS": "127.0.0.1",
		"COLLY_CACHE_DIR": t.TempDir(), "COLLY_FOLLOW_REDIRECTS": "yes", "HTTP_PROXY": "http://127.0.0.9:1",
	} {
		t.Setenv(name, value)
	}
	s := newSite(t, "127.0.0.1", map[string]http.HandlerFunc{
		"/set": status(302, "Set-Cookie", "id=1; Path=/", "Location", "/page"), "/page": text("0123456789"),
	})
	g := newGetter(t, Options{UserAgent: "sada/1 (+mailto:desk@sada.example)"})
	for range 2 {
		if p, err := g.Get(t.Context(), Request{URL: s.URL + "/set"}); err != nil || len(p.Body) != 10 {
			t.Fatalf("Get = %q, %v; want the page", p.Body, err)
		}
	}
	if n := len(s.visits()); n != 4 {
		t.Errorf("%d requests, want 4: nothing comes from a cache", n)
	}
	for _, v := range s.visits() {
		if got := v.header.Get("User-Agent"); got != "sada/1 (+mailto:desk@sada.example)" || v.header.Get("Cookie") != "" || v.header.Get("Referer") != "" {
			t.Errorf("%s: headers %v", v.path, v.header)
		}
	}
	if files, err := os.ReadDir(os.Getenv("COLLY_CACHE_DIR")); err != nil || len(files) > 0 {
		t.Errorf("cache directory holds %v, %v", files, err)
	}
}

func TestUnreachable(t *testing.T) {
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	closed.Close()
	self := newSite(t, "127.0.0.1", nil)
	self.Server.Close()
	tests := []struct {
		name, url string
		kind      Kind
		says      string
		retry     bool
	}{
		{"nothing listens", "http://" + closed.Addr().String() + "/", Connect, "connection refused", true},
		{"name without address", "http://nowhere.invalid/", DNS, "nowhere.invalid", true},
		{"file", "file:///etc/passwd", BadURL, "not an http or https address", false},
		{"no address", "%%%", BadURL, "not a web address", false},
		{"secrets", "http://u:hunter2@" + closed.Addr().String() + "/?token=hunter2", Connect, "http://***@", true},
	}
	g := newGetter(t, Options{})
	for _, tt := range tests {
		_, err := g.Get(t.Context(), Request{URL: tt.url})
		checkKind(t, tt.name, err, tt.kind, tt.says)
		if e, ok := errors.AsType[*Error](err); ok && e.Retry != tt.retry {
			t.Errorf("%s: retry %v, want %v", tt.name, e.Retry, tt.retry)
		}
		if err != nil && strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: %v shows a secret", tt.name, err)
		}
	}
}

// TestGuard holds that no spelling of an address gets past the guard, and that
// nothing is connected to.
func TestGuard(t *testing.T) {
	s := newSite(t, "127.0.0.1", map[string]http.HandlerFunc{"/": text("inside")})
	_, port, _ := net.SplitHostPort(s.Listener.Addr().String())
	g := newGetter(t, Options{AllowNetworks: []netip.Prefix{netip.MustParsePrefix("127.0.0.2/32")}, ConnectTimeout: time.Second})
	for _, host := range []string{
		"127.0.0.1", "localhost", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "0.0.0.0", "[::1]", "[::]", "[::ffff:127.0.0.1]",
		"[64:ff9b::7f00:1]", "[fd00::1]", "[fe80::1]", "[2002:7f00:1::]", "10.0.0.1", "172.16.0.1", "192.168.1.1", "100.64.0.1",
		"169.254.169.254", "224.0.0.1", "255.255.255.255", "192.0.2.1",
	} {
		_, err := g.Get(t.Context(), Request{URL: "http://" + host + ":" + port + "/"})
		checkKind(t, host, err, Network, "fetch.allow_networks")
	}
	if paths := s.paths(); len(paths) > 0 {
		t.Errorf("a server inside was asked for %q", paths)
	}
}

func TestGuardAllows(t *testing.T) {
	g := newGuard([]netip.Prefix{netip.MustParsePrefix("10.1.0.0/16"), netip.MustParsePrefix("fe80::/10")})
	tests := []struct {
		addr string
		want bool
	}{
		{"93.184.216.34:80", true},
		{"93.184.216.34:8443", true},
		{"[2606:2800:220:1::1]:443", true},
		{"10.1.2.3:80", true},
		{"[::ffff:10.1.2.3]:80", true},
		{"[fe80::1%eth0]:80", true},
		{"10.1.2.3:25", true}, // the user's own network
		{"10.2.0.1:80", false},
		{"[::1]:80", false},
		{"93.184.216.34:25", false},
		{"[2606:2800:220:1::1]:6667", false},
	}
	for _, tt := range tests {
		if err := g.check(netip.MustParseAddrPort(tt.addr)); (err == nil) != tt.want {
			t.Errorf("check(%s) = %v, want allowed %v", tt.addr, err, tt.want)
		}
	}
}

func TestCanceled(t *testing.T) {
	s := newSite(t, "127.0.0.1", map[string]http.HandlerFunc{"/hang": hang})
	g := newGetter(t, Options{})
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	_, err := g.Get(ctx, Request{URL: s.URL + "/hang"})
	checkKind(t, "caller's deadline", err, Canceled, "")
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Get = %v, want the context's error inside", err)
	}
}

// TestManyAtOnce holds that hosts do not wait for each other.
func TestManyAtOnce(t *testing.T) {
	hanging := newSite(t, "127.0.0.20", map[string]http.HandlerFunc{"/robots.txt": hang})
	const deadline = 4 * time.Second // twice what the good hosts took on a machine with other work
	g := newGetter(t, Options{Timeout: deadline, Delay: 10 * time.Millisecond})
	var wg sync.WaitGroup
	start := time.Now()
	for i := range 8 {
		s := newSite(t, fmt.Sprintf("127.0.0.%d", 21+i), map[string]http.HandlerFunc{"/": text("page")})
		wg.Go(func() {
			for range 5 {
				if _, err := g.Get(t.Context(), Request{URL: s.URL}); err != nil {
					t.Error(err)
				}
			}
			if took := time.Since(start); took > deadline-deadline/15 {
				t.Errorf("a good host took %v", took)
			}
		})
		wg.Go(func() {
			_, err := g.Get(t.Context(), Request{URL: hanging.URL})
			checkKind(t, "hanging host", err, Timeout, "robots.txt")
		})
	}
	wg.Wait()
	if took := time.Since(start); took > 2*deadline-deadline/15 {
		t.Errorf("all took %v: a robots.txt that hangs was waited for more than once", took)
	}
}

func TestNew(t *testing.T) {
	for _, o := range []Options{{UserAgent: "a\r\nb: c"}, {UserAgent: "صدى"}, {PerHost: -1}, {MaxBody: -1}} {
		if _, err := New(o); err == nil {
			t.Errorf("New(%+v) gave no error", o)
		}
	}
}
