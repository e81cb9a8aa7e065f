package storetest

import (
	"testing"
	"time"

	"sada/news"
	"sada/storage"
)

var queuePromises = []promise{
	{"pending entries come earliest first, up to the limit", func(t *testing.T, s storage.Store) {
		f := sync(t, s, feed("one", rabwa))["one"]
		savePoll(t, s, poll(f, after(time.Hour), entry(3), entry(1), entry(2)))
		same(t, "Pending", pending(t, s, noon, 2), []string{entry(1).Address, entry(2).Address})
		same(t, "Pending without limit", len(pending(t, s, noon, 0)), 3)
	}},
	{"a date far ahead does not put an entry last", func(t *testing.T, s storage.Store) {
		f := sync(t, s, feed("one", rabwa))["one"]
		ahead, later := entry(1), entry(2)
		ahead.Published, later.Published = noon.AddDate(40, 0, 0), time.Time{}
		savePoll(t, s, poll(f, noon, ahead))
		savePoll(t, s, poll(f, after(time.Hour), later))
		same(t, "Pending", pending(t, s, noon, 0), []string{ahead.Address, later.Address})
	}},
	{"an entry to be tried later waits", func(t *testing.T, s storage.Store) {
		f := sync(t, s, feed("one", rabwa))["one"]
		savePoll(t, s, poll(f, noon, entry(1)))
		e := entryOf(t, s, entry(1).Address)
		e.Attempts, e.Reason, e.NextTry = 1, "status 503", after(time.Hour)
		must(t, s.CloseEntry(background(), e))
		same(t, "Pending before", pending(t, s, after(59*time.Minute), 0), []string(nil))
		same(t, "Pending then", pending(t, s, after(time.Hour), 0), []string{e.Address})
		same(t, "the entry", entryOf(t, s, e.Address), e)
	}},
	{"an entry tried before the clock was set back is due", func(t *testing.T, s storage.Store) {
		f := sync(t, s, feed("one", rabwa))["one"]
		savePoll(t, s, poll(f, noon, entry(1)))
		e := entryOf(t, s, entry(1).Address)
		e.Attempts, e.Tried, e.NextTry = 1, after(48*time.Hour), after(49*time.Hour)
		must(t, s.CloseEntry(background(), e))
		same(t, "Pending a day before it was tried", pending(t, s, after(24*time.Hour), 0), []string{e.Address})
		same(t, "Pending half an hour after", pending(t, s, after(48*time.Hour+30*time.Minute), 0), []string(nil))
	}},
	{"entries of a disabled feed wait", func(t *testing.T, s storage.Store) {
		f := sync(t, s, feed("one", rabwa))["one"]
		savePoll(t, s, poll(f, noon, entry(1)))
		must(t, s.SetFeedEnabled(background(), "one", false))
		same(t, "Pending", pending(t, s, noon, 0), []string(nil))
	}},
	{"an address that two feeds list is handed out once", func(t *testing.T, s storage.Store) {
		feeds := sync(t, s, feed("one", rabwa), feed("two", rabwa))
		savePoll(t, s, poll(feeds["one"], noon, entry(1)))
		savePoll(t, s, poll(feeds["two"], noon, entry(1)))
		same(t, "Pending", pending(t, s, noon, 0), []string{entry(1).Address})
		must(t, s.SetFeedEnabled(background(), "one", false))
		same(t, "Pending without the first", pending(t, s, noon, 0), []string{entry(1).Address})
	}},
	{"entries of a feed come newest first", func(t *testing.T, s storage.Store) {
		feeds := sync(t, s, feed("one", rabwa), feed("two", rabwa))
		savePoll(t, s, poll(feeds["one"], noon, entry(1)))
		savePoll(t, s, poll(feeds["one"], after(time.Hour), entry(2)))
		savePoll(t, s, poll(feeds["two"], noon, entry(3)))
		got, err := s.Entries(background(), feeds["one"].ID, "", 1)
		must(t, err)
		if len(got) != 1 || got[0].Address != entry(2).Address {
			t.Errorf("Entries(one, 1): got %+v", got)
		}
		got, err = s.Entries(background(), 0, news.EntrySkipped, 0)
		must(t, err)
		same(t, "Entries skipped", len(got), 0)
	}},
	{"no entry, no closing", func(t *testing.T, s storage.Store) {
		fails(t, "CloseEntry", s.CloseEntry(background(), news.Entry{ID: 7, State: news.EntryFailed}), news.ErrNotFound)
	}},
	{"a host is remembered, the last word counting", func(t *testing.T, s storage.Store) {
		_, err := s.Host(background(), "rabwa.example")
		fails(t, "Host", err, news.ErrNotFound)
		h := news.Host{Name: "rabwa.example", RobotsStatus: 200, RobotsBody: "User-agent: *", RobotsFetched: noon, RobotsExpires: after(24 * time.Hour)}
		must(t, s.SaveRobots(background(), h))
		h.RobotsStatus = 404
		must(t, s.SaveRobots(background(), h))
		got, err := s.Host(background(), "rabwa.example")
		must(t, err)
		same(t, "Host", got, h)
	}},
	{"the pace of a host and its robots.txt leave each other alone", func(t *testing.T, s storage.Store) {
		p, err := s.Pace(background(), "rabwa.example")
		must(t, err)
		same(t, "Pace of a host never asked", p, news.Pace{})
		p = news.Pace{Asked: noon, Slow: 2 * time.Second, RetryAt: after(time.Hour)}
		must(t, s.SavePace(background(), "rabwa.example", p))
		must(t, s.SaveRobots(background(), news.Host{Name: "rabwa.example", RobotsStatus: 404, RobotsFetched: noon, RobotsExpires: after(time.Hour)}))
		got, err := s.Pace(background(), "rabwa.example")
		must(t, err)
		same(t, "Pace", got, p)
		must(t, s.SavePace(background(), "rabwa.example", news.Pace{Asked: after(time.Minute)}))
		h, err := s.Host(background(), "rabwa.example")
		must(t, err)
		same(t, "Host", h, news.Host{Name: "rabwa.example", RobotsStatus: 404, RobotsFetched: noon, RobotsExpires: after(time.Hour), Pace: news.Pace{Asked: after(time.Minute)}})
	}},
}

// pending returns the addresses of the entries that are due.
func pending(t *testing.T, s storage.Store, now time.Time, limit int) (addresses []string) {
	t.Helper()
	entries, err := s.Pending(background(), now, limit)
	must(t, err)
	for _, e := range entries {
		addresses = append(addresses, e.Address)
	}
	return addresses
}
