// Package schedule decides when each feed is polled and when a page that could
// not be fetched is tried again. It knows no HTTP and no SQL, and reads no
// clock: what it decides follows from its arguments alone.
package schedule

import (
	"hash/fnv"
	"math"
	"time"

	"sada/news"
)

// Bounds limit the gap between two polls of a feed. Zero fields take the
// defaults.
type Bounds struct {
	Start time.Duration // of a feed not polled before; default 15 minutes
	Min   time.Duration // default 5 minutes: the usual period of cron
	Max   time.Duration // default 6 hours, so that a quiet feed is read four times a day
}

// Defaults fills in what is zero.
func (b Bounds) Defaults() Bounds {
	if b.Min <= 0 {
		b.Min = 5 * time.Minute
	}
	if b.Max <= 0 {
		b.Max = 6 * time.Hour
	}
	if b.Start <= 0 {
		b.Start = 15 * time.Minute
	}
	b.Max = max(b.Max, b.Min)
	b.Start = min(max(b.Start, b.Min), b.Max)
	return b
}

// MaxBackoff bounds the gap after failures: a feed that has failed for weeks is
// still asked once a day, and never dropped.
const MaxBackoff = 24 * time.Hour

// Weights of a failure. Trouble that passes by itself counts little; a feed
// that answers but cannot be read counts half.
const (
	Temporary = 0.25 // no answer, 5xx, 429
	Soft      = 0.5  // an answer that is no feed
	Hard      = 1.0  // a refusal: 4xx, a forbidden address
)

// An Outcome is what one poll came to.
type Outcome struct {
	Failed   float64   // weight of the failure; 0 if it worked
	Gone     bool      // the server said 410
	Error    string    // for the user
	Items    int       // entries in the document; 0 for an unchanged one
	New      int       // of which not seen before
	NotUntil time.Time // the host asked for no request before; zero if it did not
}

// Due reports whether a feed is to be polled at now. A tenth of its interval is
// forgiven, so that a feed polled every five minutes is not missed by a cron
// that starts a second early. A time of polling further ahead than any interval
// can put it (the clock was set back) counts as due.
func Due(f news.Feed, now time.Time) bool {
	if !f.Enabled || f.State == news.FeedGone {
		return false
	}
	if f.NextPoll.After(now.Add(2 * MaxBackoff)) {
		return true
	}
	return !f.NextPoll.After(now.Add(f.Interval / 10))
}

// Next returns the feed as it stands after a poll at now: its state, its
// failures, and when to poll it next. The interval shrinks by a third when half
// of the entries or more were new and grows by a third when none was: the share
// of known entries says how often a feed changes without trusting what the feed
// says of itself.
func Next(f news.Feed, o Outcome, now time.Time, b Bounds) news.Feed {
	b = b.Defaults()
	f.LastPoll = now
	f.PollCount++
	f.Error = o.Error
	if f.Interval <= 0 {
		f.Interval = b.Start
	}
	gap := f.Interval
	switch {
	case o.Gone:
		f.State = news.FeedGone
		f.Enabled = false
	case o.Failed > 0:
		f.State = news.FeedFailing
		f.Failures += o.Failed
		gap = backoff(f.Interval, f.Failures)
	default:
		f.State = news.FeedOK
		f.Failures = 0
		f.LastSuccess = now
		f.Interval = adapt(f.Interval, o, b)
		gap = f.Interval
		if o.New > 0 {
			f.LastNew = now
		}
	}
	f.NextPoll = now.Add(gap + spread(f.URL, gap))
	if o.NotUntil.After(f.NextPoll) {
		f.NextPoll = o.NotUntil
	}
	return f
}

func adapt(interval time.Duration, o Outcome, b Bounds) time.Duration {
	switch {
	case o.New == 0:
		interval = interval * 4 / 3
	case o.New*2 >= o.Items:
		interval = interval * 2 / 3
	}
	return min(max(interval, b.Min), b.Max)
}

// backoff doubles the interval with each whole failure.
func backoff(interval time.Duration, failures float64) time.Duration {
	d := float64(interval) * math.Pow(2, min(failures, 12))
	return min(time.Duration(d), MaxBackoff)
}

// spread moves a poll by up to a twentieth of the gap, earlier for one half of
// the feeds and later for the other, by a hash of the address: feeds that were
// added together don't stay together, and the same feed always moves the same.
func spread(url string, gap time.Duration) time.Duration {
	h := fnv.New32a()
	h.Write([]byte(url))
	return time.Duration(int64(h.Sum32()%1000)-500) * gap / 10000
}

// The ladder holds the waits between the tries to fetch one page.
var ladder = []time.Duration{5 * time.Minute, 30 * time.Minute, 3 * time.Hour, 12 * time.Hour}

// Retry says when to try a page again after the given number of failed
// attempts, and false where it is time to give up.
func Retry(attempts int, now time.Time) (time.Time, bool) {
	if attempts < 1 || attempts > len(ladder) {
		return time.Time{}, false
	}
	return now.Add(ladder[attempts-1]), true
}
