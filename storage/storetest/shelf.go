package storetest

import (
	"context"
	"errors"
	"testing"
	"time"
	"unicode/utf8"

	"sada/news"
	"sada/storage"
)

var filePromises = []promise{
	{"an article comes back whole", func(t *testing.T, s storage.Store) {
		a := article(rabwa, 1)
		a.Aliases, a.ExternalID, a.Flags = []string{"https://m.rabwa.example/news/1"}, "old-1", []string{"no date", "short"}
		a.Modified = after(time.Hour)
		f := fileAlone(t, s, a)[0]
		got, err := s.Article(background(), a.ID)
		must(t, err)
		want := news.Stored{Article: *a, Variant: f.Variant, Text: a.Text(), SimHash: f.Print.SimHash, Words: got.Words}
		want.Aliases = []string{"https://m.rabwa.example/news/1", a.OriginalURL}
		want.Outlet.ID = got.Outlet.ID
		same(t, "Article", got, want)
		if got.Words < 10 || got.Variant.StoryID == 0 {
			t.Errorf("Article: %d words, story %d", got.Words, got.Variant.StoryID)
		}
	}},
	{"one article, one filing, whatever its address", func(t *testing.T, s storage.Store) {
		first, byURL, byAlias := article(rabwa, 1), article(rabwa, 1), article(rabwa, 2)
		first.Aliases = []string{"https://amp.rabwa.example/1"}
		byAlias.Aliases = []string{"https://amp.rabwa.example/1"}
		filings := fileAlone(t, s, first, byURL, byAlias)
		for i, known := range []bool{false, true, true} {
			if filings[i].Known != known || filings[i].Article.ID != first.ID {
				t.Errorf("filing %d: got known %t, article %d; want %t, %d", i, filings[i].Known, filings[i].Article.ID, known, first.ID)
			}
		}
		id, err := s.FindArticle(background(), byAlias.URL)
		must(t, err)
		same(t, "the known one's own address leads to", id, first.ID)
	}},
	{"the entry is closed with the article", func(t *testing.T, s storage.Store) {
		feeds := sync(t, s, feed("one", rabwa), feed("two", rabwa), feed("three", rabwa))
		savePoll(t, s, poll(feeds["one"], noon, entry(1)))
		savePoll(t, s, poll(feeds["two"], noon, entry(1), entry(2)))
		due, err := s.Pending(background(), noon, 0)
		must(t, err)
		f1, f2 := filing(article(rabwa, 1)), filing(article(rabwa, 1))
		f1.EntryID, f2.EntryID = due[0].ID, due[1].ID // the page of entry 2 names article 1 as its own
		must(t, s.File(background(), []*news.Filing{f1, f2}, alone))
		states := map[news.EntryState]int{}
		entries, err := s.Entries(background(), 0, "", 0)
		must(t, err)
		for _, e := range entries {
			states[e.State]++
			same(t, "article of the entry", e.ArticleID, f1.Article.ID)
		}
		same(t, "states", states, map[news.EntryState]int{news.EntryFiled: 1, news.EntryKnown: 2})
	}},
	{"an error of the decision rolls all back", func(t *testing.T, s storage.Store) {
		boom := errors.New("boom")
		filings := []*news.Filing{filing(article(rabwa, 1)), filing(article(rabwa, 2))}
		err := s.File(background(), filings, func(ctx context.Context, d news.Desk, f *news.Filing) (news.Decision, error) {
			if f == filings[1] {
				return news.Decision{}, boom
			}
			return alone(ctx, d, f)
		})
		fails(t, "File", err, boom)
		counts, err := s.Counts(background())
		must(t, err)
		same(t, "Counts", counts, news.Counts{})
		same(t, "ids left behind", []int64{filings[0].Article.ID, filings[1].Article.ID}, []int64{0, 0})
	}},
	{"a cancelled filing stores nothing", func(t *testing.T, s storage.Store) {
		ctx, cancel := context.WithCancel(background())
		err := s.File(ctx, []*news.Filing{filing(article(rabwa, 1)), filing(article(rabwa, 2))}, func(ctx context.Context, d news.Desk, f *news.Filing) (news.Decision, error) {
			cancel()
			return alone(ctx, d, f)
		})
		fails(t, "File", err, context.Canceled)
		counts, err := s.Counts(background())
		must(t, err)
		same(t, "Counts", counts, news.Counts{})
	}},
	{"texts are stored as valid UTF-8 without NUL", func(t *testing.T, s storage.Store) {
		a := article(rabwa, 1)
		a.Title = "عنوان\x00 \xff مكسور"
		a.Byline, a.Blocks[0].Text, a.Flags = "\xd8", "نص\x00 \xc3\x28 آخر", []string{"bad\x00\xfe"}
		fileAlone(t, s, a)
		got, err := s.Article(background(), a.ID)
		must(t, err)
		for _, text := range []string{got.Title, got.Byline, got.Text, got.Blocks[0].Text, got.Flags[0]} {
			if !utf8.ValidString(text) || containsNUL(text) {
				t.Errorf("stored %q", text)
			}
		}
	}},
	{"an absurd date is no date, and orders nothing", func(t *testing.T, s storage.Store) {
		ahead, ancient, none := article(rabwa, 1), article(rabwa, 2), article(rabwa, 3)
		ahead.Published, ancient.Published, none.Published = noon.AddDate(0, 0, 9), time.Unix(0, 0).UTC(), time.Time{}
		fileAlone(t, s, ahead, ancient, none)
		for _, a := range []*news.Article{ahead, ancient, none} {
			got, err := s.Article(background(), a.ID)
			must(t, err)
			if !got.Published.IsZero() || !got.At().Equal(a.FirstSeen) {
				t.Errorf("%s: published %v, at %v", a.URL, got.Published, got.At())
			}
		}
	}},
	{"an article without any time is refused", func(t *testing.T, s storage.Store) {
		a := article(rabwa, 1)
		a.FirstSeen, a.Published = time.Time{}, time.Time{}
		if err := s.File(background(), []*news.Filing{filing(a)}, alone); err == nil {
			t.Error("File took an article without any time")
		}
	}},
}

func containsNUL(text string) bool {
	for i := range len(text) {
		if text[i] == 0 {
			return true
		}
	}
	return false
}
