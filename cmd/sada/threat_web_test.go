package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

// stall keeps a request open until its sender gives up.
func stall(r *http.Request) { <-r.Context().Done() }

// drip sends one byte of a body at a time, for ever.
func drip(w http.ResponseWriter, r *http.Request) {
	fmt.Fprint(w, rssFeed()[:40])
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-r.Context().Done():
			return
		case <-tick.C:
			fmt.Fprint(w, " ")
			http.NewResponseController(w).Flush()
		}
	}
}

// raw answers with bytes of the test's own and closes the connection.
func raw(answer string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			return
		}
		defer conn.Close()
		io.WriteString(conn, answer)
	}
}

func half(body string) http.HandlerFunc {
	return raw(fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n%s", len(body), body[:len(body)/2]))
}

// slowHeaders sends headers for ever.
func slowHeaders(w http.ResponseWriter, r *http.Request) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return
	}
	defer conn.Close()
	io.WriteString(conn, "HTTP/1.1 200 OK\r\n")
	for i := 0; ; i++ {
		if _, err := fmt.Fprintf(conn, "X-Slow-%d: 1\r\n", i); err != nil {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// waiting are the ways to keep a client waiting or to cheat it of the end.
var waiting = []struct {
	name string
	page http.HandlerFunc
}{
	{"hang", func(_ http.ResponseWriter, r *http.Request) { stall(r) }},
	{"drip", drip},
	{"headers", slowHeaders},
	{"half", half(rssFeed(rssItem("half", "http://nibras.example/half")))},
	{"half chunked", raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n40\r\n<rss version=\"2.0\"><channel>")},
}

func TestThreatSlowSitesDelayNobody(t *testing.T) {
	good := []*rogue{newRogue(t, "127.0.0.31"), newRogue(t, "127.0.0.32"), newRogue(t, "127.0.0.33")}
	var feeds []string
	for i, g := range good {
		g.press(10*i, 10)
		feeds = append(feeds, g.base+"/feed")
	}
	for i, w := range waiting {
		feedSite, pageSite := newRogue(t, fmt.Sprintf("127.0.0.%d", 40+i)), newRogue(t, fmt.Sprintf("127.0.0.%d", 50+i))
		feedSite.serve("/feed", w.page)
		pageSite.press(100+5*i, 5)
		pageSite.serve(fmt.Sprintf("/a/%d", 100+5*i), w.page)
		feeds = append(feeds, feedSite.base+"/feed", pageSite.base+"/feed")
	}
	robots := newRogue(t, "127.0.0.60")
	robots.press(200, 2)
	robots.serve("/robots.txt", waiting[0].page)
	d := newDesk(t, "timeout: 2s", append(feeds, robots.base+"/feed")...)
	r := d.sada(t, "poll")
	r.expect(t, exitPartly)
	if limit := 12 * time.Second; r.took > limit { // one after the other they would take 22 s
		t.Errorf("the poll took %v, want the deadline of 2 s and a clean run's time, %v at most", r.took, limit)
	}
	d.sound(t)
	d.holds(t, map[string]string{
		`SELECT count(*) FROM articles a JOIN outlets o ON o.id = a.outlet_id WHERE o.name IN ('outlet0', 'outlet1', 'outlet2')`: "30",
		`SELECT count(*) FROM articles WHERE title LIKE 'half%' OR length(text) < 500`:                                           "0",
		`SELECT count(*) FROM feeds WHERE state = 'failing'`:                                                                     "6",
		`SELECT count(*) FROM entries WHERE state = 'pending' AND attempts > 0`:                                                  fmt.Sprint(len(waiting)),
	})
}

// TestThreatSpoiledFeedKeepsItsPast serves a feed well, then in every spoiled
// way: what was stored of it must stay.
func TestThreatSpoiledFeedKeepsItsPast(t *testing.T) {
	whole := rssFeed(rssItem(headline(1), "PLACE/a/1"), rssItem(headline(2), "PLACE/a/2"))
	squeezed := gzipped(whole)
	spoiled := []struct {
		name   string
		answer http.HandlerFunc
		mended bool // what is whole of it is read
	}{
		{"empty", sends("application/rss+xml", ""), false},
		{"blanks", sends("application/rss+xml", " \n\n "), false},
		{"garbage", sends("application/rss+xml", "\x00\x01\x02garbage\xff"), false},
		{"page", sends("text/html", article(3)), false},
		{"half", half(whole), false},
		{"cut in a tag", tagged(whole[:len(whole)-60]), true},
		{"closed", raw(""), false},
		{"no HTTP", raw("SSH-2.0-OpenSSH_9.6\r\n"), false},
		{"bad gzip", coded("gzip", "\x1f\x8b\x08\x00garbage that is no deflate stream at all"), false},
		{"cut gzip", coded("gzip", squeezed[:len(squeezed)/2]), false},
		{"thrice gzip", coded("gzip, gzip, gzip", gzipped(gzipped(squeezed))), false},
		{"unknown coding", coded("rot13", whole), false},
		{"500 with an ETag", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("ETag", `"wrong"`)
			w.WriteHeader(http.StatusInternalServerError)
		}, false},
	}
	sites, feeds := make([]*rogue, len(spoiled)), make([]string, len(spoiled))
	for i := range spoiled {
		sites[i] = newRogue(t, fmt.Sprintf("127.0.1.%d", i+1))
		sites[i].press(10*i, 2)
		sites[i].serve("/feed", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("ETag", `"kept"`)
			fmt.Fprint(w, rssFeed(rssItem(headline(10*i), sites[i].base+fmt.Sprintf("/a/%d", 10*i))))
		})
		feeds[i] = sites[i].base + "/feed"
	}
	d := newDesk(t, "timeout: 3s", feeds...)
	d.sada(t, "poll").expect(t, exitDone)
	before := d.value(t, `SELECT name, etag, title FROM feeds ORDER BY id`)
	for i, s := range spoiled {
		sites[i].serve("/feed", s.answer)
	}
	d.sada(t, "poll", "--all").expect(t, exitPartly)
	for i, s := range spoiled {
		state := "failing"
		if s.mended {
			state = "ok"
		}
		d.holds(t, map[string]string{fmt.Sprintf(`SELECT state, etag FROM feeds WHERE name = 'feed%d' -- %s`, i, s.name): state + `|"kept"`})
	}
	if after := d.value(t, `SELECT name, etag, title FROM feeds ORDER BY id`); after != before {
		t.Errorf("spoiled answers changed what is kept of feeds:\n%s", firstDifference(after, before))
	}
	d.holds(t, map[string]string{`SELECT count(*) FROM articles`: fmt.Sprint(len(spoiled))})
	d.sound(t)
}

