package fetch

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"sync"
	"testing"
	"time"

	"sada/internal/hostile"
	"sada/news"
)

var errBroken = errors.New("disk full")

// A brokenBook cannot be written to.
type brokenBook struct{ *book }

func (brokenBook) SaveRobots(context.Context, news.Host) error { return errBroken }

// TestHandshakes and TestStreams hold what becomes of connections that go wrong
// below HTTP. No failure leads to a request without TLS.
func TestHandshakes(t *testing.T) { tryHosts(t, hostile.Handshakes()) }

func TestStreams(t *testing.T) { tryHosts(t, hostile.Streams()) }

func tryHosts(t *testing.T, hosts []hostile.Host) {
	trust, err := hostile.NewTrust()
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range hosts {
		t.Run(h.Name, func(t *testing.T) {
			url, stop, err := h.Start(trust, "127.0.0.1")
			if err != nil {
				t.Fatal(err)
			}
			defer stop()
			o := Options{RootCAs: trust.Pool(), MaxBody: smallBound}
			if h.Waits {
				o.Timeout = 500 * time.Millisecond
			}
			g := newGetter(t, o)
			defer g.Close()
			before, start := heapTotal(), time.Now()
			p, err := g.Get(t.Context(), Request{URL: url})
			grown := heapTotal() - before
			checkKind(t, h.Name, err, Kind(h.Kind), h.Says)
			if (string(p.Body) == "page") != (h.Kind == "") {
				t.Errorf("got the body %.20q", p.Body)
			}
			if took := time.Since(start); took > g.o.Timeout+patience {
				t.Errorf("took %v", took)
			}
			if grown > roomFor {
				t.Errorf("allocated %d MB", grown>>20)
			}
		})
	}
}

// TestNamesThatChange holds that the guard goes by the address that is dialled:
// whatever a name server says, and whenever it says something else, a server
// inside is not asked.
func TestNamesThatChange(t *testing.T) {
	outside := newSite(t, "127.0.0.1", map[string]http.HandlerFunc{"/": text("outside")})
	_, port, _ := net.SplitHostPort(outside.Listener.Addr().String())
	inside := newInside(t, "127.0.0.9:"+port)
	open, private, mapped := netip.MustParseAddr("127.0.0.1"), netip.MustParseAddr("127.0.0.9"), netip.MustParseAddr("::ffff:127.0.0.9")
	tests := []struct {
		name  string
		first []netip.Addr // until the first request was answered
		then  []netip.Addr
		kind  Kind
	}{
		{"stays", []netip.Addr{open}, []netip.Addr{open}, ""},
		{"private from the start", []netip.Addr{private}, []netip.Addr{private}, Network},
		{"turns private", []netip.Addr{open}, []netip.Addr{private}, Network},
		{"turns private, in the other form", []netip.Addr{open}, []netip.Addr{mapped}, Network},
		{"private before open", []netip.Addr{private, open}, []netip.Addr{private, open}, ""},
		{"private behind open", []netip.Addr{open, private}, []netip.Addr{open, private}, ""},
		{"no address", nil, nil, DNS},
	}
	for _, tt := range tests {
		var mu sync.Mutex
		answers := tt.first
		names, err := hostile.StartNames(func(string) []netip.Addr {
			mu.Lock()
			defer mu.Unlock()
			return answers
		})
		if err != nil {
			t.Fatal(err)
		}
		g := newGetter(t, Options{AllowNetworks: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}, Resolver: names.Resolver(), ConnectTimeout: 3 * time.Second})
		for range 2 {
			_, err = g.Get(t.Context(), Request{URL: "http://rebind.example:" + port + "/"})
			mu.Lock()
			answers = tt.then
			mu.Unlock()
			g.Close() // so that the next request dials
		}
		checkKind(t, tt.name, err, tt.kind, "")
		names.Close()
	}
	if n := inside(); n > 0 {
		t.Errorf("a server inside was connected to %d times", n)
	}
}

// newInside counts the connections to an address.
func newInside(t *testing.T, addr string) (count func() int) {
	t.Helper()
	l, err := net.Listen("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	n := 0
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			mu.Lock()
			n++
			mu.Unlock()
			conn.Close()
		}
	}()
	t.Cleanup(func() { l.Close(); <-done })
	return func() int {
		mu.Lock()
		defer mu.Unlock()
		return n
	}
}

// TestIPv6 holds that the newer protocol works like the older one.
func TestIPv6(t *testing.T) {
	s := newSite(t, "::1", map[string]http.HandlerFunc{"/robots.txt": text("User-agent: *\nDisallow: /private\n"), "/page": text("page")})
	g := newGetter(t, Options{})
	if p, err := g.Get(t.Context(), Request{URL: s.URL + "/page"}); err != nil || string(p.Body) != "page" {
		t.Errorf("Get = %q, %v; want the page", p.Body, err)
	}
	_, err := g.Get(t.Context(), Request{URL: s.URL + "/private"})
	checkKind(t, "private", err, Robots, "Disallow: /private")
}
