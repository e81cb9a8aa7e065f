package dedupe

import "sada/news"

// A Standing is how one document stands to another: a verdict whose reason is not
// yet put into words. Half of the verdicts that filing asks for are not kept, and
// the words take longer than the verdict.
type Standing struct {
	news.Verdict         // without Why, which Told adds
	Copied       float64 // probability that words were copied
	Whole        float64 // probability that the two are one report, if they were
	later        float64 // probability that one tells a later state of affairs
	signals      Signals
}

// Standing says how the first of the two stands to the second. filed tells what
// else is filed; nil stands for an empty store.
func (o *Overlap) Standing(filed Filed) Standing {
	s := o.Signals(filed)
	v, j := learned.judge(s)
	v.Spans = o.spans
	return Standing{v, j.copied, j.whole, j.later, s}
}

// Together returns how the two stand where they are known to be one report.
func (s Standing) Together() Standing {
	if !s.Kind.Joined() {
		s.Kind, s.Score = news.Repost, s.Copied*s.Whole
		if s.later >= laterFrom {
			s.Kind = news.Update
		}
	}
	return s
}

// Apart returns how the two stand where they are known not to be one report:
// passages were copied.
func (s Standing) Apart() Standing {
	s.Kind, s.Score = news.Partial, s.Copied*(1-s.Whole)
	return s
}

// Copies reports whether the two are joined, or would be if one of them didn't
// tell more than the other.
func (s *Standing) Copies() bool {
	return s.Kind.Joined() || s.Kind == news.Partial && s.Copied >= joinedFrom && !instance(s.signals, s.Copied)
}

// Explain says what was found of the two documents, and what spoke for and against
// the kind that they are taken for: the features that moved an answer most, beside
// those of an ordinary pair, up to two each way. What there is less of than in such a
// pair is marked as little.
func (s *Standing) Explain() news.Explanation { return learned.explain(s.signals, s.Kind) }

// Told returns the verdict with its reason.
func (s *Standing) Told() news.Verdict {
	v := s.Verdict
	v.Why = s.Explain().String()
	return v
}
