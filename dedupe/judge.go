package dedupe

import (
	"fmt"

	"sada/news"
)

// judge reaches a verdict on signals.
func judge(s Signals) news.Verdict {
	v := news.Verdict{Kind: news.None, CoverageA: s.CoverageA, CoverageB: s.CoverageB}
	v.Score = max(s.WeightedA, s.WeightedB)
	switch {
	case s.Identical:
		v.Kind, v.Score = news.Copy, 1
	case s.NumbersAgree+s.NumbersDiffer >= 4 && 10*s.NumbersAgree < 4*(s.NumbersAgree+s.NumbersDiffer):
		v.Kind = news.Series
	case v.Score >= 0.45:
		v.Kind = news.Repost
	case v.Score >= 0.2:
		v.Kind = news.Partial
	}
	v.Why = fmt.Sprintf("%d of %d and %d of %d words shared; longest passage %d words; numbers agree %d of %d",
		s.CommonA, s.StemsA, s.CommonB, s.StemsB, s.Longest, s.NumbersAgree, s.NumbersAgree+s.NumbersDiffer)
	return v
}
