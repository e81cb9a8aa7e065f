package story

import (
	"testing"

	"sada/dedupe"
	"sada/news"
)

func TestApart(t *testing.T) {
	tests := map[news.Relation]news.Relation{
		news.Repost: news.Partial, news.Update: news.Partial, news.Copy: news.Copy, news.Partial: news.Partial, news.Series: news.Series,
	}
	for kind, want := range tests {
		if got := apart(dedupe.Standing{Verdict: news.Verdict{Kind: kind}}); got.Kind != want {
			t.Errorf("apart(%s) = %s, want %s", kind, got.Kind, want)
		}
	}
}

// TestTwin looks for the earliest member that has the same print and came before.
func TestTwin(t *testing.T) {
	members := []news.Member{member(1, 5, 1, 2, 3), member(2, 3, 1, 2, 3), member(3, 0, 1, 2), member(4, 7, 1, 2, 3), member(5, 8), member(6, 9)}
	for _, tt := range []struct {
		of   int
		want int64
	}{{0, 2}, {1, 0}, {2, 0}, {3, 2}, {5, 0}} {
		if got := twin(members, members[tt.of]).ArticleID; got != tt.want {
			t.Errorf("twin of article %d is %d, want %d", members[tt.of].ArticleID, got, tt.want)
		}
	}
}
