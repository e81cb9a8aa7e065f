package story_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"sada/news"
	"sada/story"
)

// grown is a story that a compilation began: it tells of the bridge and of the
// harbour, and outlets then print the bridge alone.
func grown(outlets int) (compiled *news.Filing, copies []*news.Filing) {
	compiled = article("جسر ينهار وميناء يتعمق", "aldalil", 0, slices.Concat(bridge[:2], harbour, fair)...)
	for i := range outlets {
		outlet := fmt.Sprintf("outlet%d", i)
		copies = append(copies, article(fmt.Sprintf("انهيار الجسر %d", i), outlet, i+1, bridge[:4]...))
	}
	return compiled, copies
}

// TestAMemberLeavesAStoryThatGrew puts a compilation into a story of which nobody
// takes it for one, and files one more of its articles.
func TestAMemberLeavesAStoryThatGrew(t *testing.T) {
	compiled, copies := grown(9)
	a := shelved(t, story.Options{}, append(copies[:8:8], compiled)...)
	home := copies[0].Variant.StoryID
	if compiled.Variant.StoryID == home {
		t.Fatal("the compilation is joined at once: the test tests nothing")
	}
	a.put(t, compiled.Article.ID, home, copies[0].Article.ID)
	before := len(a.events(t))
	last := copies[8]
	ok(t, story.New(a, story.Options{}).Add(t.Context(), last))
	_, now := a.idOf(t, compiled.Article.ExternalID)
	if now == home || last.Variant.StoryID != home {
		t.Fatalf("the compilation lies in story %d, the last article in %d, want the one out of %d and the other in it", now, last.Variant.StoryID, home)
	}
	got := a.events(t)[before:]
	for _, want := range []string{
		fmt.Sprintf("story.created story %d article %d", now, compiled.Article.ID),
		fmt.Sprintf("variant.moved story %d article %d", now, compiled.Article.ID),
	} {
		if !slices.Contains(got, want) {
			t.Errorf("events %q, want %q among them", got, want)
		}
	}
	if slices.Contains(got, fmt.Sprintf("canonical.changed story %d article %d", home, compiled.Article.ID)) {
		t.Errorf("events %q: the compilation shows the story", got)
	}
}

// TestWhoLeavesFindsTheirStory puts two reports of the harbour among those of the
// bridge: they leave together, for the story of the harbour that is there.
func TestWhoLeavesFindsTheirStory(t *testing.T) {
	_, copies := grown(9)
	there := article("تعميق حوض ميناء الياسمين", "alnahr", 0, harbour...)
	astray := []*news.Filing{
		article("ميناء الياسمين يستقبل سفنا أكبر", "alsahil", 1, harbour[:3]...),
		article("الحفارات تغادر ميناء الياسمين", "alfajr", 2, harbour[1:]...),
	}
	a := shelved(t, story.Options{}, slices.Concat(copies[:8:8], []*news.Filing{there}, astray)...)
	home := copies[0].Variant.StoryID
	for _, f := range astray {
		a.put(t, f.Article.ID, home, copies[0].Article.ID)
	}
	ok(t, story.New(a, story.Options{}).Add(t.Context(), copies[8]))
	for _, f := range astray {
		if _, now := a.idOf(t, f.Article.ExternalID); now != there.Variant.StoryID {
			t.Errorf("%s lies in story %d, want it out of %d, in %d", f.Article.Title, now, home, there.Variant.StoryID)
		}
	}
}

// TestVeryLargeStoriesAreLeftAsTheyAre files the same in a story of which to ask all
// would take too long.
func TestVeryLargeStoriesAreLeftAsTheyAre(t *testing.T) {
	compiled, copies := grown(51)
	a := shelved(t, story.Options{}, append(copies[:50:50], compiled)...)
	home := copies[0].Variant.StoryID
	a.put(t, compiled.Article.ID, home, copies[0].Article.ID)
	ok(t, story.New(a, story.Options{}).Add(t.Context(), copies[50]))
	if _, now := a.idOf(t, compiled.Article.ExternalID); now != home {
		t.Errorf("the compilation was moved to story %d, want %d, where it was", now, home)
	}
}

