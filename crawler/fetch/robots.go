package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"sada/crawler/address"
	"sada/crawler/robots"
	"sada/news"
)

const (
	// robotsLife is how long a robots.txt holds: the longest that RFC 9309,
	// section 2.4, lets it.
	robotsLife = 24 * time.Hour

	// robotsRetry is how long it is taken for granted that a robots.txt that
	// could not be had still cannot: long enough for the rest of a run's pages of
	// that host not to ask again, shorter than the usual gap between runs.
	robotsRetry = 5 * time.Minute

	// robotsHops is the number of redirects followed (RFC 9309, section 2.3.1.2).
	robotsHops = 5

	// robotsStale is how long the rules last read stand in for those that cannot
	// be had, as section 2.4 allows; after a month the RFC gives the file up.
	robotsStale = 30 * 24 * time.Hour
)

// A robotsFile is the robots.txt of one scheme, host and port, or rather host and
// port: no site was found that means its rules for one of http and https only.
type robotsFile struct {
	turn  chan struct{} // held while it is read
	users int           // guarded by hosts.mu

	verdict
}

// A verdict is what a robots.txt comes to.
type verdict struct {
	*robots.Rules
	forbids *Error // why nothing may be fetched whatever the rules; nil if there are rules
	expires time.Time
}

// allows returns the error that forbids target, if any.
func (v verdict) allows(agent, target string) error {
	if v.forbids != nil {
		e := *v.forbids
		e.URL = address.Redact(target)
		return &e
	}
	_, _, path := address.Split(target)
	ok, line := v.Allowed(agent, path)
	if ok {
		return nil
	}
	e := fail(Robots, target, fmt.Errorf("forbidden by robots.txt, %s", line))
	e.Rule = oneLine(line.Text)
	return e
}

// rules returns the verdict on the host of target, from memory, from the book,
// or from the host itself, which is asked by one caller at a time.
func (g *Getter) rules(ctx context.Context, target string, left *time.Duration) (verdict, error) {
	name, _, _ := address.Split(target)
	file := g.hosts.open(name)
	defer g.hosts.release(file)
	select {
	case file.turn <- struct{}{}:
		defer func() { <-file.turn }()
	case <-ctx.Done():
		return verdict{}, fail(Canceled, target, context.Cause(ctx))
	}
	if file.fresh(g.o.Now()) {
		return file.verdict, nil
	}
	v, err := g.consult(ctx, name, target, left)
	if err == nil {
		file.verdict = v
	}
	return v, err
}

func (v verdict) fresh(now time.Time) bool {
	return v.expires.After(now) && !v.expires.After(now.Add(robotsLife))
}

// consult looks into the book, and asks the host if that says nothing.
func (g *Getter) consult(ctx context.Context, name, target string, left *time.Duration) (verdict, error) {
	stored, err := g.hosts.load(ctx, name)
	if err != nil {
		return verdict{}, err
	}
	if v := read(stored); v.fresh(g.o.Now()) && !stored.RobotsFetched.After(g.o.Now().Add(setBack)) {
		return v, nil
	}
	scheme, _, _ := strings.Cut(target, "://")
	now, hurried := g.o.Now(), *left < g.o.Timeout/2
	got, err := g.fetchRobots(ctx, scheme+"://"+name+"/robots.txt", left)
	if cause, ok := errors.AsType[*Error](err); ok && saysOfHost(cause, hurried) {
		return without(cause, stored, now), nil
	}
	if err != nil {
		return verdict{}, err
	}
	if unreachable(got.RobotsStatus) {
		return without(failStatus("", got.RobotsStatus, time.Time{}), stored, now), nil
	}
	got.Name, got.RobotsFetched, got.RobotsExpires = name, now, now.Add(robotsLife)
	return read(got), g.hosts.save(ctx, got)
}

// saysOfHost reports whether an error says something of the host, and not only
// of this caller, who gave up, had little time left, or must wait.
func saysOfHost(e *Error, hurried bool) bool {
	return e.Kind != Canceled && e.Kind != HostWaits && !(hurried && e.Kind == Timeout)
}

// without returns the verdict where robots.txt could not be had: the rules that
// held last, or nothing allowed. It is not stored: the next run asks again.
func without(cause *Error, last news.Host, now time.Time) verdict {
	v := read(last)
	v.expires = now.Add(robotsRetry)
	if age := now.Sub(last.RobotsFetched); last.RobotsStatus != 0 && age >= 0 && age < robotsStale {
		return v
	}
	e := *cause
	e.Err = fmt.Errorf("robots.txt could not be read: %w", cause.Err)
	e.Retry, e.After = true, time.Time{}
	if e.Kind == Status {
		e.Kind, e.Status = Robots, 0
	}
	v.forbids = &e
	return v
}

// unreachable reports whether the status of robots.txt forbids everything: an
// error of the server, or 429, which speaks of pace and not of paths.
func unreachable(status int) bool {
	return status >= 500 || status == http.StatusTooManyRequests
}

// read returns the verdict that is stored (RFC 9309, section 2.3.1): rules where
// there are some, all allowed where the server says there are none.
func read(h news.Host) verdict {
	v := verdict{Rules: new(robots.Rules), expires: h.RobotsExpires}
	if isDocument(h.RobotsStatus) {
		v.Rules = robots.Parse([]byte(h.RobotsBody))
	}
	return v
}

// fetchRobots gets a robots.txt. A redirect that leads nowhere is as good as no
// file.
func (g *Getter) fetchRobots(ctx context.Context, target string, left *time.Duration) (news.Host, error) {
	for hop := 0; ; hop++ {
		x := &exchange{limit: g.o.MaxBody, cut: robots.MaxBytes}
		document, err := g.ask(ctx, target, g.header(), g.o.Delay, left, x)
		if err != nil {
			return news.Host{}, err
		}
		next, err := redirect(target, x)
		if next == "" || err != nil || hop == robotsHops {
			return news.Host{RobotsStatus: x.status, RobotsBody: robots.Text(document)}, nil
		}
		target = next
	}
}

// open returns the file of a host, to be given back by release.
func (h *hosts) open(name string) *robotsFile {
	h.mu.Lock()
	defer h.mu.Unlock()
	file := h.robots[name]
	if file == nil {
		h.sweep()
		file = &robotsFile{turn: make(chan struct{}, 1)}
		h.robots[name] = file
	}
	file.users++
	return file
}

func (h *hosts) release(file *robotsFile) {
	h.mu.Lock()
	defer h.mu.Unlock()
	file.users--
}

// sweep forgets files that nobody uses once there are many. The book has them.
func (h *hosts) sweep() {
	if len(h.robots) < h.sweepAt {
		return
	}
	for name, file := range h.robots {
		if file.users == 0 {
			delete(h.robots, name)
		}
	}
	h.sweepAt = max(minSweep, 2*len(h.robots))
}
