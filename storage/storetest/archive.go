package storetest

import (
	"errors"
	"iter"
	"testing"
	"time"

	"sada/news"
	"sada/storage"
)

var archivePromises = []promise{
	{"articles come in order of time, stories whole", func(t *testing.T, s storage.Store) {
		late, early, old := article(rabwa, 30), article(manara, 20), article(rabwa, 1)
		filings := fileAlone(t, s, late, early, old)
		repost := article(manara, 40)
		fileAs(t, s, repost, joining(filings[2].Variant.StoryID, old.ID))
		for _, q := range []struct {
			name  string
			since time.Time
			want  []int64
		}{
			{"all", time.Time{}, []int64{old.ID, early.ID, late.ID, repost.ID}},
			{"of stories seen since", after(29 * time.Minute), []int64{old.ID, late.ID, repost.ID}},
			{"none", after(time.Hour), nil},
		} {
			var got []int64
			for _, a := range drain(t, s.ArticlesByTime(background(), q.since)) {
				got = append(got, a.ID)
				if a.Text == "" || a.Variant.StoryID == 0 || len(a.Print.Passages) == 0 || a.Print.SimHash == 0 {
					t.Errorf("ArticlesByTime, %s: article %d came without text, place or print", q.name, a.ID)
				}
			}
			same(t, "ArticlesByTime, "+q.name, got, q.want)
		}
	}},
	{"articles move, stories are counted, opened and removed", func(t *testing.T, s storage.Store) {
		a, b, c, d := article(rabwa, 1), article(manara, 2), article(rabwa, 3), article(manara, 4)
		f := fileAlone(t, s, a, b, c)
		one, two, three := f[0].Variant.StoryID, f[1].Variant.StoryID, f[2].Variant.StoryID
		fileAs(t, s, d, joining(three, c.ID))
		last := lastSeq(t, s)
		got := regroup(t, s, false,
			news.Regrouping{StoryID: one, CanonicalID: b.ID, Members: []news.Refiling{refiling(a, b.ID), refiling(b, 0)}},
			news.Regrouping{CanonicalID: d.ID, Members: []news.Refiling{refiling(d, 0)}})
		same(t, "members", [][]int64{memberIDs(t, s, one), memberIDs(t, s, three)}, [][]int64{{b.ID, a.ID}, {c.ID}})
		_, err := s.Story(background(), two)
		fails(t, "Story", err, news.ErrNotFound)
		now, err := s.Article(background(), d.ID)
		must(t, err)
		same(t, "changes", got, news.Changes{
			Moved: 2, Rejudged: 1, Kept: 1, Created: 1, Removed: 1, Canonicals: 1,
			Moves: []news.Move{{ArticleID: b.ID, From: two, To: one, Title: b.Title}, {ArticleID: d.ID, From: three, To: now.Variant.StoryID, Title: d.Title}},
		})
		same(t, "story", story(t, s, one), news.Story{
			ID: one, CanonicalID: b.ID, Title: b.Title, Outlets: 2, Articles: 2, Texts: 2, FirstSeen: a.At(), LastSeen: b.At(),
		})
		var kinds []string
		for _, e := range drain(t, s.Events(background(), last)) {
			kinds = append(kinds, e.Kind)
			same(t, e.Kind+" at", e.At, after(time.Hour))
		}
		same(t, "events", kinds, []string{
			"variant.moved", "variant.moved", "story.created", "variant.moved", "canonical.changed", "story.removed",
		})
	}},
	{"what is the same already is left alone", func(t *testing.T, s storage.Store) {
		a, b := article(rabwa, 1), article(manara, 2)
		v := fileAlone(t, s, a)[0].Variant
		f := fileAs(t, s, b, joining(v.StoryID, a.ID))
		last := lastSeq(t, s)
		var members []news.Refiling
		for _, is := range []news.Variant{v, f.Variant} {
			members = append(members, news.Refiling{Variant: is, Print: f.Print})
		}
		members[0].Print = filing(a).Print
		got := regroup(t, s, false, news.Regrouping{StoryID: v.StoryID, CanonicalID: a.ID, Members: members})
		same(t, "changes", got, news.Changes{Kept: 1})
		same(t, "last event", lastSeq(t, s), last)
	}},
	{"a verdict that reads otherwise is stored without an event", func(t *testing.T, s storage.Store) {
		a, b := article(rabwa, 1), article(manara, 2)
		v := fileAlone(t, s, a)[0].Variant
		f := fileAs(t, s, b, joining(v.StoryID, a.ID))
		last := lastSeq(t, s)
		m := news.Refiling{Variant: f.Variant, Outside: true}
		m.Why, m.Score = "9 of 10 passages shared", 0.95
		got := regroup(t, s, false, news.Regrouping{StoryID: v.StoryID, CanonicalID: a.ID, Members: []news.Refiling{m}})
		same(t, "changes", got, news.Changes{Kept: 1})
		same(t, "last event", lastSeq(t, s), last)
		now, err := s.Article(background(), b.ID)
		must(t, err)
		same(t, "variant", now.Variant, m.Variant)
	}},
	{"a dry run tells the same and changes nothing", func(t *testing.T, s storage.Store) {
		a, b := article(rabwa, 1), article(manara, 2)
		f := fileAlone(t, s, a, b)
		one, two := f[0].Variant.StoryID, f[1].Variant.StoryID
		g := news.Regrouping{StoryID: one, CanonicalID: a.ID, Members: []news.Refiling{refiling(a, 0), refiling(b, a.ID)}}
		last := lastSeq(t, s)
		dry := regroup(t, s, true, g)
		same(t, "last event", lastSeq(t, s), last)
		same(t, "members", memberIDs(t, s, two), []int64{b.ID})
		same(t, "changes", dry, regroup(t, s, false, g))
	}},
	{"an error in the middle rolls all back", func(t *testing.T, s storage.Store) {
		a, b := article(rabwa, 1), article(manara, 2)
		f := fileAlone(t, s, a, b)
		boom := errors.New("boom")
		_, err := s.Regroup(background(), after(time.Hour), false, func(yield func(news.Regrouping, error) bool) {
			_ = yield(news.Regrouping{StoryID: f[0].Variant.StoryID, CanonicalID: a.ID, Members: []news.Refiling{refiling(b, a.ID)}}, nil) &&
				yield(news.Regrouping{}, boom)
		})
		fails(t, "Regroup", err, boom)
		same(t, "members", memberIDs(t, s, f[1].Variant.StoryID), []int64{b.ID})
		two := []news.Refiling{refiling(a, 0), refiling(b, 0)}
		_, err = s.Regroup(background(), after(time.Hour), false, regroupings(news.Regrouping{StoryID: f[0].Variant.StoryID, CanonicalID: a.ID, Members: two}))
		if err == nil {
			t.Error("Regroup took a story of two canonical articles")
		}
	}},
	{"links are replaced, a pair being one either way round", func(t *testing.T, s storage.Store) {
		a, b, c := article(rabwa, 1), article(manara, 2), article(rabwa, 3)
		f := fileAlone(t, s, a, b)
		partial := func(to *news.Article) news.Link {
			return news.Link{OtherID: to.ID, Verdict: news.Verdict{Kind: news.Partial, Score: 0.4}}
		}
		fc := fileAs(t, s, c, news.Decision{Variant: news.Variant{Relation: news.Canonical}, Links: []news.Link{partial(a), partial(b)}})
		member := func(f *news.Filing, links ...news.Link) news.Regrouping {
			m := refiling(f.Article, 0)
			m.Links = links
			return news.Regrouping{StoryID: f.Variant.StoryID, CanonicalID: f.Article.ID, Members: []news.Refiling{m}}
		}
		got := regroup(t, s, false, member(fc), member(f[0], partial(c)), member(f[1], partial(a)))
		same(t, "changes", got, news.Changes{Kept: 3, LinksAdded: 1, LinksRemoved: 1})
		for _, q := range []struct {
			of   *news.Article
			want [][2]int64
		}{{a, [][2]int64{{a.ID, c.ID}, {b.ID, a.ID}}}, {c, [][2]int64{{a.ID, c.ID}}}} {
			links, err := s.Links(background(), q.of.ID)
			must(t, err)
			var ends [][2]int64
			for _, l := range links {
				ends = append(ends, [2]int64{l.ArticleID, l.OtherID})
			}
			same(t, "Links", ends, q.want)
		}
	}},
	{"prints and words are made anew", func(t *testing.T, s storage.Store) {
		a, b := article(rabwa, 1), article(manara, 2)
		v := fileAlone(t, s, a, b)[0].Variant
		count := func(scheme string) (n int64) {
			counts, err := s.OtherPrints(background(), scheme)
			must(t, err)
			for _, c := range counts {
				n += c.Articles
			}
			return n
		}
		same(t, "OtherPrints", []int64{count("test/1"), count("test/0"), count("test/2")}, []int64{0, 2, 2})
		m := refiling(a, 0)
		m.Print = news.Print{Scheme: "test/2", SimHash: 5, Passages: []uint64{9}}
		m.Folded = news.Folded{Title: "جسر", Text: "كلمة لم تكن هنا"}
		got := regroup(t, s, false, news.Regrouping{StoryID: v.StoryID, CanonicalID: a.ID, Members: []news.Refiling{m}})
		same(t, "changes", got, news.Changes{Kept: 1, Reprinted: 1})
		same(t, "OtherPrints", []int64{count("test/1"), count("test/2")}, []int64{1, 1})
		found := drain(t, s.Search(background(), news.SearchQuery{Text: "تكن"}))
		same(t, "found", []int64{int64(len(found)), found[0].ID, int64(found[0].SimHash), int64(found[0].Words)}, []int64{1, a.ID, 5, 4})
		same(t, "found by the old words", len(drain(t, s.Search(background(), news.SearchQuery{Text: "المهندس"}))), 1)
	}},
	{"nobody has decided anything yet", func(t *testing.T, s storage.Store) {
		rulings, err := s.Rulings(background())
		must(t, err)
		same(t, "Rulings", rulings, []news.Ruling(nil))
	}},
}

// refiling is an article as filed anew with the print it has: canonical, or a
// repost of another.
func refiling(a *news.Article, parent int64) news.Refiling {
	v := news.Variant{ArticleID: a.ID, Relation: news.Canonical, Score: 1, Why: "first of its kind", Scheme: "test/1"}
	if parent != 0 {
		v.Relation, v.ParentID, v.Score = news.Repost, parent, 0.8
	}
	f := filing(a)
	return news.Refiling{Variant: v, Print: f.Print, Folded: f.Folded}
}

func regroupings(all ...news.Regrouping) iter.Seq2[news.Regrouping, error] {
	return func(yield func(news.Regrouping, error) bool) {
		for _, g := range all {
			if !yield(g, nil) {
				return
			}
		}
	}
}

// regroup regroups an hour after noon.
func regroup(t *testing.T, s storage.Store, dry bool, all ...news.Regrouping) news.Changes {
	t.Helper()
	c, err := s.Regroup(background(), after(time.Hour), dry, regroupings(all...))
	must(t, err)
	return c
}

func lastSeq(t *testing.T, s storage.Store) (seq int64) {
	t.Helper()
	for _, e := range drain(t, s.Events(background(), 0)) {
		seq = e.Seq
	}
	return seq
}
