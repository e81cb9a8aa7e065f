package dedupe

// maxLink is the number of stems, on both sides, up to which what stands
// between two runs is a rewording and not a passage of its own.
const maxLink = 8

const (
	// asideStems is the most stems of a line that points elsewhere: a label and
	// a headline of up to twelve words.
	asideStems = 14
	// seam is the number of stems from the copied part within which a turn joins
	// something to it.
	seam = 3
	// asideShare bounds what such lines may be of a text: beyond, they are it.
	asideShare = 0.5
)

// rest measures the copied part with its rewordings, and what the long text
// has besides.
func (c *Comparer) rest(s *Signals, x sides) {
	c.chain()
	s.ChainShort, s.ChainLong = count(c.chainA), count(c.chainB)
	s.AsideLong = c.asides(x.long, c.chainB)
	s.AsideShort = c.asides(x.short, c.chainA) // the marks of these stay in c.aside
	s.RestBlock, _ = stretches(c.chainB)
	s.OwnBlock, _ = stretches(c.chainA)
	s.RestTail = after(c.chainB)
	c.rareShort(s, x)
	c.rareRest(s, x)
	c.rareTitle(s, x)
	c.restTurns(s, x.long)
	c.marks(s, x)
}

// marks counts what tells how the long text is put together, and who speaks
// beside what is copied.
func (c *Comparer) marks(s *Signals, x sides) {
	s.DaysCommon, s.DaysRest = x.long.marked(dayNamed, c.chainB)
	s.ToldPaper, _ = x.long.marked(toldPaper, c.chainB)
	_, s.RestQuotes = x.long.marked(quoteOpen, c.chainB)
	_, s.RestItems = x.long.marked(anotherOne, c.chainB)
	s.OwnVoices = c.ownVoices(c.chainA)
}

// chain marks the stems of both texts that lie in runs or in small gaps
// between two runs that follow each other.
func (c *Comparer) chain() {
	c.chainA = append(c.chainA[:0], c.align.inA...)
	c.chainB = append(c.chainB[:0], c.align.inB...)
	var before run
	for i, r := range c.align.runs {
		endA, endB := before.a+before.n, before.b+before.n
		if i > 0 && r.a >= endA && r.b >= endB && r.a-endA <= maxLink && r.b-endB <= maxLink {
			fill(c.chainA[endA:r.a])
			fill(c.chainB[endB:r.b])
		}
		before = r
	}
}

func fill(v []bool) {
	for i := range v {
		v[i] = true
	}
}

// asides finds the short lines of which nothing was copied, such as those that
// point to other articles: they say nothing of whether the rest is one report.
// It returns their stems and marks them, as copied too.
func (c *Comparer) asides(r *reading, copied []bool) int {
	c.aside = cleared(c.aside, r.len())
	n := 0
	for i := range r.lines {
		if from, to := r.line(i); isAside(copied[from:to]) {
			fill(c.aside[from:to])
			n += to - from
		}
	}
	if float64(n) > asideShare*float64(r.len()) {
		clear(c.aside)
		return 0
	}
	for i, is := range c.aside {
		copied[i] = copied[i] || is
	}
	return n
}

func isAside(line []bool) bool { return len(line) <= asideStems && count(line) == 0 }

// after returns which share of what is unmarked stands after the last mark.
func after(marked []bool) float64 {
	n := 0
	for n < len(marked) && !marked[len(marked)-1-n] {
		n++
	}
	return ratio(n, len(marked)-count(marked))
}

// rareShort weighs the different stems of the short text.
func (c *Comparer) rareShort(s *Signals, x sides) {
	const met, common = 1, 2 // it was met; in a run
	c.known.reset(c.all())
	for i, n := range c.short {
		level := x.short.rare[i]
		if level == everyday || c.aside[i] {
			continue
		}
		seen := c.known[n]
		if x.inShort[i] && seen != common {
			c.known[n] = common
			s.RareCommon += telling[level]
		}
		if seen != 0 {
			continue
		}
		c.known[n] = max(c.known[n], met)
		s.own(c.longHas(n), level, x.short.marks[i]&numeric != 0)
	}
}

// own counts a stem of the short text by whether the long one has it too.
func (s *Signals) own(known bool, level uint8, number bool) {
	if !known {
		s.RareOwn += telling[level]
	}
	switch {
	case !number || level != rare:
	case known:
		s.FiguresShared++
	default:
		s.FiguresOwn++
	}
}

// rareRest weighs the different stems of the long text's remainder, and leaves
// these known.
func (c *Comparer) rareRest(s *Signals, x sides) {
	c.known.reset(c.all())
	all, known := 0.0, 0.0
	for i, n := range x.long.stems {
		level := x.long.rare[i]
		if c.chainB[i] || level == everyday || c.known[n] != 0 {
			continue
		}
		c.known[n] = 1
		all += telling[level]
		if c.shortHas(n) {
			known += telling[level]
		} else if level == rare {
			s.RestRare++
		}
	}
	if all > 0 {
		s.RestKnown = known / all
	}
}

// rareTitle asks whether the long headline speaks of the remainder, the stems of
// which are known.
func (c *Comparer) rareTitle(s *Signals, x sides) {
	for i, n := range x.titleLong.stems {
		if !c.shortHas(n) && c.known[n] != 0 {
			s.RestHeadline += telling[x.titleLong.rare[i]]
		}
	}
}

// restTurns looks for turns to another matter in the long text's stretches
// outside chains.
func (c *Comparer) restTurns(s *Signals, r *reading) {
	ahead := r.turns
	for from := 0; from < r.len(); {
		if c.chainB[from] {
			from++
			continue
		}
		to := from
		for to < r.len() && !c.chainB[to] {
			to++
		}
		if to-from >= turnedTo {
			ahead = s.turnsIn(r, from, to, ahead)
		}
		from = to
	}
}

// turnsIn counts the turns in the words from stem from to stem to, those before
// the first stem included, and returns those after them.
func (s *Signals) turnsIn(r *reading, from, to int, ahead []turn) []turn {
	start := int32(0)
	if from > 0 {
		start = r.end[from-1]
	}
	for ; len(ahead) > 0 && ahead[0].end <= r.end[to-1]; ahead = ahead[1:] {
		if ahead[0].start < start {
			continue
		}
		s.RestMatters++
		if from > 0 && ahead[0].start <= r.start[min(from+seam, to-1)] || to < r.len() && ahead[0].end >= r.start[max(to-seam, from)] {
			s.SeamTurns++
		}
	}
	return ahead
}
