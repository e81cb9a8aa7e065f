package dedupe

import "math"

// A Feature is what a model weighs, made of one signal or of a few: a name that can
// stand in a reason, and a value of about the size of one.
type Feature struct {
	Name  string
	Value func(Signals) float64
}

// CopiedFeatures are those of two models: whether words were copied about one event or
// two reports share a formula, and whether one tells a later state of affairs.
var CopiedFeatures = []Feature{
	{"time between", func(s Signals) float64 { return days(s) * s.chainShort() }},
	{"common words that are rare elsewhere", func(s Signals) float64 { return math.Log1p(s.Specific) }},
	{"rare words in common passages", func(s Signals) float64 { return math.Log1p(s.RareCommon) }},
	{"shorter text copied without a rare word of its own", func(s Signals) float64 { return s.ownless() }},
	{"other names in headline and text", func(s Signals) float64 { return atMost(s.TitleNames, 3) }},
	{"one name for another again and again", func(s Signals) float64 { return atMost(s.Replaced, 3) }},
	{"weekdays that differ", func(s Signals) float64 { return truth(s.DaysApart) }},
	{"ordinals that differ", func(s Signals) float64 { return atMost(s.OrdinalsDiffer, 1) }},
	{"turns to another matter", func(s Signals) float64 { return atMost(s.RestMatters, 3) }},
	{"own words of the longer text at its end", func(s Signals) float64 { return s.RestTail }},
	{"large numbers in both", func(s Signals) float64 { return log1p(s.FiguresShared) }},
	{"numbers that differ", func(s Signals) float64 { return log1p(s.NumbersDiffer) }},
	{"opening of the shorter text is common", func(s Signals) float64 { return s.LeadShort }},
	{"same headline over a text wholly inside", insideAlike},
	{"headline about the rest of a text mostly copied", func(s Signals) float64 { return math.Log1p(s.RestHeadline) * s.chainLong() }},
	{"same agency credited", func(s Signals) float64 { return truth(s.SameCredit) }},
	{"days named in what is common", func(s Signals) float64 { return atMost(s.DaysCommon, 3) }},
	{"days named beside it", func(s Signals) float64 { return log1p(s.DaysRest) }},
	{"common part far into the longer text", func(s Signals) float64 { return s.startsAt() }},
	{"common part far into a text of like length", func(s Signals) float64 { return s.startsAt() * ratio(s.Short, s.Long) }},
	{"text without a rare word of its own far into the longer one", func(s Signals) float64 { return s.startsAt() * s.ownless() }},
	{"days named in what is common far into the longer text", func(s Signals) float64 { return s.startsAt() * atMost(s.DaysCommon, 3) }},
	{"other names some time later", func(s Signals) float64 { return days(s) * s.chainShort() * atMost(s.TitleNames, 3) }},
	{"both from one outlet", func(s Signals) float64 { return truth(s.SameOutlet) }},
	{"speakers named in other words of both", func(s Signals) float64 { return atMost(s.OwnVoices, 3) }},
	{"length of the longer text", func(s Signals) float64 { return log1p(min(s.Long, longText)) }},
	{"texts of like length", func(s Signals) float64 { return ratio(s.Short, s.Long) }},
	{"told to a newspaper in what is common", func(s Signals) float64 { return atMost(s.ToldPaper, 2) }},
	{"share of the shorter text in one common run", func(s Signals) float64 { return ratio(s.Longest, s.Short) }},
	{"numbers that agree", func(s Signals) float64 { return log1p(s.NumbersAgree) }},
	{"much else beside what is common", func(s Signals) float64 { return s.restShare() }},
	{"others carry it without what stands beside it", func(s Signals) float64 { return ratio(s.Alone, 1+s.Articles) }},
	{"others carry it with what stands beside it", func(s Signals) float64 { return ratio(s.Whole, 1+s.Articles) }},
	{"others carry what stands beside it alone", func(s Signals) float64 { return math.Sqrt(s.Elsewhere) }},
	{surroundings, func(s Signals) float64 { return s.filedAbout() }},
}

// WholeFeatures are those of the model that says, of articles with copied words,
// whether they are one report or one has other reporting beside the copied part.
var WholeFeatures = []Feature{
	{"share of the longer text that is copied", func(s Signals) float64 { return s.chainLong() }},
	{"turns to another matter at the end of a text mostly copied", func(s Signals) float64 { return atMost(s.RestMatters, 1) * s.RestTail * s.chainLong() }},
	{"turns to another matter next to a text copied whole", func(s Signals) float64 { return atMost(s.SeamTurns, 1) * s.chainShort() }},
	{"headline about the rest of the longer text", func(s Signals) float64 { return math.Log1p(s.RestHeadline) }},
	{"longest common run", func(s Signals) float64 { return log1p(s.Longest) }},
	{"headlines", func(s Signals) float64 { return s.Headlines }},
	{"like headlines over another opening", func(s Signals) float64 { return s.Headlines * log1p(s.LeadNew) }},
	{"other names throughout", func(s Signals) float64 { return log1p(s.Renamed) }},
	{"opening of the longer text is common", func(s Signals) float64 { return s.LeadLong }},
	{"opening of the shorter text within the longer one", func(s Signals) float64 { return s.LeadShort * (1 - s.LeadLong) }},
	{"new words in the longer text's opening", func(s Signals) float64 { return log1p(s.LeadNew) }},
	{"paragraphs about something else", func(s Signals) float64 { return log1p(s.OffTopic) }},
	{"the rest of the longer text speaks of the same", func(s Signals) float64 { return s.RestKnown }},
	{"rare words of the rest that are new", func(s Signals) float64 { return ratio(s.RestRare, s.Long-s.ChainLong) }},
	{"common words that are rare elsewhere", func(s Signals) float64 { return math.Log1p(s.Specific) }},
	{"length of the shorter text", func(s Signals) float64 { return log1p(s.Short) }},
	{"the shorter text's own paragraphs under a like headline", func(s Signals) float64 { return atMost(s.OwnBlocks, 3) * s.Headlines }},
	{"the shorter text's own words in a row", func(s Signals) float64 { return ratio(s.OwnBlock, s.Short) }},
	{"much else beside what is copied", func(s Signals) float64 { return s.chainLong() * s.restShare() }},
	{"days named beside a text copied whole", func(s Signals) float64 { return atMost(s.DaysRest, 4) * s.chainShort() }},
	{"days named in what is copied", func(s Signals) float64 { return atMost(s.DaysCommon, 3) }},
	{"other items beside it", func(s Signals) float64 { return atMost(s.RestItems, 2) }},
	{"quotations beside it", func(s Signals) float64 { return atMost(s.RestQuotes, 6) }},
	{"told to a newspaper in what is copied", func(s Signals) float64 { return atMost(s.ToldPaper, 2) }},
	{"others carry it without what stands beside it", func(s Signals) float64 { return ratio(s.Alone, 1+s.Articles) }},
	{"others carry it with what stands beside it", func(s Signals) float64 { return ratio(s.Whole, 1+s.Articles) }},
	{"others carry what stands beside it alone", func(s Signals) float64 { return math.Sqrt(s.Elsewhere * (1 - s.chainLong())) }},
	{"another carries what stands beside it alone", func(s Signals) float64 { return s.Other * (1 - s.chainLong()) }},
	{surroundings, func(s Signals) float64 { return s.filedAbout() }},
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

// surroundings is the name of the one feature that is given as no reason: it only
// tells how much the others are worth.
const surroundings = "articles filed about that time"

// filedAbout grows with what is filed about that time, from a few hundred articles on.
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
