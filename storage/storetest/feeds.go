package storetest

import (
	"testing"
	"time"

	"sada/news"
	"sada/storage"
)

var feedPromises = []promise{
	{"a listed feed comes back whole, in order of name", func(t *testing.T, s storage.Store) {
		must(t, s.SyncFeeds(background(), []news.Feed{feed("zeta", rabwa), feed("alpha", manara)}))
		got, err := s.Feeds(background())
		must(t, err)
		want := []news.Feed{feed("alpha", manara), feed("zeta", rabwa)}
		for i := range want {
			want[i].State = news.FeedNew
			want[i].ID, want[i].Outlet.ID = got[i].ID, got[i].Outlet.ID
		}
		same(t, "Feeds", got, want)
	}},
	{"a feed no longer listed is disabled, and enabled when listed again", func(t *testing.T, s storage.Store) {
		one, two := feed("one", rabwa), feed("two", rabwa)
		sync(t, s, one, two)
		if got := sync(t, s, one)["two"]; got.Enabled {
			t.Error("unlisted feed is enabled")
		}
		if got := sync(t, s, one, two)["two"]; !got.Enabled {
			t.Error("feed listed again is disabled")
		}
	}},
	{"what a user switched off stays off", func(t *testing.T, s storage.Store) {
		sync(t, s, feed("one", rabwa))
		must(t, s.SetFeedEnabled(background(), "one", false))
		if got := sync(t, s, feed("one", rabwa))["one"]; got.Enabled {
			t.Error("SyncFeeds enabled a feed that was switched off")
		}
	}},
	{"a changed URL drops the validators and is due at once", func(t *testing.T, s storage.Store) {
		f := sync(t, s, feed("one", rabwa))["one"]
		p := poll(f, noon)
		p.Validator = news.Validator{ETag: `"v1"`, LastModified: "Mon", BodyHash: "ab"}
		savePoll(t, s, p)
		moved := feed("one", rabwa)
		moved.URL = "https://rabwa.example/new.xml"
		got := sync(t, s, moved)["one"]
		if got.ID != f.ID || got.URL != moved.URL || got.Validator != (news.Validator{}) || !got.NextPoll.IsZero() {
			t.Errorf("moved feed: got %+v", got)
		}
	}},
	{"a feed that its server moved stays there, until the configuration changes", func(t *testing.T, s storage.Store) {
		listed := feed("one", rabwa)
		p := poll(sync(t, s, listed)["one"], noon)
		p.Feed.URL = "https://rabwa.example/moved.xml"
		savePoll(t, s, p)
		if got := sync(t, s, listed)["one"]; got.URL != p.Feed.URL {
			t.Errorf("moved by the server, then listed: URL %s; want %s", got.URL, p.Feed.URL)
		}
		renamed := listed
		renamed.Name = "front"
		if got := sync(t, s, renamed); len(got) != 1 || got["front"].URL != p.Feed.URL {
			t.Errorf("moved by the server, then renamed: %+v; want one feed at %s", got, p.Feed.URL)
		}
		again := feed("again", rabwa)
		again.URL = listed.URL
		_, err := s.AddFeed(background(), again)
		fails(t, "AddFeed of an address that a feed had", err, news.ErrKnown)
		sync(t, s, listed)
		changed := listed
		changed.URL = "https://rabwa.example/third.xml"
		if got := sync(t, s, changed)["one"]; got.URL != changed.URL {
			t.Errorf("moved by the configuration: URL %s; want %s", got.URL, changed.URL)
		}
		if got := sync(t, s, listed)["one"]; got.URL != listed.URL {
			t.Errorf("moved back by the configuration: URL %s; want %s", got.URL, listed.URL)
		}
		moves, err := s.FeedMoves(background())
		must(t, err)
		var got []string
		for _, m := range moves {
			got = append(got, m.From+" "+m.To+" "+string(m.Why))
		}
		same(t, "FeedMoves", got, []string{
			listed.URL + " " + p.Feed.URL + " redirect",
			p.Feed.URL + " " + changed.URL + " config",
			changed.URL + " " + listed.URL + " config",
		})
		if !moves[0].At.Equal(noon) {
			t.Errorf("FeedMoves: the first at %v; want %v", moves[0].At, noon)
		}
	}},
	{"a feed is not moved to the address of another", func(t *testing.T, s storage.Store) {
		feeds := sync(t, s, feed("one", rabwa), feed("two", rabwa))
		p := poll(feeds["one"], noon)
		p.Feed.URL = feeds["two"].URL
		savePoll(t, s, p)
		if got := feedsByName(t, s)["one"].URL; got != feeds["one"].URL || p.Feed.URL != got {
			t.Errorf("feed one at %s, poll says %s; want %s", got, p.Feed.URL, feeds["one"].URL)
		}
	}},
	{"a section page keeps its kind and pattern; another pattern reads it anew", func(t *testing.T, s storage.Store) {
		page := feed("one", rabwa)
		page.Kind, page.Links = news.KindPage, `/news/\d+`
		p := poll(sync(t, s, page)["one"], noon)
		p.Validator.ETag = `"v1"`
		savePoll(t, s, p)
		if got := sync(t, s, page)["one"]; got.Kind != page.Kind || got.Links != page.Links || got.ETag != `"v1"` {
			t.Errorf("page: got %+v", got)
		}
		page.Links = `/story/\d+`
		if got := sync(t, s, page)["one"]; got.Links != page.Links || got.ETag != "" {
			t.Errorf("page with another pattern: got %+v", got)
		}
	}},
	{"the parts of a feed are those of the last poll that read some", func(t *testing.T, s storage.Store) {
		f := sync(t, s, feed("one", rabwa))["one"]
		part := func(n string) news.Part {
			return news.Part{URL: "https://rabwa.example/" + n, Validator: news.Validator{ETag: n, LastModified: "Mon", BodyHash: "ab"}}
		}
		for _, parts := range [][]news.Part{{part("a"), part("b")}, {part("b"), part("c")}, nil} {
			p := poll(f, noon)
			p.Parts = parts
			savePoll(t, s, p)
		}
		got, err := s.Parts(background(), f.ID)
		must(t, err)
		same(t, "Parts", got, []news.Part{part("b"), part("c")})
	}},
	{"a renamed feed keeps its past", func(t *testing.T, s storage.Store) {
		f := sync(t, s, feed("one", rabwa))["one"]
		p := poll(f, noon)
		p.Validator.ETag = `"v1"`
		savePoll(t, s, p)
		renamed := feed("one", rabwa)
		renamed.Name = "front"
		got := sync(t, s, renamed)
		if len(got) != 1 || got["front"].ID != f.ID || got["front"].ETag != `"v1"` {
			t.Errorf("renamed feed: got %+v", got)
		}
	}},
	{"a user's feed stays beside the listed ones", func(t *testing.T, s storage.Store) {
		added, err := s.AddFeed(background(), feed("mine", manara))
		must(t, err)
		got := sync(t, s, feed("one", rabwa))["mine"]
		if got.ID != added.ID || got.Origin != "user" || !got.Enabled {
			t.Errorf("user's feed: got %+v", got)
		}
	}},
	{"a name or URL is added once", func(t *testing.T, s storage.Store) {
		first := feed("mine", manara)
		_, err := s.AddFeed(background(), first)
		must(t, err)
		sameURL := first
		sameURL.Name = "other"
		sameName := first
		sameName.URL = "https://manara.example/other.xml"
		for _, f := range []news.Feed{sameURL, sameName} {
			_, err := s.AddFeed(background(), f)
			fails(t, "AddFeed", err, news.ErrKnown)
		}
	}},
	{"switched on, a feed is due and its failures are forgotten", func(t *testing.T, s storage.Store) {
		p := poll(sync(t, s, feed("one", rabwa))["one"], noon)
		p.Feed.State, p.Feed.Failures, p.Feed.Error = news.FeedFailing, 3.5, "status 500"
		savePoll(t, s, p)
		must(t, s.SetFeedEnabled(background(), "https://rabwa.example/one.xml", false))
		if feedsByName(t, s)["one"].Enabled {
			t.Error("feed is enabled after it was switched off by its URL")
		}
		must(t, s.SetFeedEnabled(background(), "one", true))
		got := feedsByName(t, s)["one"]
		if !got.Enabled || got.Failures != 0 || got.Error != "" || !got.NextPoll.IsZero() || got.State == news.FeedFailing {
			t.Errorf("feed switched on: got %+v", got)
		}
		fails(t, "SetFeedEnabled of no feed", s.SetFeedEnabled(background(), "none", true), news.ErrNotFound)
	}},
}

