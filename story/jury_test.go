package story

import (
	"slices"
	"testing"

	"sada/dedupe"
	"sada/news"
)

// TestKept tells what the votes of a story decide by themselves; of the rest the
// article that shows it does.
func TestKept(t *testing.T) {
	tests := []struct {
		name  string
		votes testimony
		want  bool
	}{
		{"half are for it", testimony{all: 8, yes: 4, strange: 1}, true},
		{"few, and a quarter call it another report", testimony{all: 8, yes: 3, strange: 2}, false},
		{"too few are asked", testimony{all: quorum - 1, strange: quorum - 1}, true},
	}
	for _, tt := range tests {
		got, err := (&jury{}).kept(t.Context(), 0, nil, tt.votes)
		if err != nil || got != tt.want {
			t.Errorf("%s: kept = %v, %v, want %v", tt.name, got, err, tt.want)
		}
	}
}

// TestJuryAsk hears each member about its side of a comparison: the new article, the last
// of the members, was always the first of the two.
func TestJuryAsk(t *testing.T) {
	side := func(a, b int) dedupe.Standing {
		return dedupe.Standing{Verdict: news.Verdict{Kind: news.Repost, Spans: []news.Span{{AStart: a, AEnd: a + 1, BStart: b, BEnd: b + 1}}}}
	}
	j := &jury{members: make([]news.Member, 4), known: map[[2]int]dedupe.Standing{{0, 1}: side(10, 20), {1, 2}: side(30, 40), {1, 3}: side(50, 60)}}
	got, err := j.ask(t.Context(), 1, []int{0, 1, 2, 3})
	if want := [][2]int{{20, 21}, {30, 31}, {60, 61}}; err != nil || !slices.Equal(got.held, want) {
		t.Errorf("ask = %v, %v, want %v", got.held, err, want)
	}
}
