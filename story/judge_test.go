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
