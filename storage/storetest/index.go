package storetest

import (
	"context"
	"testing"

	"sada/news"
	"sada/storage"
)

// kept is a list of two segments over the articles 1 to 4.
func kept() []news.Segment {
	return []news.Segment{
		{FirstID: 1, LastID: 2, Articles: 2, Scheme: "test/1", File: "1-2", Checksum: 1<<63 | 5},
		{FirstID: 3, LastID: 4, Articles: 2, Scheme: "test/1", File: "3-4", Checksum: 6},
	}
}

// keepFour files four articles and lists segments of them.
func keepFour(t *testing.T, s storage.Store, moved ...int64) []*news.Filing {
	t.Helper()
	filings := fileAlone(t, s, article(rabwa, 1), article(manara, 2), article(rabwa, 3), article(manara, 4))
	must(t, s.KeepSegments(background(), kept(), moved))
	return filings
}

// lists checks what is listed of the index.
func lists(t *testing.T, s storage.Store, what string, segments []news.Segment, moved []news.Settled) {
	t.Helper()
	view(t, s, func(ctx context.Context, d news.Desk) {
		got, err := d.Segments(ctx)
		must(t, err)
		same(t, what+": Segments", got, segments)
		settled, err := d.Resettled(ctx)
		must(t, err)
		same(t, what+": Resettled", settled, moved)
	})
}

// reprint gives an article a print of another scheme.
func reprint(t *testing.T, s storage.Store, dry bool, f *news.Filing) {
	t.Helper()
	print := f.Print
	print.Scheme = "test/2"
	regroup(t, s, dry, news.Regrouping{
		StoryID: f.Variant.StoryID, CanonicalID: f.Article.ID,
		Members: []news.Refiling{{Variant: f.Variant, Print: print, Folded: f.Folded}},
	})
}

var indexPromises = []promise{
	{"the list of segments is the one last given", func(t *testing.T, s storage.Store) {
		lists(t, s, "at first", nil, nil)
		f := keepFour(t, s, 2)
		lists(t, s, "kept", kept(), []news.Settled{{ArticleID: 2, StoryID: f[1].Variant.StoryID}})
		must(t, s.KeepSegments(background(), kept()[:1], nil))
		lists(t, s, "one kept", kept()[:1], nil)
	}},
	{"an article that changes its story is told of", func(t *testing.T, s storage.Store) {
		f := keepFour(t, s)
		late := fileAlone(t, s, article(rabwa, 5))[0]
		for _, a := range []*news.Filing{f[1], late} {
			regroup(t, s, false, news.Regrouping{
				StoryID: f[0].Variant.StoryID, CanonicalID: f[0].Article.ID,
				Members: []news.Refiling{refiling(a.Article, f[0].Article.ID)},
			})
		}
		lists(t, s, "moved", kept(), []news.Settled{{ArticleID: 2, StoryID: f[0].Variant.StoryID}})
	}},
	{"a print made anew takes its segment off the list, and those after it", func(t *testing.T, s storage.Store) {
		f := keepFour(t, s)
		lists(t, s, "before", kept(), nil)
		reprint(t, s, false, f[3])
		lists(t, s, "the fourth made anew", kept()[:1], nil)
		reprint(t, s, false, f[1])
		lists(t, s, "the second made anew", nil, nil)
	}},
	{"what is rolled back takes nothing off the list", func(t *testing.T, s storage.Store) {
		f := keepFour(t, s)
		reprint(t, s, true, f[0])
		lists(t, s, "a dry run", kept(), nil)
	}},
}