// TestWhoLeftStaysAway files more of a story after a member left it: that one does
// not come back, and nobody else moves.
func TestWhoLeftStaysAway(t *testing.T) {
	compiled, copies := grown(20)
	a := shelved(t, story.Options{}, append(copies[:8:8], compiled)...)
	a.put(t, compiled.Article.ID, copies[0].Variant.StoryID, copies[0].Article.ID)
	tracker := story.New(a, story.Options{})
	ok(t, tracker.Add(t.Context(), copies[8]))
	_, away := a.idOf(t, compiled.Article.ExternalID)
	before := len(a.events(t))
	for _, c := range copies[9:] {
		ok(t, tracker.Add(t.Context(), c))
	}
	for _, e := range a.events(t)[before:] {
		if strings.HasPrefix(e, "variant.moved") || strings.HasPrefix(e, "story.") {
			t.Errorf("event %q, want none but of those who come", e)
		}
	}
	if _, now := a.idOf(t, compiled.Article.ExternalID); now != away || away == copies[0].Variant.StoryID {
		t.Errorf("the compilation left for story %d and lies in story %d, want it to stay there, out of %d", away, now, copies[0].Variant.StoryID)
	}
}

// TestCuttingsOfOneReportStay files thirty cuttings of one report, in some orders:
// two that hold different parts of it have most against them, and belong there.
func TestCuttingsOfOneReportStay(t *testing.T) {
	for seed := range uint64(5) {
		r := rand.New(rand.NewPCG(seed, 0))
		filings := []*news.Filing{article("جسر وادي السدر ينهار جزئيا", "alnahr", 0, bridge...)}
		for i := range 30 {
			from := r.IntN(3)
			filings = append(filings, article(fmt.Sprintf("انهيار الجسر %d", i), fmt.Sprintf("outlet%d", i), 1+i, bridge[from:from+3]...))
		}
		a := shelved(t, story.Options{}, filings...)
		for _, e := range a.events(t) {
			if !strings.Contains(e, " story 1 ") {
				t.Errorf("order %d: event %q, want none but of one story", seed, e)
			}
		}
	}
}

// TestNobodyLeavesWhatWasDecided files the same after a person decided about the story.
func TestNobodyLeavesWhatWasDecided(t *testing.T) {
	compiled, copies := grown(9)
	a := shelved(t, story.Options{}, append(copies[:8:8], compiled)...)
	home := copies[0].Variant.StoryID
	a.put(t, compiled.Article.ID, home, copies[0].Article.ID)
	a.exec(t, `INSERT INTO decisions (at, kind, story_id, article_id) SELECT '2024-05-01T13:00:00.000Z', 'pin', id, canonical_id FROM stories WHERE id = ?`, home)
	ok(t, story.New(a, story.Options{}).Add(t.Context(), copies[8]))
	if _, now := a.idOf(t, compiled.Article.ExternalID); now != home {
		t.Errorf("the compilation was moved to story %d, want %d, about which a person decided", now, home)
	}
}

// put makes an article a member of a story, as if it had come in by what was there.
func (a archive) put(t *testing.T, id, home, head int64) {
	t.Helper()
	a.exec(t, `UPDATE variants SET story_id = ?, relation = 'repost', parent_id = ? WHERE article_id = ?`, home, head, id)
	a.exec(t, `UPDATE stories SET articles = articles + 1 WHERE id = ?`, home)
	a.exec(t, `DELETE FROM stories WHERE id NOT IN (SELECT story_id FROM variants)`)
}

// BenchmarkCuttings files a hundred cuttings of one report, each with a paragraph of
// its own, so that some member disputes each of them.
func BenchmarkCuttings(b *testing.B) {
	for b.Loop() {
		r := rand.New(rand.NewPCG(1, 0))
		var filings []*news.Filing
		for i := range 100 {
			from := r.IntN(3)
			own := strings.Builder{}
			for range 40 {
				fmt.Fprintf(&own, "كلمة%c%c%c ", 'ا'+rune(r.IntN(28)), 'ب'+rune(r.IntN(20)), 'ت'+rune(r.IntN(20)))
			}
			filings = append(filings, article(fmt.Sprintf("انهيار الجسر %d", i), fmt.Sprintf("outlet%d", i), i, slices.Concat(bridge[from:from+3], []string{own.String()})...))
		}
		if err := story.New(newShelf(), story.Options{}).Add(b.Context(), filings...); err != nil {
			b.Fatal(err)
		}
	}
}
