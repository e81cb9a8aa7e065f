package dedupe

import (
	"math"

	"sada/dedupe/index"
)

// Signals are what a verdict is reached on, each a number that a reader can
// check against the two texts. All counts are of stems without stop words.
// "Short" and "long" are the text with fewer and with more of them.
type Signals struct {
	Short, Long             int     // stems
	CommonShort, CommonLong int     // stems that lie in runs common to both
	Specific                float64 // common stems of the short text, each by the weight of its passage
	Longest                 int     // stems of the longest common run
	Runs                    int
	ChainShort, ChainLong   int     // stems of each in runs and in the small gaps between them
	AsideShort, AsideLong   int     // stems of short lines of each of which nothing is common
	NumbersAgree            int     // numbers of the short text that stand in the long one after the same stem
	NumbersDiffer           int     // those whose stem stands there before other numbers only
	NumbersNew              int     // numbers of the short text that the long one lacks
	OrdinalsDiffer          int     // places in common runs where each has another ordinal or number word
	FiguresShared           int     // different telling numbers in both
	FiguresOwn              int     // in the short text only
	DaysApart               bool    // both name weekdays, and no one in common
	DaysCommon, DaysRest    int     // words that say when, in the long text's copied part and beside it
	Headlines               float64 // share of the short text's headline in the long text's
	LeadShort, LeadLong     float64 // share of the first stems of each that is common
	LeadNew                 int     // first stems of the long text that the short one lacks
	OwnBlocks               int     // stretches of the short text of 15 stems and more that are not common
	OffTopic                int     // stems of the longest row of paragraphs of the long text about something else
	RareCommon              float64 // rare stems in common runs
	RareOwn                 float64 // rare stems of the short text that the long one lacks
	RestBlock               int     // stems of the longest stretch of the long text's remainder, outside chains
	RestTail                float64 // share of the remainder that stands after the last chain
	RestKnown               float64 // share of the remainder's rare stems that the short text uses too
	RestMatters             int     // turns to another matter in the remainder
	SeamTurns               int     // those of them next to the copied part
	RestItems               int     // other items joined to it
	RestQuotes              int     // quotation marks
	RestRare                int     // different rare stems that the short text lacks
	RestHeadline            float64 // rare stems of the long headline that only the remainder has
	OwnVoices               int     // who speaks in the short text's remainder, and the long one names
	OwnBlock                int     // stems of the longest stretch of that remainder
	StartsAt                int     // stem of the long text at which the first run begins
	ToldPaper               int     // newspapers that were told what is copied
	Renamed                 int     // words that each text uses again and again and the other never: the fewer of both
	Replaced                int     // words that one other word replaces in place after place: the fewer of both
	TitleNames              int     // words of the headline that recur in the text and the other never uses: the fewer of both
	index.Carriage                  // who else carries the copied part, and the long text's rest
	About                   int     // articles filed about that time, which could
	Hours                   float64 // between the two
	SameCredit              bool
	SameOutlet              bool
	Identical               bool // the same stems in the same order
	Swapped                 bool // the short text is the second one given
}

const (
	// leadStems is how many stems count as the beginning of a text: about two
	// sentences.
	leadStems = 30
	// ownBlock is the length in stems from which a stretch is a paragraph of
	// its own rather than a reworded sentence.
	ownBlock = 15
)

// sides are two readings, the shorter one first, with what is common.
type sides struct {
	short, long     *reading
	inShort, inLong []bool
	titleLong       *reading
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
	s.LeadShort, s.LeadLong = lead(x.inShort), lead(x.inLong)
	_, s.OwnBlocks = stretches(x.inShort)
	c.runs(&s)
	c.numbers(&s, x)
	c.words(&s, x)
	c.rest(&s, x)
	c.names(&s)
	s.OffTopic = c.offTopic(x)
	return s
}

func ratio(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(n) / float64(of)
}

func count(v []bool) int {
	n := 0
	for _, x := range v {
		if x {
			n++
		}
	}
	return n
}

func lead(in []bool) float64 {
	n := min(len(in), leadStems)
	return ratio(count(in[:n]), n)
}

// stretches returns the length of the longest stretch that is not common, and
// how many are of ownBlock stems and more.
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

// ordinalsDiffer reports whether between two runs each text has an ordinal or
// a number word: a third aeroplane and a fourth.
func (c *Comparer) ordinalsDiffer(before, r run) bool {
	return anyMarked(c.a.marks[before.a+before.n:r.a], ordinal) && anyMarked(c.b.marks[before.b+before.n:r.b], ordinal)
}

func anyMarked(marks []mark, m mark) bool {
	for _, has := range marks {
		if has&m != 0 {
			return true
		}
	}
	return false
}
