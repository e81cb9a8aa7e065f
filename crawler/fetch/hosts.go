package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"sada/news"
)

// hosts remembers what hosts asked for: their robots.txt and until when they
// want to be left alone. What it holds in memory it also writes to the book, if
// there is one.
type hosts struct {
	book HostBook // may be nil
	now  func() time.Time

	saving sync.Mutex // held over reading, changing and saving one entry of the book

	mu      sync.Mutex
	until   map[string]time.Time // by address.Host: not to be asked before
	robots  map[string]*robotsFile
	sweepAt int
}

func newHosts(book HostBook, now func() time.Time) *hosts {
	return &hosts{book: book, now: now, until: map[string]time.Time{}, robots: map[string]*robotsFile{}, sweepAt: minSweep}
}

// mayAsk returns an error of kind HostWaits while a host is to be left alone.
func (h *hosts) mayAsk(ctx context.Context, host, target string) error {
	until, err := h.waitsUntil(ctx, host)
	if err != nil || until.IsZero() {
		return err
	}
	e := fail(HostWaits, target, fmt.Errorf("%w, until %s", ErrHostWaits, until.UTC().Format(time.RFC3339)))
	e.After = until
	return e
}

// waitsUntil returns zero for a host that may be asked. A time further away than
// any that is stored means that the clock was set back, and is not believed.
func (h *hosts) waitsUntil(ctx context.Context, host string) (time.Time, error) {
	now := h.now()
	h.mu.Lock()
	until := h.until[host]
	h.mu.Unlock()
	stored, err := h.load(ctx, host)
	if err != nil {
		return time.Time{}, err
	}
	if stored.RetryAt.After(until) {
		until = stored.RetryAt
	}
	if !until.After(now) || until.After(now.Add(MaxRetryAfter)) {
		return time.Time{}, nil
	}
	return until, nil
}

// note remembers the Retry-After of an answer that says a host has enough.
func (h *hosts) note(ctx context.Context, host string, x *exchange) error {
	if x.status != http.StatusTooManyRequests && x.status != http.StatusServiceUnavailable {
		return nil
	}
	now := h.now()
	until := retryAfter(x.header, now)
	if until.IsZero() {
		return nil
	}
	h.mu.Lock()
	for name, past := range h.until {
		if !past.After(now) {
			delete(h.until, name)
		}
	}
	h.until[host] = until
	h.mu.Unlock()
	return h.change(ctx, host, func(stored *news.Host) { stored.RetryAt = until })
}

// load returns what the book says of a host; nothing if it says nothing.
func (h *hosts) load(ctx context.Context, name string) (news.Host, error) {
	none := news.Host{Name: name}
	if h.book == nil {
		return none, nil
	}
	stored, err := h.book.Host(ctx, name)
	if errors.Is(err, news.ErrNotFound) {
		return none, nil
	}
	if err != nil {
		return none, fmt.Errorf("look up host %s: %w", name, err)
	}
	return stored, nil
}

// change makes a change to what the book says of a host.
func (h *hosts) change(ctx context.Context, name string, f func(*news.Host)) error {
	if h.book == nil {
		return nil
	}
	h.saving.Lock()
	defer h.saving.Unlock()
	stored, err := h.load(ctx, name)
	if err != nil {
		return err
	}
	f(&stored)
	if err := h.book.SaveHost(ctx, stored); err != nil {
		return fmt.Errorf("save host %s: %w", name, err)
	}
	return nil
}
