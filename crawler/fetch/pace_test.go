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
			p, start := newPace(Options{PerHost: tt.perHost, Now: time.Now}), time.Now()
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
	turn.sent()
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

// TestGapCountsFromTheRequest holds that a request which takes long to be sent,
// as where connecting is slow, does not come close upon another.
func TestGapCountsFromTheRequest(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, start := newPace(Options{PerHost: 2, Now: time.Now}), time.Now()
		first, err := p.wait(t.Context(), "h", time.Second)
		if err != nil {
			t.Fatal(err)
		}
		go func() {
			time.Sleep(900 * time.Millisecond)
			first.sent()
		}()
		second, err := p.wait(t.Context(), "h", time.Second)
		if err != nil {
			t.Fatal(err)
		}
		if took := time.Since(start); took != 1900*time.Millisecond {
			t.Errorf("the second may be sent after %v, want a second after the first was, 1.9s", took)
		}
		second.done()
		first.done()
	})
}

// TestPaceEnds holds that waiting ends with its context, in the queue and in the
// gap, and that who gave up is in nobody's way.
func TestPaceEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPace(Options{PerHost: 1, Now: time.Now})
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
		p := newPace(Options{PerHost: 1, Now: time.Now})
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

// TestGapAtManyServers proves gap and number at once from the logs of three
// servers that redirect to each other, one of them over IPv6, and over two runs
// that follow each other at once.
func TestGapAtManyServers(t *testing.T) {
	const delay, perHost = 60 * time.Millisecond, 2
	var sites [3]*site
	var inFlight, most [3]atomic.Int32
	for i, ip := range []string{"127.0.0.2", "127.0.0.3", "::1"} {
		page := func(w http.ResponseWriter, _ *http.Request) {
			n := inFlight[i].Add(1)
			for old := most[i].Load(); n > old && !most[i].CompareAndSwap(old, n); old = most[i].Load() {
			}
			time.Sleep(delay * 3 / 2)
			inFlight[i].Add(-1)
			_, _ = w.Write([]byte("page"))
		}
		moved := func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, sites[(i+1)%3].URL+"/page", http.StatusFound)
		}
		sites[i] = newSite(t, ip, map[string]http.HandlerFunc{"/page": page, "/moved": moved})
	}
	b := newBook()
	for range 2 {
		g := newGetter(t, Options{Delay: delay, PerHost: perHost, Hosts: b})
		var wg sync.WaitGroup
		for i := range 12 {
			path := []string{"/page", "/moved"}[i/3%2]
			wg.Go(func() {
				if _, err := g.Get(t.Context(), Request{URL: sites[i%3].URL + path}); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
	}
	for i, s := range sites {
		if len(s.log) != 13 { // robots.txt, and in each run two pages, two redirects, and two pages for the neighbour's redirects
			t.Errorf("%s: %d requests, want 13", s.URL, len(s.log))
		}
		for j := 1; j < len(s.log); j++ {
			if gap := s.log[j].at.Sub(s.log[j-1].at); gap < delay-slack {
				t.Errorf("%s: request %d came after %v, want %v", s.URL, j, gap, delay)
			}
		}
		if n := most[i].Load(); n > perHost {
			t.Errorf("%s: %d requests at once, want %d at most", s.URL, n, perHost)
		}
	}
}
