package crawler_test

import (
	"fmt"
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"sada/news"
)

// pages serves n pages at /p0, /p1, … and a feed of them.
func (s *site) pages(n int, page http.HandlerFunc) {
	var items []item
	for i := range n {
		s.serve(fmt.Sprintf("/p%d", i), page)
		items = append(items, item{title: fmt.Sprintf("p%d", i), link: fmt.Sprintf("%s/p%d", s.addr, i)})
	}
	s.serve("/feed", rss(items...))
}

// TestHostInTroubleIsLeft counts how many of eight pages a run asks for of a host
// that does not bear it well. None is lost: what was not asked for stays pending
// without an attempt to its name.
func TestHostInTroubleIsLeft(t *testing.T) {
	for _, tt := range []struct {
		name   string
		robots http.HandlerFunc
		page   http.HandlerFunc
		asked  int
	}{
		{"429", nil, status(http.StatusTooManyRequests), 1},
		{"500", nil, status(http.StatusInternalServerError), 3},
		{"503", nil, status(http.StatusServiceUnavailable), 3},
		{"robots.txt fails", status(http.StatusInternalServerError), page(0), 0},
		{"404 is an answer", nil, status(http.StatusNotFound), 8},
	} {
		s, feeds := open(t, "127.0.0.41"), open(t, "127.0.0.42")
		s.pages(8, tt.page)
		if tt.robots != nil {
			s.serve("/robots.txt", tt.robots)
		}
		feeds.serve("/feed", s.page["/feed"])
		d := newDesk(t)
		report := d.run(t, feeds.addr+"/feed")
		asked, attempts := 0, 0
		for i := range 8 {
			asked += s.asked(fmt.Sprintf("/p%d", i))
			attempts += d.entry(t, fmt.Sprintf("p%d", i)).Attempts
		}
		if asked != tt.asked {
			t.Errorf("%s: %d of 8 pages asked for, want %d", tt.name, asked, tt.asked)
		}
		if tt.name == "404 is an answer" {
			continue
		}
		if attempts != asked {
			t.Errorf("%s: %d attempts counted, want %d", tt.name, attempts, asked)
		}
		for i := range 8 {
			if e := d.entry(t, fmt.Sprintf("p%d", i)); e.State != news.EntryPending {
				t.Errorf("%s: entry %d is %s, want pending: %s", tt.name, i, e.State, e.Reason)
			}
		}
		if report.Left+report.Retry != 8 {
			t.Errorf("%s: %d left and %d to be tried again, want 8 in all", tt.name, report.Left, report.Retry)
		}
	}
}

// TestTroubleIsRememberedOfTheHost holds that what one page's answer says of its
// host is stored for the next run.
func TestTroubleIsRememberedOfTheHost(t *testing.T) {
	s := open(t, "127.0.0.43")
	s.pages(1, status(http.StatusServiceUnavailable))
	d := newDesk(t)
	d.fetch.Delay = 20 * time.Millisecond
	d.run(t, s.addr+"/feed")
	p, err := d.store.Pace(t.Context(), "127.0.0.43")
	if err != nil {
		t.Fatal(err)
	}
	if p.Slow < 2*d.fetch.Delay || p.Asked.IsZero() || time.Since(p.Asked) > time.Minute {
		t.Errorf("pace stored: %+v, want a gap of at least %v and the time of the last request", p, 2*d.fetch.Delay)
	}
}

// TestServerThatLiesWith304 holds that entries are found behind a server that
// says 304 to whoever names a version, and that it is asked in full once caught.
func TestServerThatLiesWith304(t *testing.T) {
	s := open(t, "127.0.0.44")
	s.serve("/a", page(0))
	s.serve("/b", page(1))
	list := []item{{title: "a", link: s.addr + "/a"}}
	asked := 0 // with a validator
	s.serve("/feed", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"always"`)
		if r.Header.Get("If-None-Match") != "" {
			asked++
			w.WriteHeader(http.StatusNotModified)
			return
		}
		rss(list...)(w, r)
	})
	d := newDesk(t)
	d.run(t, s.addr+"/feed")
	list = append(list, item{title: "b", link: s.addr + "/b"})
	polls := 0
	for ; d.articles(t) < 2 && polls < 20; polls++ {
		d.run(t)
	}
	if polls != 8 {
		t.Errorf("the new entry was found by poll %d, want the eighth", polls)
	}
	before := asked
	d.run(t)
	if asked != before {
		t.Error("a server that was caught lying is asked with a validator")
	}
}

// TestHintsAreStored holds that what a feed or its server says of its freshness
// reaches the schedule, the feed's word first.
func TestHintsAreStored(t *testing.T) {
	for _, tt := range []struct {
		name, element, control string
		want                   time.Duration
	}{
		{"ttl", "<ttl>40</ttl>", "max-age=60", 40 * time.Minute},
		{"syndication module", `<sy:updatePeriod xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">hourly</sy:updatePeriod><sy:updateFrequency xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">2</sy:updateFrequency>`, "", 30 * time.Minute},
		{"max-age", "", "max-age=1200", 20 * time.Minute},
		{"nothing", "", "", 0},
	} {
		s := open(t, "127.0.0.45")
		s.serve("/feed", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Cache-Control", tt.control)
			fmt.Fprintf(w, `<rss version="2.0"><channel><title>نبراس</title>%s<item><title>خبر</title></item></channel></rss>`, tt.element)
		})
		d := newDesk(t)
		d.run(t, s.addr+"/feed")
		feeds, err := d.store.Feeds(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if f := feeds[0]; f.Hint != tt.want || tt.want > 0 && f.Interval != tt.want {
			t.Errorf("%s: hint %v, interval %v, want %v", tt.name, f.Hint, f.Interval, tt.want)
		}
	}
}

// TestSlowHostEndsTheRun holds that a host which takes six minutes a page does
// not hold the run for an hour: the rest of its pages is kept for the next.
func TestSlowHostEndsTheRun(t *testing.T) {
	s, feeds, d := open(t, "127.0.0.48"), open(t, "127.0.0.49"), newDesk(t)
	var passed atomic.Int64 // on the clock of the run
	start := time.Now()
	d.opts.Now = func() time.Time { return start.Add(time.Duration(passed.Load())) }
	s.pages(8, func(w http.ResponseWriter, r *http.Request) {
		passed.Add(int64(6 * time.Minute))
		page(0)(w, r)
	})
	feeds.serve("/feed", s.page["/feed"])
	if r := d.run(t, feeds.addr+"/feed"); r.Pages != 2 || r.Left != 6 {
		t.Errorf("%d pages asked for and %d left, want 2 and 6", r.Pages, r.Left)
	}
	if r := d.runFeeds(t, nil); r.Pages != 2 {
		t.Errorf("%d pages asked for in the next run, want 2", r.Pages)
	}
}
