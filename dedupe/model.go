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
	{"share of the shorter text that is common and rare elsewhere", func(s Signals) float64 { return s.Weighted }},
	{"common words that are rare elsewhere", func(s Signals) float64 { return math.Log1p(s.Specific) }},
	{"words of the longer text known to the shorter", func(s Signals) float64 { return s.Vocabulary }},
	{"headlines", func(s Signals) float64 { return s.Headlines }},
	{"headline of the shorter in the longer text", func(s Signals) float64 { return s.HeadlineInText }},
	{"new words in the longer text's opening", func(s Signals) float64 { return math.Log1p(float64(s.LeadNew)) }},
	{"numbers that differ", func(s Signals) float64 { return ratio(s.NumbersDiffer, 1+s.NumbersAgree+s.NumbersDiffer) }},
	{"numbers missing in the longer text", func(s Signals) float64 { return ratio(s.NumbersNew, 2+s.Numbers) }},
	{"other names throughout", func(s Signals) float64 { return float64(min(s.Renamed, 4)) }},
	{"one name for another again and again", func(s Signals) float64 { return float64(min(s.Replaced, 4)) }},
	{"other names in headline and text", func(s Signals) float64 { return float64(min(s.TitleNames, 3)) }},
	{"ordinals that differ", func(s Signals) float64 { return float64(min(s.OrdinalsDiffer, 2)) }},
	{"weekdays that differ", func(s Signals) float64 { return truth(s.DaysApart) }},
	{"weekdays that agree", func(s Signals) float64 { return ratio(s.DaysBoth, 1+s.DaysShort) }},
	{"time between", func(s Signals) float64 { return math.Min(s.Hours, maxHours) / 24 }},
}

// WholeFeatures answer the second, of articles with copied words: is it one
// report, or does a text have other reporting beside the copied part?
var WholeFeatures = []Feature{
	{"share of the longer text that is common", func(s Signals) float64 { return ratio(s.CommonLong, s.Long) }},
	{"share of the shorter text that is common", func(s Signals) float64 { return ratio(s.CommonShort, s.Short) }},
	{"longest stretch of its own in the longer text", func(s Signals) float64 { return math.Log1p(float64(s.OwnLong)) }},
	{"longest common run", func(s Signals) float64 { return ratio(s.Longest, 1+s.Short) }},
	{"headlines", func(s Signals) float64 { return s.Headlines }},
	{"the longer text's headline comes from the common part", func(s Signals) float64 { return s.HeadlineCopied }},
	{"opening of the longer text is common", func(s Signals) float64 { return s.LeadLong }},
	{"opening of the shorter text is common", func(s Signals) float64 { return s.LeadShort }},
	{"paragraphs about something else", func(s Signals) float64 { return math.Log1p(float64(s.OffTopic)) }},
	{"turns to another matter or speaker", func(s Signals) float64 { return float64(min(s.Turns, 4)) }},
	{"the shorter text's own paragraphs", func(s Signals) float64 { return float64(min(s.OwnBlocks, 3)) }},
	{"same headline over a text wholly inside", func(s Signals) float64 {
		return truth(s.Headlines >= 0.8) * ratio(s.CommonShort, s.Short)
	}},
	{"both texts mostly common", func(s Signals) float64 {
		return ratio(s.CommonShort, s.Short) * ratio(s.CommonLong, s.Long)
	}},
	{"the longer text's own part speaks of the same", func(s Signals) float64 { return s.Cohesion }},
}

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
