// Package fetch gets documents from the web, politely and without trusting a
// server: one Get, behind which stand robots.txt, the pace kept with each host,
// redirects taken one hop at a time, deadlines, bounds on what comes out of any
// compression, and a guard over the networks that may be reached.
//
// What Get returns is whole, and the bytes are the server's: nothing is cut at a
// bound, and the text is not converted. What a document says, and whether it is
// worth keeping, is for others to judge; so is when to come again.
package fetch

import (
	"context"
	"crypto/x509"
	"errors"
	"net"
	"net/netip"
	"strings"
	"time"

	"github.com/gocolly/colly/v2"

	"sada/news"
)

// Options say how to fetch. The zero value works, and reaches only the open web.
type Options struct {
	UserAgent      string           // product token first, and a way to reach its owner; default "sada"
	AllowNetworks  []netip.Prefix   // networks beyond the open web that may be reached
	Delay          time.Duration    // gap between the starts of two requests to a host; default 1 s, negative for none
	PerHost        int              // requests to a host at once; default 1
	Timeout        time.Duration    // for all requests of one Get, without the wait for its turn; default 30 s
	ConnectTimeout time.Duration    // to connect, and again for the TLS handshake; default 10 s
	HeaderTimeout  time.Duration    // from the request to the end of the headers; default 15 s
	MaxBody        int64            // bytes of a document, inflated; default 8 MiB
	MaxRedirects   int              // hops; default 10, negative for none
	Hosts          HostBook         // what is remembered between runs; default nothing
	RootCAs        *x509.CertPool   // whose certificates are trusted; default the system's
	Resolver       *net.Resolver    // who finds the addresses of names; default the system's
	Now            func() time.Time // the clock by which times of servers are judged; default time.Now
}

// A HostBook remembers hosts between runs.
type HostBook interface {
	// Host returns what is remembered of a host; news.ErrNotFound if nothing.
	Host(ctx context.Context, name string) (news.Host, error)
	// SaveRobots remembers the robots.txt of a host.
	SaveRobots(ctx context.Context, h news.Host) error
	// Pace returns how a host is to be asked; zero if nothing is remembered.
	Pace(ctx context.Context, host string) (news.Pace, error)
	SavePace(ctx context.Context, host string, p news.Pace) error
}

func (o Options) withDefaults() Options {
	orDefault(&o.UserAgent, "sada")
	orDefault(&o.Delay, time.Second)
	orDefault(&o.PerHost, 1)
	orDefault(&o.Timeout, 30*time.Second)
	orDefault(&o.ConnectTimeout, 10*time.Second)
	orDefault(&o.HeaderTimeout, 15*time.Second)
	orDefault(&o.MaxBody, 8<<20)
	orDefault(&o.MaxRedirects, 10)
	if o.Now == nil {
		o.Now = time.Now
	}
	return o
}

func orDefault[T comparable](value *T, def T) {
	var zero T
	if *value == zero {
		*value = def
	}
}

// A Getter gets documents. It may be used by many goroutines at once.
type Getter struct {
	o         Options
	transport *transport
	collector *colly.Collector
	pace      *pace
	hosts     *hosts
}

// New returns a Getter. Close it when done.
func New(o Options) (*Getter, error) {
	o = o.withDefaults()
	if strings.ContainsFunc(o.UserAgent, func(r rune) bool { return r < ' ' || r > '~' }) {
		return nil, errors.New("user agent: only printable ASCII can be sent")
	}
	if o.PerHost < 0 || o.MaxBody < 0 || o.Timeout < 0 || o.ConnectTimeout < 0 || o.HeaderTimeout < 0 {
		return nil, errors.New("fetch options: only delay and redirects may be negative")
	}
	t := newTransport(o)
	return &Getter{
		o: o, transport: t, collector: newCollector(t),
		pace: newPace(o), hosts: newHosts(o.Hosts),
	}, nil
}

// Close closes the connections that are kept open. Requests under way are not
// touched: their contexts end them.
func (g *Getter) Close() { g.transport.base.CloseIdleConnections() }

// A Request is what to get.
type Request struct {
	URL       string
	Validator news.Validator // of the version held, so that a server can say it is the latest
	Feed      bool           // ask for a feed rather than a page
}

// A Page is a document as the server gave it.
type Page struct {
	URL          string // as asked for
	FinalURL     string // where the document came from, after redirects; without user and password
	PermanentURL string // FinalURL, if nothing but 301 and 308 led there; empty otherwise
	Status       int    // of the last answer
	NotModified  bool   // the version held is the latest; no Body
	ETag         string // empty if it was longer than 8 kB or could not be sent back
	LastModified string
	ContentType  string
	Body         []byte        // all codings undone, character set untouched
	MaxAge       time.Duration // for how long the server says that it stays fresh; 0 if it does not say
	RetryAfter   time.Time     // zero if the server named no time
	Elapsed      time.Duration // of all requests, without the wait for a turn
}
