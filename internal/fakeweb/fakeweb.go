// Package fakeweb is a small press of made-up Arabic outlets on loopback: each
// has its own 127.0.0.x address, a feed, page layout and newsroom habits of its
// own. They publish original stories and repost each other's, edited the way
// newsrooms edit, and the package tells the truth about who copied what. The
// demo and the end-to-end tests poll it. It knows nothing of how sada polls,
// and the same Options always give the same press.
package fakeweb

import (
	"fmt"
	"net/netip"
	"sync"
	"time"

	"sada/news"
)

// DefaultPort is tried first on every address, so that the addresses of
// articles stay the same from one demo to the next. It lies below the ephemeral
// ranges of Linux and macOS, and IANA lists no service there.
const DefaultPort = 18480

// EphemeralPort as Options.Port takes whatever port is free.
const EphemeralPort = -1

// Options say what press to open. The zero value opens all of it, at the Unix
// epoch.
type Options struct {
	// Now is the moment the press is read at: everything was published in the
	// 36 hours before it, but for one article that claims to be from the future.
	Now time.Time
	// Port is the port on every address. 0 means DefaultPort or, where that is
	// taken, a free one; EphemeralPort means a free one.
	Port int
	// Outlets opens only the first so many outlets; 0 means all.
	Outlets int
	// Flaky has FlakyOutlet answer the first request for each page with 503 and
	// Retry-After: 1.
	Flaky bool
}

// A Press is a running set of outlets. Its methods may be called from several
// goroutines.
type Press struct {
	desks []*desk
	truth []Story

	mu  sync.Mutex
	log []Request

	serving sync.WaitGroup
}

// Start opens the outlets and answers requests until Close. An error says which
// address cannot be had, and what to do about it.
func Start(opts Options) (*Press, error) {
	desks, err := openDesks(opts)
	if err != nil {
		return nil, fmt.Errorf("start press: %w", err)
	}
	p := &Press{desks: desks}
	if err := p.publish(opts); err != nil {
		closeListeners(desks)
		return nil, fmt.Errorf("start press: %w", err)
	}
	for _, d := range desks {
		p.serve(d)
	}
	return p, nil
}

// publish writes all articles, then the pages and feeds that show them: a page
// names its outlet's other articles, so all must be known before the first.
func (p *Press) publish(opts Options) error {
	stories, err := layOut(p.desks, opts.Now)
	if err != nil {
		return err
	}
	p.truth = truthOf(stories)
	for _, d := range p.desks {
		if err := d.build(opts); err != nil {
			return fmt.Errorf("build %s: %w", d.slug, err)
		}
	}
	return nil
}

// Feeds returns the feeds to poll, ready for a store's list. Outlet.Host is the
// loopback address with its port, Outlet.Name a short ASCII name.
func (p *Press) Feeds() []news.Feed {
	var feeds []news.Feed
	for _, d := range p.desks {
		for _, f := range d.feeds {
			feeds = append(feeds, news.Feed{
				Name:    f.name,
				Outlet:  d.newsOutlet(),
				URL:     d.base + f.path,
				Enabled: true,
				Origin:  "config",
				State:   news.FeedNew,
			})
		}
	}
	return feeds
}

// Networks returns the addresses in use, each as a /32, for a fetcher that
// refuses private networks unless told otherwise.
func (p *Press) Networks() []netip.Prefix {
	prefixes := make([]netip.Prefix, len(p.desks))
	for i, d := range p.desks {
		prefixes[i] = netip.PrefixFrom(d.ip, d.ip.BitLen())
	}
	return prefixes
}
