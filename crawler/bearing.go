package crawler

import (
	"errors"
	"net/http"

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

// heard takes note of how a host bore a request, and gives up its jobs for this
// run where it is better left alone.
func (r *run) heard(page fetch.Page, err error) {
	host, how := bearingOf(page, err)
	if r.lines.strike(host, how) {
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
