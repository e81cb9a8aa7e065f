package fetch

import (
	"errors"
	"runtime"
	"strings"
	"testing"
	"time"

	"sada/internal/hostile"
)

const ok11 = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"

const (
	smallBound = 1 << 20          // of a document, in these tests
	roomFor    = 32 << 20         // what one answer may cost in bytes allocated, all told
	patience   = 20 * time.Second // after a deadline, before a client is taken to hang: other work on the machine counts
)

// TestHostileServers holds what becomes of every answer that is not as it should
// be: the kind of error, its words, an end, and a bound on memory.
func TestHostileServers(t *testing.T) {
	cases := hostile.Answers(strings.Repeat("صدى ", 4000), smallBound)
	s, err := hostile.Start("127.0.0.1", cases...)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	patient := newGetter(t, Options{MaxBody: smallBound, AllowNetworks: loopback[:1], Timeout: 10 * time.Second})
	hasty := newGetter(t, Options{MaxBody: smallBound, AllowNetworks: loopback[:1], Timeout: 300 * time.Millisecond})
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			g := patient
			if c.Waits {
				g = hasty
			}
			before, start := heapTotal(), time.Now()
			p, err := g.Get(t.Context(), Request{URL: s.URL + c.Path() + "?"})
			grown := heapTotal() - before
			checkKind(t, c.Name, err, Kind(c.Kind), c.Says)
			if e, ok := errors.AsType[*Error](err); ok && e.Status != c.Code {
				t.Errorf("status %d, want %d", e.Status, c.Code)
			}
			if (len(p.Body) > 0) != (c.Kind == "") {
				t.Errorf("got a body of %d bytes", len(p.Body))
			}
			if len(p.ETag) > maxField {
				t.Errorf("got an ETag of %d bytes", len(p.ETag))
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
