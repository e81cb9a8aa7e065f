package storetest

import (
	"strconv"
	"testing"

	"sada/news"
	"sada/storage"
)

var readPromises = []promise{
	{"an article is found by whatever names it", func(t *testing.T, s storage.Store) {
		a, b := article(rabwa, 1), article(rabwa, 2)
		a.Aliases, a.ExternalID, b.ExternalID = []string{"https://amp.rabwa.example/1"}, "snn-7", "4711"
		fileAlone(t, s, a, b)
		for _, ref := range []struct {
			text string
			want int64
		}{
			{strconv.FormatInt(a.ID, 10), a.ID},
			{a.URL, a.ID},
			{a.OriginalURL, a.ID},
			{a.Aliases[0], a.ID},
			{"snn-7", a.ID},
			{"4711", b.ID}, // digits that are nobody's id
		} {
			got, err := s.FindArticle(background(), ref.text)
			if err != nil || got != ref.want {
				t.Errorf("FindArticle(%q): got %d, %v; want %d", ref.text, got, err, ref.want)
			}
		}
	}},
	{"what names none or several is told", func(t *testing.T, s storage.Store) {
		a, b := article(rabwa, 1), article(rabwa, 2)
		a.ExternalID, b.ExternalID = "twice", "twice"
		fileAlone(t, s, a, b)
		for _, ref := range []string{"99", "", "nobody", "https://rabwa.example/none", "' OR 1=1 --"} {
			_, err := s.FindArticle(background(), ref)
			fails(t, "FindArticle("+ref+")", err, news.ErrNotFound)
		}
		_, err := s.FindArticle(background(), "twice")
		fails(t, "FindArticle(twice)", err, news.ErrAmbiguous)
	}},
	{"what is not stored is not found", func(t *testing.T, s storage.Store) {
		_, err := s.Article(background(), 1)
		fails(t, "Article", err, news.ErrNotFound)
		_, err = s.Story(background(), 1)
		fails(t, "Story", err, news.ErrNotFound)
	}},
	{"the store says how much it holds", func(t *testing.T, s storage.Store) {
		f := sync(t, s, feed("one", rabwa))["one"]
		fileAlone(t, s, article(rabwa, 1), article(rabwa, 9))
		savePoll(t, s, poll(f, noon, entry(1), entry(2), entry(3)))
		got, err := s.Counts(background())
		must(t, err)
		same(t, "Counts", got, news.Counts{Feeds: 1, Entries: 3, Pending: 2, Articles: 2, Stories: 2})
	}},
}
