// Package schedule decides when each feed is polled and when a page that could
// not be fetched is tried again. It knows no HTTP and no SQL, and reads no
// clock: what it decides follows from its arguments alone.
package schedule

import (
	"cmp"
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

// maxHint bounds what a feed, or its server, says of how long it will not change.
// The commonest blogging software says an hour of every feed by default, and a
// list of ten entries is turned over in an hour by a busy newsroom.
const maxHint = time.Hour

// fullAfter is the number of 304s in a row after which a feed is asked for in
// full: the eighth poll, which for a feed that falls silent comes after six
// hours, and costs a server a twelfth of what the 304s save it.
const fullAfter = 7

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
// that starts a second early. A feed that was polled at a time to come is due:
// the clock was set back, and nobody knows how long ago it was.
func Due(f news.Feed, now time.Time) bool {
	if !f.Enabled || f.State == news.FeedGone {
		return false
	}
	if f.LastPoll.After(now.Add(setBack)) || f.NextPoll.After(now.Add(2*MaxBackoff)) {
		return true
	}
	return !f.NextPoll.After(now.Add(f.Interval / 10))
}

// setBack is how far ahead a time of something past must lie for the clock to
// have been set back: more than the clocks of a network differ.
const setBack = time.Minute

// Conditional reports whether a feed may be asked for with the validators of the
// version held. Now and then it may not, since servers exist whose 304 is wrong;
// one that was caught is asked in full every time.
func Conditional(f news.Feed) bool { return !f.Lies && f.Unmodified < fullAfter }

// ConditionalParts reports the same of the sitemaps that a feed lists. Their 304s
// are not counted, so every eighth poll is one in full.
func ConditionalParts(f news.Feed) bool {
	return !f.Lies && f.PollCount%(fullAfter+1) != fullAfter
}

// Next returns the feed as it stands after a poll at now: its state, its
// failures, and when to poll it next. What decides, in this order:
//
//   - the time that the host asked for (Outcome.NotUntil);
//   - after a failure, twice the interval for each whole failure, up to a day;
//   - the share of the entries that were new, by which the interval shrinks and
//     grows: it says how often a feed changes without trusting what the feed
//     says of itself;
//   - what the feed says of itself (Feed.Hint), up to an hour, as long as nothing
//     else is known of it, and later where it brought nothing for that long.
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
		f.Interval = adapt(f, o, b)
		f.LastSuccess = now
		if o.New > 0 {
			f.LastNew = now
		}
		gap = f.Interval
		if now.Sub(f.LastNew) >= hint(f, b) {
			gap = max(gap, hint(f, b))
		}
	}
	f.NextPoll = now.Add(spread(f, gap, now, b))
	if o.NotUntil.After(f.NextPoll) {
		f.NextPoll = o.NotUntil
	}
	return f
}

// adapt returns the interval after a poll that worked. That all is new in the
// first says nothing; in a later one it says that entries may have been lost.
// With one entry in ten new the interval stays: a feed then settles where a poll
// brings an entry or two. It grows more slowly than it shrinks, so that a
// newsroom's morning is met at an interval that its night has not made too long:
// growing by a third lost 3.1 % of the entries there, by a quarter 1.8 %, by a
// fifth as many (TestIntervalFollowsTheRate).
func adapt(f news.Feed, o Outcome, b Bounds) time.Duration {
	interval := f.Interval
	switch {
	case f.LastSuccess.IsZero():
		interval = cmp.Or(hint(f, b), interval)
	case o.New == 0:
		interval = interval * 5 / 4
	case o.New == o.Items && o.New > 1:
		interval /= 4
	case o.New*2 >= o.Items:
		interval = interval * 2 / 3
	case o.New*10 > o.Items && o.New > 1:
		interval = interval * 5 / 6
	}
	return min(max(interval, b.Min), b.Max)
}

// hint returns what a feed says of itself as far as it is believed.
func hint(f news.Feed, b Bounds) time.Duration { return min(max(f.Hint, 0), maxHint, b.Max) }

// backoff doubles the interval with each whole failure.
func backoff(interval time.Duration, failures float64) time.Duration {
	d := float64(interval) * math.Pow(2, min(failures, 12))
	return min(time.Duration(d), MaxBackoff)
}

// spread returns the wait until the next poll: about gap, moved by a hash of the
// feed's address, so that the same feed always moves the same way. Feeds that
// are polled in their turn move by up to a twentieth, and drift apart. Those that
// are polled together because they are new, or because nothing was polled for a
// while, are spread over a whole gap: half of it sooner, half of it later.
func spread(f news.Feed, gap time.Duration, now time.Time, b Bounds) time.Duration {
	h := fnv.New64a()
	h.Write([]byte(f.URL))
	share := float64(h.Sum64()>>11) / (1 << 53) // 0 to 1
	from, to := gap*19/20, gap*21/20
	if f.NextPoll.IsZero() || now.Sub(f.NextPoll) > gap+b.Min {
		from, to = max(gap/2, b.Min), max(gap*3/2, b.Min)
	}
	return from + time.Duration(share*float64(to-from))
}

// Ages returns the ages of an article at which its page is read again for edits,
// by default: most corrections come within the hour, what changes after three
// days is seldom the report.
func Ages() []time.Duration {
	const day = 24 * time.Hour
	return []time.Duration{15 * time.Minute, time.Hour, 3 * time.Hour, day, 3 * day}
}

// Recheck says when the page of an article first seen at a given time, which was
// read now, is to be read again: at the next of the ages, and false after the
// last. An age that is nearer than a quarter of itself is passed over: the page
// has just been read. So are those that were missed.
func Recheck(seen, now time.Time, ages []time.Duration) (time.Time, bool) {
	if now.Before(seen) { // the clock was set back
		seen = now
	}
	for _, age := range ages {
		if at := seen.Add(age); at.Sub(now) >= age/4 {
			return at, true
		}
	}
	return time.Time{}, false
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