// tagged answers with a body and a validator of its own.
func tagged(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("ETag", `"spoiled"`)
		fmt.Fprint(w, body)
	}
}

func coded(coding, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", coding)
		w.Header().Set("ETag", `"spoiled"`)
		fmt.Fprint(w, body)
	}
}

func gzipped(s string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	io.WriteString(z, s)
	z.Close()
	return b.String()
}

func TestThreatRedirects(t *testing.T) {
	site := newRogue(t, "127.0.2.1")
	site.press(0, 2)
	for _, n := range []int{5, 10, 11} {
		for hop := range n {
			next := fmt.Sprintf("/chain/%d/%d", n, hop+1)
			if hop == n-1 {
				next = "/feed?" + fmt.Sprint(n)
			}
			site.serve(fmt.Sprintf("/chain/%d/%d", n, hop), moves(next))
		}
	}
	site.serve("/loop", moves("/loop"))
	site.serve("/ring/a", moves("/ring/b"))
	site.serve("/ring/b", moves("/ring/a"))
	d := newDesk(t, "", site.base+"/chain/5/0", site.base+"/chain/10/0", site.base+"/chain/11/0", site.base+"/loop", site.base+"/ring/a")
	d.sada(t, "poll").expect(t, exitPartly)
	for i, want := range []string{"ok|", "ok|", "failing|more than 10 redirects", "failing|circle", "failing|circle"} {
		state, text, _ := strings.Cut(want, "|")
		got := d.value(t, fmt.Sprintf(`SELECT state, error FROM feeds WHERE name = 'feed%d'`, i))
		if !strings.HasPrefix(got, state+"|") || !strings.Contains(got, text) {
			t.Errorf("feed%d: %s, want %s", i, got, want)
		}
	}
	d.holds(t, map[string]string{`SELECT count(*) FROM articles`: "2"})
}

func moves(to string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Location", to)
		w.WriteHeader(http.StatusFound)
	}
}

