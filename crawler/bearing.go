package crawler

import (
	"errors"
	"net/http"
	"time"

	"sada/crawler/address"
	"sada/crawler/fetch"
)

// A bearing is how a host bore one request.
type bearing int

const (
	answered bearing = iota
	refused          // it failed over this request, and may well answer the next
	silent           // asking it again in this run would only wait once more, or trouble it
)

// maxRefusals is how many requests in a row a host may fail over before it is
// left for this run. One broken page is no word against the others; three in a
// row are a server in trouble.
const maxRefusals = 3

// hostTime is how long a run serves one host: twice the usual period of cron. A
// host that answers slowly, or asks for a long gap, would otherwise hold up the
// next run, and with it all others. Its other jobs are kept for that run.
const hostTime = 10 * time.Minute

// overdue gives up the jobs of a host that was served for long enough.
func (r *run) overdue(host string) bool {
	if !r.lines.since(host, r.opts.Now(), hostTime) {
		return false
	}
	r.opts.Log.Debug("host left for this run: it was served for long enough", "host", host)
	r.lines.drop(host)
	return true
}

// since reports whether a host has been served for longer than limit.
func (l *lines) since(host string, now time.Time, limit time.Duration) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	began, ok := l.began[host]
	if !ok {
		l.began[host] = now
	}
	return ok && now.Sub(began) > limit
}

// heard takes note of how a host bore a request, and gives up its jobs for this
// run where it is better left alone.
func (r *run) heard(page fetch.Page, err error) {
	host, how := bearingOf(page, err)
	if r.lines.strike(host, how) {
		r.opts.Log.Debug("host left for this run", "host", host, "error", err)
		r.lines.drop(host)
	}
}

// bearingOf returns the host that a request ended at, which may be another than
// was asked first: one bad redirect is no word against the host it is on.
func bearingOf(page fetch.Page, err error) (host string, how bearing) {
	var e *fetch.Error
	if !errors.As(err, &e) {
		return address.Host(page.FinalURL), answered
	}
	host = address.Host(e.URL)
	switch e.Kind {
	case fetch.Timeout, fetch.Connect, fetch.DNS, fetch.TLS, fetch.HostWaits:
		return host, silent
	case fetch.Robots:
		if e.Retry { // robots.txt could not be had: nothing of the host can
			return host, silent
		}
	case fetch.Truncated, fetch.Protocol:
		return host, refused
	case fetch.Status:
		if e.Status == http.StatusTooManyRequests {
			return host, silent
		}
		if e.Status >= http.StatusInternalServerError {
			return host, refused
		}
	}
	return host, answered
}

// strike counts what a host failed over in a row, and reports whether it is to
// be left for this run.
func (l *lines) strike(host string, how bearing) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if how == answered {
		delete(l.strikes, host)
		return false
	}
	l.strikes[host]++
	return how == silent || l.strikes[host] >= maxRefusals
}
