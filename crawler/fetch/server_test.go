package fetch

import (
	"context"
	"io"
	"log"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"sada/news"
)

func TestMain(m *testing.M) {
	log.SetOutput(io.Discard) // what net/http says of answers out of turn
	goleak.VerifyTestMain(m)
}

// quiet takes what net/http's server says of broken connections.
var quiet = log.New(io.Discard, "", 0)

// A site is a server on loopback that keeps a log.
type site struct {
	*httptest.Server
	mu  sync.Mutex
	log []visit
}

type visit struct {
	path   string
	at     time.Time
	header http.Header
	host   string
}

// newSite serves mux at ip. Without a pattern for it, there is no robots.txt.
func newSite(t testing.TB, ip string, mux map[string]http.HandlerFunc) *site {
	t.Helper()
	l, err := net.Listen("tcp", net.JoinHostPort(ip, "0"))
	if err != nil {
		t.Fatal(err)
	}
	s := &site{}
	s.Server = httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.log = append(s.log, visit{path: r.URL.RequestURI(), at: time.Now(), header: r.Header.Clone(), host: r.Host})
		s.mu.Unlock()
		if h := mux[r.URL.Path]; h != nil {
			h(w, r)
			return
		}
		http.NotFound(w, r)
	}))
	s.Listener.Close()
	s.Listener = l
	s.Config.ErrorLog = quiet
	s.Start()
	t.Cleanup(func() {
		s.CloseClientConnections()
		s.Close()
	})
	return s
}

// visits returns the log without the requests for robots.txt.
func (s *site) visits() []visit {
	s.mu.Lock()
	defer s.mu.Unlock()
	var pages []visit
	for _, v := range s.log {
		if v.path != "/robots.txt" {
			pages = append(pages, v)
		}
	}
	return pages
}

// paths returns all paths asked for.
func (s *site) paths() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var paths []string
	for _, v := range s.log {
		paths = append(paths, v.path)
	}
	return paths
}

// raw answers with bytes of its own, then closes the connection unless after
// says otherwise.
func raw(answer string, after func(net.Conn)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		conn, _, err := w.(http.Hijacker).Hijack()
		if err != nil {
			panic(err)
		}
		defer conn.Close()
		_, _ = conn.Write([]byte(answer))
		if after != nil {
			after(conn)
		}
	}
}

// text answers with a page.
func text(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) { _, _ = w.Write([]byte(body)) }
}

// status answers with a status and headers, given as name and value in turn.
func status(code int, header ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		for i := 0; i+1 < len(header); i += 2 {
			w.Header().Add(header[i], header[i+1])
		}
		w.WriteHeader(code)
	}
}

// hang holds a request until the client gives up.
func hang(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() }

var loopback = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("::1/128")}

// newGetter returns a Getter in a hurry, for servers on loopback.
func newGetter(t testing.TB, o Options) *Getter {
	t.Helper()
	if o.AllowNetworks == nil {
		o.AllowNetworks = loopback
	}
	orDefault(&o.Delay, -1)
	orDefault(&o.Timeout, 5*time.Second)
	g, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(g.Close)
	return g
}

// A book is a HostBook in memory.
type book struct {
	mu    sync.Mutex
	hosts map[string]news.Host
}

func newBook(hosts ...news.Host) *book {
	b := &book{hosts: map[string]news.Host{}}
	for _, h := range hosts {
		b.hosts[h.Name] = h
	}
	return b
}

func (b *book) Host(_ context.Context, name string) (news.Host, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	h, ok := b.hosts[name]
	if !ok {
		return h, news.ErrNotFound
	}
	return h, nil
}

func (b *book) SaveRobots(_ context.Context, h news.Host) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	h.Pace = b.hosts[h.Name].Pace
	b.hosts[h.Name] = h
	return nil
}

func (b *book) Pace(_ context.Context, host string) (news.Pace, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.hosts[host].Pace, nil
}

func (b *book) SavePace(_ context.Context, host string, p news.Pace) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	h := b.hosts[host]
	h.Name, h.Pace = host, p
	b.hosts[host] = h
	return nil
}

func (b *book) all() map[string]news.Host {
	b.mu.Lock()
	defer b.mu.Unlock()
	return maps.Clone(b.hosts)
}
