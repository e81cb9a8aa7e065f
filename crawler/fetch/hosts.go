package fetch

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"sada/news"
)

// hosts remembers the robots.txt of hosts. What it holds in memory it also
// writes to the book, if there is one.
type hosts struct {
	book HostBook // may be nil

	mu      sync.Mutex
	robots  map[string]*robotsFile
	sweepAt int
}

func newHosts(book HostBook) *hosts {
	return &hosts{book: book, robots: map[string]*robotsFile{}, sweepAt: minSweep}
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

// save writes a robots.txt into the book.
func (h *hosts) save(ctx context.Context, host news.Host) error {
	if h.book == nil {
		return nil
	}
	if err := h.book.SaveRobots(ctx, host); err != nil {
		return fmt.Errorf("save host %s: %w", host.Name, err)
	}
	return nil
}
