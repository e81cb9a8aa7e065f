package main

import (
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
)

// answers sends a status with headers, as name and value in turn.
func answers(status int, headers ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i+1 < len(headers); i += 2 {
			w.Header().Add(headers[i], headers[i+1])
		}
		w.WriteHeader(status)
		fmt.Fprint(w, rssFeed())
	}
}

// TestThreatRefusals polls feeds that are refused in several ways twice, and
// counts how often each was asked in the second poll.
func TestThreatRefusals(t *testing.T) {
	tests := []struct {
		name  string
		page  http.HandlerFunc
		state string
		again int // requests of the second poll, all feeds being asked for
	}{
		{"gone", answers(http.StatusGone), "gone", 0},
		{"not found", answers(http.StatusNotFound), "failing", 1},
		{"forbidden", answers(http.StatusForbidden), "failing", 1},
		{"unauthorised", answers(http.StatusUnauthorized), "failing", 1},
		{"wait an hour", answers(http.StatusTooManyRequests, "Retry-After", "3600"), "failing", 0},
		{"wait until a date", answers(http.StatusServiceUnavailable, "Retry-After", "Fri, 01 Jan 2100 00:00:00 GMT"), "failing", 0},
		{"wait for ever", answers(http.StatusServiceUnavailable, "Retry-After", strings.Repeat("9", 400)), "failing", 0},
		{"wait before now", answers(http.StatusServiceUnavailable, "Retry-After", "-5"), "failing", 1},
		{"wait for nonsense", answers(http.StatusServiceUnavailable, "Retry-After", "soon"), "failing", 1},
		{"304 unasked", answers(http.StatusNotModified), "failing", 1},
		{"an ETag of 100 kB", answers(http.StatusOK, "ETag", `"`+strings.Repeat("x", 100_000)+`"`), "ok", 1},
		{"cookies", answers(http.StatusOK, manyCookies(2000)...), "ok", 1},
	}
	sites, feeds := make([]*rogue, len(tests)), make([]string, len(tests))
	var cookies atomic.Int64
	for i, test := range tests {
		sites[i] = newRogue(t, fmt.Sprintf("127.0.8.%d", i+1))
		sites[i].serve("/feed", func(w http.ResponseWriter, r *http.Request) {
			cookies.Add(int64(len(r.Cookies())))
			test.page(w, r)
		})
		feeds[i] = sites[i].base + "/feed"
	}
	d := newDesk(t, "", feeds...)
	d.sada(t, "poll").expect(t, exitPartly)
	first := make([]int, len(tests))
	for i := range tests {
		first[i] = sites[i].asked()
	}
	d.sada(t, "poll", "--all").expect(t, exitPartly)
	for i, test := range tests {
		if got := d.value(t, fmt.Sprintf(`SELECT state FROM feeds WHERE name = 'feed%d'`, i)); got != test.state {
			t.Errorf("%s: state %s, want %s", test.name, got, test.state)
		}
		if first[i] != 1 || sites[i].asked()-first[i] != test.again {
			t.Errorf("%s: asked %d times and %d times again, want 1 and %d", test.name, first[i], sites[i].asked()-first[i], test.again)
		}
	}
	if n := cookies.Load(); n > 0 {
		t.Errorf("%d cookies were sent back", n)
	}
	d.sound(t)
	d.holds(t, map[string]string{
		`SELECT max(length(etag)) < 8192 FROM feeds`:                                                          "1",
		`SELECT count(*) FROM hosts WHERE retry_at > strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '+86500 seconds')`: "0",
		`SELECT count(*) FROM hosts WHERE retry_at IS NOT NULL`:                                               "3",
	})
}

func manyCookies(n int) (headers []string) {
	for i := range n {
		headers = append(headers, "Set-Cookie", fmt.Sprintf("c%d=%s", i, strings.Repeat("x", 100)))
	}
	return headers
}

// TestThreatSecretsStayInTheConfiguration gives a feed an address with a
// password and a key, lets it fail in several ways, and looks for both in all
// that is printed.
func TestThreatSecretsStayInTheConfiguration(t *testing.T) {
	site := newRogue(t, "127.0.8.30")
	site.press(0, 2)
	withUser := strings.Replace(site.base, "http://", "http://reader:hunter2@", 1)
	site.serve("/moved", moves("/feed?api_key=hunter2"))
	site.serve("/broken", answers(http.StatusInternalServerError))
	site.serve("/page", sends("text/html", article(1)))
	d := newDesk(t, "", withUser+"/feed?api_key=hunter2&token=hunter2", withUser+"/moved?key=hunter2", withUser+"/broken?access_token=hunter2", withUser+"/page?apikey=hunter2", withUser+"/hang/up?password=hunter2")
	r := d.sada(t, "poll", "--verbose", "--no-quiet", "--json")
	r.expect(t, exitPartly)
	seen := r.out + r.err
	for _, line := range append(readers, "config check", "poll --all --json") {
		r := d.inside(t, strings.Fields(line)...)
		seen += r.out + r.err
	}
	if at := strings.Index(seen, "hunter2"); at >= 0 {
		t.Errorf("a secret is printed: …%s…", seen[max(0, at-200):at+20])
	}
}
