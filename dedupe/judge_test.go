package dedupe

import (
	"math"
	"slices"
	"strings"
	"testing"

	"sada/news"
)

// TestKind holds what is made of the models' answers, and what stands before them.
func TestKind(t *testing.T) {
	half := Signals{Short: 100, Long: 120, CommonShort: 60, CommonLong: 60, Runs: 5}
	whole := Signals{Short: 100, Long: 101, CommonShort: 99, CommonLong: 99, Runs: 3}
	gold := Signals{Short: 100, Long: 120, CommonShort: 90, CommonLong: 90, ChainShort: 95, ChainLong: 95, Runs: 5, NumbersDiffer: otherNumbers}
	bulletin, developed, weights, telegram := gold, gold, half, half
	bulletin.Long = 300
	developed.NumbersAgree = 6
	weights.FiguresOwn, weights.NumbersDiffer = otherFigures, otherFigures
	weights.ChainShort, weights.ChainLong = 80, 80
	telegram.Replaced = manyReplaced
	tests := []struct {
		name string
		s    Signals
		j    judgement
		want news.Relation
	}{
		{"one report", half, judgement{0.9, 0.9, 0.1}, news.Repost},
		{"all but a word", whole, judgement{0.9, 0.9, 0.1}, news.Copy},
		{"a later state of it", half, judgement{0.9, 0.9, 0.5}, news.Update},
		{"other reporting besides", half, judgement{0.9, 0.1, 0.5}, news.Partial},
		{"a later state with other reporting", half, judgement{0.9, 0.1, 0.8}, news.Update},
		{"hardly copied", half, judgement{0.3, 0.9, 0}, news.Partial},
		{"hardly copied, and later", half, judgement{0.3, 0.9, 0.9}, news.Partial},
		{"a formula", half, judgement{0.1, 0.9, 0}, news.Series},
		{"other numbers in the same places", gold, judgement{0.99, 0.99, 0.9}, news.Series},
		{"other numbers in a part of a longer text", bulletin, judgement{0.99, 0.99, 0.9}, news.Partial},
		{"other numbers, and more that agree", developed, judgement{0.9, 0.9, 0.5}, news.Update},
		{"no telling number in both", weights, judgement{0.9, 0.9, 0.1}, news.Series},
		{"other names, perhaps copied", telegram, judgement{0.2, 0.9, 0.1}, news.Series},
		{"other names, surely copied", telegram, judgement{surelyCopied, 0.9, 0.1}, news.Repost},
		{"little in common", Signals{Short: 100, Long: 100, CommonShort: 20, CommonLong: 20, Runs: 2}, judgement{0.1, 0.9, 0}, news.None},
		{"a caption", Signals{Short: 5, Long: 5, CommonShort: 4, CommonLong: 4, Runs: 1}, judgement{0.9, 0.9, 0}, news.None},
		{"nothing in common", Signals{Short: 100, Long: 100}, judgement{0.9, 0.9, 0}, news.None},
	}
	for _, tt := range tests {
		if got := kind(tt.s, tt.j); got != tt.want {
			t.Errorf("%s: kind = %s, want %s", tt.name, got, tt.want)
		}
	}
}

// TestShares holds that what the features add to the odds is all that there is to
// them beside the bias.
func TestShares(t *testing.T) {
	s := Signals{Short: 100, Long: 140, CommonShort: 60, CommonLong: 60, ChainShort: 70, ChainLong: 70, Runs: 5, Longest: 30, Hours: 30, NumbersDiffer: 1}
	for _, m := range []*Model{&learned.Copied, &learned.Whole, &learned.Later} {
		z := m.Measure(nil, s)
		odds := m.Bias
		for _, share := range m.shares(z) {
			odds += share
		}
		if got, want := 1/(1+math.Exp(-odds)), m.Probability(z); math.Abs(got-want) > 1e-9 {
			t.Errorf("the shares of %d features make %.6f, want %.6f", len(m.Features), got, want)
		}
	}
}

// TestSurroundings says that more is filed about the time: that nobody carries what
// stands beside a part speaks for one report then. It is no reason by itself.
func TestSurroundings(t *testing.T) {
	s := Signals{Short: 100, Long: 180, CommonShort: 95, CommonLong: 95, Specific: 90, ChainShort: 98, ChainLong: 98, Runs: 5, Longest: 50, RestBlock: 80, RestRare: 10}
	alone := learned.judgement(s)
	s.About = manyFiled
	among := learned.judgement(s)
	if among.whole <= alone.whole {
		t.Errorf("one report at %.2f among many articles, at %.2f among none", among.whole, alone.whole)
	}
	s.About = 100 * manyFiled
	if more := learned.judgement(s); more != among {
		t.Errorf("a hundred times as many make %v of %v", more, among)
	}
	for _, a := range []*news.Answer{learned.Copied.explain(s), learned.Whole.explain(s)} {
		for _, reason := range slices.Concat(a.For, a.Against) {
			if strings.HasPrefix(reason, "articles filed about") {
				t.Errorf("reason %q", reason)
			}
		}
	}
}

// TestCertainAnswers asks about a text copied word for word, and one with hardly a word
// in common: what is certain has no reasons on the other side.
func TestCertainAnswers(t *testing.T) {
	copied := Signals{Short: 200, Long: 210, CommonShort: 199, CommonLong: 199, Specific: 190, ChainShort: 200, ChainLong: 200, Runs: 2, Longest: 180, RareCommon: 60, NumbersAgree: 4, FiguresShared: 3, LeadShort: 1, LeadLong: 1, Hours: 2}
	formula := Signals{Short: 200, Long: 210, CommonShort: 40, CommonLong: 40, Specific: 5, ChainShort: 50, ChainLong: 50, Runs: 9, Longest: 8, RareOwn: 40, NumbersDiffer: 3, Hours: 90}
	yes, no := learned.Copied.explain(copied), learned.Copied.explain(formula)
	if yes.Probability < certain || len(yes.Against) > 0 || len(yes.For) == 0 {
		t.Errorf("a copy: %+v", yes)
	}
	if no.Probability > 1-certain || len(no.For) > 0 || len(no.Against) == 0 {
		t.Errorf("a formula: %+v", no)
	}
}
