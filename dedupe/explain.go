package dedupe

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"sada/news"
)

// explain says what was measured of two documents, and what spoke for and against
// the kind k that they are taken for.
func (m *Models) explain(s Signals, k news.Relation) news.Explanation {
	e := news.Explanation{Kind: k, Facts: facts(s)}
	if s.Runs > 0 && !s.Identical {
		e.Copied = m.Copied.explain(s)
		if k.Joined() || k == news.Partial {
			e.Whole = m.Whole.explain(s)
		}
		if k == news.Update {
			e.Later = m.Later.explain(s)
		}
	}
	return e
}

// facts puts into words what was measured.
func facts(s Signals) []string {
	if s.Runs == 0 {
		return []string{"no passage in common"}
	}
	out := []string{
		fmt.Sprintf("%d of %d words of the shorter and %d of %d of the longer text shared", s.CommonShort, s.Short, s.CommonLong, s.Long),
		fmt.Sprintf("longest run %d", s.Longest),
	}
	if n := s.NumbersAgree + s.NumbersDiffer; n > 0 {
		out = append(out, fmt.Sprintf("numbers agree %d of %d", s.NumbersAgree, n))
	}
	if n := s.Replaced; n > 0 {
		out = append(out, fmt.Sprintf("names replaced again and again: %d", n))
	}
	return append(out, "headlines share "+percent(s.Headlines), apart(s.Hours))
}

func percent(p float64) string { return fmt.Sprintf("%.0f %%", 100*p) }

func apart(hours float64) string {
	if hours < 48 {
		return fmt.Sprintf("%.1f hours apart", hours)
	}
	return fmt.Sprintf("%.1f days apart", hours/24)
}

const (
	// worthAWord is the least contribution, in log odds, that makes a reason.
	worthAWord = 0.3
	// manyReasons bounds the reasons for an answer, and those against it.
	manyReasons = 2
	// certain is the probability from which nothing against an answer is named, and of
	// the contrary nothing for it: it would be read as doubt.
	certain = 0.98
)

// explain returns the model's answer with its reasons, those that weighed most first.
func (m *Model) explain(s Signals) *news.Answer {
	z := m.Measure(nil, s)
	shares := m.shares(z)
	byWeight := make([]int, len(shares))
	for i := range byWeight {
		byWeight[i] = i
	}
	slices.SortStableFunc(byWeight, func(a, b int) int { return cmp.Compare(math.Abs(shares[b]), math.Abs(shares[a])) })
	a := &news.Answer{Probability: m.Probability(z), For: []string{}, Against: []string{}}
	for _, i := range byWeight {
		reason := m.Features[i].reason(z[i])
		switch {
		case reason == "":
		case shares[i] >= worthAWord && len(a.For) < manyReasons && a.Probability > 1-certain:
			a.For = append(a.For, reason)
		case shares[i] <= -worthAWord && len(a.Against) < manyReasons && a.Probability < certain:
			a.Against = append(a.Against, reason)
		}
	}
	return a
}

// reason says what a pair has so much of, beside an ordinary one, or so little; ""
// where that is no reason.
func (f Feature) reason(z float64) string {
	if z < 0 || f.Little == "" {
		return f.Little
	}
	return f.Name
}
