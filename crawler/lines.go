package crawler

import (
	"context"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"sada/crawler/address"
	"sada/crawler/fetch"
	"sada/news"
)

// A job is one feed to poll, one entry whose page is to be fetched, or one page
// to be read again.
type job struct {
	feed  *news.Feed
	entry *news.Entry
	check *news.Check
}

// lines holds the jobs of each host in order. A host's jobs are taken by at
// most perHost workers; a host that does not answer is left for this run.
type lines struct {
	mu      sync.Mutex
	byHost  map[string][]job
	later   map[string][]job // when a host has no other jobs left
	workers map[string]int
	down    map[string]bool
	began   map[string]time.Time // when a host was first served
	strikes map[string]int       // requests in a row that a host failed over
	queued  map[int64]bool       // entries taken into a line in this run
	left    int
}

func newLines() *lines {
	return &lines{
		byHost:  map[string][]job{},
		later:   map[string][]job{},
		workers: map[string]int{},
		down:    map[string]bool{},
		began:   map[string]time.Time{},
		strikes: map[string]int{},
		queued:  map[int64]bool{},
	}
}

func (l *lines) addFeed(f news.Feed) {
	host := address.Host(f.URL)
	l.byHost[host] = append(l.byHost[host], job{feed: &f})
}

// addEntries appends those entries that were not taken before.
func (l *lines) addEntries(entries []news.Entry) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, e := range entries {
		if l.queued[e.ID] {
			continue
		}
		l.queued[e.ID] = true
		host := address.Host(e.URL)
		if l.down[host] {
			l.left++
			continue
		}
		l.byHost[host] = append(l.byHost[host], job{entry: &e})
	}
}

// ready returns up to limit hosts that have jobs and room for a worker, and
// counts the workers as begun.
func (l *lines) ready(limit, perHost int) []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	var hosts []string
	for _, queue := range []map[string][]job{l.byHost, l.later} {
		for host := range queue {
			if jobs := len(l.byHost[host]) + len(l.later[host]); jobs > l.workers[host] && l.workers[host] < perHost {
				hosts = append(hosts, host)
			}
		}
	}
	slices.Sort(hosts)
	hosts = slices.Compact(hosts)
	hosts = hosts[:min(limit, len(hosts))]
	for _, h := range hosts {
		l.workers[h]++
	}
	return hosts
}

// next takes the first job of a host.
func (l *lines) next(host string) (job, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, queue := range []map[string][]job{l.byHost, l.later} {
		if jobs := queue[host]; len(jobs) > 0 {
			queue[host] = jobs[1:]
			return jobs[0], true
		}
		delete(queue, host)
	}
	return job{}, false
}

// drop gives up the jobs of a host for this run. A host without a name is none.
func (l *lines) drop(host string) {
	if host == "" {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.down[host] = true
	l.left += len(l.byHost[host]) + len(l.later[host])
	delete(l.byHost, host)
	delete(l.later, host)
}

func (l *lines) leave(host string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.workers[host]--; l.workers[host] == 0 {
		delete(l.workers, host)
	}
}

// remaining counts the jobs that were not begun.
func (l *lines) remaining() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := l.left
	for _, queue := range []map[string][]job{l.byHost, l.later} {
		for _, jobs := range queue {
			n += len(jobs)
		}
	}
	return n
}

// Run polls the feeds and fetches the queued pages, those that the polls bring
// included, until nothing is left to do, the time is up, or ctx ends. One bad
// feed or page never ends the run: that is the report's matter. The error is
// the store's or the tracker's.
func (c *Crawler) Run(ctx context.Context, feeds []news.Feed) (Report, error) {
	r := &run{
		Crawler: c, lines: newLines(), done: make(chan error), look: make(chan struct{}, 1), started: c.opts.Now(),
		waiting: map[*atomic.Int64]bool{}, doubted: map[string][]doubtful{},
	}
	r.report.Feeds = len(feeds)
	r.report.Errors = []FeedError{}
	for _, f := range feeds {
		r.lines.addFeed(f)
	}
	err := r.serve(ctx)
	for _, host := range slices.Sorted(maps.Keys(r.doubted)) { // whose lines ended with a feed
		if err == nil {
			err = r.settle(ctx, host)
		}
	}
	r.finish(ctx)
	return r.report, err
}

