package fetch

import (
	"net/http"
	"time"

	"sada/crawler/robots"
)

// An answer is how a host answered one request.
type answer struct {
	took    time.Duration // from the request to the end of the answer
	failed  bool          // it failed, or said that it has enough
	retryAt time.Time     // not to be asked before; zero if it named no time
}

// maxSlow bounds the gap that a host can earn: no longer than the longest that
// it could ask for.
const maxSlow = robots.MaxDelay

// slow returns the gap that a host has earned after one more answer, where gap
// was that before and delay is what every host gets; 0 where that is enough. A
// failure doubles it. A slow answer makes it twice the time that the answer took
// (as a crawler that waits as long as it was made to wait), so that the host
// spends at most half of its time on us. Each good answer takes a quarter off.
func slow(gap, delay time.Duration, a answer) time.Duration {
	if delay <= 0 {
		return 0
	}
	next := max(2*a.took, gap*3/4)
	if a.failed {
		next = 2 * max(gap, delay)
	}
	if next <= delay {
		return 0
	}
	return min(next, max(maxSlow, delay))
}

// answerOf judges one exchange. It is none of the host's where the caller gave
// up, or where the answer is that of a guard of ours.
func answerOf(x *exchange, e *Error, took time.Duration, now time.Time) (a answer, ok bool) {
	if e != nil && (e.Kind == Canceled || e.Kind == Network) {
		return answer{}, false
	}
	a.took = took
	a.failed = hasEnough(x.status) || x.status >= http.StatusInternalServerError || e != nil && failing[e.Kind]
	if hasEnough(x.status) {
		a.retryAt = retryAfter(x.header, now)
	}
	return a, true
}

// failing are the kinds of error by which a host shows that it is in trouble.
var failing = map[Kind]bool{Timeout: true, Truncated: true, Connect: true, Protocol: true}

// hasEnough reports whether a status asks for fewer requests.
func hasEnough(status int) bool {
	return status == http.StatusTooManyRequests || status == http.StatusServiceUnavailable
}
