package story_test

import (
	"testing"
	"time"

	"sada/news"
	"sada/story"
)

// TestReplaySinceKnowsLaterVersions replays an article that is closest to a later version
// of a story: those before it aren't heard then either, so that nothing moves.
func TestReplaySinceKnowsLaterVersions(t *testing.T) {
	edit := append([]string{"شاهد أيضا: صور من موسم المشمش في القرى"}, harbour[:3]...)
	a := shelved(t, story.Options{},
		article("first", "alnahr", 0, bridge...), article("second", "alsahil", 1, bridge...), article("later", "alfajr", 2, harbour...))
	// The later version tells nearly nothing of what the first did.
	a.exec(t, `UPDATE variants SET story_id = 1, parent_id = 1, relation = 'update' WHERE article_id = 3`)
	a.exec(t, `DELETE FROM stories WHERE id = 2`)
	a.exec(t, `UPDATE stories SET articles = 3, outlets = 3, texts = 2, last_seen_at = (SELECT at FROM articles WHERE id = 3) WHERE id = 1`)
	x := article("x", "albalad", 3, edit...)
	ok(t, story.New(a, story.Options{}).Add(t.Context(), x))
	if x.Variant.StoryID != 1 || x.Variant.Relation == news.Copy {
		t.Fatalf("the article is filed as %+v: the test tests nothing", x.Variant)
	}
	report := a.replay(t, func(r *story.Replay) { r.Since = noon.Add(2*time.Hour + time.Minute) })
	if report.Moved > 0 {
		t.Errorf("the replay moves %d articles: %+v", report.Moved, report.Moves)
	}
}
