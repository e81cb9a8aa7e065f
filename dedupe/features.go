package dedupe

import "math"

// A Feature is what a model weighs, made of one signal or of a few: words that can
// stand in a reason, and a value of about the size of one.
type Feature struct {
	Name   string // of a pair that has more of it than an ordinary one
	Little string // of one that has less; without, the feature is given as no reason
	Value  func(Signals) float64
}

// CopiedFeatures are those of two models: whether words were copied about one event or
// two reports share a formula, and whether one tells a later state of affairs.
var CopiedFeatures = []Feature{
	{"published long apart", "published close together", func(s Signals) float64 { return days(s) * s.chainShort() }},
	{"shared wording that few others have", "little shared wording that others don't have", func(s Signals) float64 { return math.Log1p(s.Specific) }},
	{"unusual words in what is shared", "few unusual words in what is shared", func(s Signals) float64 { return math.Log1p(s.RareCommon) }},
	{"the shorter text adds no unusual word", "the shorter text adds unusual words", func(s Signals) float64 { return s.ownless() }},
	{"different names in headline and text", "no different names in headline and text", func(s Signals) float64 { return atMost(s.TitleNames, 3) }},
	{"one name in place of another again and again", "no name in place of another", func(s Signals) float64 { return atMost(s.Replaced, 3) }},
	{"different weekdays", "no different weekdays", func(s Signals) float64 { return truth(s.DaysApart) }},
	{"different ordinals in the same places", "no different ordinals", func(s Signals) float64 { return atMost(s.OrdinalsDiffer, 1) }},
	{"the longer text turns to another matter", "the longer text turns to no other matter", func(s Signals) float64 { return atMost(s.RestMatters, 3) }},
	{"what the longer text adds stands at its end", "what the longer text adds does not stand at its end", func(s Signals) float64 { return s.RestTail }},
	{"the same telling numbers in both", "few telling numbers in both", func(s Signals) float64 { return log1p(s.FiguresShared) }},
	{"different numbers in the same places", "no different numbers in the same places", func(s Signals) float64 { return log1p(s.NumbersDiffer) }},
	{"the shorter text's opening is shared", "the shorter text's opening is not shared", func(s Signals) float64 { return s.LeadShort }},
	{"one headline, and the shorter text stands wholly in the longer", "not one headline over a text that stands wholly in the other", insideAlike},
	{"the headline of a text mostly copied is about the rest", "the headline is not about the rest of a text mostly copied", func(s Signals) float64 { return math.Log1p(s.RestHeadline) * s.chainLong() }},
	{"one agency is credited in both", "no agency is credited in both", func(s Signals) float64 { return truth(s.SameCredit) }},
	{"what is shared says on which day", "what is shared names no day", func(s Signals) float64 { return atMost(s.DaysCommon, 3) }},
	{"days are named beside what is shared", "no day is named beside what is shared", func(s Signals) float64 { return log1p(s.DaysRest) }},
	{"what is shared begins far into the longer text", "what is shared begins early in the longer text", func(s Signals) float64 { return s.startsAt() }},
	{"what is shared begins far into a text of like length", "what is shared does not begin far into a text of like length", func(s Signals) float64 { return s.startsAt() * ratio(s.Short, s.Long) }},
	{"far into the longer text stands one that adds no unusual word", "no text without unusual words of its own stands far into the other", func(s Signals) float64 { return s.startsAt() * s.ownless() }},
	{"far into the longer text what is shared says on which day", "no day is named in a shared part far into the longer text", func(s Signals) float64 { return s.startsAt() * atMost(s.DaysCommon, 3) }},
	{"different names some time later", "no different names some time later", func(s Signals) float64 { return days(s) * s.chainShort() * atMost(s.TitleNames, 3) }},
	{"both from one outlet", "from two outlets", func(s Signals) float64 { return truth(s.SameOutlet) }},
	{"both name one speaker in other words", "no speaker is named in other words of both", func(s Signals) float64 { return atMost(s.OwnVoices, 3) }},
	{"the longer text is long", "neither text is long", func(s Signals) float64 { return log1p(min(s.Long, longText)) }},
	{"the texts are of like length", "one text is much longer", func(s Signals) float64 { return ratio(s.Short, s.Long) }},
	{"what is shared was told to a newspaper", "no newspaper is named that was told what is shared", func(s Signals) float64 { return atMost(s.ToldPaper, 2) }},
	{"much of the shorter text is shared in one piece", "little of the shorter text is shared in one piece", func(s Signals) float64 { return ratio(s.Longest, s.Short) }},
	{"the same numbers in the same places", "few of the same numbers in the same places", func(s Signals) float64 { return log1p(s.NumbersAgree) }},
	{"much stands beside what is shared", "little stands beside what is shared", func(s Signals) float64 { return s.restShare() }},
	{"others print the shared part without what stands beside it", "hardly any others print the shared part without the rest", func(s Signals) float64 { return ratio(s.Alone, 1+s.Articles) }},
	{"others print the shared part with what stands beside it", "hardly any others print the shared part with the rest", func(s Signals) float64 { return ratio(s.Whole, 1+s.Articles) }},
	{"others print what stands beside the shared part alone", "no others print what stands beside the shared part alone", func(s Signals) float64 { return math.Sqrt(s.Elsewhere) }},
	{"articles filed about that time", "", func(s Signals) float64 { return s.filedAbout() }},
}

