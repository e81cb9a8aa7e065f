package fetch

import (
	"context"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"sada/news"
)

var errBroken = errors.New("disk full")

// A brokenBook cannot be written to.
type brokenBook struct{ *book }

func (brokenBook) SaveRobots(context.Context, news.Host) error { return errBroken }

// newTLSSite serves one page with httptest's certificate, which is made out to
// 127.0.0.1 and signed by itself, over HTTP/2.
func newTLSSite(t *testing.T, ip string) *httptest.Server {
	t.Helper()
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/robots.txt":
			http.NotFound(w, r)
		case "/reset":
			w.Header().Set("Content-Length", "99")
			w.(http.Flusher).Flush()
			panic(http.ErrAbortHandler)
		default:
			_, _ = io.WriteString(w, r.Proto)
		}
	}))
	l, err := net.Listen("tcp", net.JoinHostPort(ip, "0"))
	if err != nil {
		t.Fatal(err)
	}
	s.Listener.Close()
	s.Listener, s.EnableHTTP2 = l, true
	s.Config.ErrorLog = quiet
	s.StartTLS()
	t.Cleanup(s.Close)
	return s
}

func TestTLS(t *testing.T) {
	right, wrongName := newTLSSite(t, "127.0.0.1"), newTLSSite(t, "127.0.0.9")
	plain := newSite(t, "127.0.0.1", nil)
	stalled, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer stalled.Close()
	trusted := x509.NewCertPool()
	trusted.AddCert(right.Certificate())
	expired := func() time.Time { return right.Certificate().NotAfter.Add(time.Hour) }
	tests := []struct {
		name, url string
		roots     *x509.CertPool
		clock     func() time.Time
		kind      Kind
		says      string
	}{
		{"trusted, over HTTP/2", right.URL, trusted, nil, "", ""},
		{"HTTP/2 stream reset", right.URL + "/reset", trusted, nil, Truncated, ""},
		{"signed by itself", right.URL, nil, nil, TLS, "certificate signed by unknown authority"},
		{"expired", right.URL, trusted, expired, TLS, "expired"},
		{"another name", wrongName.URL, trusted, nil, TLS, "127.0.0.9"},
		{"no TLS there", strings.Replace(plain.URL, "http:", "https:", 1), trusted, nil, TLS, ""},
		{"handshake that stalls", "https://" + stalled.Addr().String(), trusted, nil, Timeout, ""},
	}
	for _, tt := range tests {
		o := Options{RootCAs: tt.roots}
		if tt.kind == Timeout {
			o.ConnectTimeout = 300 * time.Millisecond
		}
		g := newGetter(t, o)
		g.transport.base.TLSClientConfig.Time = tt.clock
		p, err := g.Get(t.Context(), Request{URL: tt.url})
		checkKind(t, tt.name, err, tt.kind, tt.says)
		if tt.kind == "" && string(p.Body) != "HTTP/2.0" {
			t.Errorf("%s: body %q, want HTTP/2.0", tt.name, p.Body)
		}
	}
	if paths := plain.paths(); len(paths) > 0 {
		t.Errorf("asked for %q without TLS", paths)
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
