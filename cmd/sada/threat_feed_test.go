package main

import (
	"fmt"
	"strings"
	"testing"
)

func TestThreatDates(t *testing.T) {
	site := newRogue(t, "127.0.6.1")
	dates := []string{
		"Fri, 01 Jan 2099 00:00:00 GMT", "Sat, 01 Jan 9999 00:00:00 GMT", "Fri, 31 Dec 99999 00:00:00 GMT", "Thu, 01 Jan 1970 00:00:00 GMT", "0001-01-01T00:00:00Z",
		"31/31/2031", "tomorrow", "", "-1", strings.Repeat("9", 5000), "Mon, 99 Xxx 2026 99:99:99 +9999",
	}
	var items []string
	for i, date := range dates {
		path := fmt.Sprintf("/a/%d", i)
		claim := fmt.Sprintf(`<meta property="article:published_time" content="%s"><script type="application/ld+json">{"@type":"NewsArticle","datePublished":"%s","dateModified":"%s"}</script></head>`, date, date, date)
		site.serve(path, sends("text/html; charset=utf-8", strings.Replace(article(i), "</head>", claim, 1)))
		items = append(items, fmt.Sprintf("<item><title>%s</title><link>%s</link><pubDate>%s</pubDate></item>", headline(i), site.base+path, date))
	}
	site.serve("/feed", sends("application/rss+xml", rssFeed(items...)))
	d := newDesk(t, "", site.base+"/feed")
	d.sada(t, "poll").expect(t, exitDone)
	d.sound(t)
	d.holds(t, map[string]string{
		`SELECT count(*) FROM articles`:                                                               fmt.Sprint(len(dates)),
		`SELECT count(*) FROM articles WHERE published_at IS NOT NULL`:                                "0",
		`SELECT count(*) FROM articles WHERE at > first_seen_at`:                                      "0",
		`SELECT count(*) FROM stories WHERE last_seen_at > (SELECT max(first_seen_at) FROM articles)`: "0",
	})
	site.serve("/next", sends("application/rss+xml", rssFeed(rssItem(headline(50), site.base+"/a/50"))))
	site.serve("/a/50", sends("text/html", article(50)))
	d.sada(t, "feeds", "add", "--name", "next", site.base+"/next").expect(t, exitDone)
	d.sada(t, "poll").expect(t, exitDone)
	r := d.inside(t, "stories", "--limit", "1", "--json")
	if !strings.Contains(r.out, headline(50)) {
		t.Errorf("the latest story is not the one that came last: %s", r.out)
	}
}

func TestThreatImportedDates(t *testing.T) {
	d := newDesk(t, "")
	var lines string
	for i, date := range []string{"2099-01-01T00:00:00Z", "9999-12-31", "0500-01-01", "0001-01-01T00:00:00Z", "1970-01-01", "2026-07-27T18:00:00Z"} {
		lines += fmt.Sprintf(`{"url":"http://nibras.example/%d","outlet":"nibras","title":%q,"published":%q,"text":%q}`+"\n", i, headline(i), date, strings.Join(reportText(i), "\n"))
	}
	for i, seen := range []string{"2099-01-01T00:00:00Z", "0500-01-01"} {
		lines += fmt.Sprintf(`{"url":"http://nibras.example/9%d","outlet":"nibras","title":%q,"first_seen_at":%q,"text":%q}`+"\n", i, headline(90+i), seen, strings.Join(reportText(90+i), "\n"))
	}
	d.sada(t, "import", d.write(t, "in.jsonl", lines)).expect(t, exitDone)
	d.holds(t, map[string]string{
		`SELECT count(*) FROM articles`: "8",
		`SELECT count(*) FROM articles WHERE at > strftime('%Y-%m-%dT%H:%M:%fZ', 'now') OR at < '1995'`:      "0",
		`SELECT count(*) FROM articles WHERE published_at > strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '+1 day')`: "0",
		`SELECT at FROM articles WHERE url LIKE '%/5'`:                                                       "2026-07-27T18:00:00.000Z",
	})
}

// TestThreatFeedsThatShiftTheirItems polls feeds whose items change their guid,
// link or order between two polls, and counts articles.
func TestThreatFeedsThatShiftTheirItems(t *testing.T) {
	full := func(guid, title, link string) string {
		return fmt.Sprintf("<item><guid isPermaLink=\"false\">%s</guid><title>%s</title><link>%s</link></item>", guid, title, link)
	}
	tests := []struct {
		name  string
		item  func(base string, poll, i int) string
		order func(poll, i int) int
	}{
		{"one guid for all", func(base string, _, i int) string { return full("same", headline(i), fmt.Sprintf("%s/a/%d", base, i)) }, nil},
		{"new guid each poll", func(base string, poll, i int) string {
			return full(fmt.Sprint(poll, "-", i), headline(i), fmt.Sprintf("%s/a/%d", base, i))
		}, nil},
		{"no guid", func(base string, _, i int) string { return rssItem(headline(i), fmt.Sprintf("%s/a/%d", base, i)) }, nil},
		{"new link each poll", func(base string, poll, i int) string {
			return full(fmt.Sprint(i), headline(i), fmt.Sprintf("%s/a/%d?session=%d", base, i, poll))
		}, nil},
		{"new link, no guid", func(base string, poll, i int) string {
			return rssItem(headline(i), fmt.Sprintf("%s/a/%d?session=%d", base, i, poll))
		}, nil},
		{
			"shuffled", func(base string, _, i int) string {
				return full(fmt.Sprint(i), headline(i), fmt.Sprintf("%s/a/%d", base, i))
			},
			func(poll, i int) int { return (i*3 + poll) % 5 },
		},
	}
	const n = 5
	sites, feeds := make([]*rogue, len(tests)), make([]string, len(tests))
	for k := range tests {
		sites[k] = newRogue(t, fmt.Sprintf("127.0.6.%d", 10+k))
		sites[k].press(0, n)
		feeds[k] = sites[k].base + "/feed"
	}
	d := newDesk(t, "", feeds...)
	for poll := range 3 {
		for k, test := range tests {
			var items []string
			for i := range n {
				if test.order != nil {
					i = test.order(poll, i)
				}
				items = append(items, test.item(sites[k].base, poll, i))
			}
			sites[k].serve("/feed", sends("application/rss+xml", rssFeed(items...)))
		}
		d.sada(t, "poll", "--all").expect(t, exitDone)
		for k, test := range tests {
			got := d.value(t, fmt.Sprintf(`SELECT count(*) FROM articles a JOIN outlets o ON o.id = a.outlet_id WHERE o.name = 'outlet%d'`, k))
			if got != fmt.Sprint(n) {
				t.Errorf("%s: poll %d: %s articles, want %d", test.name, poll, got, n)
			}
		}
	}
	d.sound(t)
}

