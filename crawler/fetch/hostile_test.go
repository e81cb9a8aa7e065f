package fetch

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

// squeeze compresses a document with a coding.
func squeeze(t testing.TB, coding string, doc []byte) []byte {
	t.Helper()
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
			t.Fatal(err)
		}
		w = z
	}
	_, _ = w.Write(doc)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// coded answers with a document that is said to be in these codings.
func coded(codings string, doc []byte) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", codings)
		w.Header().Set("Content-Length", strconv.Itoa(len(doc)))
		_, _ = w.Write(doc)
	}
}

// drip sends a byte every 20 ms until the client leaves.
func drip(conn net.Conn) {
	for range 500 {
		if _, err := conn.Write([]byte("a")); err != nil {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// flood sends the same bytes until the client leaves, 400 MB at most.
func flood(line string) func(net.Conn) {
	block := []byte(strings.Repeat(line, 1+65536/len(line)))
	return func(conn net.Conn) {
		for range 6400 {
			if _, err := conn.Write(block); err != nil {
				return
			}
		}
	}
}

// reset breaks the connection off without a farewell.
func reset(conn net.Conn) { _ = conn.(*net.TCPConn).SetLinger(0) }

const ok11 = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"

// TestHostileServers holds what becomes of every answer that is not as it should
// be: the kind of error, its words, a deadline and a bound on memory.
func TestHostileServers(t *testing.T) {
	page := []byte(strings.Repeat("صدى ", 4000))
	zeros := make([]byte, 16<<20)
	gz := squeeze(t, "gzip", page)
	tests := []struct {
		name   string
		serve  http.HandlerFunc
		kind   Kind   // empty: the document is got
		says   string // in the message
		status int
	}{
		{name: "as it should be", serve: text(string(page))},
		{name: "gzip", serve: coded("gzip", gz)},
		{name: "x-gzip in capitals", serve: coded("X-GZIP", gz)},
		{name: "deflate", serve: coded("deflate", squeeze(t, "deflate", page))},
		{name: "brotli", serve: coded("br", squeeze(t, "br", page))},
		{name: "zstd", serve: coded("zstd", squeeze(t, "zstd", page))},
		{name: "gzip twice", serve: coded("gzip, gzip", squeeze(t, "gzip", gz))},
		{name: "gzip that no header names", serve: text(string(gz))},
		{name: "chunked", serve: raw(ok11+"Transfer-Encoding: chunked\r\n\r\n7\r\nصدى \r\n0\r\n\r\n", nil)},
		{name: "HTTP/1.0", serve: raw("HTTP/1.0 200 OK\r\n\r\n<p>صدى</p>", nil)},
		{name: "2000 cookies", serve: raw(ok11+strings.Repeat("Set-Cookie: a=b; Path=/\r\n", 2000)+"Content-Length: 2\r\n\r\nok", nil)},

		{name: "hang", serve: hang, kind: Timeout, says: "no whole answer within 500ms"},
		{name: "slow headers", serve: raw("HTTP/1.1 200 OK\r\nX: ", drip), kind: Timeout},
		{name: "drip", serve: raw(ok11+"Content-Length: 9999\r\n\r\n", drip), kind: Timeout, says: "no whole answer within 500ms"},
		{name: "half a body, then silence", serve: raw(ok11+"Content-Length: 9999\r\n\r\nabc", func(c net.Conn) { _, _ = c.Read(make([]byte, 1)) }), kind: Timeout},

		{name: "endless body", serve: raw(ok11+"\r\n", flood("x")), kind: TooLarge, says: "more than 1048576 bytes"},
		{name: "endless chunks", serve: raw(ok11+"Transfer-Encoding: chunked\r\n\r\n", flood("10\r\n0123456789abcdef\r\n")), kind: TooLarge},
		{name: "length above the bound", serve: raw(ok11+"Content-Length: 99999999999\r\n\r\n", nil), kind: TooLarge},
		{name: "headers of 20 MB", serve: raw(ok11+"X: ", flood("x")), kind: TooLarge, says: "headers"},
		{name: "many headers", serve: raw(ok11, flood("X: y\r\n")), kind: TooLarge},
		{name: "gzip bomb", serve: coded("gzip", squeeze(t, "gzip", zeros)), kind: TooLarge},
		{name: "gzip bomb that no header names", serve: text(string(squeeze(t, "gzip", zeros))), kind: TooLarge},
		{name: "bomb in a bomb", serve: coded("gzip, gzip", squeeze(t, "gzip", squeeze(t, "gzip", zeros))), kind: TooLarge},
		{name: "gzip three times", serve: coded("gzip, gzip, gzip", gz), kind: Protocol, says: "3 codings"},
		{name: "deflate bomb", serve: coded("deflate", squeeze(t, "deflate", zeros)), kind: TooLarge},
		{name: "brotli bomb", serve: coded("br", squeeze(t, "br", zeros)), kind: TooLarge},
		{name: "zstd bomb", serve: coded("zstd", squeeze(t, "zstd", zeros)), kind: TooLarge},
		{name: "gzip of nothing without end", serve: raw(ok11+"Content-Encoding: gzip\r\n\r\n", flood(string(squeeze(t, "gzip", nil)))), kind: TooLarge},

		{name: "cut gzip", serve: coded("gzip", gz[:len(gz)/2]), kind: Truncated},
		{name: "gzip without its sum", serve: coded("gzip", gz[:len(gz)-8]), kind: Truncated},
		{name: "gzip with a wrong sum", serve: coded("gzip", append(gz[:len(gz)-8:len(gz)-8], 1, 2, 3, 4, 5, 6, 7, 8)), kind: Protocol, says: "gzip"},
		{name: "not gzip", serve: coded("gzip", page), kind: Protocol, says: "gzip"},
		{name: "cut brotli", serve: coded("br", squeeze(t, "br", page)[:9]), kind: Truncated},
		{name: "cut zstd", serve: coded("zstd", squeeze(t, "zstd", page)[:20]), kind: Truncated},
		{name: "unknown coding", serve: coded("rot13", page), kind: Protocol, says: "rot13"},
		{name: "deflate whole, length not", serve: raw(ok11+"Content-Encoding: deflate\r\nContent-Length: 9999\r\n\r\n"+string(squeeze(t, "deflate", page)), nil), kind: Truncated},
		{name: "body shorter than its length", serve: raw(ok11+"Content-Length: 100\r\n\r\nabc", nil), kind: Truncated},
		{name: "cut chunk", serve: raw(ok11+"Transfer-Encoding: chunked\r\n\r\nff\r\nabc", nil), kind: Truncated},
		{name: "no last chunk", serve: raw(ok11+"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", nil), kind: Truncated},
		{name: "bad chunk", serve: raw(ok11+"Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n", nil), kind: Protocol},
		{name: "reset", serve: raw(ok11+"Content-Length: 100\r\n\r\nabc", reset), kind: Truncated},
		{name: "close", serve: raw("", nil), kind: Truncated},
		{name: "empty document", serve: text(""), kind: Truncated, says: "empty"},
		{name: "garbage", serve: raw("\x00\xff\x1b[31mgarbage\r\n\r\n", nil), kind: Protocol},
		{name: "two lengths", serve: raw(ok11+"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", nil), kind: Protocol},
		{name: "status with escape codes", serve: raw("HTTP/1.1 404 \x1b]0;x\x07No\r\nContent-Length: 0\r\n\r\n", nil), kind: Status, says: "404 Not Found", status: 404},

		{name: "401", serve: status(401), kind: Status, says: "401 Unauthorized", status: 401},
		{name: "410", serve: status(410), kind: Status, says: "410 Gone", status: 410},
		{name: "500", serve: status(500), kind: Status, says: "500 Internal Server Error", status: 500},
		{name: "202", serve: status(202), kind: Status, says: "202 Accepted", status: 202},
		{name: "304 not asked for", serve: status(304), kind: Protocol, says: "304"},
		{name: "moved nowhere", serve: status(301), kind: Status, says: "301 Moved Permanently", status: 301},
		{name: "moved to a file", serve: status(302, "Location", "file:///etc/passwd"), kind: BadURL, says: "not an http or https address"},
		{name: "moved to itself", serve: status(302, "Location", "?"), kind: Redirects, says: "circle"},
		{name: "moved to a private network", serve: status(302, "Location", "http://10.0.0.1:9/"), kind: Network, says: "fetch.allow_networks"},
	}
	mux := map[string]http.HandlerFunc{}
	for i, tt := range tests {
		mux[fmt.Sprintf("/%d", i)] = tt.serve
	}
	s := newSite(t, "127.0.0.1", mux)
	patient := newGetter(t, Options{MaxBody: 1 << 20})
	hasty := newGetter(t, Options{MaxBody: 1 << 20, Timeout: 500 * time.Millisecond})
	for i, tt := range tests {
		g := patient
		if tt.kind == Timeout {
			g = hasty
		}
		before, start := heapTotal(), time.Now()
		p, err := g.Get(t.Context(), Request{URL: fmt.Sprintf("%s/%d?", s.URL, i)})
		grown := heapTotal() - before
		checkKind(t, tt.name, err, tt.kind, tt.says)
		if e, ok := errors.AsType[*Error](err); ok && e.Status != tt.status {
			t.Errorf("%s: status %d, want %d", tt.name, e.Status, tt.status)
		}
		if (len(p.Body) > 0) != (tt.kind == "") {
			t.Errorf("%s: got a body of %d bytes", tt.name, len(p.Body))
		}
		if took := time.Since(start); took > g.o.Timeout+200*time.Millisecond {
			t.Errorf("%s: took %v", tt.name, took)
		}
		if grown > 32<<20 {
			t.Errorf("%s: allocated %d MB", tt.name, grown>>20)
		}
	}
}

func heapTotal() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}

// checkKind holds that err is of a kind, says what it should, and is one line.
func checkKind(t *testing.T, name string, err error, kind Kind, says string) {
	t.Helper()
	var got Kind
	e, ok := errors.AsType[*Error](err)
	if ok {
		got = e.Kind
	}
	if got != kind || (err != nil) != ok {
		t.Errorf("%s: error %v of kind %q, want kind %q", name, err, got, kind)
	}
	if err == nil {
		return
	}
	if !strings.Contains(err.Error(), says) || !strings.HasPrefix(err.Error(), "get ") {
		t.Errorf("%s: error %q does not say %q", name, err, says)
	}
	if strings.ContainsFunc(err.Error(), func(r rune) bool { return r < ' ' || r == 0x7f }) {
		t.Errorf("%s: error %q has control characters", name, err)
	}
}
