//go:build unix && !race

// What is measured here, memory and time, is not the program's own under the
// race detector.

package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
)

// roomForFloods is the memory in bytes that hostile answers may cost over a
// poll of one good feed.
const roomForFloods = 256 << 20

// endless sends chunk for ever.
func endless(kind string, chunk []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		for {
			if _, err := w.Write(chunk); err != nil {
				return
			}
		}
	}
}

// bomb is a gzip stream of one byte repeated; a megabyte of it inflates to a
// gigabyte.
func bomb(inflated int) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	zeros := bytes.Repeat([]byte{' '}, 1<<20)
	for range inflated >> 20 {
		z.Write(zeros)
	}
	z.Close()
	return b.String()
}

func TestThreatFloods(t *testing.T) {
	good := newRogue(t, "127.0.4.1")
	good.press(0, 10)
	small := newDesk(t, "", good.base+"/feed")
	r := small.sada(t, "poll")
	r.expect(t, exitDone)
	base := peak(t, r)

	line := bytes.Repeat([]byte("س"), 1<<15)
	blown := bomb(200 << 20)
	feedOpen := []byte(`<rss version="2.0"><channel><item><title>`)
	floods := []struct {
		name string
		page http.HandlerFunc
	}{
		{"endless line", endless("application/rss+xml", line)},
		{"endless items", endless("application/rss+xml", []byte(strings.Repeat(rssItem("خبر", "http://nibras.example/1"), 500)))},
		{"line of 100 MB", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", fmt.Sprint(100<<20))
			w.Write(feedOpen)
			for range 100 << 20 / len(line) {
				if _, err := w.Write(line); err != nil {
					return
				}
			}
		}},
		{"headers of 20 MB", func(w http.ResponseWriter, _ *http.Request) {
			for i := range 2000 {
				w.Header().Set(fmt.Sprintf("X-Long-%d", i), strings.Repeat("x", 10_000))
			}
			io.WriteString(w, rssFeed())
		}},
		{"gzip bomb", coded("gzip", blown)},
		{"gzip bomb in gzip", coded("gzip, gzip", gzipped(blown))},
		{"gzip bomb unnamed", sends("application/rss+xml", blown)},
		{"deflate bomb", coded("deflate", blown[10:])},
	}
	feeds := []string{good.base + "/feed"}
	for i, f := range floods {
		asFeed, asPage := newRogue(t, fmt.Sprintf("127.0.4.%d", 10+i)), newRogue(t, fmt.Sprintf("127.0.4.%d", 40+i))
		asFeed.serve("/feed", f.page)
		asPage.press(100+i, 1)
		asPage.serve(fmt.Sprintf("/a/%d", 100+i), f.page)
		feeds = append(feeds, asFeed.base+"/feed", asPage.base+"/feed")
	}
	full := []string{strings.Repeat("<a><b>", 90) + strings.Repeat("س ", 1<<20), strings.Repeat("<title/>", 600_000), strings.Repeat("<p>نص</p>", 400_000)}
	for i, body := range full { // just under the bound, where it is parsed
		asFeed, asPage := newRogue(t, fmt.Sprintf("127.0.4.%d", 60+i)), newRogue(t, fmt.Sprintf("127.0.4.%d", 70+i))
		asFeed.serve("/feed", sends("application/rss+xml", string(feedOpen)+body))
		asPage.press(200+i, 1)
		asPage.serve(fmt.Sprintf("/a/%d", 200+i), sends("text/html", "<html><body>"+body))
		feeds = append(feeds, asFeed.base+"/feed", asPage.base+"/feed")
	}
	d := newDesk(t, "timeout: 8s", feeds...)
	r = d.sada(t, "poll")
	r.expect(t, exitPartly)
	if over := peak(t, r) - base; over > roomForFloods {
		t.Errorf("hostile answers cost %d MB over a good poll's %d MB", over>>20, base>>20)
	}
	d.sound(t)
	d.holds(t, map[string]string{
		`SELECT count(*) FROM articles a JOIN outlets o ON o.id = a.outlet_id WHERE o.name = 'outlet0'`: "10",
		`SELECT count(*) FROM feeds WHERE error LIKE 'get %too large%'`:                                 fmt.Sprint(len(floods)),
		`SELECT count(*) FROM entries WHERE reason LIKE 'get %too large%' AND state = 'skipped'`:        fmt.Sprint(len(floods)),
	})
}

func TestThreatManyItemsAndLongTitles(t *testing.T) {
	site := newRogue(t, "127.0.5.1")
	var items []string
	for i := range 50_000 {
		items = append(items, fmt.Sprintf("<item><guid>%d</guid><title>%s</title></item>", i, headline(i%1000)))
	}
	site.serve("/many", sends("application/rss+xml", rssFeed(items...)))
	site.serve("/a/1", sends("text/html", pageOf(strings.Repeat("طويل ", 100_000), reportText(1)...)))
	site.serve("/long", sends("application/rss+xml", rssFeed(rssItem(strings.Repeat("طويل ", 120_000), site.base+"/a/1"))))
	d := newDesk(t, "max_body: 20MB", site.base+"/many", site.base+"/long")
	r := d.sada(t, "poll")
	r.expect(t, exitDone, "48000 items over poll.max_items left out")
	if got := peak(t, r); got > roomForFloods {
		t.Errorf("the poll took %d MB", got>>20)
	}
	d.sound(t)
	d.holds(t, map[string]string{
		`SELECT count(*) FROM entries`:                              "2001",
		`SELECT max(length(title)) <= 1000 FROM entries`:            "1",
		`SELECT max(length(title)) <= 1001, count(*) FROM articles`: "1|1",
	})
}

func TestThreatImportedFloods(t *testing.T) {
	d := newDesk(t, "")
	good := func(i int) string {
		return fmt.Sprintf(`{"url":"http://nibras.example/%d","outlet":"nibras","title":%q,"text":%q}`+"\n", i, headline(i), strings.Join(reportText(i), "\n"))
	}
	long := `{"url":"http://nibras.example/0","outlet":"nibras","title":"x","text":"` + strings.Repeat("س", 20<<20) + `"}` + "\n"
	deep := strings.Repeat("[", 1<<20) + "\n"
	file := d.write(t, "in.jsonl", good(1)+long+deep+good(2)+`{"url":"http://nibras.example/3","text":"cut`)
	r := d.sada(t, "import", file)
	r.expect(t, exitPartly, "line 2: longer than 16777216 bytes", "line 3: ", "line 5: ")
	if got := peak(t, r); got > roomForFloods {
		t.Errorf("the import took %d MB", got>>20)
	}
	d.holds(t, map[string]string{`SELECT count(*) FROM articles`: "2"})
	broken := d.write(t, "broken.jsonl.gz", gzipped(good(4) + good(5))[:60])
	d.sada(t, "import", broken).expect(t, exitFailed, "broken.jsonl.gz", "unexpected EOF")
	d.holds(t, map[string]string{`SELECT count(*) FROM articles`: "2"})
}
