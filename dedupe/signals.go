package dedupe

import "math"

// Signals are what a verdict is reached on, each a number that a reader can
// check against the two texts. "Short" and "long" are the shorter and longer
// text by stems.
type Signals struct {
	StemsA, StemsB       int
	CommonA, CommonB     int     // stems of each that lie in common runs
	WeightedA, WeightedB float64 // share of each that is common, formulas weighing less
	CoverageA, CoverageB float64 // share of each that is common
	Rarity               float64 // mean weight of what is common
	Longest              int     // stems of the longest run
	Runs                 int
	NumbersAgree         int // numbers of the shorter text that stand in the longer after the same stem
	NumbersDiffer        int // those whose stem before stands in the longer before other numbers only
	Swaps                int // places inside common runs where one text has another word
	TitleInTitle         float64
	TitleShortInText     float64 // share of the short text's headline in the long text
	TitleLongInText      float64 // share of the long text's headline in the short text
	LeadShort            float64 // share of the short text's first stems that is common
	LeadLong             float64
	RestShort            int     // stems of the longest stretch of the short text that is not common
	RestLong             int     // the same of the long text
	Cohesion             float64 // share of the rest of the long text whose stems the short text knows
	Hours                float64 // between the two
	SameOutlet           bool
	SameCredit           bool
	Identical            bool
}

// leadStems is how many stems count as the beginning of a text: about two
// sentences.
const leadStems = 30

func (c *Comparer) measure(a, b Document, weight func(uint64) float64) Signals {
	s := Signals{
		StemsA: c.a.len(), StemsB: c.b.len(),
		CommonA: count(c.align.inA), CommonB: count(c.align.inB),
		Hours:      math.Abs(a.At.Sub(b.At).Hours()),
		SameOutlet: a.Outlet != 0 && a.Outlet == b.Outlet,
		SameCredit: a.Credit != "" && a.Credit == b.Credit,
	}
	if s.StemsA == 0 || s.StemsB == 0 {
		return s
	}
	s.CoverageA = ratio(s.CommonA, s.StemsA)
	s.CoverageB = ratio(s.CommonB, s.StemsB)
	var common float64
	s.WeightedA, common = c.weighted(&c.a, c.align.inA, weight)
	s.WeightedB, _ = c.weighted(&c.b, c.align.inB, weight)
	s.Rarity = common
	c.runs(&s)
	c.sides(&s)
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

// weighted returns the share of r that is common when each stem weighs as the
// passage nearest to it, and the mean weight of what is common.
func (c *Comparer) weighted(r *reading, in []bool, weight func(uint64) float64) (share, mean float64) {
	w := c.stemWeights(r, weight)
	var common, all float64
	n := 0
	for i, in := range in {
		all += w[i]
		if in {
			common += w[i]
			n++
		}
	}
	if n > 0 {
		mean = common / float64(n)
	}
	return common / all, mean
}

// stemWeights gives every stem the weight of the winnowed passage that begins
// at it or last before it, for only those are known to the index.
func (c *Comparer) stemWeights(r *reading, weight func(uint64) float64) []float64 {
	c.weights = c.weights[:0]
	c.hashes = appendShingles(c.hashes[:0], r.keys)
	if weight != nil {
		for i := range winnowed(c.hashes) {
			w := weight(c.hashes[i])
			for len(c.weights) <= i {
				c.weights = append(c.weights, w)
			}
			c.weights[i] = w
		}
	}
	tail := 1.0
	if n := len(c.weights); n > 0 {
		tail = c.weights[n-1]
	}
	for len(c.weights) < r.len() {
		c.weights = append(c.weights, tail)
	}
	return c.weights
}

func (c *Comparer) runs(s *Signals) {
	s.Runs = len(c.align.runs)
	var before run
	for i, r := range c.align.runs {
		s.Longest = max(s.Longest, r.n)
		if i > 0 && follows(before, r) && r.a > before.a+before.n && r.b > before.b+before.n {
			s.Swaps++
		}
		before = r
	}
	s.Identical = s.Runs == 1 && s.CommonA == s.StemsA && s.CommonB == s.StemsB
}

// sides measures what depends on which text is the shorter.
func (c *Comparer) sides(s *Signals) {
	short, long := &c.a, &c.b
	inShort, inLong := c.align.inA, c.align.inB
	titleShort, titleLong := &c.titleA, &c.titleB
	if s.StemsA > s.StemsB {
		short, long = long, short
		inShort, inLong = inLong, inShort
		titleShort, titleLong = titleLong, titleShort
	}
	s.LeadShort, s.LeadLong = lead(inShort), lead(inLong)
	s.RestShort, s.RestLong = longestRest(inShort), longestRest(inLong)

	c.learn(titleLong.keys)
	s.TitleInTitle = c.known(titleShort.keys, nil)
	c.learn(long.keys)
	s.TitleShortInText = c.known(titleShort.keys, nil)
	c.learn(short.keys)
	s.TitleLongInText = c.known(titleLong.keys, nil)
	s.Cohesion = c.known(long.keys, inLong)
	s.NumbersAgree, s.NumbersDiffer = numbers(short, long)
}

func lead(in []bool) float64 {
	n := min(len(in), leadStems)
	return ratio(count(in[:n]), n)
}

func longestRest(in []bool) int {
	longest, n := 0, 0
	for _, x := range in {
		n++
		if x {
			n = 0
		}
		longest = max(longest, n)
	}
	return longest
}

func (c *Comparer) learn(keys []uint64) {
	if c.vocabulary == nil {
		c.vocabulary = make(map[uint64]struct{}, len(keys))
	}
	clear(c.vocabulary)
	for _, k := range keys {
		c.vocabulary[k] = struct{}{}
	}
}

// known returns the share of the stems, those left out excepted, that were
// learned.
func (c *Comparer) known(keys []uint64, leave []bool) float64 {
	n, of := 0, 0
	for i, k := range keys {
		if leave != nil && leave[i] {
			continue
		}
		of++
		if _, ok := c.vocabulary[k]; ok {
			n++
		}
	}
	return ratio(n, of)
}

// numbers counts the numbers of short that stand in long after the same stem,
// and those that do not though that stem stands there before another number.
func numbers(short, long *reading) (agree, differ int) {
	after := map[uint64][]uint64{}
	for i, is := range long.number {
		if is {
			k := before(long, i)
			after[k] = append(after[k], long.keys[i])
		}
	}
	for i, is := range short.number {
		if !is {
			continue
		}
		found := after[before(short, i)]
		switch {
		case len(found) == 0:
		case contains(found, short.keys[i]):
			agree++
		default:
			differ++
		}
	}
	return agree, differ
}

func before(r *reading, i int) uint64 {
	if i == 0 {
		return 0
	}
	return r.keys[i-1]
}

// contains looks at no more than 64 numbers, so that a text of nothing but
// numbers costs no more than its length.
func contains(v []uint64, want uint64) bool {
	for _, k := range v[:min(len(v), maxNumbers)] {
		if k == want {
			return true
		}
	}
	return false
}
