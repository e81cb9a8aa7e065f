package main

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"sada/internal/hostile"
)

// TestThreatEveryAnswer serves every hostile answer twice: as a feed, and as the
// page of a feed that is sound. One poll meets them all, beside sites that are
// as they should be. What is whole is stored, nothing else, and the reason of
// each failure stands where a user looks.
func TestThreatEveryAnswer(t *testing.T) {
	const bound = 1 << 20
	page := article(1)
	asPage := hostile.Answers(page, bound)
	var feeds []string
	good := make([]*rogue, 3)
	for i := range good {
		good[i] = newRogue(t, fmt.Sprintf("127.12.0.%d", i+1))
		good[i].press(10_000+10*i, 5)
		feeds = append(feeds, good[i].base+"/feed")
	}
	for i, c := range asPage {
		site := newRogue(t, fmt.Sprintf("127.12.1.%d", i+1))
		site.serve("/feed", sends("application/rss+xml", rssFeed(rssItem(headline(1), site.base+c.Path()+"?"))))
		site.serve(c.Path(), c.Serve)
		feeds = append(feeds, site.base+"/feed")
	}
	asFeed := hostile.Answers(rssFeed(rssItem(headline(2), good[0].base+"/a/10000"))+strings.Repeat(" ", 200), bound)
	for i, c := range asFeed {
		site := newRogue(t, fmt.Sprintf("127.12.2.%d", i+1))
		site.serve(c.Path(), c.Serve)
		feeds = append(feeds, site.base+c.Path()+"?")
	}
	d := newDesk(t, "timeout: 5s, max_body: 1MiB, allow_networks: [127.0.0.0/8]", feeds...)
	r := d.sada(t, "poll")
	r.expect(t, exitPartly)
	harmless(t, "poll", r.out+r.err)
	if strings.Contains(r.err, "Unsolicited") {
		t.Errorf("net/http speaks: %s", r.err)
	}
	d.sound(t)
	d.holds(t, map[string]string{
		`SELECT count(*) FROM articles a JOIN outlets o ON o.id = a.outlet_id WHERE o.name IN ('outlet0', 'outlet1', 'outlet2')`: "15",
		`SELECT count(*) FROM articles WHERE length(text) < 500`:                                                                 "0",
	})
	for i, c := range asPage {
		d.checkPage(t, c, fmt.Sprintf("feed%d", len(good)+i))
	}
	for i, c := range asFeed {
		d.checkFeed(t, c, fmt.Sprintf("feed%d", len(good)+len(asPage)+i))
	}
}

// checkPage holds what became of the one entry of a feed.
func (d *desk) checkPage(t *testing.T, c hostile.Case, feed string) {
	t.Helper()
	got := d.value(t, fmt.Sprintf(`SELECT e.state, e.reason FROM entries e JOIN feeds f ON f.id = e.feed_id WHERE f.name = '%s'`, feed))
	state, reason, _ := strings.Cut(got, "|")
	want := "filed"
	switch {
	case passes(c):
		want = "pending" // to be tried again
	case c.Kind != "":
		want = "skipped"
	}
	if state != want || c.Kind != "" && (!strings.HasPrefix(reason, "get http") || !strings.Contains(reason, c.Says)) {
		t.Errorf("page, %s: %s, want %s and %q", c.Name, got, want, c.Says)
	}
}

// checkFeed holds how a feed fares.
func (d *desk) checkFeed(t *testing.T, c hostile.Case, feed string) {
	t.Helper()
	got := d.value(t, fmt.Sprintf(`SELECT state, error FROM feeds WHERE name = '%s'`, feed))
	state, reason, _ := strings.Cut(got, "|")
	want := "ok"
	switch {
	case c.Code == http.StatusGone:
		want = "gone"
	case c.Kind != "":
		want = "failing"
	}
	if state != want || c.Kind != "" && (!strings.HasPrefix(reason, "get http") || !strings.Contains(reason, c.Says)) {
		t.Errorf("feed, %s: %s, want %s and %q", c.Name, got, want, c.Says)
	}
}

// passes reports whether what went wrong may be right another time.
func passes(c hostile.Case) bool {
	switch c.Kind {
	case "timeout", "truncated", "protocol", "tls", "connect", "dns":
		return true
	case "status":
		return c.Code >= 500 || c.Code == http.StatusTooManyRequests
	}
	return false
}

// TestThreatEveryPage serves every page that is made to harm a parser, beside a
// sound site. No address that a page names is asked for.
func TestThreatEveryPage(t *testing.T) {
	inside, other := newRogue(t, "127.13.0.1"), newRogue(t, "127.12.3.250")
	other.press(9000, 1)
	var feeds []string
	body := func(i int) string {
		return fmt.Sprintf("<article><h1>%s</h1><p>%s</p></article>", headline(i), strings.Join(reportText(i), "</p><p>"))
	}
	var pages []hostile.Page
	for i := range hostile.Pages("", "", "") {
		p := hostile.Pages(body(i), inside.base+"/a/1", other.base+"/a/9000")[i]
		site := newRogue(t, fmt.Sprintf("127.12.3.%d", i+1))
		site.serve("/feed", sends("application/rss+xml", rssFeed(rssItem(headline(i), site.base+"/page"))))
		site.serve("/page", sends("text/html; charset=utf-8", p.Body))
		pages, feeds = append(pages, p), append(feeds, site.base+"/feed")
	}
	d := newDesk(t, "max_body: 200MiB, allow_networks: [127.12.0.0/16]", append(feeds, other.base+"/feed")...)
	r := d.sada(t, "poll")
	r.expect(t, exitDone)
	d.sound(t)
	for i, p := range pages {
		got := d.value(t, fmt.Sprintf(`SELECT e.state, e.reason FROM entries e JOIN feeds f ON f.id = e.feed_id WHERE f.name = 'feed%d'`, i))
		state, reason, _ := strings.Cut(got, "|")
		if state != p.State || !strings.Contains(reason, p.Says) || (state == "filed") != (reason == "") {
			t.Errorf("%s: %.300s, want %s and %q", p.Name, got, p.State, p.Says)
		}
	}
	if n := inside.asked(); n > 0 {
		t.Errorf("a server inside was asked %d times", n)
	}
	d.holds(t, map[string]string{
		fmt.Sprintf(`SELECT o.name FROM articles a JOIN outlets o ON o.id = a.outlet_id WHERE a.url = '%s/a/9000'`, other.base): fmt.Sprintf("outlet%d", len(pages)),
		`SELECT count(*) FROM articles WHERE url LIKE '%127.13%'`:                                                               "0",
		`SELECT count(*) FROM article_urls WHERE url LIKE '%127.13%'`:                                                           "0",
		`SELECT max(length(title)) <= 1001 FROM articles`:                                                                       "1",
	})
}
