package dedupe

import "math"

// A Feature is one signal as the verdict weighs it: a name that Why can speak
// of, and a value of about the size of one.
type Feature struct {
	Name  string
	Value func(Signals) float64
}

// Two questions decide how one article stands to another. Each is a logistic
// regression: the sum of features times weights, made a probability.

// CopiedFeatures answer the first: were words copied about one event, or do
// two reports share a formula?
var CopiedFeatures = []Feature{
	{"time between", func(s Signals) float64 { return days(s) * s.chainShort() }},
	{"common words that are rare elsewhere", func(s Signals) float64 { return math.Log1p(s.Specific) }},
	{"rare words in common passages", func(s Signals) float64 { return math.Log1p(s.RareCommon) }},
	{"rare words of the shorter text that the longer has", func(s Signals) float64 { return s.RareShared }},
	{"shorter text copied without a rare word of its own", func(s Signals) float64 { return s.chainShort() / (1 + s.RareOwn) }},
	{"other names in headline and text", func(s Signals) float64 { return atMost(s.TitleNames, 3) }},
	{"one name for another again and again", func(s Signals) float64 { return atMost(s.Replaced, 3) }},
	{"weekdays that agree", func(s Signals) float64 { return ratio(s.DaysBoth, 1+s.DaysShort) }},
	{"weekdays that differ", func(s Signals) float64 { return truth(s.DaysApart) }},
	{"ordinals that differ", func(s Signals) float64 { return atMost(s.OrdinalsDiffer, 1) }},
	{"turns to another matter", func(s Signals) float64 { return atMost(s.RestMatters, 3) }},
	{"turns to another speaker", func(s Signals) float64 { return atMost(s.RestSpeakers, 1) }},
	{"own words of the longer text at its end", func(s Signals) float64 { return s.RestTail }},
	{"large numbers in both", func(s Signals) float64 { return log1p(s.FiguresShared) }},
	{"large numbers that only the shorter text has", func(s Signals) float64 {
		return atMost(s.FiguresOwn, 3) * truth(s.FiguresShared == 0)
	}},
	{"numbers that differ", func(s Signals) float64 { return log1p(s.NumbersDiffer) }},
	{"opening of the shorter text is common", func(s Signals) float64 { return s.LeadShort }},
	{"same headline over a text wholly inside", insideAlike},
	{"headline about the rest of a text mostly copied", func(s Signals) float64 { return math.Log1p(s.RestHeadline) * s.chainLong() }},
	{"the rest of the longer text speaks of the same", func(s Signals) float64 { return s.RestKnown }},
	{"same agency credited", func(s Signals) float64 { return truth(s.SameCredit) }},
}

// WholeFeatures answer the second, of articles with copied words: is it one
// report, or does a text have other reporting beside the copied part?
var WholeFeatures = []Feature{
	{"both texts mostly copied", func(s Signals) float64 { return s.chainShort() * s.chainLong() }},
	{"share of the longer text that is copied", func(s Signals) float64 { return s.chainLong() }},
	{"turns to another matter before much else", func(s Signals) float64 { return atMost(s.RestMatters, 2) * s.restShare() }},
	{"turns to another matter at the end", func(s Signals) float64 { return atMost(s.RestMatters, 1) * s.RestTail }},
	{"turns to the background", func(s Signals) float64 { return atMost(s.RestBackground, 3) }},
	{"headline about the rest of the longer text", func(s Signals) float64 { return math.Log1p(s.RestHeadline) }},
	{"longest common run", func(s Signals) float64 { return log1p(s.Longest) }},
	{"headlines", func(s Signals) float64 { return s.Headlines }},
	{"other names throughout", func(s Signals) float64 { return log1p(s.Renamed) }},
	{"opening of the longer text is common", func(s Signals) float64 { return s.LeadLong }},
	{"opening of the shorter text is common", func(s Signals) float64 { return s.LeadShort }},
	{"new words in the longer text's opening", func(s Signals) float64 { return log1p(s.LeadNew) }},
	{"paragraphs about something else", func(s Signals) float64 { return log1p(s.OffTopic) }},
	{"the rest of the longer text speaks of the same", func(s Signals) float64 { return s.RestKnown }},
	{"rare words of the shorter text alone", func(s Signals) float64 { return math.Log1p(s.RareOwn) }},
	{"common words that are rare elsewhere", func(s Signals) float64 { return math.Log1p(s.Specific) }},
	{"length of the shorter text", func(s Signals) float64 { return log1p(s.Short) }},
	{"the shorter text's own paragraphs under a like headline", func(s Signals) float64 { return atMost(s.OwnBlocks, 3) * s.Headlines }},
	{"much else beside what is copied", func(s Signals) float64 { return s.chainLong() * s.restShare() }},
	{"shorter text copied from the opening on", func(s Signals) float64 { return s.chainShort() * s.LeadLong }},
	{"like headline over a text wholly inside", func(s Signals) float64 { return s.HeadlinesRare * s.chainShort() }},
}

// The copied parts are shares of what the texts are without their asides.
func (s Signals) chainShort() float64 { return ratio(s.ChainShort, s.Short-s.AsideShort) }
func (s Signals) chainLong() float64  { return ratio(s.ChainLong, s.Long-s.AsideLong) }
func (s Signals) restShare() float64  { return ratio(s.RestBlock, s.Long-s.AsideLong) }

func days(s Signals) float64 { return math.Min(s.Hours, maxHours) / 24 }

// insideAlike is the share of the shorter text that is common, where the headlines
// agree.
func insideAlike(s Signals) float64 { return truth(s.Headlines >= 0.8) * ratio(s.CommonShort, s.Short) }

func atMost(n, most int) float64 { return float64(min(n, most)) }

func log1p(n int) float64 { return math.Log1p(float64(n)) }

// maxHours is the gap beyond which more time says no more: a formula returns
// daily or weekly, and a repost is rarely later than four days.
const maxHours = 96

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// A Model is the bias and the weights of features, in their order.
type Model struct {
	Bias    float64
	Weights []float64
	Means   []float64 // of each feature in training: what a pair is compared with in Why
}

// probability returns the model's answer, between 0 and 1.
func (m Model) probability(features []Feature, s Signals) float64 {
	z := m.Bias
	for i, f := range features {
		z += m.Weights[i] * f.Value(s)
	}
	return 1 / (1 + math.Exp(-z))
}
