package fakeweb

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// A Request is one line of the press's log.
type Request struct {
	Time            time.Time
	Outlet          string
	Host            string // as asked for
	Path            string // with the query, as sent
	Status          int
	UserAgent       string
	IfNoneMatch     string
	IfModifiedSince string
}

// Requests returns all requests since the start or the last ResetLog, in the
// order in which their answers began.
func (p *Press) Requests() []Request {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.log)
}

// ResetLog forgets the requests made so far.
func (p *Press) ResetLog() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.log = nil
}

func (p *Press) note(d *desk, r *http.Request, status int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.log = append(p.log, Request{
		Time: time.Now(), Outlet: d.slug, Host: r.Host, Path: r.URL.RequestURI(), Status: status,
		UserAgent:       r.UserAgent(),
		IfNoneMatch:     r.Header.Get("If-None-Match"),
		IfModifiedSince: r.Header.Get("If-Modified-Since"),
	})
}

// Timeouts of the servers. They talk to a reader on the same machine; one that
// takes longer is gone.
const (
	headerTimeout = 5 * time.Second
	closeTimeout  = 2 * time.Second
)

// serve answers requests to one desk until Close.
func (p *Press) serve(d *desk) {
	d.server = &http.Server{Handler: p.handler(d), ReadHeaderTimeout: headerTimeout}
	p.serving.Go(func() {
		_ = d.server.Serve(d.listener) // always ends with an error: that of Close
	})
}

// Close ends all servers and waits for them. Requests under way get two seconds
// to end.
func (p *Press) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), closeTimeout)
	defer cancel()
	var errs []error
	for _, d := range p.desks {
		if err := d.server.Shutdown(ctx); err != nil {
			errs = append(errs, d.server.Close())
		}
	}
	p.serving.Wait()
	return errors.Join(errs...)
}

func (p *Press) handler(d *desk) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		d.answer(noting{w, func(status int) { p.note(d, r, status) }}, r)
	})
}

// A noting response is in the log before its first byte is sent, so that whoever
// has read an answer finds the request there.
type noting struct {
	http.ResponseWriter
	note func(status int)
}

// WriteHeader implements [http.ResponseWriter].
func (n noting) WriteHeader(status int) {
	n.note(status)
	n.ResponseWriter.WriteHeader(status)
}

// answer sends what the desk has under the request's address. It writes the
// header itself, once.
func (d *desk) answer(w http.ResponseWriter, r *http.Request) {
	res, ok := d.find(r.URL)
	if !ok {
		res = d.missing
	}
	if d.stumbles(res) {
		w.Header().Set("Retry-After", "1")
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	res.setHeaders(w.Header())
	if res.location != "" {
		w.Header().Set("Location", res.location)
	}
	if res.status == http.StatusOK && res.unchanged(r.Header) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	body := res.body
	if d.gzip && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		w.Header().Set("Content-Encoding", "gzip")
		body = res.zipped
	}
	w.WriteHeader(res.status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) // a reader that hung up is no fault of the press
	}
}

// find looks an address up, with and without its tracking parameters.
func (d *desk) find(u *url.URL) (*resource, bool) {
	query := u.Query()
	for key := range query {
		if strings.HasPrefix(key, "utm_") || key == "fbclid" {
			query.Del(key)
		}
	}
	key := u.Path
	if len(query) > 0 {
		key += "?" + query.Encode()
	}
	res, ok := d.resources[key]
	return res, ok
}

// stumbles reports whether this request is to fail, which each page of a flaky
// desk does once.
func (d *desk) stumbles(res *resource) bool {
	return d.flaky && res.article && res.asked.CompareAndSwap(false, true)
}

func (res *resource) setHeaders(h http.Header) {
	h.Set("Content-Type", res.contentType)
	h.Set("Vary", "Accept-Encoding")
	if res.etag != "" {
		h.Set("ETag", res.etag)
	}
	if !res.modified.IsZero() {
		h.Set("Last-Modified", res.modified.UTC().Format(http.TimeFormat))
	}
}

// unchanged evaluates the conditions of a request (RFC 9110, section 13.2.2):
// If-Modified-Since counts only where there is no If-None-Match.
func (res *resource) unchanged(h http.Header) bool {
	if match := h.Get("If-None-Match"); match != "" {
		return res.etag != "" && slices.ContainsFunc(strings.Split(match, ","), func(tag string) bool {
			return strings.TrimPrefix(strings.TrimSpace(tag), "W/") == strings.TrimPrefix(res.etag, "W/")
		})
	}
	since, err := http.ParseTime(h.Get("If-Modified-Since"))
	return err == nil && !res.modified.IsZero() && !res.modified.Truncate(time.Second).After(since)
}

func zip(body []byte) ([]byte, error) {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	if _, err := w.Write(body); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