var pollPromises = []promise{
	{"a poll stores the feed's state, schedule and validators", func(t *testing.T, s storage.Store) {
		f := sync(t, s, feed("one", rabwa))["one"]
		p := poll(f, noon, entry(1), entry(2))
		p.Validator = news.Validator{ETag: `"v1"`, LastModified: "Mon, 27 Jul 2026", BodyHash: "ab12"}
		p.Feed.Title, p.Feed.Format, p.Feed.Items, p.Feed.Interval = "الربوة", "rss", 2, 90*time.Second
		p.Feed.PermanentURL, p.Feed.PermanentSeen = "https://rabwa.example/feed", 2
		savePoll(t, s, p)
		want := p.Feed
		want.Validator, want.LastNew, want.PollCount = p.Validator, noon, 1
		same(t, "Feeds", feedsByName(t, s)["one"], want)
		same(t, "New", p.New, 2)
	}},
	{"a poll without validators leaves those stored", func(t *testing.T, s storage.Store) {
		p := poll(sync(t, s, feed("one", rabwa))["one"], noon)
		p.Validator.ETag = `"v1"`
		savePoll(t, s, p)
		failed := poll(p.Feed, after(time.Hour))
		failed.Feed.Validator = news.Validator{}
		failed.Outcome, failed.Feed.State, failed.Error = news.PollFailed, news.FeedFailing, "status 500"
		savePoll(t, s, failed)
		got := feedsByName(t, s)["one"]
		if got.ETag != `"v1"` || got.PollCount != 2 || got.State != news.FeedFailing {
			t.Errorf("after a failed poll: got %+v", got)
		}
	}},
	{"an entry is new once, and seen again after", func(t *testing.T, s storage.Store) {
		f := sync(t, s, feed("one", rabwa))["one"]
		savePoll(t, s, poll(f, noon, entry(1)))
		edited := entry(1)
		edited.Title, edited.Updated = "خبر رقم 1 (محدث)", after(time.Hour)
		p := savePoll(t, s, poll(f, after(time.Hour), edited, entry(2)))
		same(t, "New", p.New, 1)
		got := entryOf(t, s, entry(1).Address)
		if got.Title != edited.Title || !got.Updated.Equal(edited.Updated) || !got.FirstSeen.Equal(noon) || !got.LastSeen.Equal(after(time.Hour)) {
			t.Errorf("entry seen again: got %+v", got)
		}
	}},
	{"an entry comes back whole", func(t *testing.T, s storage.Store) {
		f := sync(t, s, feed("one", rabwa))["one"]
		e := entry(1)
		e.Author, e.Summary, e.Categories, e.Updated = "كاتب", "ملخص", []string{"محليات", "طرق"}, after(time.Minute)
		savePoll(t, s, poll(f, after(time.Hour), e))
		got := entryOf(t, s, e.Address)
		e.ID, e.FeedID, e.Feed, e.Outlet, e.State = got.ID, f.ID, "one", f.Outlet, news.EntryPending
		e.FirstSeen, e.LastSeen, e.PollInterval = after(time.Hour), after(time.Hour), f.Interval
		same(t, "Entries", got, e)
	}},
	{"one GUID for all items loses none", func(t *testing.T, s storage.Store) {
		f := sync(t, s, feed("one", rabwa))["one"]
		e1, e2, e3 := entry(1), entry(2), entry(3)
		e1.GUID, e2.GUID, e3.GUID = "same", "same", "same"
		same(t, "New of the first poll", savePoll(t, s, poll(f, noon, e1, e2)).New, 2)
		same(t, "New of the second poll", savePoll(t, s, poll(f, after(time.Hour), e2, e3)).New, 1)
		same(t, "New of the third poll", savePoll(t, s, poll(f, after(2*time.Hour), entry(4))).New, 1)
	}},
	{"a new GUID or a new link at every poll is no new entry", func(t *testing.T, s storage.Store) {
		f := sync(t, s, feed("one", rabwa))["one"]
		savePoll(t, s, poll(f, noon, entry(1), entry(2)))
		newGUID, newLink := entry(1), entry(2)
		newGUID.GUID, newLink.Address = "other", newLink.Address+"/other"
		same(t, "New", savePoll(t, s, poll(f, after(time.Hour), newGUID, newLink)).New, 0)
	}},
	{"an entry without a page is kept with its reason", func(t *testing.T, s storage.Store) {
		f := sync(t, s, feed("one", rabwa))["one"]
		e := news.Entry{Title: "بلا رابط", State: news.EntrySkipped, Reason: "no link"}
		savePoll(t, s, poll(f, noon, e))
		same(t, "New when seen again", savePoll(t, s, poll(f, after(time.Hour), e)).New, 0)
		got := entryOf(t, s, "")
		if got.State != news.EntrySkipped || got.Reason != "no link" {
			t.Errorf("entry: got state %q, reason %q", got.State, got.Reason)
		}
	}},
	{"an entry whose address is an article is known", func(t *testing.T, s storage.Store) {
		a := article(rabwa, 1)
		fileAlone(t, s, a)
		f := sync(t, s, feed("one", rabwa))["one"]
		savePoll(t, s, poll(f, noon, entry(1)))
		got := entryOf(t, s, entry(1).Address)
		if got.State != news.EntryKnown || got.ArticleID != a.ID {
			t.Errorf("entry: got state %q, article %d; want known, %d", got.State, got.ArticleID, a.ID)
		}
	}},
	{"a poll of no feed is refused", func(t *testing.T, s storage.Store) {
		fails(t, "SavePoll", s.SavePoll(background(), poll(news.Feed{ID: 99}, noon)), news.ErrNotFound)
	}},
}

// entryOf returns the stored entry of an address.
func entryOf(t *testing.T, s storage.Store, address string) news.Entry {
	t.Helper()
	entries, err := s.Entries(background(), 0, "", 0)
	must(t, err)
	for _, e := range entries {
		if e.Address == address {
			return e
		}
	}
	t.Fatalf("no entry has address %q", address)
	return news.Entry{}
}