// WholeFeatures are those of the model that says, of articles with copied words,
// whether they are one report or one has other reporting beside the copied part.
var WholeFeatures = []Feature{
	{"much of the longer text is copied", "little of the longer text is copied", func(s Signals) float64 { return s.chainLong() }},
	{"a text mostly copied turns to another matter at its end", "no turn to another matter at the end of a text mostly copied", func(s Signals) float64 { return atMost(s.RestMatters, 1) * s.RestTail * s.chainLong() }},
	{"a turn to another matter next to a text copied whole", "no turn to another matter next to what is copied", func(s Signals) float64 { return atMost(s.SeamTurns, 1) * s.chainShort() }},
	{"the longer text's headline is about the rest", "the longer text's headline is not about the rest", func(s Signals) float64 { return math.Log1p(s.RestHeadline) }},
	{"a long piece is shared word for word", "no long piece is shared word for word", func(s Signals) float64 { return log1p(s.Longest) }},
	{"the headlines are alike", "the headlines are not alike", func(s Signals) float64 { return s.Headlines }},
	{"like headlines over different openings", "no like headlines over different openings", func(s Signals) float64 { return s.Headlines * log1p(s.LeadNew) }},
	{"different names throughout", "no different names throughout", func(s Signals) float64 { return log1p(s.Renamed) }},
	{"the longer text's opening is shared", "the longer text's opening is not shared", func(s Signals) float64 { return s.LeadLong }},
	{"the shorter text's opening stands further down in the longer", "the shorter text's opening does not stand further down in the longer", func(s Signals) float64 { return s.LeadShort * (1 - s.LeadLong) }},
	{"the longer text opens in other words", "the longer text opens in the same words", func(s Signals) float64 { return log1p(s.LeadNew) }},
	{"paragraphs about something else", "no paragraphs about something else", func(s Signals) float64 { return log1p(s.OffTopic) }},
	{"the rest of the longer text speaks of the same", "the rest of the longer text speaks of something else", func(s Signals) float64 { return s.RestKnown }},
	{"the rest brings many unusual words", "the rest brings few unusual words", func(s Signals) float64 { return ratio(s.RestRare, s.Long-s.ChainLong) }},
	{"shared wording that few others have", "little shared wording that others don't have", func(s Signals) float64 { return math.Log1p(s.Specific) }},
	{"the shorter text is long", "the shorter text is short", func(s Signals) float64 { return log1p(s.Short) }},
	{"the shorter text has paragraphs of its own under a like headline", "the shorter text has no paragraphs of its own under a like headline", func(s Signals) float64 { return atMost(s.OwnBlocks, 3) * s.Headlines }},
	{"the shorter text has a long stretch of its own", "the shorter text has no long stretch of its own", func(s Signals) float64 { return ratio(s.OwnBlock, s.Short) }},
	{"much stands beside what is copied", "little stands beside what is copied", func(s Signals) float64 { return s.chainLong() * s.restShare() }},
	{"days are named beside a text copied whole", "no day is named beside a text copied whole", func(s Signals) float64 { return atMost(s.DaysRest, 4) * s.chainShort() }},
	{"what is copied says on which day", "what is copied names no day", func(s Signals) float64 { return atMost(s.DaysCommon, 3) }},
	{"other items stand beside what is copied", "no other items stand beside what is copied", func(s Signals) float64 { return atMost(s.RestItems, 2) }},
	{"quotations stand beside what is copied", "few quotations stand beside what is copied", func(s Signals) float64 { return atMost(s.RestQuotes, 6) }},
	{"what is copied was told to a newspaper", "no newspaper is named that was told what is copied", func(s Signals) float64 { return atMost(s.ToldPaper, 2) }},
	{"others print the shared part without what stands beside it", "hardly any others print the shared part without the rest", func(s Signals) float64 { return ratio(s.Alone, 1+s.Articles) }},
	{"others print the shared part with what stands beside it", "hardly any others print the shared part with the rest", func(s Signals) float64 { return ratio(s.Whole, 1+s.Articles) }},
	{"others print what stands beside the shared part alone", "no others print what stands beside the shared part alone", func(s Signals) float64 { return math.Sqrt(s.Elsewhere * (1 - s.chainLong())) }},
	{"another prints what stands beside the shared part alone", "no other prints what stands beside the shared part alone", func(s Signals) float64 { return s.Other * (1 - s.chainLong()) }},
	{"articles filed about that time", "", func(s Signals) float64 { return s.filedAbout() }},
}

