package story

import (
	"slices"
	"testing"

	"sada/dedupe"
	"sada/news"
)

// found is a finding of an article of 2,000 bytes, which the other holds.
func found(article, story int64, kind news.Relation, score float64) finding {
	return finding{article: article, story: story, standing: dedupe.Standing{Verdict: news.Verdict{Kind: kind, Score: score, Spans: []news.Span{{AEnd: 2000}}}}}
}

func TestNeighbours(t *testing.T) {
	tests := []struct {
		name     string
		own      int64
		findings []finding
		want     []int64
	}{
		{"nothing near", 0, nil, nil},
		{"a link is no home", 0, []finding{found(1, 1, news.Partial, 0.9), found(2, 2, news.Series, 1)}, nil},
		{"the highest score first", 0, []finding{found(1, 1, news.Repost, 0.6), found(2, 2, news.Update, 0.8)}, []int64{2, 1}},
		{"the earlier story of equals", 0, []finding{found(5, 3, news.Repost, 0.7), found(6, 2, news.Repost, 0.7)}, []int64{2, 3}},
		{"each once", 0, []finding{found(1, 4, news.Repost, 0.9), found(2, 3, news.Repost, 0.8), found(3, 4, news.Repost, 0.7)}, []int64{4, 3}},
		{"not its own", 4, []finding{found(1, 4, news.Repost, 0.9), found(2, 3, news.Repost, 0.8)}, []int64{3}},
		{"the first few", 0, []finding{found(1, 1, news.Copy, 1), found(2, 2, news.Copy, 1), found(3, 3, news.Copy, 1), found(4, 4, news.Copy, 1)}, []int64{1, 2, 3}},
	}
	for _, tt := range tests {
		if got := neighbours(tt.own, tt.findings); !slices.Equal(got, tt.want) {
			t.Errorf("%s: neighbours = %v, want %v", tt.name, got, tt.want)
		}
	}
}

// doubted is a finding that words were copied, and maybe not all of a report.
func doubted(article, story int64) finding {
	x := found(article, story, news.Partial, 0.5)
	x.standing.Copied, x.standing.Whole = 0.99, 0.4
	return x
}

// holding is a finding of a repost that may be part of a compilation: the member holds
// the text up to there.
func holding(article, story int64, end int) finding {
	x := found(article, story, news.Repost, 0.5)
	x.standing.Copied, x.standing.Whole, x.standing.Spans = 1, 0.4, []news.Span{{AEnd: end, BEnd: end}}
	return x
}

func TestAgreed(t *testing.T) {
	tests := []struct {
		name     string
		findings []finding
		want     bool
	}{
		{"the only member", []finding{found(1, 1, news.Repost, 0.6)}, true},
		{"half of them", []finding{found(1, 1, news.Repost, 0.6), found(2, 1, news.Partial, 0.5)}, true},
		{"two of six take it for another report", []finding{
			found(1, 1, news.Repost, 0.9), found(2, 1, news.Repost, 0.9), found(3, 1, news.Repost, 0.9), found(4, 1, news.Repost, 0.9),
			found(5, 1, news.Series, 0.9), found(6, 1, news.None, 0),
		}, false},
		{"one of three does", []finding{found(1, 1, news.Repost, 0.9), found(2, 1, news.Repost, 0.9), found(3, 1, news.None, 0)}, true},
		{"a copy of one of three", []finding{found(1, 1, news.Copy, 1), found(2, 1, news.Partial, 0.5), found(3, 1, news.Partial, 0.5)}, true},
		{"one of three, and nothing but the whole is in doubt to the others", []finding{
			found(1, 1, news.Repost, 0.6), doubted(2, 1), doubted(3, 1),
		}, true},
		{"one of three", []finding{found(1, 1, news.Repost, 0.6), found(2, 1, news.Partial, 0.5), found(3, 1, news.None, 0)}, false},
		{"a stranger to three", []finding{holding(1, 1, 1000), holding(2, 1, 1000), holding(3, 1, 900)}, false},
		{"one of them holds the rest", []finding{holding(1, 1, 1000), holding(2, 1, 1000), holding(3, 1, 2000)}, true},
		{"other stories don't vote", []finding{found(1, 1, news.Repost, 0.6), found(2, 2, news.None, 0), found(3, 3, news.None, 0)}, true},
	}
	for _, tt := range tests {
		if got := agreed(1, tt.findings, 2000); got != tt.want {
			t.Errorf("%s: agreed = %v, want %v", tt.name, got, tt.want)
		}
	}
}

// TestDisown leaves a stranger no neighbour of the story, nor of its copies.
func TestDisown(t *testing.T) {
	tests := []struct {
		name     string
		findings []finding
		want     []int64
	}{
		{"a stranger", []finding{holding(1, 1, 1000), holding(2, 1, 900), holding(4, 1, 900), found(3, 2, news.Repost, 0.4)}, []int64{2}},
		{"one of theirs", []finding{holding(1, 1, 1000), holding(2, 1, 2000), found(3, 2, news.Repost, 0.4)}, []int64{1, 2}},
		{"the same text as one", []finding{found(1, 1, news.Copy, 1), holding(2, 1, 900), found(3, 2, news.Repost, 0.4)}, []int64{1, 2}},
	}
	for _, tt := range tests {
		disown(1, tt.findings, 2000)
		if got := neighbours(0, tt.findings); !slices.Equal(got, tt.want) {
			t.Errorf("%s: neighbours = %v, want %v", tt.name, got, tt.want)
		}
	}
}
