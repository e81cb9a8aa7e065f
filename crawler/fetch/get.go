package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"sada/crawler/address"
)

// What is asked for. A page's types are those of browsers; some sites answer a
// bare */* with JSON.
const (
	acceptPage = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5"
	acceptFeed = "application/rss+xml,application/atom+xml,application/feed+json,application/rdf+xml," +
		"application/xml;q=0.9,text/xml;q=0.9,application/json;q=0.8,*/*;q=0.5"
	acceptLanguage = "ar,*;q=0.5"
)

// Get returns the document at r.URL, following redirects. Its error is an *Error,
// except where the HostBook failed. A Page comes with the error too: it holds
// what is known of the last answer.
func (g *Getter) Get(ctx context.Context, r Request) (Page, error) {
	w := walk{g: g, request: r, page: Page{URL: r.URL}, left: g.o.Timeout}
	err := w.run(ctx)
	w.page.Elapsed = g.o.Timeout - w.left
	return w.page, err
}

// A walk is one Get on its way along redirects.
type walk struct {
	g       *Getter
	request Request
	page    Page
	left    time.Duration // of the time allowed
}

func (w *walk) run(ctx context.Context) error {
	target, err := address.Parse(w.request.URL)
	if err != nil {
		return fail(BadURL, w.request.URL, err)
	}
	seen, permanent := map[string]bool{}, true
	for hop := 0; ; hop++ {
		seen[target] = true
		x, document, err := w.hop(ctx, target)
		if err != nil {
			return err
		}
		next, err := redirect(target, x)
		if err != nil {
			return err
		}
		if next == "" {
			return w.arrive(target, hop > 0 && permanent, x, document)
		}
		if seen[next] {
			return fail(Redirects, target, fmt.Errorf("redirects in a circle, back to %s", address.Redact(next)))
		}
		if hop >= w.g.o.MaxRedirects {
			return fail(Redirects, target, fmt.Errorf("more than %d redirects", max(w.g.o.MaxRedirects, 0)))
		}
		permanent = permanent && (x.status == http.StatusMovedPermanently || x.status == http.StatusPermanentRedirect)
		target = next
	}
}

// hop makes the one request for target, if its host and robots.txt let it.
func (w *walk) hop(ctx context.Context, target string) (*exchange, []byte, error) {
	rules, err := w.g.rules(ctx, target, &w.left)
	if err != nil {
		return nil, nil, err
	}
	if err := rules.allows(w.g.o.UserAgent, target); err != nil {
		return nil, nil, err
	}
	x := &exchange{limit: w.g.o.MaxBody}
	delay := max(w.g.o.Delay, rules.Delay(w.g.o.UserAgent))
	document, err := w.g.ask(ctx, target, w.header(), delay, &w.left, x)
	return x, document, err
}

// ask waits for the host's turn and sends one request. The time that it takes,
// without the wait, is taken from left.
func (g *Getter) ask(ctx context.Context, target string, header http.Header, delay time.Duration, left *time.Duration, x *exchange) ([]byte, error) {
	turn, err := g.turn(ctx, target, delay)
	if err != nil {
		return nil, err
	}
	defer turn.done()
	x.turn = turn
	start := time.Now()
	defer func() { *left = max(*left-time.Since(start), 0) }()
	timed, cancel := context.WithTimeout(ctx, *left)
	defer cancel()
	document, err := g.send(timed, target, header, x)
	var e *Error
	if err != nil {
		e = explain(ctx, target, err)
		if timed.Err() != nil && e.Kind == Timeout {
			e.Err = fmt.Errorf("no whole answer within %s", g.o.Timeout)
		}
	}
	if a, ok := answerOf(x, e, time.Since(start), g.o.Now()); ok {
		if err := turn.learn(ctx, a); err != nil {
			return nil, err
		}
	}
	if e != nil {
		return nil, e
	}
	return document, nil
}

// turn waits for the turn of the host of target.
func (g *Getter) turn(ctx context.Context, target string, delay time.Duration) (*turn, error) {
	_, host, _ := address.Split(target)
	turn, err := g.pace.wait(ctx, host, delay)
	if e, ok := errors.AsType[*Error](err); ok {
		e.URL = address.Redact(target)
		return nil, e
	}
	if err != nil && ctx.Err() != nil {
		return nil, fail(Canceled, target, err)
	}
	return turn, err
}

func (w *walk) header() http.Header {
	h := w.g.header()
	if w.request.Feed {
		h.Set("Accept", acceptFeed)
	}
	if v := w.request.Validator; v.ETag != "" {
		h.Set("If-None-Match", v.ETag)
	}
	if v := w.request.Validator; v.LastModified != "" {
		h.Set("If-Modified-Since", v.LastModified)
	}
	return h
}

func (g *Getter) header() http.Header {
	return http.Header{
		"User-Agent":      {g.o.UserAgent},
		"Accept":          {acceptPage},
		"Accept-Language": {acceptLanguage},
		"Accept-Encoding": {acceptEncoding},
	}
}

// redirect returns where an answer points; empty if it does not.
func redirect(from string, x *exchange) (string, error) {
	switch x.status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther,
		http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
	default:
		return "", nil
	}
	location := x.header.Get("Location")
	if location == "" {
		return "", nil
	}
	next, err := address.Resolve(from, location)
	if err != nil {
		return "", fail(BadURL, from, fmt.Errorf("bad redirect: %w: %s", err, address.Redact(location)))
	}
	return next, nil
}

// arrive judges the answer that ends the walk.
func (w *walk) arrive(at string, permanent bool, x *exchange, document []byte) error {
	w.describe(at, permanent, x)
	asked := w.request.Validator.ETag != "" || w.request.Validator.LastModified != ""
	switch {
	case x.status == http.StatusNotModified && asked:
		w.page.NotModified = true
	case x.status == http.StatusNotModified:
		return fail(Protocol, at, errors.New("304 Not Modified, though nothing was said of a version held"))
	case !isDocument(x.status):
		return failStatus(at, x.status, w.page.RetryAfter)
	case len(document) == 0:
		return fail(Truncated, at, errors.New("empty document"))
	}
	w.page.Body = document
	return nil
}

func (w *walk) describe(at string, permanent bool, x *exchange) {
	w.page.Status = x.status
	w.page.FinalURL = withoutUser(at)
	if permanent && w.page.FinalURL == at { // an address without its password would not work
		w.page.PermanentURL = at
	}
	w.page.ETag = field(x.header, "ETag")
	w.page.LastModified = field(x.header, "Last-Modified")
	w.page.ContentType = field(x.header, "Content-Type")
	w.page.MaxAge = maxAge(x.header)
	w.page.RetryAfter = retryAfter(x.header, w.g.o.Now())
}

// maxField is the length in bytes above which a header is taken for absent. No
// server that means well has an ETag of 8 kB.
const maxField = 8 << 10

// field returns a header that can be stored and sent back; empty if it cannot.
func field(h http.Header, name string) string {
	v := h.Get(name)
	if len(v) > maxField || !utf8.ValidString(v) || strings.ContainsFunc(v, func(r rune) bool { return r < ' ' || r == 0x7f }) {
		return ""
	}
	return v
}

func withoutUser(target string) string {
	if !strings.Contains(target, "@") {
		return target
	}
	u, err := url.Parse(target)
	if err != nil || u.User == nil {
		return target
	}
	u.User = nil
	return u.String()
}
