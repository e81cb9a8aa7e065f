package storetest

import (
	"testing"

	"sada/news"
	"sada/storage"
)

var streamPromises = []promise{
	{"articles stream in order of id, with their texts", func(t *testing.T, s storage.Store) {
		a, b := article(rabwa, 2), article(manara, 1)
		filings := fileAlone(t, s, a, b)
		got := drain(t, s.Articles(background()))
		if len(got) != 2 || got[0].ID != a.ID || got[1].ID != b.ID || got[1].Text != b.Text() || got[1].Variant != filings[1].Variant {
			t.Errorf("Articles: got %+v", got)
		}
	}},
	{"a stream sees one point in time", func(t *testing.T, s storage.Store) {
		fileAlone(t, s, article(rabwa, 1), article(rabwa, 2))
		var articles, stories int
		for _, err := range s.Articles(background()) {
			must(t, err)
			fileAlone(t, s, article(rabwa, 10+articles))
			articles++
		}
		for _, err := range s.ExportStories(background()) {
			must(t, err)
			fileAlone(t, s, article(rabwa, 20+stories))
			stories++
		}
		same(t, "articles, stories seen", []int{articles, stories}, []int{2, 4})
	}},
	{"a stream may be left, and others read within it", func(t *testing.T, s storage.Store) {
		fileAlone(t, s, article(rabwa, 1), article(rabwa, 2), article(rabwa, 3))
		for range 50 { // more often than a pool has connections
			for a, err := range s.Articles(background()) {
				must(t, err)
				for _, err := range s.Stories(background(), news.StoryQuery{}) {
					must(t, err)
					break
				}
				_, err := s.Article(background(), a.ID)
				must(t, err)
				break
			}
		}
		same(t, "written after", len(fileAlone(t, s, article(rabwa, 4))), 1)
	}},
	{"stories are exported with their members and outlets", func(t *testing.T, s storage.Store) {
		first, early, late := article(rabwa, 5), article(manara, 1), article(rabwa, 9)
		other := article(manara, 20)
		v := fileAlone(t, s, first)[0].Variant
		fileAs(t, s, late, joining(v.StoryID, first.ID))
		o := fileAlone(t, s, other)[0].Variant
		fileAs(t, s, early, joining(v.StoryID, first.ID))
		same(t, "ExportStories", drain(t, s.ExportStories(background())), []news.StoryMembers{
			{Story: story(t, s, v.StoryID), OutletNames: []string{manara.Name, rabwa.Name}, Members: []int64{first.ID, early.ID, late.ID}},
			{Story: story(t, s, o.StoryID), OutletNames: []string{manara.Name}, Members: []int64{other.ID}},
		})
	}},
	{"a stream leaves nothing open at its end", func(t *testing.T, s storage.Store) {
		fileAlone(t, s, article(rabwa, 1))
		for range s.Articles(background()) {
			break
		}
		for range s.Events(background(), 0) {
			break
		}
		must(t, s.Close())
	}},
}
