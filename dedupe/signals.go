package dedupe

import "math"

// Signals are what a verdict is reached on, each a number that a reader can
// check against the two texts. All counts are of stems without stop words.
// "Short" and "long" are the text with fewer and with more of them.
type Signals struct {
	Short, Long             int     // stems
	CommonShort, CommonLong int     // stems that lie in runs common to both
	Weighted                float64 // share of the short text that is common, formulas weighing less
	Specific                float64 // common stems of the short text, each by the weight of its passage
	Longest                 int     // stems of the longest common run
	Runs                    int
	NumbersAgree            int // numbers of the short text that stand in the long one after the same stem
	NumbersDiffer           int // those whose stem stands there before other numbers only
	NumbersNew              int // numbers of the short text that the long one lacks
	Numbers                 int // numbers of the short text
	OrdinalsDiffer          int // places in common runs where each has another ordinal or number word
	DaysShort, DaysBoth     int // names of weekdays in the short text, and in both
	DaysApart               bool
	Headlines               float64 // share of the short text's headline in the long text's
	HeadlineInText          float64 // share of the short text's headline in the long text
	HeadlineCopied          float64 // share of the long text's headline in its own common part
	LeadShort, LeadLong     float64 // share of the first stems of each that is common
	LeadNew                 int     // first stems of the long text that the short one lacks
	Vocabulary              float64 // share of the long text's different stems that the short one has
	Cohesion                float64 // share of the long text's own stems that the short one has too
	OwnShort, OwnLong       int     // stems of the longest stretch of each that is not common
	OwnBlocks               int     // stretches of the short text of 15 stems and more that are not common
	OffTopic                int     // stems of the longest row of paragraphs of the long text about something else
	Turns                   int     // paragraphs of the long text that open by turning to another matter
	Renamed                 int     // words that each text uses again and again and the other never: the fewer of both
	Replaced                int     // words that one other word replaces in place after place: the fewer of both
	TitleNames              int     // words of the headline that recur in the text and the other never uses: the fewer of both
	Hours                   float64 // between the two
	SameOutlet              bool
	SameCredit              bool
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
	short, long           *reading
	inShort, inLong       []bool
	titleShort, titleLong *reading
}

func (c *Comparer) sides() sides {
	return sides{c.a, c.b, c.align.inA, c.align.inB, &c.titleA, &c.titleB}
}

// measure takes all signals of two documents that are read and aligned.
func (c *Comparer) measure(a, b Document, weight func(uint64) float64) Signals {
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
	s.Weighted, s.Specific = c.weighted(x.short, x.inShort, weight)
	s.LeadShort, s.LeadLong = lead(x.inShort), lead(x.inLong)
	s.OwnShort, s.OwnBlocks = stretches(x.inShort)
	s.OwnLong, _ = stretches(x.inLong)
	c.runs(&s)
	c.numbers(&s, x)
	c.words(&s, x)
	c.names(&s)
	s.OffTopic = c.offTopic(x)
	s.Turns = turns(&c.scan, x.long)
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

// weighted returns the share of r that is common when each stem weighs as the
// passage nearest to it, and the weight of what is common.
func (c *Comparer) weighted(r *reading, in []bool, weight func(uint64) float64) (share, common float64) {
	all := 0.0
	for i, w := range c.stemWeights(r, weight) {
		all += w
		if in[i] {
			common += w
		}
	}
	return common / all, common
}

// stemWeights gives every stem the weight of the winnowed passage that begins
// at it or next before it, for only those are known to the index.
func (c *Comparer) stemWeights(r *reading, weight func(uint64) float64) []float64 {
	c.weights = c.weights[:0]
	last := 1.0
	if weight != nil {
		c.hashes = appendShingles(c.hashes[:0], r.keys)
		for i := range winnowed(c.hashes) {
			before := last
			last = weight(c.hashes[i])
			if len(c.weights) == 0 {
				before = last
			}
			c.weights = padded(c.weights, i, before)
		}
	}
	return padded(c.weights, r.len(), last)
}

func padded(v []float64, n int, w float64) []float64 {
	for len(v) < n {
		v = append(v, w)
	}
	return v
}

// runs measures the common runs.
func (c *Comparer) runs(s *Signals) {
	s.Runs = len(c.align.runs)
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
	return anyOf(ordinals, c.a.keys[before.a+before.n:r.a]) && anyOf(ordinals, c.b.keys[before.b+before.n:r.b])
}

func anyOf(set map[uint64]bool, keys []uint64) bool {
	for _, k := range keys {
		if set[k] {
			return true
		}
	}
	return false
}
