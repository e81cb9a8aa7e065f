//go:build unix && !race

package main

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"sada/internal/hostile"
)

// besideHosts is how many hosts of each sort the poll meets.
const besideHosts = 20

// worst are the hostile answers that cost a client most: those that it waits
// for, those without end, and bombs.
func worst(page string) (cases []hostile.Case) {
	for _, c := range hostile.Answers(page, 5<<20) {
		if c.Waits || c.Kind == "too_large" {
			cases = append(cases, c)
		}
	}
	return cases
}

// serveGood serves sites of ten articles each, which answer after 20 ms, and
// returns their feeds.
func serveGood(t testing.TB, net string) (feeds []string) {
	for i := range besideHosts {
		site := newRogue(t, fmt.Sprintf("%s.%d", net, i+1))
		site.press(10*i, 10)
		for path, page := range site.pages {
			site.serve(path, func(w http.ResponseWriter, r *http.Request) {
				time.Sleep(20 * time.Millisecond)
				page(w, r)
			})
		}
		feeds = append(feeds, site.base+"/feed")
	}
	return feeds
}

// serveWorst serves as many sites, the half of which answer for their feed as
// no server should, the others for each page.
func serveWorst(t testing.TB, net string) (feeds []string) {
	answers, pages := worst(article(1)), hostile.Pages("<article><h1>خبر</h1><p>"+strings.Join(reportText(1), "</p><p>")+"</p></article>", "http://10.0.0.1/", "http://10.0.0.2/")
	for i := range besideHosts {
		site := newRogue(t, fmt.Sprintf("%s.%d", net, i+1))
		c := answers[i%len(answers)]
		if i%2 == 0 {
			site.serve("/feed", c.Serve)
		} else {
			site.press(1000+10*i, 5)
			for k := range 5 {
				site.serve(fmt.Sprintf("/a/%d", 1000+10*i+k), c.Serve)
			}
			site.serve(fmt.Sprintf("/a/%d", 1000+10*i), sends("text/html", pages[i%len(pages)].Body))
		}
		feeds = append(feeds, site.base+"/feed")
	}
	return feeds
}

// goodTime polls the feeds, of which the first are good, and returns how long it
// took from the beginning of the poll until the last good article was filed.
func goodTime(t testing.TB, d *desk) (time.Duration, result) {
	r := d.sada(t, "poll")
	if got := d.value(t, `SELECT count(*) FROM articles a JOIN outlets o ON o.id = a.outlet_id WHERE CAST(substr(o.name, 7) AS INTEGER) < 20`); got != "200" {
		t.Errorf("%s articles of good sites, want 200\n%s", got, r.err)
	}
	ms := d.value(t, `SELECT CAST(1000 * (SELECT unixepoch(max(v.filed_at), 'subsec') - (SELECT unixepoch(min(started_at), 'subsec') FROM polls)
		FROM variants v JOIN articles a ON a.id = v.article_id JOIN outlets o ON o.id = a.outlet_id WHERE CAST(substr(o.name, 7) AS INTEGER) < 20) AS INTEGER)`)
	took, err := time.ParseDuration(ms + "ms")
	if err != nil {
		t.Fatal(err)
	}
	return took, r
}

// roomBeside is the memory in bytes that a poll of both may take.
const roomBeside = 300 << 20

// TestThreatHostileHostsBesideGoodOnes polls twenty good hosts beside twenty
// hostile ones: all that is good is filed, in bounded time and memory. How much
// longer it takes is for the benchmark: a test's machine has other work.
func TestThreatHostileHostsBesideGoodOnes(t *testing.T) {
	feeds := append(serveGood(t, "127.14.0"), serveWorst(t, "127.14.1")...)
	d := newDesk(t, "timeout: 5s", feeds...)
	took, r := goodTime(t, d)
	r.expect(t, exitPartly)
	if took > patience/2 {
		t.Errorf("the good sites were done after %v", took)
	}
	if got := peak(t, r); got > roomBeside {
		t.Errorf("the poll took %d MB", got>>20)
	}
	d.sound(t)
}

// BenchmarkHostileHosts compares how long twenty good hosts take beside twenty
// hostile ones with how long they take alone, at the pace that is the default
// and at one ten times as fast, and tells the memory of the poll and its time of
// the processor. The limits are 1.5 and 300 MB.
func BenchmarkHostileHosts(b *testing.B) {
	good, bad := serveGood(b, "127.14.2"), serveWorst(b, "127.14.3")
	for _, delay := range []string{"1s", "100ms"} {
		b.Run("delay="+delay, func(b *testing.B) {
			settings := "timeout: 10s, delay: " + delay
			alone, beside, most, work := time.Hour, time.Hour, int64(0), time.Hour
			for b.Loop() {
				took, _ := goodTime(b, newDesk(b, settings, good...))
				alone = min(alone, took)
				took, r := goodTime(b, newDesk(b, settings, append(good, bad...)...))
				beside, most = min(beside, took), max(most, peak(b, r))
				work = min(work, r.state.UserTime()+r.state.SystemTime())
			}
			b.ReportMetric(alone.Seconds(), "s-alone")
			b.ReportMetric(beside.Seconds(), "s-beside")
			b.ReportMetric(beside.Seconds()/alone.Seconds(), "ratio")
			b.ReportMetric(float64(most>>20), "MB")
			b.ReportMetric(work.Seconds(), "s-cpu")
		})
	}
}

// TestThreatSignalAmongHangingHosts stops a poll that waits for twenty hosts,
// each of which hangs in another way: it ends long before their deadline, and
// what is stored is sound.
func TestThreatSignalAmongHangingHosts(t *testing.T) {
	waits := slices.DeleteFunc(hostile.Answers(article(1), 1<<20), func(c hostile.Case) bool { return !c.Waits })
	for _, signals := range []int{1, 2} {
		feeds := []string{}
		sites := make([]*rogue, besideHosts)
		for i := range sites {
			sites[i] = newRogue(t, fmt.Sprintf("127.14.%d.%d", 10+signals, i+1))
			sites[i].serve("/feed", waits[i%len(waits)].Serve)
			feeds = append(feeds, sites[i].base+"/feed")
		}
		d := newDesk(t, "timeout: 10m, header_timeout: 10m", feeds...)
		cmd := child(t.Context(), "--config", d.config, "poll")
		var signalled time.Time
		r := finish(t, cmd, func() error {
			if err := cmd.Start(); err != nil {
				return err
			}
			for _, s := range sites {
				s.waitFor(t, 1)
			}
			signalled = time.Now()
			for range signals {
				cmd.Process.Signal(syscall.SIGTERM)
			}
			return cmd.Wait()
		})
		if took := time.Since(signalled); took > 10*time.Second {
			t.Errorf("stopped %v after %d signals", took, signals)
		}
		if signals == 1 {
			r.expect(t, exitPartly, "interrupted, the rest is kept for the next poll")
		}
		d.sound(t)
	}
}
