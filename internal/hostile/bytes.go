package hostile

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

// Squeeze compresses a document with gzip, deflate, br or zstd.
func Squeeze(coding string, doc []byte) []byte {
	var b bytes.Buffer
	var w io.WriteCloser
	switch coding {
	case "gzip":
		w = gzip.NewWriter(&b)
	case "deflate":
		w = zlib.NewWriter(&b)
	case "br":
		w = brotli.NewWriterLevel(&b, 1)
	case "zstd":
		z, err := zstd.NewWriter(&b)
		if err != nil {
			panic(err) // its options are our own
		}
		w = z
	default:
		panic("no coding " + coding)
	}
	_, _ = w.Write(doc) // a buffer takes all
	_ = w.Close()
	return b.Bytes()
}

// Coded answers with bytes that are said to be in some codings.
func Coded(codings string, doc []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", codings)
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Length", strconv.Itoa(len(doc)))
		_, _ = w.Write(doc)
	}
}

// Text answers with a page.
func Text(body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = io.WriteString(w, body)
	}
}

// Status answers with a status and headers, name and value in turn.
func Status(code int, headers ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i+1 < len(headers); i += 2 {
			w.Header().Add(headers[i], headers[i+1])
		}
		w.WriteHeader(code)
	}
}

// Raw answers with bytes of its own, does what after says, and closes the
// connection.
func Raw(answer string, after func(net.Conn)) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			return
		}
		defer conn.Close()
		_, _ = io.WriteString(conn, answer)
		if after != nil {
			after(conn)
		}
	}
}

// hang holds a request until the client gives up.
func hang(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }

// silence waits until the client gives up.
func silence(conn net.Conn) { _, _ = conn.Read(make([]byte, 1)) }

// Reset breaks the connection off without a farewell.
func Reset(conn net.Conn) {
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
}

// Drip returns what sends bytes one at a time, so far apart, until the client
// leaves.
func Drip(gap time.Duration, piece string) func(net.Conn) {
	return func(conn net.Conn) {
		left := make(chan struct{})
		go func() { silence(conn); close(left) }()
		defer func() { _ = conn.Close(); <-left }()
		tick := time.NewTicker(gap)
		defer tick.Stop()
		for {
			if _, err := io.WriteString(conn, piece); err != nil {
				return
			}
			select {
			case <-tick.C:
			case <-left:
				return
			}
		}
	}
}

// Flood returns what sends the same bytes until the client leaves.
func Flood(piece string) func(net.Conn) {
	block := []byte(strings.Repeat(piece, 1+65536/len(piece)))
	return func(conn net.Conn) {
		for {
			if _, err := conn.Write(block); err != nil {
				return
			}
		}
	}
}

// countUp sends numbered header lines until the client leaves.
func countUp(line string) func(net.Conn) {
	return func(conn net.Conn) {
		for i := 0; ; i++ {
			if _, err := fmt.Fprintf(conn, line, i); err != nil {
				return
			}
		}
	}
}
