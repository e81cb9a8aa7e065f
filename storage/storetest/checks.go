package storetest

import (
	"testing"
	"time"

	"sada/news"
	"sada/storage"
)

// filed files article 1 from entry 1, its page to be read again an hour after
// noon.
func filed(t *testing.T, s storage.Store) (*news.Article, news.Check) {
	t.Helper()
	f := sync(t, s, feed("one", rabwa))["one"]
	savePoll(t, s, poll(f, noon, entry(1)))
	e := entryOf(t, s, entry(1).Address)
	c := news.Check{
		Entry: e, FinalURL: e.URL, Validator: news.Validator{ETag: `"1"`, LastModified: "Mon", BodyHash: "ab"}, Bytes: 900,
		Checked: noon, Next: after(time.Hour),
	}
	file := filing(article(rabwa, 1))
	file.EntryID, file.Check = e.ID, &c
	must(t, s.File(background(), []*news.Filing{file}, alone))
	c.ArticleID = file.Article.ID
	return file.Article, c
}

// again files article 1 as its page reads now, and reports whether that is a
// revision.
func again(t *testing.T, s storage.Store, c news.Check, change func(*news.Article)) bool {
	t.Helper()
	a := article(rabwa, 1)
	a.Fetched = c.Checked
	change(a)
	file := filing(a)
	file.EntryID, file.Check = c.Entry.ID, &c
	must(t, s.File(background(), []*news.Filing{file}, alone))
	return file.Revised
}

func due(t *testing.T, s storage.Store, now time.Time) []news.Check {
	t.Helper()
	checks, err := s.DueChecks(background(), now, 0)
	must(t, err)
	return checks
}

// kinds returns the kinds of the events of a store.
func kinds(t *testing.T, s storage.Store) (kinds []string) {
	t.Helper()
	for e, err := range s.Events(background(), 0) {
		must(t, err)
		kinds = append(kinds, e.Kind)
	}
	return kinds
}

