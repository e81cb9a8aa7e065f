package main

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// TestRecheck lets the pages of three articles come due to be read again, one
// unchanged, one corrected, one deleted, and reads what commands tell of them.
func TestRecheck(t *testing.T) {
	site := newRogue(t, "127.0.8.51")
	site.press(0, 3)
	d := newDesk(t, "", site.base+"/feed")
	d.sada(t, "poll").expect(t, exitDone)
	corrected := reportText(1)
	corrected[1] = sentence(500)
	site.serve("/a/1", sends("text/html; charset=utf-8", pageOf(headline(1), corrected...)))
	site.serve("/a/2", answers(http.StatusGone))
	d.value(t, `UPDATE rechecks SET next_at = '2026-01-01T00:00:00.000Z'`)
	r := d.sada(t, "poll", "--json", "--no-quiet")
	r.expect(t, exitDone, "3 pages read again, 1 revised, 1 gone")
	for _, want := range []string{`"rechecked":3`, `"revised":1`, `"gone":1`, `"pages":0`} {
		if !strings.Contains(r.out, want) {
			t.Errorf("poll --json: %s, want %s in it", r.out, want)
		}
	}
	out := d.inside(t, "export", "articles").out
	for _, line := range strings.Split(strings.TrimSpace(out), "\n") {
		revised, gone := strings.Contains(line, "/a/1\""), strings.Contains(line, "/a/2\"")
		if !strings.Contains(line, fmt.Sprintf(`"revisions":%d`, map[bool]int{true: 1}[revised])) || strings.Contains(line, `"gone_at":null`) == gone {
			t.Errorf("exported: %s, want revised %v, gone %v", line, revised, gone)
		}
	}
	d.holds(t, map[string]string{
		`SELECT count(*) FROM articles`:  "3",
		`SELECT count(*) FROM revisions`: "1",
		`SELECT group_concat(kind, ' ') FROM (SELECT kind FROM events WHERE kind LIKE 'article.%' ORDER BY kind)`: "article.gone article.revised",
	})
	d.sound(t)
}

// TestThreatFlapping polls a server that fails every other request, until all is
// stored; then nothing is held against the feed.
func TestThreatFlapping(t *testing.T) {
	site := newRogue(t, "127.0.8.52")
	site.press(0, 3)
	n := 0
	for path, page := range site.pages {
		site.serve(path, func(w http.ResponseWriter, r *http.Request) {
			if n++; n%2 == 1 {
				w.WriteHeader(http.StatusServiceUnavailable)
				return
			}
			page(w, r)
		})
	}
	d := newDesk(t, "", site.base+"/feed")
	for range 12 {
		d.inside(t, "poll", "--all")
		d.value(t, `UPDATE entries SET next_try_at = NULL`)
	}
	d.inside(t, "poll", "--all") // the last may have failed
	d.holds(t, map[string]string{
		`SELECT count(*) FROM articles`:                                            "3",
		`SELECT count(*) FROM entries WHERE state <> 'filed'`:                      "0",
		`SELECT max(failures) < 1 FROM feeds`:                                      "1",
		`SELECT count(*) FROM feeds WHERE last_success_at IS NULL`:                 "0",
		`SELECT max(julianday(next_poll_at)) - julianday('now') < 0.25 FROM feeds`: "1",
	})
}
