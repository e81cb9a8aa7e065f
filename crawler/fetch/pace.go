package fetch

import (
	"context"
	"fmt"
	"sync"
	"time"

	"sada/crawler/robots"
	"sada/news"
)

// A pace gives turns: one host sees at most perHost requests at once, and a gap
// between the starts of two, in this run and the next. Within a run it goes by
// the monotonic clock, so that setting the computer's clock neither stops nor
// hurries it.
type pace struct {
	perHost int
	book    HostBook // may be nil
	now     func() time.Time

	mu      sync.Mutex
	lanes   map[string]*lane
	sweepAt int // number of lanes at which idle ones are dropped
}

// A lane is the queue before one host.
type lane struct {
	host  string
	seats chan struct{} // one for each request in flight
	gate  chan struct{} // held from the wait for the gap until the request is sent
	users int           // in the queue or in flight; guarded by pace.mu

	mu     sync.Mutex // guards what follows
	loaded bool       // from the book
	last   time.Time  // when the last request was sent
	kept   news.Pace  // what is remembered of the host
	saved  news.Pace  // as the book has it
}

// minSweep is the number of hosts below which none is forgotten; twice the feeds
// of a large configuration.
const minSweep = 256

func newPace(o Options) *pace {
	return &pace{perHost: o.PerHost, book: o.Hosts, now: o.Now, lanes: map[string]*lane{}, sweepAt: minSweep}
}

// A turn is leave to send one request.
type turn struct {
	pace  *pace
	lane  *lane
	delay time.Duration // the gap that the host is due in any case
	holds bool          // the gate; guarded by lane.mu
}

// wait returns when a request may be sent to host at a gap of delay after the
// one before, or of more where the host has earned it. It fails with an error of
// kind HostWaits while the host is to be left alone. The turn must be given back
// by done.
func (p *pace) wait(ctx context.Context, host string, delay time.Duration) (*turn, error) {
	l := p.enter(host)
	if err := p.mayAsk(ctx, l); err != nil {
		p.leave(l)
		return nil, err
	}
	select {
	case l.seats <- struct{}{}:
	case <-ctx.Done():
		p.leave(l)
		return nil, context.Cause(ctx)
	}
	t := &turn{pace: p, lane: l, delay: delay}
	if err := t.waitGap(ctx); err != nil {
		t.done()
		return nil, err
	}
	return t, nil
}

func (t *turn) waitGap(ctx context.Context) error {
	l := t.lane
	select {
	case l.gate <- struct{}{}:
		t.holds = true
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	if gap := l.gap(t.delay); gap > 0 {
		timer := time.NewTimer(gap)
		defer timer.Stop()
		select {
		case <-timer.C:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
	if err := t.pace.mayAsk(ctx, l); err != nil { // another request may have been told meanwhile
		return err
	}
	l.mu.Lock()
	t.mark()
	l.mu.Unlock()
	return t.pace.save(ctx, l)
}

// gap says how long is still to be waited.
func (l *lane) gap(delay time.Duration) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.last.IsZero() {
		return 0
	}
	return max(delay, l.kept.Slow) - time.Since(l.last)
}

// sent counts the gap from now, and lets the next one wait for it: connecting
// took its time, and it is at the server that requests must not crowd.
func (t *turn) sent() {
	t.lane.mu.Lock()
	defer t.lane.mu.Unlock()
	t.mark()
	t.openGate()
}

func (t *turn) mark() { t.lane.last, t.lane.kept.Asked = time.Now(), t.pace.now() }

func (t *turn) openGate() {
	if t.holds {
		t.holds = false
		<-t.lane.gate
	}
}

// learn remembers how the host answered, for the next request and the next run.
func (t *turn) learn(ctx context.Context, a answer) error {
	l := t.lane
	l.mu.Lock()
	l.kept.Slow = slow(l.kept.Slow, t.delay, a)
	if !a.retryAt.IsZero() {
		l.kept.RetryAt = a.retryAt
	}
	l.mu.Unlock()
	return t.pace.save(ctx, l)
}

func (t *turn) done() {
	t.lane.mu.Lock()
	t.openGate()
	t.lane.mu.Unlock()
	<-t.lane.seats
	t.pace.leave(t.lane)
}

// mayAsk returns an error of kind HostWaits while a host is to be left alone.
func (p *pace) mayAsk(ctx context.Context, l *lane) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := p.load(ctx, l); err != nil {
		return err
	}
	if now := p.now(); !believed(l.kept, now) {
		l.kept.RetryAt = time.Time{}
	}
	if l.kept.RetryAt.IsZero() {
		return nil
	}
	e := fail(HostWaits, "", fmt.Errorf("%w, until %s", ErrHostWaits, l.kept.RetryAt.UTC().Format(time.RFC3339)))
	e.After = l.kept.RetryAt
	return e
}

// setBack is how far in the future a stored time of something past must lie for
// the clock to have been set back: more than the clocks of a network differ.
const setBack = time.Minute

// believed reports whether the time until which a host wants to be left alone
// is still to come. It is not believed after the clock was set back: nobody
// knows how much of it has passed.
func believed(p news.Pace, now time.Time) bool {
	return p.RetryAt.After(now) && !p.RetryAt.After(now.Add(MaxRetryAfter)) && !p.Asked.After(now.Add(setBack))
}

// load takes from the book what earlier runs knew of a host, once.
func (p *pace) load(ctx context.Context, l *lane) error {
	if l.loaded || p.book == nil {
		return nil
	}
	kept, err := p.book.Pace(ctx, l.host)
	if err != nil {
		return fmt.Errorf("look up host %s: %w", l.host, err)
	}
	l.loaded, l.kept, l.saved = true, kept, kept
	if !kept.Asked.IsZero() {
		l.last = time.Now().Add(-max(p.now().Sub(kept.Asked), 0))
	}
	return nil
}

// save writes into the book what has changed: the time of the last request only
// where it moved by as much as a gap can be too short by.
func (p *pace) save(ctx context.Context, l *lane) error {
	if p.book == nil {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	moved := l.kept.Asked.Sub(l.saved.Asked).Abs()
	if moved < minMove && l.kept.Slow == l.saved.Slow && l.kept.RetryAt.Equal(l.saved.RetryAt) {
		return nil
	}
	if err := p.book.SavePace(ctx, l.host, l.kept); err != nil {
		return fmt.Errorf("save host %s: %w", l.host, err)
	}
	l.saved = l.kept
	return nil
}

// minMove is the least difference between two times of sending that is written:
// a millisecond, as exact as times are stored.
const minMove = time.Millisecond

func (p *pace) enter(host string) *lane {
	p.mu.Lock()
	defer p.mu.Unlock()
	l := p.lanes[host]
	if l == nil {
		p.sweep()
		l = &lane{host: host, seats: make(chan struct{}, p.perHost), gate: make(chan struct{}, 1)}
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
		if l.users == 0 && l.idle(max(robots.MaxDelay, time.Minute), p.now()) {
			delete(p.lanes, host)
		}
	}
	p.sweepAt = max(minSweep, 2*len(p.lanes))
}

// idle reports whether a host has not been asked for a while, and need not be
// remembered: what the book has, or a host without one that waits for nothing.
func (l *lane) idle(while time.Duration, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return time.Since(l.last) > while && (l.loaded || !believed(l.kept, now))
}
