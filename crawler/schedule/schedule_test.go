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
	return news.Feed{
		URL: "http://nibras.example/feed", Enabled: true, Interval: interval, State: news.FeedOK,
		LastPoll: now.Add(-interval), LastSuccess: now.Add(-interval), LastNew: now.Add(-interval), NextPoll: now,
	}
}

func TestNextInterval(t *testing.T) {
	for _, tc := range []struct {
		name string
		feed news.Feed
		out  schedule.Outcome
		want time.Duration
	}{
		{"first poll, all new", news.Feed{}, schedule.Outcome{Items: 20, New: 20}, 15 * time.Minute},
		{"first poll of a feed that says an hour", news.Feed{Hint: time.Hour}, schedule.Outcome{Items: 20, New: 20}, time.Hour},
		{"first poll of a feed that says a year", news.Feed{Hint: 365 * 24 * time.Hour}, schedule.Outcome{Items: 20, New: 20}, time.Hour},
		{"first poll of a feed that says a second", news.Feed{Hint: time.Second}, schedule.Outcome{Items: 20, New: 20}, 5 * time.Minute},
		{"first poll of a feed that says nonsense", news.Feed{Hint: -time.Hour}, schedule.Outcome{Items: 20, New: 20}, 15 * time.Minute},
		{"nothing new", feed(15 * time.Minute), schedule.Outcome{Items: 20}, 18*time.Minute + 45*time.Second},
		{"all new", feed(time.Hour), schedule.Outcome{Items: 20, New: 20}, 15 * time.Minute},
		{"half of it new", feed(15 * time.Minute), schedule.Outcome{Items: 20, New: 10}, 10 * time.Minute},
		{"the only one new", feed(15 * time.Minute), schedule.Outcome{Items: 1, New: 1}, 10 * time.Minute},
		{"one new", feed(15 * time.Minute), schedule.Outcome{Items: 20, New: 1}, 15 * time.Minute},
		{"one new of a short list", feed(15 * time.Minute), schedule.Outcome{Items: 5, New: 1}, 15 * time.Minute},
		{"a few new", feed(15 * time.Minute), schedule.Outcome{Items: 20, New: 3}, 12*time.Minute + 30*time.Second},
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
	polledAt := func(d time.Duration) news.Feed {
		f := at(d + 10*time.Minute)
		f.LastPoll = now.Add(d)
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
		{"a time of polling further ahead than any", at(90 * 24 * time.Hour), true},
		{"polled at a time to come: the clock was set back", polledAt(30 * time.Minute), true},
		{"polled a few seconds ahead", polledAt(5 * time.Second), false},
		{"disabled", off, false},
	} {
		if got := schedule.Due(tc.feed, now); got != tc.want {
			t.Errorf("%s: Due = %v, want %v", tc.name, got, tc.want)
		}
	}
}

func TestNextHint(t *testing.T) {
	for _, tc := range []struct {
		name    string
		hint    time.Duration
		out     schedule.Outcome
		lastNew time.Duration // ago
		want    time.Duration // about
	}{
		{"quiet for longer than it says", time.Hour, schedule.Outcome{Items: 20}, 2 * time.Hour, time.Hour},
		{"it brought something within the time it says", time.Hour, schedule.Outcome{Items: 20}, 30 * time.Minute, 18*time.Minute + 45*time.Second},
		{"it brings something now", time.Hour, schedule.Outcome{Items: 20, New: 1}, 2 * time.Hour, 15 * time.Minute},
		{"it says less than is seen", time.Minute, schedule.Outcome{Items: 20}, 2 * time.Hour, 18*time.Minute + 45*time.Second},
		{"it says a year", 365 * 24 * time.Hour, schedule.Outcome{Items: 20}, 48 * time.Hour, time.Hour},
	} {
		f := feed(15 * time.Minute)
		f.Hint, f.LastNew = tc.hint, now.Add(-tc.lastNew)
		gap := schedule.Next(f, tc.out, now, schedule.Bounds{}).NextPoll.Sub(now)
		if gap < tc.want*19/20 || gap > tc.want*21/20 {
			t.Errorf("%s: polled again after %v, want about %v", tc.name, gap, tc.want)
		}
	}
}

// TestConditional holds that a server whose 304 is always the answer is asked in
// full within a day, and one that was caught every time.
func TestConditional(t *testing.T) {
	f, at, full := feed(15*time.Minute), now, 0
	for ; full == 0 && at.Sub(now) < 7*24*time.Hour; at = f.NextPoll {
		if !schedule.Conditional(f) {
			full++
		}
		f = schedule.Next(f, schedule.Outcome{}, at, schedule.Bounds{})
		f.Unmodified++
	}
	if after := at.Sub(now); full == 0 || after < time.Hour || after > 24*time.Hour {
		t.Errorf("asked in full %d times, first after %v, want once within a day", full, after)
	}
	if f = feed(time.Hour); !schedule.Conditional(f) {
		t.Error("a feed that just changed is asked in full")
	}
	if f.Lies = true; schedule.Conditional(f) {
		t.Error("a feed whose 304 was wrong is asked with validators")
	}
}

func TestConditionalParts(t *testing.T) {
	full := 0
	for n := range int64(80) {
		if !schedule.ConditionalParts(news.Feed{PollCount: n}) {
			full++
		}
	}
	if full != 10 || !schedule.ConditionalParts(news.Feed{}) {
		t.Errorf("%d of 80 polls ask in full, want 10, and not the first", full)
	}
}

// TestNoHerd polls 1,000 feeds that were added together, as a cron does every
// five minutes, and counts how many fall on one run: in the first day, and after
// the machine was off for the night.
func TestNoHerd(t *testing.T) {
	const tick, feeds = 5 * time.Minute, 1000
	all := make([]news.Feed, feeds)
	for i := range all {
		all[i] = news.Feed{URL: fmt.Sprintf("http://o%d.example/feed", i), Enabled: true}
	}
	run := func(at time.Time) (polled int) {
		for i, f := range all {
			if schedule.Due(f, at) {
				polled++
				all[i] = schedule.Next(f, schedule.Outcome{Items: 20, New: 1}, at, schedule.Bounds{})
			}
		}
		return polled
	}
	for _, start := range []time.Duration{0, 36 * time.Hour} {
		first := run(now.Add(start))
		if first < feeds*9/10 {
			t.Errorf("first run: %d feeds polled, want nearly all", first)
		}
		most, sum, runs := 0, 0, 0
		for at := start + tick; at < start+24*time.Hour; at += tick {
			n := run(now.Add(at))
			if at > start+25*time.Minute { // all have had their second poll
				most, sum, runs = max(most, n), sum+n, runs+1
			}
		}
		if mean := sum / runs; most > mean*3/2 || mean < feeds/4 {
			t.Errorf("from %v: at most %d feeds a run, %d on average; want at most half as many more", start, most, mean)
		}
		t.Logf("from %v: at most %d feeds a run, %d on average", start, most, sum/runs)
	}
}

// TestClockSetBack polls a feed on a clock that is set back by hours: it is asked
// once by the new clock, and then at its interval.
func TestClockSetBack(t *testing.T) {
	f := schedule.Next(feed(15*time.Minute), schedule.Outcome{Items: 20, New: 1}, now, schedule.Bounds{})
	polls := 0
	for at := now.Add(-5 * time.Hour); at.Before(now.Add(-4 * time.Hour)); at = at.Add(time.Minute) {
		if schedule.Due(f, at) {
			polls++
			f = schedule.Next(f, schedule.Outcome{Items: 20, New: 1}, at, schedule.Bounds{})
		}
	}
	if polls < 4 || polls > 5 {
		t.Errorf("polled %d times in an hour at an interval of 15m, want 4 or 5", polls)
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

func TestRecheck(t *testing.T) {
	for _, tc := range []struct {
		name string
		age  time.Duration // of the article when its page is read
		want time.Duration // age at which it is read again; 0 for never
	}{
		{"just filed", 5 * time.Second, 15 * time.Minute},
		{"filed late", 10 * time.Minute, 15 * time.Minute},
		{"filed so late that it is not worth it", 13 * time.Minute, time.Hour},
		{"read in time", 15 * time.Minute, time.Hour},
		{"read a little early", 14*time.Minute + 50*time.Second, time.Hour},
		{"the machine was off for ages of it", 4 * time.Hour, 24 * time.Hour},
		{"the last", 3 * 24 * time.Hour, 0},
		{"the clock was set back", -5 * time.Hour, -5*time.Hour + 15*time.Minute},
	} {
		at, again := schedule.Recheck(now, now.Add(tc.age), schedule.Ages())
		if again != (tc.want != 0) || again && !at.Equal(now.Add(tc.want)) {
			t.Errorf("%s: Recheck = %v, %v; want %v after it was first seen", tc.name, at.Sub(now), again, tc.want)
		}
	}
	if _, again := schedule.Recheck(now, now, nil); again {
		t.Error("read again without an age at which to")
	}
}

func ExampleRecheck() {
	next, again := schedule.Recheck(now, now.Add(20*time.Minute), schedule.Ages())
	fmt.Println(next.Sub(now), again)
	// Output: 1h0m0s true
}

func ExampleNext() {
	f := news.Feed{URL: "http://nibras.example/feed", Interval: 15 * time.Minute, LastSuccess: now.Add(-15 * time.Minute)}
	f = schedule.Next(f, schedule.Outcome{Items: 20}, now, schedule.Bounds{})
	fmt.Println(f.State, f.Interval)
	// Output: ok 18m45s
}
