package fetch

import (
	"context"
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"sync/atomic"
	"time"

	"github.com/gocolly/colly/v2"
)

const (
	// maxHeaders bounds the bytes of a response's headers: room for some
	// thousands of cookies, which real sites send, and not for a flood.
	maxHeaders = 1 << 20

	// maxDrain is how much of an answer nobody reads is still taken so that the
	// connection can be used again.
	maxDrain = 32 << 10

	// maxIdle bounds the connections that are kept open, and idleTime how long:
	// longer than most gaps between two requests to one host.
	maxIdle  = 64
	idleTime = 30 * time.Second
)

// An exchange is one request and its answer, as seen below colly.
type exchange struct {
	limit int64 // of the document in bytes, inflated
	cut   int64 // bytes after which the rest is not read, where that is no error; 0 for none
	turn  *turn

	status int
	header http.Header
}

type exchangeKey struct{}

type sizeKey struct{}

// WithSize returns a context for Get, under which size tells at any time how
// many bytes of a document Get holds, or has returned.
func WithSize(ctx context.Context, size *atomic.Int64) context.Context {
	return context.WithValue(ctx, sizeKey{}, size)
}

// A transport sends what colly asks for, and shows colly an answer with the
// codings undone and the bounds kept. It hides the headers: from them colly
// would convert the text to UTF-8 on one header's word, inflate without bound
// what is named .xml.gz, and have redirects followed out of turn.
type transport struct {
	base *http.Transport
}

func newTransport(o Options) *transport {
	dialer := &net.Dialer{Timeout: o.ConnectTimeout, Resolver: o.Resolver, Control: newGuard(o.AllowNetworks).control}
	return &transport{base: &http.Transport{
		// Proxy stays nil: the environment of cron is not the user's wish.
		DialContext:            dialer.DialContext,
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: o.RootCAs},
		TLSHandshakeTimeout:    o.ConnectTimeout,
		ResponseHeaderTimeout:  o.HeaderTimeout,
		MaxResponseHeaderBytes: maxHeaders,
		MaxIdleConns:           maxIdle,
		MaxIdleConnsPerHost:    o.PerHost,
		IdleConnTimeout:        idleTime,
		DisableCompression:     true, // undone by newBody, which bounds what comes out
		ForceAttemptHTTP2:      true,
	}}
}

// RoundTrip implements http.RoundTripper for requests made by send.
func (t *transport) RoundTrip(req *http.Request) (*http.Response, error) {
	x := req.Context().Value(exchangeKey{}).(*exchange)
	res, err := t.base.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	x.status, x.header = res.StatusCode, res.Header
	if !isDocument(res.StatusCode) {
		_, _ = io.CopyN(io.Discard, res.Body, maxDrain) // the status is the answer, whatever becomes of the rest
		_ = res.Body.Close()
		res.Body = http.NoBody
	} else if err := x.openBody(res); err != nil {
		_ = res.Body.Close()
		return nil, err
	}
	res.Header, res.Uncompressed, res.ContentLength = http.Header{}, true, -1
	return res, nil
}

// openBody replaces the body of a response by the document in it.
func (x *exchange) openBody(res *http.Response) error {
	if res.ContentLength > x.limit && x.cut == 0 {
		return &tooLarge{x.limit}
	}
	b, err := newBody(res, x.limit)
	if err != nil {
		return err
	}
	if b.size, _ = res.Request.Context().Value(sizeKey{}).(*atomic.Int64); b.size != nil {
		b.size.Store(0)
	}
	res.Body = b
	if x.cut > 0 {
		res.Body = struct {
			io.Reader
			io.Closer
		}{io.LimitReader(b, x.cut), b}
	}
	return nil
}

// isDocument reports whether a status comes with the document asked for. 202 is
// how some sites deliver a test for humans, and 206 was not asked for.
func isDocument(status int) bool {
	return status == http.StatusOK || status == http.StatusNonAuthoritativeInfo
}

// newCollector returns the collector that every request's clone is made from. It
// is built without colly.NewCollector, which lets COLLY_* variables of the
// environment overrule its caller.
func newCollector(t *transport) *colly.Collector {
	c := new(colly.Collector)
	c.Init()
	c.SetClient(&http.Client{
		Transport: t, // and no Jar: cookies are never sent back
		CheckRedirect: func(*http.Request, []*http.Request) error {
			return http.ErrUseLastResponse // each hop waits for its own turn
		},
	})
	c.AllowURLRevisit = true        // and so nothing is remembered of a request
	c.ParseHTTPErrorResponse = true // 304 is an answer
	c.MaxBodySize = 0               // bounded below, where a cut is an error
	return c
}

// send makes one request with a clone of the collector and returns the document.
// The answer's status and headers are left in x.
func (g *Getter) send(ctx context.Context, target string, header http.Header, x *exchange) ([]byte, error) {
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		WroteRequest: func(httptrace.WroteRequestInfo) { x.turn.sent() },
	})
	c := g.collector.Clone()
	c.Context = context.WithValue(ctx, exchangeKey{}, x)
	var document []byte
	c.OnResponse(func(r *colly.Response) { document = r.Body })
	if err := c.Request(http.MethodGet, target, nil, nil, header); err != nil {
		return nil, err
	}
	return document, nil
}
