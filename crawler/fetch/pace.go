package fetch

import (
	"context"
	"sync"
	"time"

	"sada/crawler/robots"
)

// A pace gives turns: one host sees at most perHost requests at once, and a gap
// between the starts of two. It goes by the monotonic clock, so that setting the
// computer's clock neither stops nor hurries it.
type pace struct {
	perHost int

	mu      sync.Mutex
	lanes   map[string]*lane
	sweepAt int // number of lanes at which idle ones are dropped
}

// A lane is the queue before one host.
type lane struct {
	seats chan struct{} // one for each request in flight
	gate  chan struct{} // held by the one who waits for the gap
	users int           // in the queue or in flight; guarded by pace.mu
	last  time.Time     // start of the last request; guarded by pace.mu
}

// minSweep is the number of hosts below which none is forgotten; twice the feeds
// of a large configuration.
const minSweep = 256

func newPace(perHost int) *pace {
	return &pace{perHost: perHost, lanes: map[string]*lane{}, sweepAt: minSweep}
}

// A turn is leave to send one request.
type turn struct {
	pace *pace
	lane *lane
}

// wait returns when a request may be sent to host at a gap of delay after the
// one before. The turn must be given back by done.
func (p *pace) wait(ctx context.Context, host string, delay time.Duration) (*turn, error) {
	l := p.enter(host)
	select {
	case l.seats <- struct{}{}:
	case <-ctx.Done():
		p.leave(l)
		return nil, context.Cause(ctx)
	}
	t := &turn{pace: p, lane: l}
	if err := p.waitGap(ctx, l, delay); err != nil {
		t.done()
		return nil, err
	}
	return t, nil
}

func (p *pace) waitGap(ctx context.Context, l *lane, delay time.Duration) error {
	select {
	case l.gate <- struct{}{}:
		defer func() { <-l.gate }()
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	if gap := p.gap(l, delay); gap > 0 {
		timer := time.NewTimer(gap)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	p.start(l)
	return ctx.Err()
}

// gap says how long is still to be waited.
func (p *pace) gap(l *lane, delay time.Duration) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	if l.last.IsZero() {
		return 0
	}
	return delay - time.Since(l.last)
}

func (p *pace) start(l *lane) {
	p.mu.Lock()
	defer p.mu.Unlock()
	l.last = time.Now()
}

// sent counts the gap from now: connecting took its time, and it is at the
// server that requests must not crowd.
func (t *turn) sent() { t.pace.start(t.lane) }

func (t *turn) done() {
	<-t.lane.seats
	t.pace.leave(t.lane)
}

func (p *pace) enter(host string) *lane {
	p.mu.Lock()
	defer p.mu.Unlock()
	l := p.lanes[host]
	if l == nil {
		p.sweep()
		l = &lane{seats: make(chan struct{}, p.perHost), gate: make(chan struct{}, 1)}
		p.lanes[host] = l
	}
	l.users++
	return l
}

func (p *pace) leave(l *lane) {
	p.mu.Lock()
	defer p.mu.Unlock()
	l.users--
}

// sweep forgets hosts that have been idle for longer than any gap, once there
// are twice as many as were left the last time.
func (p *pace) sweep() {
	if len(p.lanes) < p.sweepAt {
		return
	}
	for host, l := range p.lanes {
		if l.users == 0 && time.Since(l.last) > max(robots.MaxDelay, time.Minute) {
			delete(p.lanes, host)
		}
	}
	p.sweepAt = max(minSweep, 2*len(p.lanes))
}
