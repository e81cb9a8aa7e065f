// Package hostile serves, on loopback, what no server should send: answers that
// hang, drip, flood, inflate, lie about their length or break off; handshakes
// and HTTP/2 streams that go wrong; pages made to exhaust a parser; and names
// whose address changes. Each is a case with what must come of it, so that the
// tests of fetching, the tests of the whole command and the benchmark use the
// same ones, and docs/hostile.md lists them.
//
// It is for tests and benchmarks alone.
package hostile

import (
	"io"
	"log"
	"net"
	"net/http"
	"strings"
	"sync"
)

// A Case is one thing that a server does, and what must come of it.
type Case struct {
	Name  string // unique
	Does  string // what the server does, as the table in docs/hostile.md says it
	Kind  string // kind of the error; empty: the document is got
	Says  string // words in the error
	Code  int    // HTTP status in the error; 0 for none
	Waits bool   // only a deadline ends it
	Serve http.HandlerFunc
}

// Path is where a Server serves the case. It ends in a query that is empty, so
// that a relative redirect of none leads back to it.
func (c Case) Path() string { return "/" + strings.ReplaceAll(c.Name, " ", "-") }

// A Server serves cases under their paths.
type Server struct {
	URL  string // without a path
	srv  *http.Server
	done chan struct{}

	mu    sync.Mutex
	pages map[string]http.HandlerFunc
	asked map[string]int
}

// Start serves at an address of loopback such as 127.0.0.9, port chosen by the
// system, until Close. What has no handler is not found.
func Start(ip string, cases ...Case) (*Server, error) {
	l, err := net.Listen("tcp", net.JoinHostPort(ip, "0"))
	if err != nil {
		return nil, err
	}
	s := &Server{URL: "http://" + l.Addr().String(), done: make(chan struct{}), pages: map[string]http.HandlerFunc{}, asked: map[string]int{}}
	for _, c := range cases {
		s.Handle(c.Path(), c.Serve)
	}
	s.srv = &http.Server{Handler: s, ErrorLog: log.New(io.Discard, "", 0)}
	go func() {
		defer close(s.done)
		_ = s.srv.Serve(l) // ends with Close
	}()
	return s, nil
}

// Close ends the server and all its connections.
func (s *Server) Close() {
	_ = s.srv.Close()
	<-s.done
}

// Handle serves a path.
func (s *Server) Handle(path string, h http.HandlerFunc) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pages[path] = h
}

// Asked returns how often a path was asked for.
func (s *Server) Asked(path string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.asked[path]
}

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.asked[r.URL.Path]++
	h := s.pages[r.URL.Path]
	s.mu.Unlock()
	if h == nil {
		http.NotFound(w, r)
		return
	}
	h(w, r)
}
