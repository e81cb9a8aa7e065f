package fetch

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"sada/crawler/robots"
	"sada/internal/hostile"
	"sada/news"
)

func TestRobots(t *testing.T) {
	elsewhere := newSite(t, "127.0.0.3", map[string]http.HandlerFunc{"/rules": text("User-agent: *\nDisallow: /page\n")})
	huge := "User-agent: *\nDisallow: /page\n" + strings.Repeat("#\n", robots.MaxBytes)
	chain := func(hops int) map[string]http.HandlerFunc {
		mux := map[string]http.HandlerFunc{"/robots.txt": status(301, "Location", "/1"), "/forbidden": text("User-agent: *\nDisallow: /\n")}
		for i := 1; i < hops; i++ {
			mux[fmt.Sprintf("/%d", i)] = status(302, "Location", fmt.Sprintf("/%d", i+1))
		}
		mux[fmt.Sprintf("/%d", hops)] = mux["/forbidden"]
		return mux
	}
	only := func(h http.HandlerFunc) map[string]http.HandlerFunc {
		return map[string]http.HandlerFunc{"/robots.txt": h}
	}
	tests := []struct {
		name  string
		mux   map[string]http.HandlerFunc
		kind  Kind // of the error for /page; empty if it is got
		says  string
		retry bool
	}{
		{"404", only(status(404)), "", "", false},
		{"403", only(status(403)), "", "", false},
		{"empty", only(text("")), "", "", false},
		{"a page in its place", only(text("<!doctype html><p>Disallow: /page")), "", "", false},
		{"rule", only(text("User-agent: *\nDisallow: /page\n")), Robots, "forbidden by robots.txt, line 2: Disallow: /page", false},
		{"rule for us", only(text("User-agent: *\nDisallow: /\nUser-agent: sada\nDisallow:\n")), "", "", false},
		{"rule with escape codes", only(text("User-agent: *\nDisallow: /pag*\x1b[31m\nDisallow: /p*\x1b]\nDisallow: /\n")), Robots, "Disallow: /", false},
		{"500", only(status(500)), Robots, "500 Internal Server Error", true},
		{"503", only(status(503)), Robots, "503 Service Unavailable", true},
		{"429", only(status(429)), Robots, "429 Too Many Requests", true},
		{"hang", only(hang), Timeout, "robots.txt could not be read: no whole answer", true},
		{"reset", only(hostile.Raw("", hostile.Reset)), Truncated, "robots.txt could not be read", true},
		{"elsewhere", only(status(301, "Location", elsewhere.URL+"/rules")), Robots, "Disallow: /page", false},
		{"five redirects", chain(5), Robots, "Disallow: /", false},
		{"six redirects", chain(6), "", "", false},
		{"redirected to a file", only(status(301, "Location", "file:///etc/passwd")), "", "", false},
		{"redirected inside", only(status(301, "Location", "http://10.0.0.1/")), Network, "fetch.allow_networks", true},
		{"1 MB", only(text(huge)), Robots, "Disallow: /page", false},
		{"1 MB in gzip", only(hostile.Coded("gzip", hostile.Squeeze("gzip", []byte(huge)))), Robots, "Disallow: /page", false},
		{"endless", only(raw(ok11+"\r\nUser-agent: *\nDisallow: /page\n", hostile.Flood("#\n"))), Robots, "Disallow: /page", false},
	}
	for _, tt := range tests {
		tt.mux["/page"] = text("page")
		s := newSite(t, "127.0.0.2", tt.mux)
		g := newGetter(t, Options{Timeout: 500 * time.Millisecond})
		for range 2 { // the second time from memory
			_, err := g.Get(t.Context(), Request{URL: s.URL + "/page"})
			checkKind(t, tt.name, err, tt.kind, tt.says)
			if e, ok := errors.AsType[*Error](err); ok && (e.Retry != tt.retry || (e.Rule != "") != (tt.kind == Robots && !tt.retry)) {
				t.Errorf("%s: retry %v, rule %q", tt.name, e.Retry, e.Rule)
			}
		}
		if n := count(s.paths(), "/robots.txt"); n != 1 {
			t.Errorf("%s: robots.txt asked for %d times", tt.name, n)
		}
		if got := count(s.paths(), "/page"); (got > 0) != (tt.kind == "") {
			t.Errorf("%s: the page was asked for %d times", tt.name, got)
		}
	}
}

func count(paths []string, path string) int {
	n := 0
	for _, p := range paths {
		if p == path {
			n++
		}
	}
	return n
}

// TestRobotsOfEveryHop holds that a redirect does not lead round the rules, and
// that rules in raw Arabic hold for the escaped path.
func TestRobotsOfEveryHop(t *testing.T) {
	s := newSite(t, "127.0.0.2", map[string]http.HandlerFunc{
		"/robots.txt": text("User-agent: *\nDisallow: /خاص\n"), "/start": status(302, "Location", "/خاص/1"), "/خاص/1": text("private"),
	})
	_, err := newGetter(t, Options{}).Get(t.Context(), Request{URL: s.URL + "/start"})
	checkKind(t, "redirect", err, Robots, "Disallow: /خاص")
	if got, want := s.paths(), []string{"/robots.txt", "/start"}; !slices.Equal(got, want) {
		t.Errorf("asked for %q, want %q", got, want)
	}
}

// TestRobotsInTheBook holds for how long an answer is believed between runs.
func TestRobotsInTheBook(t *testing.T) {
	now := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	forbidding := func(fetched, expires time.Time) news.Host {
		return news.Host{RobotsStatus: 200, RobotsBody: "User-agent: *\nDisallow: /\n", RobotsFetched: fetched, RobotsExpires: expires}
	}
	tests := []struct {
		name   string
		stored news.Host
		now    http.HandlerFunc // what the server says now
		kind   Kind
		asked  int
		status int // stored in the end
	}{
		{"fresh", forbidding(now.Add(-time.Hour), now.Add(time.Hour)), status(404), Robots, 0, 200},
		{"expired", forbidding(now.Add(-25*time.Hour), now.Add(-time.Hour)), status(404), "", 1, 404},
		{"expired, and the server fails", forbidding(now.Add(-25*time.Hour), now.Add(-time.Hour)), status(500), Robots, 1, 200},
		{"a month old, and the server fails", forbidding(now.Add(-31*24*time.Hour), now.Add(-30*24*time.Hour)), status(500), Robots, 1, 200},
		{"from a clock set back since", forbidding(now.Add(400*24*time.Hour), now.Add(401*24*time.Hour)), status(404), "", 1, 404},
		{"none before, and the server fails", news.Host{}, status(500), Robots, 1, 0},
	}
	for _, tt := range tests {
		s := newSite(t, "127.0.0.2", map[string]http.HandlerFunc{"/robots.txt": tt.now, "/": text("page")})
		name := s.Listener.Addr().String()
		b := newBook()
		if tt.stored.RobotsStatus != 0 {
			tt.stored.Name = name
			b = newBook(tt.stored)
		}
		g := newGetter(t, Options{Hosts: b, Now: func() time.Time { return now }})
		_, err := g.Get(t.Context(), Request{URL: s.URL})
		checkKind(t, tt.name, err, tt.kind, "")
		if n := count(s.paths(), "/robots.txt"); n != tt.asked {
			t.Errorf("%s: asked %d times, want %d", tt.name, n, tt.asked)
		}
		if got := b.all()[name].RobotsStatus; got != tt.status {
			t.Errorf("%s: stored status %d, want %d", tt.name, got, tt.status)
		}
	}
}
