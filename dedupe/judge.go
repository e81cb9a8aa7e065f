package dedupe

import "sada/news"

// Thresholds, chosen on SaudiNewsNet's labelled pairs, each judged by weights that
// were learned from other days and articles (sada eval train): with these, 281 of 293
// copies are joined, 2 of 92 other pairs and 10 of 119 partial reports; 1 more is taken
// for a formula.
const (
	joinedFrom   = 0.60 // least probability that words were copied, to join
	partialFrom  = 0.25 // the same, to link
	surelyCopied = 0.80 // the same, to join although other names stand in the same places
	wholeFrom    = 0.40 // least probability that it is one report, to join
	laterFrom    = 0.40 // least probability that one tells a later state, to be marked as an update
	surelyLater  = 0.70 // the same, to join what otherwise isn't one report

	// A text is an excerpt of a longer one, however little of it, if the longer
	// one's headline has the share sameHeadline of its headline, and the share
	// inside of it is in common.
	sameHeadline = 0.9
	inside       = 0.9

	// tooShort is the number of stems below which a text joins only the same text:
	// a headline or a caption says too little to tell a report by.
	tooShort = 8
	// formulaic is the share of the shorter text that must be in common for two
	// texts that were not copied to be instances of a formula.
	formulaic = 0.3
	// verbatim is the coverage of both texts from which they are the same text
	// but for a word or a line of furniture.
	verbatim = 0.97
	// otherNumbers and agreeing guard against formulas of numbers: prices,
	// results, weather. Where otherNumbers numbers or more differ in the same
	// places, two texts are such instances unless the share agreeing of all their
	// numbers agrees; an update of a developing story keeps most of its numbers. Of
	// 2,091 labelled copies 23 are stopped by these and by otherFigures; without them
	// 270 of 5,310 pairs of gold, currencies and weather in a stream are joined.
	otherNumbers = 4
	agreeing     = 0.55
	// otherFigures guards where fewer numbers stand in the same places: the
	// shorter text has so many telling ones (prices, weights, counts) that the longer
	// one lacks, and none is in both.
	otherFigures = 3
	// parallel is the least share of either text, rewordings included, that two
	// instances of a formula have in common. Of 53 labelled partial reports with
	// other facts in their places 51 have less.
	parallel = 0.6
	// manyReplaced guards against formulas of names: telegrams, receptions, court
	// sentences. Where so many names are replaced throughout, and it isn't sure that
	// words were copied, the two are instances of one. Of 856 labelled pairs of
	// instances 257 have so many and 2 are sure to be copied; of 2,540 copies and
	// updates 173 have so many, of which 107 are sure to be.
	manyReplaced = 2
)

// Judge reaches a verdict on signals, without spans and without a reason in words.
func (m *Models) Judge(s Signals) news.Verdict {
	v, _ := m.judge(s)
	return v
}

// judge is Judge, and returns the judgement that the verdict rests on besides.
func (m *Models) judge(s Signals) (v news.Verdict, j judgement) {
	j = m.judgement(s)
	v.Kind = kind(s, j)
	v.Score = score(s, v.Kind, j)
	v.CoverageA, v.CoverageB = ratio(s.CommonShort, s.Short), ratio(s.CommonLong, s.Long)
	if s.Swapped {
		v.CoverageA, v.CoverageB = v.CoverageB, v.CoverageA
	}
	return v, j
}

// A judgement is what the models say, as probabilities: that words were copied, that
// the two are one report if they were, and that one tells a later state of affairs.
type judgement struct{ copied, whole, later float64 }

// judgement asks the models. The third is only asked where enough may have been
// copied for the two to be of one story; else its answer is 0.
func (m *Models) judgement(s Signals) judgement {
	j := judgement{copied: m.Copied.ask(s), whole: m.Whole.ask(s)}
	if s.Headlines >= sameHeadline && ratio(s.CommonShort, s.Short) >= inside {
		j.whole = 1
	}
	if j.copied >= partialFrom {
		j.later = m.Later.ask(s)
	}
	return j
}

// kind decides what the two are to each other. The guards against formulas come
// before what the models say.
func kind(s Signals, j judgement) news.Relation {
	switch {
	case s.Identical:
		return news.Copy
	case s.Runs == 0, s.Short < tooShort:
		return news.None
	case instance(s, j.copied):
		return otherInstance(s, j.copied)
	case j.copied >= joinedFrom && j.whole >= wholeFrom:
		return joinedKind(s, j.later)
	case j.copied >= joinedFrom && j.later >= surelyLater:
		return news.Update
	case j.copied >= partialFrom:
		return news.Partial
	case ratio(s.CommonShort, s.Short) >= formulaic:
		return news.Series
	}
	return news.None
}

// instance reports whether the facts of the two show that they are instances of one
// formula, whatever else they have in common.
func instance(s Signals, wasCopied float64) bool {
	return otherFacts(s) || wasCopied < surelyCopied && renamed(s)
}

// otherInstance is the kind of two texts with other facts in the same places: a
// series where the formula fills both; where one has much besides and words were
// copied, the two share passages.
func otherInstance(s Signals, wasCopied float64) news.Relation {
	switch {
	case wasCopied >= partialFrom && min(s.chainShort(), s.chainLong()) < parallel:
		return news.Partial
	case ratio(s.CommonShort, s.Short) < formulaic:
		return news.None // names and titles, which no formula makes
	}
	return news.Series
}

// otherFacts reports whether the numbers of the two differ as those of two instances
// of a formula do.
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

// joinedKind tells apart the kinds of reports that are joined.
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
func score(s Signals, k news.Relation, j judgement) float64 {
	switch {
	case s.Identical:
		return 1
	case k.Joined():
		return j.copied * max(j.whole, j.later)
	case k == news.Partial:
		return j.copied * (1 - j.whole)
	case s.Runs == 0:
		return 0
	}
	return 1 - j.copied
}
