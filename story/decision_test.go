package story

import (
	"testing"

	"sada/news"
)

func TestLinks(t *testing.T) {
	var many []finding
	for i := range int64(maxLinks + 5) {
		many = append(many, found(i+1, 5, news.Partial, float64(i)/100))
	}
	got := links([]news.Member{{ArticleID: 90}}, append(many, found(90, 9, news.Partial, 1), found(91, 5, news.None, 1)))
	if len(got) != maxLinks || got[0].OtherID != maxLinks+5 {
		t.Errorf("%d links, the first to %d, want %d, the first to %d", len(got), got[0].OtherID, maxLinks, maxLinks+5)
	}
}

// TestSeat places an article under the head of its story, though it is like nobody
// that is left there by itself.
func TestSeat(t *testing.T) {
	members := []news.Member{member(1, 0), member(2, 1)}
	c := &clerk{article: &prepared{filing: &news.Filing{Article: &news.Article{}}}, findings: []finding{doubted(1, 7), found(3, 7, news.Repost, 0.9)}}
	got, err := c.seat(t.Context(), home{story: 7, members: members}, members[0])
	if err != nil || got.StoryID != 7 || got.ParentID != 1 || !got.Relation.Joined() {
		t.Errorf("seat = %+v, %v, want it joined to story 7 under article 1", got, err)
	}
}
