package fetch

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"sada/news"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

func TestRetryAfter(t *testing.T) {
	day := noon.Add(24 * time.Hour)
	tests := []struct {
		value string
		want  time.Time
	}{
		{"120", noon.Add(2 * time.Minute)},
		{" 5 ", noon.Add(5 * time.Second)},
		{"Mon, 02 Mar 2026 13:00:00 GMT", noon.Add(time.Hour)},
		{"Monday, 02-Mar-26 13:00:00 GMT", noon.Add(time.Hour)},
		{"99999999999999999999999999", day},
		{"Mon, 02 Mar 2099 13:00:00 GMT", day},
		{"0", time.Time{}},
		{"-5", time.Time{}},
		{"1.5", time.Time{}},
		{"soon", time.Time{}},
		{"Mon, 02 Mar 2020 13:00:00 GMT", time.Time{}},
		{"", time.Time{}},
	}
	for _, tt := range tests {
		if got := retryAfter(http.Header{"Retry-After": {tt.value}}, noon); !got.Equal(tt.want) {
			t.Errorf("retryAfter(%q) = %v, want %v", tt.value, got, tt.want)
		}
	}
}

func FuzzRetryAfter(f *testing.F) {
	f.Add("120")
	f.Add("Mon, 02 Mar 2026 13:00:00 GMT")
	f.Fuzz(func(t *testing.T, value string) {
		got := retryAfter(http.Header{"Retry-After": {value}}, noon)
		if !got.IsZero() && (!got.After(noon) || got.After(noon.Add(MaxRetryAfter))) {
			t.Fatalf("retryAfter(%q) = %v", value, got)
		}
	})
}

// TestHostWaits holds that a host that asked for a rest gets it, from this
// Getter and from the next one over the same book, until the time it named.
func TestHostWaits(t *testing.T) {
	for _, code := range []int{429, 503} {
		s := newSite(t, "127.0.0.2", map[string]http.HandlerFunc{"/busy": status(code, "Retry-After", "3600"), "/page": text("page")})
		b, now := newBook(), noon
		o := Options{Hosts: b, Now: func() time.Time { return now }}
		g := newGetter(t, o)
		p, err := g.Get(t.Context(), Request{URL: s.URL + "/busy"})
		checkKind(t, "busy", err, Status, "")
		if e := mustError(t, err); !e.Retry || !e.After.Equal(noon.Add(time.Hour)) || !p.RetryAfter.Equal(e.After) {
			t.Errorf("%d: retry %v after %v, page %v", code, e.Retry, e.After, p.RetryAfter)
		}
		for _, next := range []*Getter{g, newGetter(t, o)} {
			_, err = next.Get(t.Context(), Request{URL: s.URL + "/page"})
			checkKind(t, "waiting", err, HostWaits, "until 2026-03-02T13:00:00Z")
			if !errors.Is(err, ErrHostWaits) || !mustError(t, err).After.Equal(noon.Add(time.Hour)) {
				t.Errorf("%d: error %v is not that the host waits", code, err)
			}
		}
		if n := len(s.visits()); n != 1 {
			t.Errorf("%d: %d requests, want 1", code, n)
		}
		now = noon.Add(61 * time.Minute)
		if _, err := newGetter(t, o).Get(t.Context(), Request{URL: s.URL + "/page"}); err != nil {
			t.Errorf("%d: after the rest: %v", code, err)
		}
	}
}

func mustError(t *testing.T, err error) *Error {
	t.Helper()
	e, ok := errors.AsType[*Error](err)
	if !ok {
		t.Fatalf("%v is no *Error", err)
	}
	return e
}

// TestHostDoesNotWait holds for what is no reason to leave a host alone.
func TestHostDoesNotWait(t *testing.T) {
	tests := []struct {
		name  string
		first http.HandlerFunc
		book  *book
	}{
		{"503 without a time", status(503), newBook()},
		{"garbage", status(503, "Retry-After", "soon"), newBook()},
		{"negative", status(429, "Retry-After", "-3600"), newBook()},
		{"404 with a time", status(404, "Retry-After", "3600"), newBook()},
		{"a time stored before the clock was set back", text("x"), newBook(rests(noon.Add(-time.Minute), 365*24*time.Hour))},
		{"a time stored before the clock was set back by an hour", text("x"), newBook(rests(noon.Add(time.Hour), 2*time.Hour))},
	}
	for _, tt := range tests {
		s := newSite(t, "127.0.0.2", map[string]http.HandlerFunc{"/first": tt.first, "/page": text("page")})
		g := newGetter(t, Options{Hosts: tt.book, Now: func() time.Time { return noon }})
		_, _ = g.Get(t.Context(), Request{URL: s.URL + "/first"})
		if _, err := g.Get(t.Context(), Request{URL: s.URL + "/page"}); err != nil {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
}

// rests is a host that was asked at a time and wanted to be left alone for d
// after noon.
func rests(asked time.Time, d time.Duration) news.Host {
	return news.Host{Name: "127.0.0.2", Pace: news.Pace{Asked: asked, RetryAt: noon.Add(d)}}
}

// TestBookFails holds that a book that cannot be written is said, not hidden.
func TestBookFails(t *testing.T) {
	s := newSite(t, "127.0.0.2", map[string]http.HandlerFunc{"/page": text("page")})
	_, err := newGetter(t, Options{Hosts: brokenBook{newBook()}}).Get(t.Context(), Request{URL: s.URL + "/page"})
	if !errors.Is(err, errBroken) || !strings.HasPrefix(err.Error(), "save host 127.0.0.2:") {
		t.Errorf("Get = %v, want the book's error", err)
	}
}
