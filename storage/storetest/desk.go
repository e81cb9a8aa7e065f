package storetest

import (
	"context"
	"testing"
	"time"

	"sada/news"
	"sada/storage"
)

var deskPromises = []promise{
	{"a decision sees what was filed before it, and not itself", func(t *testing.T, s storage.Store) {
		filings := []*news.Filing{filing(article(rabwa, 1)), filing(article(rabwa, 2)), filing(article(rabwa, 3))}
		var seen []int
		must(t, s.File(background(), filings, func(ctx context.Context, d news.Desk, f *news.Filing) (news.Decision, error) {
			if f.Article.ID == 0 {
				t.Error("the article has no id yet")
			}
			seen = append(seen, len(drain(t, d.FiledAfter(ctx, 0, time.Time{}))))
			return alone(ctx, d, f)
		}))
		same(t, "articles seen", seen, []int{0, 1, 2})
	}},
	{"a member holds what is needed to compare", func(t *testing.T, s storage.Store) {
		a := article(rabwa, 1)
		f := fileAlone(t, s, a)[0]
		view(t, s, func(ctx context.Context, d news.Desk) {
			m, err := d.Member(ctx, a.ID)
			must(t, err)
			same(t, "Member", m, news.Member{
				ArticleID: a.ID, StoryID: f.Variant.StoryID, OutletID: a.Outlet.ID, At: a.At(), Relation: news.Canonical,
				Credit: a.Credit.Agency, Title: a.Title, Words: m.Words, Print: f.Print,
			})
			m.Title = ""
			same(t, "FiledAfter", drain(t, d.FiledAfter(ctx, 0, time.Time{})), []news.Member{m})
			w, err := d.Wording(ctx, a.ID)
			must(t, err)
			same(t, "Wording", w, news.Wording{OutletID: a.Outlet.ID, At: a.At(), Credit: a.Credit.Agency, Title: a.Title, Text: a.Text()})
		})
	}},
	{"articles are loaded by id and by time", func(t *testing.T, s storage.Store) {
		a, b, c := article(rabwa, 30), article(rabwa, 10), article(rabwa, 20)
		fileAlone(t, s, a, b, c)
		view(t, s, func(ctx context.Context, d news.Desk) {
			for _, q := range []struct {
				name  string
				after int64
				since time.Time
				want  []int64
			}{
				{"all", 0, time.Time{}, []int64{a.ID, b.ID, c.ID}},
				{"after the first", a.ID, time.Time{}, []int64{b.ID, c.ID}},
				{"since a time", 0, c.At(), []int64{a.ID, c.ID}},
				{"both", a.ID, c.At(), []int64{c.ID}},
				{"none", 0, after(time.Hour), nil},
			} {
				var got []int64
				for _, m := range drain(t, d.FiledAfter(ctx, q.after, q.since)) {
					got = append(got, m.ArticleID)
				}
				same(t, "FiledAfter, "+q.name, got, q.want)
			}
		})
	}},
	{"members of a story come canonical first, then by time", func(t *testing.T, s storage.Store) {
		first, late, early := article(rabwa, 5), article(manara, 9), article(manara, 1)
		v := fileAlone(t, s, first)[0].Variant
		fileAs(t, s, late, joining(v.StoryID, first.ID))
		fileAs(t, s, early, joining(v.StoryID, first.ID))
		view(t, s, func(ctx context.Context, d news.Desk) {
			members, err := d.Members(ctx, v.StoryID)
			must(t, err)
			var got []int64
			for _, m := range members {
				got = append(got, m.ArticleID)
			}
			same(t, "Members", got, []int64{first.ID, early.ID, late.ID})
		})
	}},
	{"a decision sees where those filed with it stand", func(t *testing.T, s storage.Store) {
		all := []*news.Filing{filing(article(rabwa, 1)), filing(article(manara, 2)), filing(article(rabwa, 3)), filing(article(rabwa, 4))}
		members := func(ctx context.Context, d news.Desk, f *news.Filing) (ids []int64) {
			found, err := d.Members(ctx, f.Variant.StoryID)
			must(t, err)
			for _, m := range found {
				ids = append(ids, m.ArticleID)
			}
			return ids
		}
		must(t, s.File(background(), all, func(ctx context.Context, d news.Desk, f *news.Filing) (news.Decision, error) {
			switch f {
			case all[1]:
				return joining(all[0].Variant.StoryID, all[0].Article.ID), nil
			case all[2]:
				same(t, "Members", members(ctx, d, all[0]), []int64{all[0].Article.ID, all[1].Article.ID})
				return news.Decision{
					Variant: news.Variant{Relation: news.Canonical, Score: 1},
					Moved:   []news.Variant{{ArticleID: all[1].Article.ID, Relation: news.Repost, Score: 0.9}},
				}, nil
			case all[3]:
				same(t, "Members it left", members(ctx, d, all[0]), []int64{all[0].Article.ID})
				same(t, "Members it joined", members(ctx, d, all[2]), []int64{all[2].Article.ID, all[1].Article.ID})
				w, err := d.Wording(ctx, all[2].Article.ID)
				must(t, err)
				same(t, "Wording", w.Text, all[2].Article.Text())
			}
			return alone(ctx, d, f)
		}))
	}},
	{"where one decision cannot be stored none is", func(t *testing.T, s storage.Store) {
		all := []*news.Filing{filing(article(rabwa, 1)), filing(article(manara, 2)), filing(article(rabwa, 3))}
		err := s.File(background(), all, func(ctx context.Context, d news.Desk, f *news.Filing) (news.Decision, error) {
			if f == all[1] {
				return joining(99, all[0].Article.ID), nil
			}
			return alone(ctx, d, f)
		})
		fails(t, "File", err, news.ErrNotFound)
		counts, err := s.Counts(background())
		must(t, err)
		same(t, "Counts", counts, news.Counts{})
		for _, f := range all {
			same(t, "Article.ID", f.Article.ID, int64(0))
		}
	}},
	{"nobody decided about a story until somebody does", func(t *testing.T, s storage.Store) {
		v := fileAlone(t, s, article(rabwa, 1))[0].Variant
		view(t, s, func(ctx context.Context, d news.Desk) {
			decided, err := d.Decided(ctx, v.StoryID)
			must(t, err)
			same(t, "Decided", decided, false)
		})
	}},
	{"what is not filed is not found", func(t *testing.T, s storage.Store) {
		view(t, s, func(ctx context.Context, d news.Desk) {
			_, err := d.Member(ctx, 99)
			fails(t, "Member", err, news.ErrNotFound)
			_, err = d.Wording(ctx, 99)
			fails(t, "Wording", err, news.ErrNotFound)
		})
	}},
}

func view(t *testing.T, s storage.Store, look func(ctx context.Context, d news.Desk)) {
	t.Helper()
	must(t, s.View(background(), func(ctx context.Context, d news.Desk) error {
		look(ctx, d)
		return nil
	}))
}
