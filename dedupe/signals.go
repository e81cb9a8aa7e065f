package dedupe

import (
	"math"

	"sada/dedupe/index"
)

// Signals are what a verdict is reached on, each a number that a reader can check
// against the two texts. All counts are of stems without stop words. "Short" and
// "long" are the text with fewer stems and the one with more. A chain is common runs
// and the small gaps between them, which are rewordings; the remainder of a text is
// what lies outside chains and is no aside. How much a rare stem counts is said at telling.
type Signals struct {
	// The two articles.
	Short, Long int     // stems
	Hours       float64 // between the two, without sign
	SameCredit  bool
	SameOutlet  bool
	Swapped     bool    // the short text is the second one given
	Headlines   float64 // share of the short text's headline in the long text's

	// What is in common.
	Runs                    int
	Identical               bool    // the same stems in the same order
	CommonShort, CommonLong int     // stems that lie in runs common to both
	Longest                 int     // stems of the longest common run
	StartsAt                int     // stem of the long text at which the first run of the short text begins
	Specific                float64 // common stems of the short text, each by the weight of its passage
	RareCommon              float64 // rare stems of the short text in common runs, each once
	LeadShort, LeadLong     float64 // share of the first leadStems stems of each that is common
	LeadNew                 int     // of the first leadStems stems of the long text those that the short one lacks
	ChainShort, ChainLong   int     // stems of each in chains
	AsideShort, AsideLong   int     // stems of each in asides: short lines of which nothing is common

	// Facts in the same places.
	NumbersAgree   int  // numbers of the short text that the long one has after the same stem too
	NumbersDiffer  int  // those after whose stem the long one has other numbers only
	NumbersNew     int  // numbers of the short text that the long one lacks
	FiguresShared  int  // different telling numbers that are in both
	FiguresOwn     int  // different telling numbers that only the short text has
	OrdinalsDiffer int  // small gaps between runs in which each text has an ordinal or number word
	DaysApart      bool // both texts name weekdays, and none of them is in both
	Renamed        int  // words that each text uses again and again and the other never: the fewer of both
	Replaced       int  // words that one other word replaces in place after place: the fewer of both
	TitleNames     int  // words of the headline that recur in the text and the other never uses: the fewer of both

	// What the short text has besides.
	RareOwn   float64 // rare stems of the short text that the long one lacks, each once
	OwnBlock  int     // stems of the longest stretch of the short text's remainder
	OwnBlocks int     // stretches of the short text of ownBlock stems and more that are not common
	OwnVoices int     // those who speak in the short text's remainder and whom the long one names

	// What the long text has besides: its remainder.
	RestBlock            int     // stems of the longest stretch of it
	RestTail             float64 // share of it that stands after the last chain
	RestKnown            float64 // share of its rare stems that the short text uses too
	RestRare             int     // different rare stems of it that the short text lacks
	RestHeadline         float64 // rare stems of the long headline that it has and the short text lacks
	RestMatters          int     // turns to another matter in it
	SeamTurns            int     // those of them next to a chain
	RestItems            int     // other items joined to the report in it
	RestQuotes           int     // quotation marks that open in it
	DaysCommon, DaysRest int     // words that say when, in the long text's chains and in the remainder
	ToldPaper            int     // newspapers that the long text says were told something, in its chains
	OffTopic             int     // stems of the longest row of paragraphs of the long text about something else

	// What else is filed.
	index.Carriage     // who else carries the copied part, and the long text's remainder
	About          int // articles filed about that time, which could carry them too
}

const (
	// leadStems is how many stems count as the beginning of a text: about two
	// sentences.
	leadStems = 30
	// ownBlock is the length in stems from which a stretch is a paragraph of
	// its own rather than a reworded sentence.
	ownBlock = 15
)

// sides are the two texts, the shorter one first, with the stems that lie in common
// runs, and the longer one's headline.
type sides struct {
	short, long     *tokens
	inShort, inLong []bool
	titleLong       *tokens
}

