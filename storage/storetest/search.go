package storetest

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"sada/news"
	"sada/storage"
)

var searchPromises = []promise{
	{"every word must occur, in title or text", func(t *testing.T, s storage.Store) {
		a, b := article(rabwa, 1), article(rabwa, 2)
		b.Title = "حريق في السوق"
		fileAlone(t, s, a, b)
		for _, q := range []struct {
			text string
			want []int64
		}{
			{fold("أمام السيارات"), []int64{a.ID, b.ID}},
			{"حريق البلديه", []int64{b.ID}},
			{"حريق افتتاح", nil},
			{"غايب", nil},
			{"شوف", nil}, // a promo line is no part of the report
		} {
			got := found(t, s, news.SearchQuery{Text: q.text})
			slices.Sort(got)
			same(t, "Search "+q.text, got, q.want)
			n, err := s.CountFound(background(), news.SearchQuery{Text: q.text, Limit: 1})
			must(t, err)
			same(t, "CountFound "+q.text, n, int64(len(q.want)))
		}
	}},
	{"the best match comes first, its text filled in", func(t *testing.T, s storage.Store) {
		once, often := article(rabwa, 1), article(rabwa, 2)
		once.Blocks = []news.Block{{Kind: news.BlockBody, Text: "سد واحد بين كلام كثير عن الطرق والمدارس"}}
		often.Blocks = []news.Block{{Kind: news.BlockBody, Text: "سد وسد ثم سد آخر سد"}}
		fileAlone(t, s, once, often)
		same(t, "Search", found(t, s, news.SearchQuery{Text: "سد"}), []int64{often.ID, once.ID})
		first := drain(t, s.Search(background(), news.SearchQuery{Text: "سد", Limit: 1}))
		if len(first) != 1 || first[0].Text != often.Text() || first[0].Outlet.Name != rabwa.Name {
			t.Errorf("Search with limit 1: got %+v", first)
		}
	}},
	{"nothing in a query is syntax", func(t *testing.T, s storage.Store) {
		fileAlone(t, s, article(rabwa, 1))
		for _, text := range []string{
			`"`, `'`, `""`, `الجسر"`, `AND`, `OR NOT`, `NEAR(الجسر رقم, 2)`, `title:الجسر`, `*`, `الجسر*`, `^الجسر`, `(`, `)`, `{a b}:c`,
			`-`, `+`, `a AND`, `'; DROP TABLE articles; --`, "الجسر\x00رقم", "\xff\xfe", `\`, `%`, `ـ`, "\u064b", "\u200f", // tatweel, tanwin, right-to-left mark
			strings.Repeat("كلمه ", 2000), strings.Repeat("ط", 10_000), strings.Repeat(`"`, 10_000), manyWords(2000),
		} {
			for a, err := range s.Search(background(), news.SearchQuery{Text: text}) {
				if err != nil {
					t.Errorf("Search(%.40q): %v", text, err)
				}
				_ = a
			}
			for _, err := range s.Stories(background(), news.StoryQuery{Text: text}) {
				if err != nil {
					t.Errorf("Stories(%.40q): %v", text, err)
				}
			}
			if _, err := s.CountFound(background(), news.SearchQuery{Text: text}); err != nil {
				t.Errorf("CountFound(%.40q): %v", text, err)
			}
			if _, err := s.CountStories(background(), news.StoryQuery{Text: text}); err != nil {
				t.Errorf("CountStories(%.40q): %v", text, err)
			}
		}
		same(t, "Search after all", len(found(t, s, news.SearchQuery{Text: "الجسر"})), 1)
	}},
	{"a query without a word finds nothing", func(t *testing.T, s storage.Store) {
		fileAlone(t, s, article(rabwa, 1))
		for _, text := range []string{"", " ", "؟؟", "...", "«»"} {
			same(t, "Search "+text, found(t, s, news.SearchQuery{Text: text}), []int64(nil))
		}
	}},
	{"raw syntax is read, and bad syntax told", func(t *testing.T, s storage.Store) {
		a, b := article(rabwa, 1), article(rabwa, 2)
		b.Title = "حريق"
		fileAlone(t, s, a, b)
		same(t, "Search raw", found(t, s, news.SearchQuery{Text: "البلديه NOT title : حريق", Raw: true}), []int64{a.ID})
		for _, text := range []string{`"`, `AND`, `nosuch : x`, `(`, `NEAR(`} {
			err := firstError(s, news.SearchQuery{Text: text, Raw: true})
			if !errors.Is(err, storage.ErrSyntax) || strings.Contains(err.Error(), "fts5") {
				t.Errorf("Search raw %q: got error %v, want %v", text, err, storage.ErrSyntax)
			}
			_, err = s.CountFound(background(), news.SearchQuery{Text: text, Raw: true})
			fails(t, "CountFound raw "+text, err, storage.ErrSyntax)
		}
	}},
}

// manyWords is a query of n different words.
func manyWords(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(" " + strings.Repeat("س", 1+i%7) + string(rune('ا'+i%20)) + strings.Repeat("ق", i/100))
	}
	return b.String()
}

func found(t *testing.T, s storage.Store, q news.SearchQuery) (ids []int64) {
	t.Helper()
	for _, a := range drain(t, s.Search(background(), q)) {
		ids = append(ids, a.ID)
	}
	return ids
}

func firstError(s storage.Store, q news.SearchQuery) error {
	for _, err := range s.Search(background(), q) {
		if err != nil {
			return err
		}
	}
	return nil
}
