package story_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"sada/news"
	"sada/story"
)

// cuttings are the head and the tail of the bridge, which share a paragraph, and
// the whole.
func cuttings() (head, tail, whole *news.Filing) {
	return article("أمطار تسقط جزءا من جسر السدر", "alfajr", 0, bridge[:3]...),
		article("انهيار في جسر وادي السدر", "alsahil", 1, bridge[2:]...),
		article("جسر وادي السدر ينهار جزئيا", "alnahr", 2, bridge...)
}

// TestTwoCuttingsBecomeOneStory files two cuttings of a report as the two stories
// that they seem to be, then the report.
func TestTwoCuttingsBecomeOneStory(t *testing.T) {
	head, tail, whole := cuttings()
	a := shelved(t, story.Options{}, head, tail)
	if head.Variant.StoryID == tail.Variant.StoryID {
		t.Fatal("the cuttings are joined at once: the test tests nothing")
	}
	before := len(a.events(t))
	ok(t, story.New(a, story.Options{}).Add(t.Context(), whole))
	same(t, "places", a.places(t), []string{
		"أمطار تسقط جزءا من جسر السدر: repost under جسر وادي السدر ينهار جزئيا",
		"انهيار في جسر وادي السدر: repost under جسر وادي السدر ينهار جزئيا",
		"جسر وادي السدر ينهار جزئيا: canonical under جسر وادي السدر ينهار جزئيا",
	})
	if whole.Variant.StoryID != head.Variant.StoryID {
		t.Errorf("the story is %d now, want the earlier one, %d", whole.Variant.StoryID, head.Variant.StoryID)
	}
	got := a.events(t)[before:]
	slices.Sort(got)
	one, other := head.Variant.StoryID, tail.Variant.StoryID
	same(t, "events", got, []string{
		fmt.Sprintf("canonical.changed story %d article %d", one, whole.Article.ID),
		fmt.Sprintf("story.removed story %d article 0", other),
		fmt.Sprintf("variant.added story %d article %d", one, whole.Article.ID),
		fmt.Sprintf("variant.moved story %d article %d", one, head.Article.ID),
		fmt.Sprintf("variant.moved story %d article %d", one, tail.Article.ID),
	})
	if r := a.replay(t, nil); r.Moved != 0 {
		t.Errorf("a replay moves %d articles, want 0", r.Moved)
	}
}

// events are the kinds of all events, and what they are about.
func (a archive) events(t *testing.T) (out []string) {
	t.Helper()
	for e, err := range a.Events(t.Context(), 0) {
		ok(t, err)
		out = append(out, fmt.Sprintf("%s story %d article %d", e.Kind, e.StoryID, e.ArticleID))
	}
	return out
}

// TestDecisionsStand files the same after a person decided about a story.
func TestDecisionsStand(t *testing.T) {
	for _, statement := range []string{
		`INSERT INTO decisions (at, kind, story_id, article_id) SELECT '2024-05-01T13:00:00.000Z', 'pin', id, canonical_id FROM stories WHERE id = ?`,
		`INSERT INTO decisions (at, kind, story_id, other_id) VALUES ('2024-05-01T13:00:00.000Z', 'split', 99, ?)`,
		`INSERT INTO decisions (at, kind, story_id, article_id) SELECT '2024-05-01T13:00:00.000Z', 'split', 99, canonical_id FROM stories WHERE id = ?`,
	} {
		head, tail, whole := cuttings()
		a := shelved(t, story.Options{}, head, tail)
		a.exec(t, statement, tail.Variant.StoryID)
		ok(t, story.New(a, story.Options{}).Add(t.Context(), whole))
		if _, now := a.idOf(t, tail.Article.ExternalID); now != tail.Variant.StoryID {
			t.Errorf("after %q article %d was moved to story %d", statement, tail.Article.ID, now)
		}
	}
}