// What is copied, and the longest stretch of the remainder, are shares of what the
// texts are without their asides.
func (s Signals) chainShort() float64 { return ratio(s.ChainShort, s.Short-s.AsideShort) }
func (s Signals) chainLong() float64  { return ratio(s.ChainLong, s.Long-s.AsideLong) }
func (s Signals) restShare() float64  { return ratio(s.RestBlock, s.Long-s.AsideLong) }

// ownless is near 1 for a shorter text copied whole, and smaller the more rare
// words it has that the longer one lacks.
func (s Signals) ownless() float64 { return s.chainShort() / (1 + s.RareOwn) }

// startsAt is the share of the longer text before the common part.
func (s Signals) startsAt() float64 { return ratio(s.StartsAt, s.Long) }

// filedAbout grows with what is filed about that time, from a few hundred articles on.
// It is no reason: it only tells how much the others are worth.
func (s Signals) filedAbout() float64 { return math.Log1p(float64(min(s.About, manyFiled)) / fewFiled) }

const (
	// fewFiled is a number of articles in four days that hardly shows who else
	// carries a text.
	fewFiled = 250
	// manyFiled is the number beyond which nothing is known of what more would show:
	// fourteen Saudi outlets print 7,000 in four days.
	manyFiled = 8000
)

// days returns the time between the two, up to maxHours.
func days(s Signals) float64 { return math.Min(s.Hours, maxHours) / 24 }

// insideAlike is the share of the shorter text that is common, where the headlines
// agree.
func insideAlike(s Signals) float64 { return truth(s.Headlines >= 0.8) * ratio(s.CommonShort, s.Short) }

func atMost(n, most int) float64 { return float64(min(n, most)) }

func log1p(n int) float64 { return math.Log1p(float64(n)) }

// maxHours is the gap beyond which more time says no more: a formula returns
// daily or weekly, and a repost is rarely later than four days.
const maxHours = 96

// longText is the number of stems beyond which more says no more: of the pairs learned
// from one in a hundred is longer, and nothing is known of much longer ones.
const longText = 1100

// truth returns 1 for true, 0 for false.
func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}