func (c *Comparer) sides() sides {
	return sides{&c.shorter.text, &c.longer.text, c.align.inA, c.align.inB, &c.longer.title}
}

// measure takes all signals of two documents that are read and aligned.
func (c *Comparer) measure(a, b Document) Signals {
	x := c.sides()
	s := Signals{
		Short: x.short.len(), Long: x.long.len(),
		Hours:      math.Abs(a.At.Sub(b.At).Hours()),
		SameOutlet: a.Outlet != 0 && a.Outlet == b.Outlet,
		SameCredit: a.Credit != "" && a.Credit == b.Credit,
	}
	if s.Short == 0 {
		return s
	}
	s.CommonShort, s.CommonLong = count(x.inShort), count(x.inLong)
	s.Specific = float64(s.CommonShort)
	s.LeadShort, s.LeadLong = leadShare(x.inShort), leadShare(x.inLong)
	_, s.OwnBlocks = stretches(x.inShort)
	c.runs(&s)
	c.numbers(&s, x)
	c.headlines(&s, x)
	c.opening(&s, x)
	s.DaysApart = x.short.days != 0 && x.long.days != 0 && x.short.days&x.long.days == 0
	c.rest(&s, x)
	c.names(&s)
	s.OffTopic = c.offTopic(x)
	return s
}

// ratio returns n as a share of a number; of 0 any share is 0.
func ratio(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(n) / float64(of)
}

// count returns how many are true.
func count(v []bool) int {
	n := 0
	for _, x := range v {
		if x {
			n++
		}
	}
	return n
}

// leadShare returns the share of the first stems that is common.
func leadShare(in []bool) float64 {
	n := min(len(in), leadStems)
	return ratio(count(in[:n]), n)
}

// stretches returns the length of the longest stretch that is not in common, and how
// many such stretches have ownBlock stems and more.
func stretches(in []bool) (longest, blocks int) {
	n := 0
	for _, common := range in {
		if common {
			n = 0
			continue
		}
		n++
		longest = max(longest, n)
		if n == ownBlock {
			blocks++
		}
	}
	return longest, blocks
}

// runs measures the common runs.
func (c *Comparer) runs(s *Signals) {
	s.Runs = len(c.align.runs)
	if s.Runs > 0 {
		s.StartsAt = c.align.runs[0].b
	}
	var before run
	for i, r := range c.align.runs {
		s.Longest = max(s.Longest, r.n)
		if i > 0 && follows(before, r) && c.ordinalsDiffer(before, r) {
			s.OrdinalsDiffer++
		}
		before = r
	}
	s.Identical = s.Runs == 1 && s.CommonShort == s.Short && s.Short == s.Long
}

// headlines measures how much of the short text's headline is in the long one's.
func (c *Comparer) headlines(s *Signals, x sides) {
	c.notes.reset(c.all())
	for _, n := range x.titleLong.stems {
		c.notes[n] = 1
	}
	common := 0
	for _, n := range c.title {
		common += int(c.notes[n])
	}
	s.Headlines = ratio(common, len(c.title))
}

// opening counts the first stems of the long text that the short text lacks; that its
// headline has one is not enough.
func (c *Comparer) opening(s *Signals, x sides) {
	for _, n := range x.long.stems[:min(leadStems, x.long.len())] {
		if own := c.fromLong[n]; own < 0 || !c.shorter.inText[own] {
			s.LeadNew++
		}
	}
}

// ordinalsDiffer reports whether between two runs each text has an ordinal or
// a number word, as "a third aeroplane" and "a fourth". They differ, or they would lie
// in a run.
func (c *Comparer) ordinalsDiffer(before, r run) bool {
	return anyMarked(c.shorter.text.marks[before.a+before.n:r.a], ordinal) && anyMarked(c.longer.text.marks[before.b+before.n:r.b], ordinal)
}

func anyMarked(marks []mark, m mark) bool {
	for _, has := range marks {
		if has&m != 0 {
			return true
		}
	}
	return false
}