// run is the state of one call of Run.
type run struct {
	*Crawler
	lines    *lines
	checking bool // nothing is stored, and nothing left out as old
	done     chan error
	look     chan struct{} // a host has become one that is waited for
	started  time.Time

	mu      sync.Mutex // guards what follows
	report  Report
	spent   int64                  // bytes of pages read again
	stale   bool                   // the queue holds entries that no line has
	waiting map[*atomic.Int64]bool // sizes of the documents of jobs that have taken longer than slotPatience
	doubted map[string][]doubtful  // by host: pages to be judged when the others were read
}

// serve keeps a worker on every host that has jobs, and waits for all of them.
func (r *run) serve(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	r.stale = true
	working, failed := 0, r.addChecks(ctx)
	for {
		if failed == nil {
			failed = r.refill(ctx)
		}
		if failed == nil && !r.outOfTime() && ctx.Err() == nil {
			for _, host := range r.lines.ready(r.room(working), r.opts.PerHost) {
				working++
				go func() { r.done <- r.work(ctx, host) }()
			}
		}
		if working == 0 {
			return failed
		}
		select {
		case <-r.look:
			continue
		case err := <-r.done:
			if err != nil && failed == nil {
				failed = err
				stop()
			}
			working--
		}
	}
}

const (
	// slotPatience is how long a host keeps its place among those served at a
	// time when it lets itself be waited for. Nearly all answers of the open web
	// come sooner; a server that hangs takes as long as the deadline.
	slotPatience = time.Second

	// heavy is the size of a document in bytes from which a host keeps its place
	// however long it takes: Options.Hosts bounds the memory that documents take.
	heavy = 64 << 10

	// mostWaited bounds the hosts served and waited for together, as a multiple of
	// Options.Hosts.
	mostWaited = 2
)

// room returns how many more hosts may be served when so many are. Those that
// are waited for, and of which nothing much is held, count only against the
// bound for all.
func (r *run) room(working int) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	free := r.opts.Hosts - working
	for size := range r.waiting {
		if size.Load() < heavy {
			free++
		}
	}
	return max(0, min(free, mostWaited*r.opts.Hosts-working))
}

// timed does a job, and lets another host have its place when it takes long.
func (r *run) timed(ctx context.Context, job func(context.Context) error) error {
	size, over := new(atomic.Int64), false // over is guarded by r.mu
	timer := time.AfterFunc(slotPatience, func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		if over {
			return
		}
		r.waiting[size] = true
		select {
		case r.look <- struct{}{}:
		default: // it will look
		}
	})
	defer func() {
		timer.Stop()
		r.mu.Lock()
		defer r.mu.Unlock()
		over = true
		delete(r.waiting, size)
	}()
	return job(fetch.WithSize(ctx, size))
}

// refill takes the stored queue into the lines when a poll has added to it.
func (r *run) refill(ctx context.Context) error {
	r.mu.Lock()
	stale := r.stale
	r.stale = false
	r.mu.Unlock()
	if !stale || ctx.Err() != nil {
		return nil
	}
	entries, err := r.book.Pending(ctx, r.opts.Now(), 0)
	if err != nil {
		return err
	}
	r.lines.addEntries(entries)
	return nil
}

// work does one host's jobs until none is left, time is up, or the host fails
// to answer. It gives way after a feed poll, so that what the poll brought is
// seen at once.
func (r *run) work(ctx context.Context, host string) error {
	defer r.lines.leave(host)
	for ctx.Err() == nil && !r.outOfTime() && !r.overdue(host) {
		j, ok := r.lines.next(host)
		if !ok {
			break
		}
		if err := r.timed(ctx, func(ctx context.Context) error { return r.do(ctx, j) }); err != nil || j.feed != nil {
			return err
		}
	}
	return r.settle(ctx, host)
}

func (r *run) do(ctx context.Context, j job) error {
	switch {
	case j.feed != nil:
		return r.poll(ctx, *j.feed)
	case j.entry != nil:
		return r.take(ctx, *j.entry)
	}
	return r.recheck(ctx, *j.check)
}

func (r *run) outOfTime() bool {
	return !r.opts.Until.IsZero() && !r.opts.Now().Before(r.opts.Until)
}

// count changes the report and shows it.
func (r *run) count(change func(*Report)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	change(&r.report)
	r.opts.Progress(r.report)
}

func (r *run) finish(ctx context.Context) {
	r.count(func(p *Report) {
		p.Left = r.lines.remaining()
		p.Interrupted = ctx.Err() != nil
		p.OutOfTime = p.Left > 0 && r.outOfTime()
		p.Elapsed = r.opts.Now().Sub(r.started)
		p.ElapsedMS = p.Elapsed.Milliseconds()
	})
}
