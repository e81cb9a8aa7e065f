package main

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
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

// TestThreatGapHoldsBetweenRuns starts one run after another, and reads the gap
// between any two requests from the log of the server, over IPv6.
func TestThreatGapHoldsBetweenRuns(t *testing.T) {
	const delay, slack = 300 * time.Millisecond, 60 * time.Millisecond
	site := newRogue(t, "::1")
	site.press(0, 2)
	var mu sync.Mutex
	var log []time.Time
	for path, page := range site.pages {
		site.serve(path, func(w http.ResponseWriter, r *http.Request) {
			mu.Lock()
			log = append(log, time.Now())
			mu.Unlock()
			page(w, r)
		})
	}
	d := newDesk(t, "delay: 300ms, allow_networks: ['::1/128']", site.base+"/feed")
	for range 3 {
		d.sada(t, "poll", "--all").expect(t, exitDone)
	}
	if len(log) != 5 { // the feed, two pages, and the feed twice again
		t.Errorf("%d requests, want 5", len(log))
	}
	for i := 1; i < len(log); i++ {
		if gap := log[i].Sub(log[i-1]); gap < delay-slack {
			t.Errorf("request %d came %v after the one before, want %v", i, gap, delay)
		}
	}
}

// TestThreatClockSetBack moves all that the store has of a clock three hours
// ahead, as if the clock had been set back by three hours since. Then each feed
// is asked once and waits for its interval again, the page that was put off is
// tried, and nothing lasts less than no time.
func TestThreatClockSetBack(t *testing.T) {
	good, busy := newRogue(t, "127.0.8.41"), newRogue(t, "127.0.8.42")
	good.press(0, 2)
	good.serve("/a/1", answers(http.StatusInternalServerError))
	busy.serve("/feed", answers(http.StatusServiceUnavailable, "Retry-After", "1800"))
	d := newDesk(t, "", good.base+"/feed", busy.base+"/feed")
	d.sada(t, "poll").expect(t, exitPartly)
	for table, columns := range map[string]string{
		"feeds":    "last_poll_at last_success_at last_new_at next_poll_at",
		"hosts":    "asked_at retry_at robots_fetched_at robots_expires_at",
		"entries":  "tried_at next_try_at first_seen_at last_seen_at",
		"rechecks": "checked_at next_at",
	} {
		for _, c := range strings.Fields(columns) {
			d.value(t, fmt.Sprintf(`UPDATE %s SET %s = strftime('%%Y-%%m-%%dT%%H:%%M:%%fZ', %[2]s, '+3 hours') WHERE %[2]s IS NOT NULL`, table, c))
		}
	}
	for i, want := range []int{1, 0, 0} { // requests of each run
		feeds, tried, refused := good.count("/feed"), good.count("/a/1"), busy.count("/feed")
		d.sada(t, "poll")
		if n := good.count("/feed") - feeds; n != want {
			t.Errorf("run %d after the clock was set back: the feed is asked %d times, want %d", i+1, n, want)
		}
		if n := good.count("/a/1") - tried; n != want {
			t.Errorf("run %d: the page that was put off is asked %d times, want %d", i+1, n, want)
		}
		if n := busy.count("/feed") - refused; n != want {
			t.Errorf("run %d: the host that asked for half an hour is asked %d times, want %d", i+1, n, want)
		}
	}
	d.sound(t)
	const soon = `strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '+61 minutes')`
	d.holds(t, map[string]string{
		`SELECT count(*) FROM polls WHERE elapsed_ms < 0`:                   "0",
		`SELECT count(*) FROM entries WHERE poll_interval_s < 0`:            "0",
		`SELECT count(*) FROM feeds WHERE next_poll_at > ` + soon:           "0",
		`SELECT count(*) FROM hosts WHERE retry_at > ` + soon:               "0",
		`SELECT count(*) FROM entries WHERE next_try_at > ` + soon:          "0",
		`SELECT count(*) FROM rechecks WHERE next_at > ` + soon:             "0",
		`SELECT count(*) FROM rechecks WHERE next_at IS NOT NULL`:           "1",
		`SELECT count(*) FROM hosts WHERE retry_at IS NOT NULL`:             "1",
		`SELECT count(*) FROM entries WHERE state = 'pending'`:              "1",
		`SELECT count(*) FROM feeds WHERE last_poll_at > ` + soon:           "0",
		`SELECT count(*) FROM entries WHERE state = 'filed' AND attempts>0`: "0",
	})
}

// TestThreatSecretsStayInTheConfiguration gives a feed an address with a
// password and a key, lets it fail in several ways, and looks for both in all
// that is printed.
func TestThreatSecretsStayInTheConfiguration(t *testing.T) {
	site := newRogue(t, "127.0.8.30")
	site.press(0, 2)
	withUser := strings.Replace(site.base, "http://", "http://reader:hunter2@", 1)
	site.serve("/moved", moves("/feed?api_key=hunter2"))
	site.serve("/for-ever", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Location", "/feed?api_key=hunter2")
		w.WriteHeader(http.StatusMovedPermanently)
	})
	site.serve("/broken", answers(http.StatusInternalServerError))
	site.serve("/page", sends("text/html", article(1)))
	d := newDesk(t, "", withUser+"/feed?api_key=hunter2&token=hunter2", withUser+"/moved?key=hunter2", withUser+"/broken?access_token=hunter2", withUser+"/page?apikey=hunter2", withUser+"/hang/up?password=hunter2", site.base+"/for-ever?key=hunter2", site.base+"/gone?sig=hunter2")
	r := d.sada(t, "poll", "--verbose", "--no-quiet", "--json")
	r.expect(t, exitPartly)
	seen := r.out + r.err
	site.serve("/gone", answers(http.StatusGone))
	for _, line := range append(readers, "config check", "poll --all --json", "feeds check --all", "feeds check --all --json") {
		r := d.inside(t, strings.Fields(line)...)
		seen += r.out + r.err
	}
	for _, args := range [][]string{
		{"feeds", "check", withUser + "/broken?key=hunter2"},
		{"feeds", "check", "--json", withUser + "/page?key=hunter2"},
		{"feeds", "discover", withUser + "/page?token=hunter2"},
		{"fetch", withUser + "/broken?key=hunter2"},
		{"fetch", withUser + "/page?key=hunter2"},
		{"feeds", "disable", site.base + "/for-ever?key=hunter2"},
		{"feeds", "enable", "http://reader:hunter2@nowhere.example/?key=hunter2"},
		{"poll", "--feed", "http://reader:hunter2@nowhere.example/"},
		{"feeds", "add", "ftp://reader:hunter2@nowhere.example/"},
		{"feeds", "add", withUser + "/feed?api_key=hunter2&token=hunter2"},
		{"why", withUser + "/a?key=hunter2", "1"},
	} {
		r := d.inside(t, args...)
		seen += r.out + r.err
	}
	if at := strings.Index(seen, "hunter2"); at >= 0 {
		t.Errorf("a secret is printed: …%s…", seen[max(0, at-200):at+20])
	}
}