func TestThreatTwinAddressesAreOneArticle(t *testing.T) {
	site := newRogue(t, "127.0.6.30")
	own := site.base + "/news/1001"
	site.serve("/news/1001", sends("text/html", strings.Replace(article(1), "</head>", `<link rel="canonical" href="`+own+`"></head>`, 1)))
	site.serve("/news/1001/", sends("text/html", article(1)))
	site.serve("/news/1001/amp", sends("text/html", article(1)))
	links := []string{
		own + "?utm_source=rss&amp;utm_medium=feed", own + "?fbclid=abc", own + "?gclid=1&amp;at_medium=x", own + "/", own + "#comments", own, own + "/amp", own + "?amp=1",
		strings.Replace(own, "/news", "/%6eews", 1), strings.Replace(own, "http:", "HTTP:", 1), "\u200f" + own + "\n",
	}
	var items []string
	for i, l := range links {
		items = append(items, rssItem(headline(i), l))
	}
	site.serve("/feed", sends("application/rss+xml", rssFeed(items...)))
	site.serve("/feed2", sends("application/rss+xml", rssFeed(items[0], items[3])))
	d := newDesk(t, "", site.base+"/feed", site.base+"/feed2")
	d.sada(t, "poll").expect(t, exitDone)
	d.holds(t, map[string]string{
		`SELECT count(*), min(url) FROM articles`:                            "1|" + own,
		`SELECT original_url FROM articles`:                                  own + "?utm_source=rss&utm_medium=feed",
		`SELECT count(*) FROM entries WHERE state NOT IN ('filed', 'known')`: "0",
	})
	for _, l := range []string{own + "?utm_campaign=x", own + "/amp", strings.Replace(own, "/news", "/%6eews", 1)} {
		r := d.inside(t, "why", l, "1", "--json")
		if strings.Contains(r.err, "not found") {
			t.Errorf("why %s: %s", l, r.err)
		}
	}
}

// TestThreatPagesCannotTakeAnothersPlace serves pages that name another site's
// article as their own, in every way that a page has.
func TestThreatPagesCannotTakeAnothersPlace(t *testing.T) {
	victim, thief := newRogue(t, "127.0.6.41"), newRogue(t, "127.0.6.40")
	victim.press(0, 3)
	for i, tag := range []string{`<link rel="canonical" href="%s">`, `<link rel="amphtml" href="%s">`, `<meta property="og:url" content="%s">`} {
		path := fmt.Sprintf("/t/%d", i)
		thief.serve(path, sends("text/html", strings.Replace(article(20+i), "</head>", fmt.Sprintf(tag, fmt.Sprintf("%s/a/%d", victim.base, i))+"</head>", 1)))
	}
	thief.serve("/feed", sends("application/rss+xml", rssFeed(rssItem("x", thief.base+"/t/0"), rssItem("y", thief.base+"/t/1"), rssItem("z", thief.base+"/t/2"))))
	d := newDesk(t, "", thief.base+"/feed")
	d.sada(t, "poll").expect(t, exitDone)
	d.sada(t, "feeds", "add", "--name", "victim", victim.base+"/feed").expect(t, exitDone)
	d.sada(t, "poll").expect(t, exitDone)
	for i := range 3 {
		d.holds(t, map[string]string{fmt.Sprintf(`SELECT title FROM articles WHERE url = '%s/a/%d'`, victim.base, i): headline(i)})
	}
	d.holds(t, map[string]string{`SELECT count(*) FROM articles`: "6"})
}

// TestThreatEditedArticleIsRevised changes an article and what its feed says of
// it: the article stays one and as it was first seen, beside its new text.
func TestThreatEditedArticleIsRevised(t *testing.T) {
	site := newRogue(t, "127.0.6.50")
	site.press(0, 3)
	d := newDesk(t, "", site.base+"/feed")
	d.sada(t, "poll").expect(t, exitDone)
	site.serve("/a/1", sends("text/html; charset=utf-8", pageOf(headline(1)+" معدلا", append(reportText(1), sentence(900))...)))
	site.serve("/feed", sends("application/rss+xml", rssFeed(
		rssItem(headline(0), site.base+"/a/0"), rssItem(headline(1)+" معدلا", site.base+"/a/1"), rssItem(headline(2), site.base+"/a/2"))))
	d.sada(t, "poll", "--all").expect(t, exitDone)
	d.holds(t, map[string]string{
		`SELECT count(*) FROM articles`:  "3",
		`SELECT count(*) FROM revisions`: "1",
		`SELECT title FROM revisions`:    headline(1) + " معدلا",
		`SELECT title FROM articles WHERE id = (SELECT max(article_id) FROM revisions)`: headline(1),
	})
	d.sound(t)
}
