package schedule_test

import (
	"fmt"
	"testing"
	"time"

	"sada/crawler/schedule"
	"sada/news"
)

var now = time.Date(2026, 7, 27, 18, 0, 0, 0, time.UTC)

func feed(interval time.Duration) news.Feed {
	return news.Feed{URL: "http://nibras.example/feed", Enabled: true, Interval: interval, State: news.FeedOK}
}

func TestNextInterval(t *testing.T) {
	for _, tc := range []struct {
		name string
		feed news.Feed
		out  schedule.Outcome
		want time.Duration
	}{
		{"first poll, all new", feed(0), schedule.Outcome{Items: 20, New: 20}, 10 * time.Minute},
		{"nothing new", feed(15 * time.Minute), schedule.Outcome{Items: 20}, 20 * time.Minute},
		{"a few new", feed(15 * time.Minute), schedule.Outcome{Items: 20, New: 3}, 15 * time.Minute},
		{"not below the least", feed(5 * time.Minute), schedule.Outcome{Items: 2, New: 2}, 5 * time.Minute},
		{"not above the most", feed(6 * time.Hour), schedule.Outcome{}, 6 * time.Hour},
		{"a failure leaves it", feed(15 * time.Minute), schedule.Outcome{Failed: schedule.Hard}, 15 * time.Minute},
	} {
		if got := schedule.Next(tc.feed, tc.out, now, schedule.Bounds{}).Interval; got != tc.want {
			t.Errorf("%s: Interval = %v, want %v", tc.name, got, tc.want)
		}
	}
}

func TestNextFailures(t *testing.T) {
	f := feed(15 * time.Minute)
	last := time.Duration(0)
	for i := range 20 {
		f = schedule.Next(f, schedule.Outcome{Failed: schedule.Hard, Error: "get: 404"}, now, schedule.Bounds{})
		gap := f.NextPoll.Sub(now)
		if gap < last {
			t.Errorf("failure %d: gap %v is shorter than the one before, %v", i+1, gap, last)
		}
		if limit := schedule.MaxBackoff + schedule.MaxBackoff/20; gap > limit {
			t.Errorf("failure %d: gap %v, want at most %v", i+1, gap, limit)
		}
		last = gap
	}
	if f.State != news.FeedFailing || f.Failures != 20 || f.Error == "" {
		t.Errorf("after 20 failures: state %s, failures %v, error %q", f.State, f.Failures, f.Error)
	}
	f = schedule.Next(f, schedule.Outcome{Items: 5, New: 1}, now, schedule.Bounds{})
	if f.State != news.FeedOK || f.Failures != 0 || f.Error != "" || !f.LastSuccess.Equal(now) {
		t.Errorf("after success: %+v", f)
	}
}

func TestNextGoneAndRetryAfter(t *testing.T) {
	gone := schedule.Next(feed(time.Hour), schedule.Outcome{Gone: true, Failed: schedule.Hard}, now, schedule.Bounds{})
	if gone.State != news.FeedGone || schedule.Due(gone, now.Add(1000*time.Hour)) {
		t.Errorf("410: state %s, due later: want gone and never due", gone.State)
	}
	until := now.Add(5 * time.Hour)
	f := schedule.Next(feed(time.Hour), schedule.Outcome{Failed: schedule.Temporary, NotUntil: until}, now, schedule.Bounds{})
	if !f.NextPoll.Equal(until) {
		t.Errorf("NextPoll = %v, want the time the host asked for, %v", f.NextPoll, until)
	}
}

func TestDue(t *testing.T) {
	at := func(d time.Duration) news.Feed {
		f := feed(10 * time.Minute)
		f.NextPoll = now.Add(d)
		return f
	}
	off := at(0)
	off.Enabled = false
	for _, tc := range []struct {
		name string
		feed news.Feed
		want bool
	}{
		{"never polled", feed(0), true},
		{"past", at(-time.Hour), true},
		{"within a tenth of the interval", at(50 * time.Second), true},
		{"later", at(2 * time.Minute), false},
		{"clock was set back", at(90 * 24 * time.Hour), true},
		{"disabled", off, false},
	} {
		if got := schedule.Due(tc.feed, now); got != tc.want {
			t.Errorf("%s: Due = %v, want %v", tc.name, got, tc.want)
		}
	}
}

func TestSpreadKeepsFeedsApart(t *testing.T) {
	seen := map[time.Time]bool{}
	for i := range 50 {
		f := feed(time.Hour)
		f.URL = fmt.Sprintf("http://o%d.example/feed", i)
		seen[schedule.Next(f, schedule.Outcome{Items: 9, New: 1}, now, schedule.Bounds{}).NextPoll] = true
	}
	if len(seen) < 40 {
		t.Errorf("50 feeds fall due at %d different times, want at least 40", len(seen))
	}
}

func TestRetry(t *testing.T) {
	if _, ok := schedule.Retry(5, now); ok {
		t.Error("Retry(5) goes on, want an end")
	}
	at, ok := schedule.Retry(1, now)
	if !ok || !at.Equal(now.Add(5*time.Minute)) {
		t.Errorf("Retry(1) = %v, %v, want five minutes later", at, ok)
	}
}

func ExampleNext() {
	f := news.Feed{URL: "http://nibras.example/feed", Interval: 15 * time.Minute}
	f = schedule.Next(f, schedule.Outcome{Items: 20}, now, schedule.Bounds{})
	fmt.Println(f.State, f.Interval)
	// Output: ok 20m0s
}
