package storetest

import (
	"testing"
	"time"

	"sada/news"
	"sada/storage"
)

var standInPromises = []promise{
	{"doubted pages of an outlet come back, the latest first", func(t *testing.T, s storage.Store) {
		feeds := sync(t, s, feed("one", rabwa), feed("two", rabwa))
		savePoll(t, s, poll(feeds["one"], noon, entry(1), entry(2)))
		savePoll(t, s, poll(feeds["two"], noon, entry(3)))
		var want []news.StandIn
		for i := 3; i >= 1; i-- {
			e := entryOf(t, s, entry(i).Address)
			want = append(want, news.StandIn{EntryID: e.ID, Address: e.Address, Title: e.Title, Kind: news.StandInDoubt, Sketch: []uint64{1, uint64(i), 1 << 63}})
		}
		for i, in := range want {
			must(t, s.SaveStandIn(background(), in, after(-time.Duration(i)*time.Hour)))
		}
		outlet := feeds["one"].Outlet.ID
		got, err := s.StandIns(background(), outlet, noon.AddDate(0, 0, -1), 0)
		must(t, err)
		same(t, "StandIns", got, want)
		got, err = s.StandIns(background(), outlet, after(-time.Hour), 1)
		must(t, err)
		same(t, "StandIns, limited", got, want[:1])
		got, err = s.StandIns(background(), outlet+99, time.Time{}, 0)
		must(t, err)
		same(t, "StandIns of another outlet", got, []news.StandIn(nil))
	}},
	{"the same page gives its kind and reason to pending entries", func(t *testing.T, s storage.Store) {
		f := sync(t, s, feed("one", rabwa))["one"]
		savePoll(t, s, poll(f, noon, entry(1), entry(2), entry(3)))
		first, closed, last := entryOf(t, s, entry(1).Address), entryOf(t, s, entry(2).Address), entryOf(t, s, entry(3).Address)
		closed.State, closed.Reason = news.EntryFailed, "tried often"
		must(t, s.CloseEntry(background(), closed))
		for _, e := range []news.Entry{first, closed} {
			must(t, s.SaveStandIn(background(), news.StandIn{EntryID: e.ID, Kind: news.StandInDoubt}, noon))
		}
		in := news.StandIn{EntryID: last.ID, Kind: news.StandInSame, Why: "one page"}
		must(t, s.SaveStandIn(background(), in, noon, first.ID, closed.ID))
		same(t, "reason of the pending one", entryOf(t, s, first.Address).Reason, "one page")
		same(t, "reason of the closed one", entryOf(t, s, closed.Address).Reason, "tried often")
		counts, err := s.StandInCounts(background(), noon)
		must(t, err)
		same(t, "StandInCounts", counts, []news.StandInCount{{FeedID: f.ID, Kind: news.StandInSame, Pages: 3}})
		must(t, s.SaveStandIn(background(), news.StandIn{EntryID: last.ID}, noon))
		counts, err = s.StandInCounts(background(), noon)
		must(t, err)
		same(t, "StandInCounts, one forgotten", counts, []news.StandInCount{{FeedID: f.ID, Kind: news.StandInSame, Pages: 2}})
		fails(t, "SaveStandIn of no entry", s.SaveStandIn(background(), news.StandIn{EntryID: 999, Kind: news.StandInDoubt}, noon), news.ErrNotFound)
	}},
}