// spellings are the ways to write the address of an internal server, %s being
// its port and I.I.I.I its number.
var spellings = []string{
	"http://127.0.3.9:%s", "http://127.0.3.9.:%s", "http://[::ffff:127.0.3.9]:%s", "http://[::ffff:7f00:309]:%s", "http://2130707209:%s", "http://0x7f000309:%s",
	"http://0177.0.3.011:%s", "http://127.0.777:%s", "http://127.777:%s", "http://0x7f.0.3.9:%s", "http://①②⑦.0.3.9:%s", "http://[::127.0.3.9]:%s",
	"http://[64:ff9b::7f00:309]:%s", "http://[64:ff9b::127.0.3.9]:%s", "http://[2002:7f00:309::]:%s", "http://[::1]:%s", "http://[::]:%s",
	"http://0.0.0.0:%s", "http://0:%s", "http://localhost:%s", "http://user:pass@127.0.3.9:%s", "http://127.0.3.9:%s#@127.0.3.1", "http://127.0.3.1@127.0.3.9:%s",
	"http://127.0.3.2\\@127.0.3.9:%s", "http://[fe80::1]:%s", "http://[fd00::1]:%s", "http://100.64.0.1:%s", "http://169.254.169.254:%s", "http://10.0.0.1:%s",
	"gopher://127.0.3.9:%s", "file:///etc/passwd?%s", "ftp://127.0.3.9:%s", "data:text/html,%s",
}

func TestThreatInternalServersAreNeverReached(t *testing.T) {
	inside := newRogue(t, "127.0.3.9")
	inside.press(0, 1)
	secret := sends("text/html", pageOf("سر داخلي", reportText(9)...))
	any := newRogue(t, "0.0.0.0") // whatever address of this machine a spelling comes to
	for _, s := range []*rogue{inside, any} {
		s.serve("/", secret)
		s.serve("/secret", secret)
	}
	outside := newRogue(t, "127.0.3.1")
	var items, feeds []string
	for k, port := range []string{portOf(inside), portOf(any)} {
		for i, s := range spellings {
			target := fmt.Sprintf(s, port)
			path := fmt.Sprintf("/away/%d/%d", k, i)
			outside.serve(path, moves(target+"/secret"))
			items = append(items, rssItem(headline(i), outside.base+path), rssItem(headline(i+50), target+"/secret"))
			if strings.HasPrefix(s, "http") && !strings.Contains(s, `\`) {
				feeds = append(feeds, target+"/feed")
			}
			outside.serve(path+"/feed", moves(target+"/feed"))
			feeds = append(feeds, outside.base+path+"/feed")
		}
	}
	meta := fmt.Sprintf(`<meta http-equiv="refresh" content="0;url=%s/secret"><link rel="canonical" href="%s/secret"><link rel="amphtml" href="%s/secret"><base href="%s/">`, inside.base, inside.base, inside.base, inside.base)
	outside.serve("/a", sends("text/html; charset=utf-8", strings.Replace(article(7), "</head>", meta+"</head>", 1)))
	items = append(items, rssItem(headline(7), outside.base+"/a"))
	outside.serve("/feed", sends("application/rss+xml", rssFeed(items...)))
	d := newDesk(t, "timeout: 2s, connect_timeout: 1s, allow_networks: [127.0.3.1/32]", append(feeds, outside.base+"/feed")...)
	d.sada(t, "poll").expect(t, exitPartly)
	for _, s := range []*rogue{inside, any} {
		if len(s.hits) > 0 {
			t.Errorf("the internal server was asked for %v", s.hits)
		}
	}
	d.sound(t)
	d.holds(t, map[string]string{
		`SELECT count(*) FROM articles`:                                                          "1",
		`SELECT count(*) FROM articles WHERE url LIKE '%127.0.3.9%'`:                             "0",
		`SELECT count(*) FROM article_urls WHERE url LIKE '%127.0.3.9%'`:                         "0",
		`SELECT count(*) FROM articles WHERE title LIKE '%سر داخلي%'`:                            "0",
		`SELECT count(*) > 20 FROM feeds WHERE error LIKE '%fetch.allow_networks can allow it%'`: "1",
	})
	for _, feed := range feeds[:3] {
		d.sada(t, "feeds", "check", feed).expect(t, exitFailed, "fetch.allow_networks can allow it")
	}
}

func portOf(r *rogue) string { return r.base[strings.LastIndexByte(r.base, ':')+1:] }
