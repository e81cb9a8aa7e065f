package dedupe

import "sada/news"

// Thresholds, chosen on SaudiNewsNet's labelled pairs by weights of other days
// (sada eval train): with these, 282 of 293 copies are joined, 2 of 92 other
// pairs and 9 of 119 partial reports; 2 more are taken for a formula.
const (
	joinedFrom   = 0.60 // probability that words were copied, to join
	partialFrom  = 0.25 // the same, to link
	surelyCopied = 0.80 // the same, to join where other names stand in the same places
	wholeFrom    = 0.40 // probability that it is one report, to join
	laterFrom    = 0.40 // probability that one tells a later state, to be marked as an update
	surelyLater  = 0.70 // the same, to join what isn't one report

	// sameHeadline and inside are the shares from which a text that stands in
	// a longer one under its own headline is an excerpt of it, however little
	// of the longer one it is.
	sameHeadline = 0.9
	inside       = 0.9

	// tooShort is the number of stems below which only the same text joins: a
	// headline or a caption says too little to tell a report by.
	tooShort = 8
	// formulaic is the share of the shorter text from which words in common
	// that were not copied show a formula.
	formulaic = 0.3
	// verbatim is the coverage of both texts from which they are the same text
	// but for a word or a line of furniture.
	verbatim = 0.97
	// otherNumbers and agreeing guard against formulas of numbers: prices,
	// results, weather. Where so many numbers differ in the same places, so large
	// a share must agree. An update of a developing story keeps most of its own:
	// of 2,091 labelled copies 23 are stopped by these and by otherFigures; without
	// them 270 of 5,310 pairs of gold, currencies and weather in a stream are joined.
	otherNumbers = 4
	agreeing     = 0.55
	// otherFigures guards where those numbers are few: so many prices, weights
	// or counts of the shorter text, and none in both.
	otherFigures = 3
	// parallel is the share of both texts that an instance of a formula has in
	// common with another, rewordings included. Of 53 labelled partial
	// reports with other facts in their places 51 have less.
	parallel = 0.6
	// manyReplaced guards against formulas of names: telegrams, receptions,
	// sentences. So many names replaced throughout make another instance where it
	// isn't sure that words were copied. Of 856 labelled pairs of instances 257 have
	// so many and 2 are sure to be copied; of 2,540 copies and updates 173, of which
	// 107 are.
	manyReplaced = 2
)

// Judge reaches a verdict on signals, without spans.
func Judge(s Signals) news.Verdict { return JudgeBy(s, &learned) }

// JudgeBy reaches a verdict by models of one's own, such as those that were
// fitted without the pair in question.
func JudgeBy(s Signals, m *Models) news.Verdict {
	v, _ := judged(s, m)
	v.Why = explained(s, v.Kind, m).String()
	return v
}

// A judgement is what the models say, as probabilities: that words were copied, that
// the two are one report if they were, and that one tells a later state of affairs.
type judgement struct{ copied, whole, later float64 }

// answer asks the third question only of what others can show to be one story.
func (m *Models) answer(s Signals) judgement {
	a := judgement{copied: m.Copied.of(s), whole: m.Whole.of(s)}
	if s.Headlines >= sameHeadline && ratio(s.CommonShort, s.Short) >= inside {
		a.whole = 1
	}
	if a.copied >= partialFrom {
		a.later = m.Later.of(s)
	}
	return a
}

// judged is a verdict without its reason, with the judgement that it rests on.
func judged(s Signals, m *Models) (v news.Verdict, a judgement) {
	a = m.answer(s)
	v.Kind = kind(s, a)
	v.Score = score(s, v.Kind, a)
	v.CoverageA, v.CoverageB = ratio(s.CommonShort, s.Short), ratio(s.CommonLong, s.Long)
	if s.Swapped {
		v.CoverageA, v.CoverageB = v.CoverageB, v.CoverageA
	}
	return v, a
}

// kind answers with the probabilities.
func kind(s Signals, a judgement) news.Relation {
	switch {
	case s.Identical:
		return news.Copy
	case s.Runs == 0, s.Short < tooShort:
		return news.None
	case instance(s, a.copied):
		return otherInstance(s, a.copied)
	case a.copied >= joinedFrom && a.whole >= wholeFrom:
		return joinedKind(s, a.later)
	case a.copied >= joinedFrom && a.later >= surelyLater:
		return news.Update
	case a.copied >= partialFrom:
		return news.Partial
	case ratio(s.CommonShort, s.Short) >= formulaic:
		return news.Series
	}
	return news.None
}

// instance reports whether the two are two instances of a formula.
func instance(s Signals, wasCopied float64) bool {
	return otherFacts(s) || wasCopied < surelyCopied && renamed(s)
}

// otherInstance is the kind of two texts with other facts in the same places: a
// formula fills both; where one has much besides, passages were copied.
func otherInstance(s Signals, wasCopied float64) news.Relation {
	if wasCopied >= partialFrom && min(s.chainShort(), s.chainLong()) < parallel {
		return news.Partial
	}
	return news.Series
}

// otherFacts reports whether most numbers differ.
func otherFacts(s Signals) bool {
	if s.FiguresShared == 0 && s.FiguresOwn >= otherFigures && s.NumbersDiffer >= otherFigures {
		return true
	}
	return s.NumbersDiffer >= otherNumbers && ratio(s.NumbersAgree, s.NumbersAgree+s.NumbersDiffer) < agreeing
}

// renamed reports whether other names stand in the same places throughout.
func renamed(s Signals) bool {
	return s.Replaced >= manyReplaced
}

func joinedKind(s Signals, isLater float64) news.Relation {
	switch {
	case ratio(s.CommonShort, s.Short) >= verbatim && ratio(s.CommonLong, s.Long) >= verbatim && s.NumbersNew == 0:
		return news.Copy
	case isLater >= laterFrom:
		return news.Update
	}
	return news.Repost
}

// score is the probability of the kind found.
func score(s Signals, k news.Relation, a judgement) float64 {
	switch {
	case s.Identical:
		return 1
	case k.Joined():
		return a.copied * max(a.whole, a.later)
	case k == news.Partial:
		return a.copied * (1 - a.whole)
	case s.Runs == 0:
		return 0
	}
	return 1 - a.copied
}
