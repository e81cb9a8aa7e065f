package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sort"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// TestPace holds the gap and the number at once, in simulated time.
func TestPace(t *testing.T) {
	tests := []struct {
		name    string
		perHost int
		delay   time.Duration
		hosts   int
		each    int           // requests a host
		lasts   time.Duration // each request
		want    time.Duration // for all of them
	}{
		{"one host", 1, time.Second, 1, 10, 100 * time.Millisecond, 9*time.Second + 100*time.Millisecond},
		{"slow answers", 1, time.Second, 1, 4, 3 * time.Second, 12 * time.Second},
		{"two at once", 2, time.Second, 1, 4, 3 * time.Second, 7 * time.Second},
		{"hosts do not wait for each other", 1, time.Second, 20, 10, 0, 9 * time.Second},
		{"no gap", 1, -1, 1, 5, time.Second, 5 * time.Second},
	}
	for _, tt := range tests {
		synctest.Test(t, func(t *testing.T) {
			p, start := newPace(tt.perHost), time.Now()
			var wg sync.WaitGroup
			for h := range tt.hosts {
				log := &startLog{gap: tt.delay, most: int32(tt.perHost)}
				for range tt.each {
					wg.Go(func() { log.request(t, p, fmt.Sprint(h), tt.lasts) })
				}
			}
			wg.Wait()
			if took := time.Since(start); took != tt.want {
				t.Errorf("%s: took %v, want %v", tt.name, took, tt.want)
			}
		})
	}
}

// A startLog checks the requests to one host.
type startLog struct {
	gap      time.Duration
	most     int32
	inFlight atomic.Int32
	mu       sync.Mutex
	last     time.Time
}

func (l *startLog) request(t *testing.T, p *pace, host string, lasts time.Duration) {
	turn, err := p.wait(t.Context(), host, l.gap)
	if err != nil {
		t.Error(err)
		return
	}
	defer turn.done()
	if n := l.inFlight.Add(1); n > l.most {
		t.Errorf("%d requests in flight, want %d at most", n, l.most)
	}
	defer l.inFlight.Add(-1)
	l.mu.Lock()
	if gap := time.Since(l.last); !l.last.IsZero() && gap < l.gap {
		t.Errorf("gap %v, want %v", gap, l.gap)
	}
	l.last = time.Now()
	l.mu.Unlock()
	time.Sleep(lasts)
}

// TestPaceEnds holds that waiting ends with its context, in the queue and in the
// gap, and that who gave up is in nobody's way.
func TestPaceEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPace(1)
		first, err := p.wait(t.Context(), "h", time.Minute)
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := p.wait(ctx, "h", time.Minute); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("wait in the queue = %v, want the deadline", err)
		}
		first.done()
		ctx, cancel = context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := p.wait(ctx, "h", time.Minute); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("wait in the gap = %v, want the deadline", err)
		}
		start := time.Now()
		last, err := p.wait(t.Context(), "h", time.Minute)
		if err != nil || time.Since(start) != 58*time.Second {
			t.Errorf("wait = %v after %v, want a turn after 58s", err, time.Since(start))
		}
		last.done()
	})
}

// TestPaceForgets holds that hosts seen once are not kept for ever.
func TestPaceForgets(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPace(1)
		for i := range 20 * minSweep {
			turn, err := p.wait(t.Context(), fmt.Sprint(i), time.Second)
			if err != nil {
				t.Fatal(err)
			}
			turn.done()
			time.Sleep(time.Second)
		}
		if len(p.lanes) > 2*minSweep {
			t.Errorf("%d hosts remembered, want %d at most", len(p.lanes), 2*minSweep)
		}
	})
}

// TestGapAtTheServer proves the pace from the log of the server itself: over two
// doors of one host, redirects, robots.txt and many callers.
func TestGapAtTheServer(t *testing.T) {
	const delay = 100 * time.Millisecond
	mux := map[string]http.HandlerFunc{
		"/robots.txt": text("User-agent: *\nCrawl-delay: 0.15\n"), "/moved": status(302, "Location", "/page"), "/page": text("page"),
	}
	a, b := newSite(t, "127.0.0.2", mux), newSite(t, "127.0.0.2", mux)
	g := newGetter(t, Options{Delay: delay})
	var wg sync.WaitGroup
	for i := range 6 {
		wg.Go(func() {
			url := []string{a.URL + "/moved", b.URL + "/page"}[i%2]
			if _, err := g.Get(t.Context(), Request{URL: url}); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	log := append(a.log, b.log...)
	sort.Slice(log, func(i, j int) bool { return log[i].at.Before(log[j].at) })
	if len(log) != 11 { // two robots.txt, three pages, three times two hops
		t.Fatalf("%d requests, want 11", len(log))
	}
	for i := 1; i < len(log); i++ {
		want := 150 * time.Millisecond // Crawl-delay
		if strings.HasSuffix(log[i].path, "robots.txt") {
			want = delay
		}
		if gap := log[i].at.Sub(log[i-1].at); gap < want-slack {
			t.Errorf("%s came %v after %s, want %v", log[i].path, gap, log[i-1].path, want)
		}
	}
}

// slack is for the way from the client's write to the server's log on a machine
// that has other work.
const slack = 40 * time.Millisecond
