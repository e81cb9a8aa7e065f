package storetest

import (
	"fmt"
	"testing"
	"time"

	"sada/news"
	"sada/storage"
)

var storyPromises = []promise{
	{"an article alone opens a story", func(t *testing.T, s storage.Store) {
		a := article(rabwa, 1)
		v := fileAlone(t, s, a)[0].Variant
		same(t, "Variant", v, news.Variant{
			ArticleID: a.ID, StoryID: v.StoryID, Relation: news.Canonical, Score: 1, Why: "first of its kind",
			Scheme: "test/1", FiledAt: a.Fetched,
		})
		same(t, "Story", story(t, s, v.StoryID), news.Story{
			ID: v.StoryID, CanonicalID: a.ID, Title: a.Title, Outlets: 1, Articles: 1, Texts: 1, FirstSeen: a.At(), LastSeen: a.At(),
		})
	}},
	{"an article that joins is counted", func(t *testing.T, s storage.Store) {
		first, repost, same2 := article(rabwa, 1), article(manara, 2), article(manara, 3)
		v := fileAlone(t, s, first)[0].Variant
		fileAs(t, s, repost, joining(v.StoryID, first.ID))
		d := joining(v.StoryID, first.ID)
		d.Relation = news.Copy
		fileAs(t, s, same2, d)
		same(t, "Story", story(t, s, v.StoryID), news.Story{
			ID: v.StoryID, CanonicalID: first.ID, Title: first.Title, Outlets: 2, Articles: 3, Texts: 2,
			FirstSeen: first.At(), LastSeen: same2.At(),
		})
		same(t, "members", memberIDs(t, s, v.StoryID), []int64{first.ID, repost.ID, same2.ID})
	}},
	{"a variant comes back as decided", func(t *testing.T, s storage.Store) {
		first := article(rabwa, 1)
		v := fileAlone(t, s, first)[0].Variant
		d := joining(v.StoryID, first.ID)
		f := fileAs(t, s, article(manara, 2), d)
		want := d.Variant
		want.ArticleID = f.Article.ID
		same(t, "Filing.Variant", f.Variant, want)
		variants, err := s.Variants(background(), v.StoryID)
		must(t, err)
		same(t, "Variants", variants[1].Variant, want)
	}},
	{"a new canonical article shows the story", func(t *testing.T, s storage.Store) {
		first, better := article(rabwa, 2), article(manara, 1)
		v := fileAlone(t, s, first)[0].Variant
		fileAs(t, s, better, news.Decision{
			Variant: news.Variant{StoryID: v.StoryID, Relation: news.Canonical, Score: 1},
			Moved:   []news.Variant{{ArticleID: first.ID, StoryID: v.StoryID, Relation: news.Repost, Score: 0.8}},
		})
		got := story(t, s, v.StoryID)
		if got.CanonicalID != better.ID || got.Title != better.Title || !got.FirstSeen.Equal(better.At()) {
			t.Errorf("Story: got %+v", got)
		}
		same(t, "members", memberIDs(t, s, v.StoryID), []int64{better.ID, first.ID})
		same(t, "events", eventKinds(t, s), []string{"story.created", "variant.added", "variant.moved", "canonical.changed"})
	}},
	{"a member moves to the new article's story", func(t *testing.T, s storage.Store) {
		first, stray, home := article(rabwa, 1), article(manara, 2), article(rabwa, 3)
		v := fileAlone(t, s, first)[0].Variant
		fileAs(t, s, stray, joining(v.StoryID, first.ID))
		f := fileAs(t, s, home, news.Decision{
			Variant: news.Variant{Relation: news.Canonical, Score: 1},
			Moved:   []news.Variant{{ArticleID: stray.ID, Relation: news.Repost, Score: 0.9}},
		})
		same(t, "old story", memberIDs(t, s, v.StoryID), []int64{first.ID})
		same(t, "new story", memberIDs(t, s, f.Variant.StoryID), []int64{home.ID, stray.ID})
		same(t, "counts", []int{story(t, s, v.StoryID).Outlets, story(t, s, f.Variant.StoryID).Outlets}, []int{1, 2})
	}},
	{"members leave for stories of their own", func(t *testing.T, s storage.Store) {
		first, stray, twin, other, last := article(rabwa, 1), article(manara, 2), article(rabwa, 3), article(manara, 4), article(rabwa, 5)
		v := fileAlone(t, s, first)[0].Variant
		for _, a := range []*news.Article{stray, twin, other} {
			fileAs(t, s, a, joining(v.StoryID, first.ID))
		}
		before := len(eventKinds(t, s))
		d := joining(v.StoryID, first.ID)
		d.Moved = []news.Variant{
			{ArticleID: twin.ID, StoryID: -1, ParentID: stray.ID, Relation: news.Copy},
			{ArticleID: stray.ID, StoryID: -1, Relation: news.Canonical},
			{ArticleID: other.ID, StoryID: -2, Relation: news.Canonical},
		}
		f := fileAs(t, s, last, d)
		same(t, "split", f.Split, []int64{v.StoryID + 1, v.StoryID + 2})
		same(t, "members left", memberIDs(t, s, v.StoryID), []int64{first.ID, last.ID})
		same(t, "members gone together", memberIDs(t, s, f.Split[0]), []int64{stray.ID, twin.ID})
		same(t, "members gone alone", memberIDs(t, s, f.Split[1]), []int64{other.ID})
		same(t, "title", story(t, s, f.Split[1]).Title, other.Title)
		same(t, "counts", []int{story(t, s, v.StoryID).Articles, story(t, s, f.Split[0]).Articles}, []int{2, 2})
		same(t, "events", eventKinds(t, s)[before:], []string{"variant.added", "story.created", "story.created", "variant.moved", "variant.moved", "variant.moved"})
		if next := fileAlone(t, s, article(manara, 6))[0].Variant.StoryID; next != v.StoryID+3 {
			t.Errorf("the next story is %d, want %d", next, v.StoryID+3)
		}
	}},
	{"a member judged anew in its place is no event", func(t *testing.T, s storage.Store) {
		first, second, third := article(rabwa, 1), article(manara, 2), article(rabwa, 3)
		v := fileAlone(t, s, first)[0].Variant
		f := fileAs(t, s, second, joining(v.StoryID, first.ID))
		again := f.Variant
		again.Score, again.Why, again.FiledAt = 0.25, "read anew", time.Time{}
		d := joining(v.StoryID, first.ID)
		d.Moved = []news.Variant{again}
		fileAs(t, s, third, d)
		same(t, "events", eventKinds(t, s), []string{"story.created", "variant.added", "variant.added"})
		got, err := s.Article(background(), second.ID)
		must(t, err)
		again.FiledAt = f.Variant.FiledAt
		same(t, "variant", got.Variant, again)
	}},
	{"a story that lost its canonical article is shown by the earliest left", func(t *testing.T, s storage.Store) {
		first, second, third, home := article(rabwa, 1), article(manara, 3), article(manara, 2), article(rabwa, 4)
		v := fileAlone(t, s, first)[0].Variant
		fileAs(t, s, second, joining(v.StoryID, first.ID))
		fileAs(t, s, third, joining(v.StoryID, first.ID))
		fileAs(t, s, home, news.Decision{
			Variant: news.Variant{Relation: news.Canonical},
			Moved:   []news.Variant{{ArticleID: first.ID, Relation: news.Copy}},
		})
		same(t, "members", memberIDs(t, s, v.StoryID), []int64{third.ID, second.ID})
		same(t, "canonical", story(t, s, v.StoryID).CanonicalID, third.ID)
	}},
	{"a story that lost all is gone, and its id is not given again", func(t *testing.T, s storage.Store) {
		first, home := article(rabwa, 1), article(rabwa, 2)
		v := fileAlone(t, s, first)[0].Variant
		f := fileAs(t, s, home, news.Decision{
			Variant: news.Variant{Relation: news.Canonical},
			Moved:   []news.Variant{{ArticleID: first.ID, Relation: news.Repost}},
		})
		_, err := s.Story(background(), v.StoryID)
		fails(t, "Story", err, news.ErrNotFound)
		last := fileAlone(t, s, article(rabwa, 3))[0].Variant.StoryID
		if last <= f.Variant.StoryID || f.Variant.StoryID <= v.StoryID {
			t.Errorf("story ids: %d, %d, %d", v.StoryID, f.Variant.StoryID, last)
		}
	}},
	{"a decision that contradicts itself is refused", func(t *testing.T, s storage.Store) {
		first := article(rabwa, 1)
		v := fileAlone(t, s, first)[0].Variant
		two := joining(v.StoryID, 0)
		two.Relation = news.Canonical
		missing, unnamed := joining(v.StoryID+9, first.ID), joining(v.StoryID, 0)
		for i, d := range []news.Decision{two, missing, unnamed} {
			if err := s.File(background(), []*news.Filing{filing(article(manara, 2))}, deciding(d)); err == nil {
				t.Errorf("File took decision %d: %+v", i, d)
			}
		}
		same(t, "members", memberIDs(t, s, v.StoryID), []int64{first.ID})
	}},
	{"links are found from both sides, while the stories differ", func(t *testing.T, s storage.Store) {
		first, other := article(rabwa, 1), article(manara, 2)
		v := fileAlone(t, s, first)[0].Variant
		link := news.Link{OtherID: first.ID, Verdict: news.Verdict{
			Kind: news.Partial, Score: 0.3, CoverageA: 0.2, CoverageB: 0.5, Why: "2 passages",
			Spans: []news.Span{{AStart: 0, AEnd: 40, BStart: 10, BEnd: 50}, {AStart: 60, AEnd: 90, BStart: 70, BEnd: 100}},
		}}
		fileAs(t, s, other, news.Decision{Variant: news.Variant{Relation: news.Canonical}, Links: []news.Link{link}})
		link.ArticleID = other.ID
		for _, id := range []int64{first.ID, other.ID} {
			got, err := s.Links(background(), id)
			must(t, err)
			same(t, fmt.Sprint("Links of ", id), got, []news.Link{link})
		}
		fileAs(t, s, article(rabwa, 3), news.Decision{
			Variant: news.Variant{StoryID: v.StoryID, Relation: news.Repost, ParentID: first.ID}, CanonicalID: first.ID,
			Moved: []news.Variant{{ArticleID: other.ID, Relation: news.Repost}},
		})
		got, err := s.Links(background(), first.ID)
		must(t, err)
		same(t, "Links within one story", got, []news.Link(nil))
	}},
	{"a story sees the links of its members, its own article first", func(t *testing.T, s storage.Store) {
		earlier, later, series := article(rabwa, 1), article(manara, 4), article(rabwa, 5)
		first := fileAlone(t, s, earlier)[0].Variant.StoryID
		own := article(manara, 2)
		link := func(kind news.Relation, to int64, score float64) news.Link {
			return news.Link{OtherID: to, Verdict: news.Verdict{
				Kind: kind, Score: score, CoverageA: 0.2, CoverageB: 0.5, Why: "2 passages", Spans: []news.Span{{AEnd: 40, BEnd: 40}},
			}}
		}
		apart := func(links ...news.Link) news.Decision {
			return news.Decision{Variant: news.Variant{Relation: news.Canonical}, Links: links}
		}
		middle := fileAs(t, s, own, apart(link(news.Partial, earlier.ID, 0.3))).Variant.StoryID
		last := fileAs(t, s, later, apart(link(news.Partial, own.ID, 0.6))).Variant.StoryID
		formula := fileAs(t, s, series, apart(link(news.Series, own.ID, 0.9))).Variant.StoryID
		seen := func(kind news.Relation, other, otherStory int64, score, a, b float64) news.StoryLink {
			return news.StoryLink{
				Link:  news.Link{ArticleID: own.ID, OtherID: other, Verdict: news.Verdict{Kind: kind, Score: score, CoverageA: a, CoverageB: b, Why: "2 passages"}},
				Other: story(t, s, otherStory),
			}
		}
		want := []news.StoryLink{
			seen(news.Partial, later.ID, last, 0.6, 0.5, 0.2),
			seen(news.Partial, earlier.ID, first, 0.3, 0.2, 0.5),
			seen(news.Series, series.ID, formula, 0.9, 0.5, 0.2), // another event
		}
		for limit, n := range map[int]int{0: 3, 2: 2, 9: 3} {
			got, err := s.StoryLinks(background(), middle, limit)
			must(t, err)
			same(t, fmt.Sprint("StoryLinks, limit ", limit), got, want[:n])
		}
		got, err := s.StoryLinks(background(), formula+9, 0)
		must(t, err)
		same(t, "StoryLinks of no story", got, []news.StoryLink(nil))
		fileAs(t, s, article(rabwa, 6), news.Decision{
			Variant: news.Variant{StoryID: middle, Relation: news.Repost, ParentID: own.ID}, CanonicalID: own.ID,
			Moved: []news.Variant{{ArticleID: later.ID, Relation: news.Repost, ParentID: own.ID}},
		})
		got, err = s.StoryLinks(background(), middle, 1)
		must(t, err)
		same(t, "StoryLinks once two are one", got, want[1:2])
	}},
	{"every change is an event, in order", func(t *testing.T, s storage.Store) {
		first := article(rabwa, 1)
		v := fileAlone(t, s, first)[0].Variant
		f := fileAs(t, s, article(manara, 2), joining(v.StoryID, first.ID))
		events := drain(t, s.Events(background(), 0))
		same(t, "kinds", eventKinds(t, s), []string{"story.created", "variant.added"})
		added := events[1]
		if added.StoryID != v.StoryID || added.ArticleID != f.Article.ID || !added.At.Equal(f.Variant.FiledAt) || added.Payload == "" {
			t.Errorf("event: got %+v", added)
		}
		same(t, "Events after the first", drain(t, s.Events(background(), events[0].Seq)), events[1:])
	}},
	{"stories come latest first, as selected", func(t *testing.T, s storage.Store) {
		a, b, c := article(rabwa, 1), article(rabwa, 20), article(rabwa, 30)
		filings := fileAlone(t, s, a, b, c)
		fileAs(t, s, article(manara, 40), joining(filings[0].Variant.StoryID, a.ID))
		ids := []int64{filings[0].Variant.StoryID, filings[1].Variant.StoryID, filings[2].Variant.StoryID}
		for _, q := range []struct {
			name  string
			query news.StoryQuery
			want  []int64
		}{
			{"all", news.StoryQuery{}, []int64{ids[0], ids[2], ids[1]}},
			{"limit", news.StoryQuery{Limit: 2}, []int64{ids[0], ids[2]}},
			{"largest", news.StoryQuery{Largest: true}, []int64{ids[0], ids[1], ids[2]}},
			{"since", news.StoryQuery{Since: after(25 * time.Minute)}, []int64{ids[0], ids[2]}},
			{"outlets", news.StoryQuery{MinOutlets: 2}, []int64{ids[0]}},
			{"words of a member", news.StoryQuery{Text: "الجسر 40"}, []int64{ids[0]}},
			{"words of no member", news.StoryQuery{Text: "20 40"}, nil},
			{"only signs", news.StoryQuery{Text: "؟!"}, nil},
		} {
			var got []int64
			for _, st := range drain(t, s.Stories(background(), q.query)) {
				got = append(got, st.ID)
			}
			same(t, "Stories, "+q.name, got, q.want)
			q.query.Limit = 0
			all := len(drain(t, s.Stories(background(), q.query)))
			q.query.Limit = 1
			n, err := s.CountStories(background(), q.query)
			must(t, err)
			same(t, "CountStories, "+q.name, n, int64(all))
		}
	}},
}

func story(t *testing.T, s storage.Store, id int64) news.Story {
	t.Helper()
	st, err := s.Story(background(), id)
	must(t, err)
	return st
}

func memberIDs(t *testing.T, s storage.Store, story int64) (ids []int64) {
	t.Helper()
	variants, err := s.Variants(background(), story)
	must(t, err)
	for _, v := range variants {
		ids = append(ids, v.ID)
	}
	return ids
}

func eventKinds(t *testing.T, s storage.Store) (kinds []string) {
	t.Helper()
	for _, e := range drain(t, s.Events(background(), 0)) {
		kinds = append(kinds, e.Kind)
	}
	return kinds
}