// TestNothingWeldsTwoStories files two reports, copies of them, and articles that
// run the two together in several ways, in many orders.
func TestNothingWeldsTwoStories(t *testing.T) {
	for seed := range uint64(150) {
		filings := []*news.Filing{
			article("جسر وادي السدر ينهار جزئيا", "alnahr", 0, bridge...),
			article("انهيار جسر وادي السدر", "alsahil", 1, bridge...),
			article("تعميق حوض ميناء الياسمين", "alnahr", 0, harbour...),
			article("ميناء الياسمين يستقبل سفنا أكبر", "alfajr", 1, harbour...),
			article("انهيار جسر وميناء أعمق", "albalad", 2, slices.Concat(bridge, harbour)...),
			article("ميناء أعمق وانهيار جسر", "aljabal", 2, slices.Concat(harbour, bridge[:2])...),
			article("جسر وميناء", "aldalil", 2, slices.Concat(bridge, harbour[:2])...),
			article("جولة في أخبار المناطق", "alqimma", 2, slices.Concat(bridge[:3], harbour[2:])...),
		}
		pure := filings[:4]
		pure = slices.Clone(pure)
		r := rand.New(rand.NewPCG(seed, 0))
		r.Shuffle(len(filings), func(i, j int) { filings[i], filings[j] = filings[j], filings[i] })
		s, _ := file(t, filings)
		storyOf := func(f *news.Filing) int64 { return s.members[f.Article.ID-1].StoryID }
		if storyOf(pure[0]) == storyOf(pure[2]) || storyOf(pure[0]) != storyOf(pure[1]) || storyOf(pure[2]) != storyOf(pure[3]) {
			t.Errorf("order %d: stories\n%s\nwant the two reports apart, each with its copy", seed, strings.Join(groups(s), "\n"))
		}
	}
}

// TestReplayLeavesWhatItMayNotMove replays only the last of the articles, which
// would bring those before it together.
func TestReplayLeavesWhatItMayNotMove(t *testing.T) {
	head, tail, whole := cuttings()
	a := shelved(t, story.Options{}, head, tail)
	a.exec(t, `INSERT INTO decisions (at, kind, story_id) VALUES ('2024-05-01T13:00:00.000Z', 'pin', ?)`, tail.Variant.StoryID)
	ok(t, story.New(a, story.Options{}).Add(t.Context(), whole))
	a.exec(t, `DELETE FROM decisions`)
	a.replay(t, func(r *story.Replay) { r.Since = whole.Article.At() })
	if _, now := a.idOf(t, tail.Article.ExternalID); now != tail.Variant.StoryID {
		t.Errorf("article %d, outside the replayed time, was moved to story %d", tail.Article.ID, now)
	}
}

// TestMovedMembersAreKnownAtOnce files, in one transaction, an article that moves
// members and another that is compared with them.
func TestMovedMembersAreKnownAtOnce(t *testing.T) {
	head, tail, whole := cuttings()
	again := article("انهيار في جسر السدر", "alsuq", 3, bridge[2:]...)
	s := newShelf()
	ok(t, story.New(s, story.Options{}).Add(context.Background(), head, tail, whole, again))
	if len(groups(s)) != 1 {
		t.Errorf("stories\n%s\nwant one", strings.Join(groups(s), "\n"))
	}
}

// TestAnExcerptGoesHome puts an excerpt to the round-up that it lies in too, as if that
// had been all there was, and files more of the report that it was cut from.
func TestAnExcerptGoesHome(t *testing.T) {
	roundup := article("انهيار جسر وسوق للكتب", "albalad", 0, slices.Concat(bridge[:2], fair)...)
	whole := article("جسر وادي السدر ينهار جزئيا", "alnahr", 1, bridge...)
	excerpt := article("مهندسة: الدعامة الثالثة تصدعت فجرا", "alfajr", 2, bridge[:1]...)
	a := shelved(t, story.Options{}, roundup, whole, excerpt)
	there, home := roundup.Variant.StoryID, whole.Variant.StoryID
	if there == home {
		t.Fatal("the round-up and the report are joined at once: the test tests nothing")
	}
	a.put(t, excerpt.Article.ID, there, roundup.Article.ID)
	before := len(a.events(t))
	ok(t, story.New(a, story.Options{}).Add(t.Context(), article("انهيار في جسر وادي السدر", "alsahil", 3, bridge...)))
	same(t, "places", a.places(t), []string{
		"انهيار جسر وسوق للكتب: canonical under انهيار جسر وسوق للكتب",
		"انهيار في جسر وادي السدر: copy under جسر وادي السدر ينهار جزئيا",
		"جسر وادي السدر ينهار جزئيا: canonical under جسر وادي السدر ينهار جزئيا",
		"مهندسة: الدعامة الثالثة تصدعت فجرا: repost under جسر وادي السدر ينهار جزئيا",
	})
	want := fmt.Sprintf("variant.moved story %d article %d", home, excerpt.Article.ID)
	if got := a.events(t)[before:]; !slices.Contains(got, want) {
		t.Errorf("events %q, want %q among them", got, want)
	}
}