var checkPromises = []promise{
	{"a page is due to be read again at its time", func(t *testing.T, s storage.Store) {
		a, c := filed(t, s)
		same(t, "due before", len(due(t, s, after(59*time.Minute))), 0)
		got := due(t, s, after(time.Hour))
		if len(got) != 1 {
			t.Fatalf("%d pages due, want 1", len(got))
		}
		same(t, "article", got[0].ArticleID, a.ID)
		same(t, "entry", []any{got[0].Entry.ID, got[0].Entry.URL, got[0].Entry.Title, got[0].Entry.FirstSeen, got[0].Entry.Outlet.Name},
			[]any{c.Entry.ID, c.Entry.URL, c.Entry.Title, c.Entry.FirstSeen, c.Entry.Outlet.Name})
		got[0].Entry = c.Entry
		same(t, "the check", got[0], c)
	}},
	{"a page read at a time to come is due: the clock was set back", func(t *testing.T, s storage.Store) {
		filed(t, s)
		same(t, "due a day before", len(due(t, s, after(-24*time.Hour))), 1)
	}},
	{"a check is moved on, and ends", func(t *testing.T, s storage.Store) {
		_, c := filed(t, s)
		c.Checked, c.Next, c.ETag = after(time.Hour), after(3*time.Hour), `"2"`
		must(t, s.SaveCheck(background(), c))
		same(t, "due at the old time", len(due(t, s, after(2*time.Hour))), 0)
		got := due(t, s, after(3*time.Hour))
		same(t, "due at the new one", len(got), 1)
		same(t, "ETag", got[0].ETag, `"2"`)
		c.Next = time.Time{}
		must(t, s.SaveCheck(background(), c))
		same(t, "due ever", len(due(t, s, after(1000*time.Hour))), 0)
	}},
	{"pages of a disabled feed are not read again", func(t *testing.T, s storage.Store) {
		filed(t, s)
		must(t, s.SetFeedEnabled(background(), "one", false))
		same(t, "due", len(due(t, s, after(time.Hour))), 0)
	}},
	{"a page that is gone is marked, told once, and stays; one that is back is told too", func(t *testing.T, s storage.Store) {
		a, c := filed(t, s)
		before := len(kinds(t, s))
		for _, gone := range []bool{true, true, false, false} {
			c.Gone, c.Checked = gone, c.Checked.Add(time.Minute)
			must(t, s.SaveCheck(background(), c))
			stored, err := s.Article(background(), a.ID)
			must(t, err)
			if gone {
				same(t, "Gone of the article", stored.Gone, after(time.Minute))
			} else {
				same(t, "Gone of the article", stored.Gone, time.Time{})
			}
			same(t, "Gone read back", due(t, s, after(time.Hour))[0].Gone, gone)
		}
		same(t, "events", kinds(t, s)[before:], []string{"article.gone", "article.returned"})
	}},
	{"a changed text is a revision, and moves the check on", func(t *testing.T, s storage.Store) {
		a, c := filed(t, s)
		before := len(kinds(t, s))
		c.Checked, c.Next, c.BodyHash = after(time.Hour), after(3*time.Hour), "cd"
		same(t, "Revised", again(t, s, c, func(a *news.Article) {
			a.Blocks[2].Text = "وقال المهندس إن العمل دام ثلاث سنوات."
		}), true)
		same(t, "Revised by the same text", again(t, s, c, func(a *news.Article) {
			a.Blocks[2].Text = "وقال المهندس إن العمل دام ثلاث سنوات."
		}), false)
		same(t, "events", kinds(t, s)[before:], []string{"article.revised"})
		same(t, "due at the old time", len(due(t, s, after(2*time.Hour))), 0)
		stored, err := s.Article(background(), a.ID)
		must(t, err)
		same(t, "Revisions", stored.Revisions, 1)
		same(t, "hash", due(t, s, after(3*time.Hour))[0].BodyHash, "cd")
	}},
	{"a changed headline is a revision", func(t *testing.T, s storage.Store) {
		_, c := filed(t, s)
		same(t, "Revised", again(t, s, c, func(a *news.Article) { a.Title = "افتتاح جسر" }), true)
	}},
	{"what is not compared makes no revision", func(t *testing.T, s storage.Store) {
		_, c := filed(t, s)
		same(t, "another promo line", again(t, s, c, func(a *news.Article) { a.Blocks[1].Text = "اقرأ أيضا: جسر آخر" }), false)
		same(t, "no promo line", again(t, s, c, func(a *news.Article) { a.Blocks = append(a.Blocks[:1], a.Blocks[2:]...) }), false)
		same(t, "a promo line taken for text", again(t, s, c, func(a *news.Article) { a.Blocks[1].Kind = news.BlockBody }), false)
		same(t, "a caption taken for text", again(t, s, c, func(a *news.Article) { a.Blocks[3].Kind = news.BlockBody }), false)
		same(t, "a line of text taken for furniture", again(t, s, c, func(a *news.Article) { a.Blocks[2].Kind = news.BlockFurniture }), false)
		same(t, "no text at all", again(t, s, c, func(a *news.Article) { a.Blocks = nil }), false)
	}},
	{"another entry of the same article neither revises nor checks it", func(t *testing.T, s storage.Store) {
		_, c := filed(t, s)
		f := sync(t, s, feed("one", rabwa), feed("two", rabwa))["two"]
		savePoll(t, s, poll(f, noon, entry(2)))
		other := news.Check{Entry: entryOf(t, s, entry(2).Address), Checked: noon, Next: after(time.Minute)}
		same(t, "Revised", again(t, s, other, func(a *news.Article) { a.Blocks[2].Text = "نص آخر." }), false)
		same(t, "due", len(due(t, s, after(30*time.Minute))), 0)
		same(t, "due at its time", len(due(t, s, c.Next)), 1)
	}},
}
