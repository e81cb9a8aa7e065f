package dedupe

const (
	// maxLink is the number of stems, in either text, up to which what stands
	// between two runs is a rewording and not a passage of its own.
	maxLink = 8
	// asideStems is the greatest number of stems of an aside, a line that points to
	// another article: a label and a headline of up to twelve words.
	asideStems = 14
	// asideShare bounds the share of a text that its asides may be. If short lines
	// are more of it, it is made of them, and they are no asides.
	asideShare = 0.5
	// seam is the number of stems from a chain within which a turn to another matter
	// counts as joined to what was copied.
	seam = 3
)

// rest measures the copied part with its rewordings, and what either text has
// besides. The order matters: what comes later reads chains, asides and notes that
// were made before.
func (c *Comparer) rest(s *Signals, x sides) {
	c.chain()
	s.ChainShort, s.ChainLong = count(c.chainShort), count(c.chainLong)
	s.AsideLong = c.asides(x.long, c.chainLong)
	s.AsideShort = c.asides(x.short, c.chainShort) // after the long text, since rareShort reads c.aside
	s.RestBlock, _ = stretches(c.chainLong)
	s.OwnBlock, _ = stretches(c.chainShort)
	s.RestTail = tailShare(c.chainLong)
	c.rareShort(s, x)
	c.rareRest(s, x)
	c.rareTitle(s, x)
	c.restTurns(s, x.long)
	c.countMarks(s, x)
}

// countMarks counts what tells how the long text is put together, and who speaks in
// the short text beside what is copied.
func (c *Comparer) countMarks(s *Signals, x sides) {
	s.DaysCommon, s.DaysRest = x.long.marked(dayNamed, c.chainLong)
	s.ToldPaper, _ = x.long.marked(toldPaper, c.chainLong)
	_, s.RestQuotes = x.long.marked(quoteOpen, c.chainLong)
	_, s.RestItems = x.long.marked(anotherOne, c.chainLong)
	s.OwnVoices = c.ownVoices(c.chainShort)
}

// chain finds the chains: the stems of both texts that lie in runs, or between two
// runs that follow each other over maxLink stems at most.
func (c *Comparer) chain() {
	c.chainShort = append(c.chainShort[:0], c.align.inA...)
	c.chainLong = append(c.chainLong[:0], c.align.inB...)
	var before run
	for i, r := range c.align.runs {
		endA, endB := before.a+before.n, before.b+before.n
		if i > 0 && r.a >= endA && r.b >= endB && r.a-endA <= maxLink && r.b-endB <= maxLink {
			fill(c.chainShort[endA:r.a])
			fill(c.chainLong[endB:r.b])
		}
		before = r
	}
}

// fill sets all to true.
func fill(v []bool) {
	for i := range v {
		v[i] = true
	}
}

// asides finds the short lines of which nothing was copied, such as those that point
// to other articles: they say nothing of whether the rest is one report. It returns the
// number of their stems. It sets these in c.aside, and in copied, so that they aren't
// counted as remainder.
func (c *Comparer) asides(r *tokens, copied []bool) int {
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
	for i, aside := range c.aside {
		copied[i] = copied[i] || aside
	}
	return n
}

func isAside(line []bool) bool { return len(line) <= asideStems && count(line) == 0 }

// tailShare returns the share of what is unmarked that stands after the last mark.
func tailShare(marked []bool) float64 {
	n := 0
	for n < len(marked) && !marked[len(marked)-1-n] {
		n++
	}
	return ratio(n, len(marked)-count(marked))
}

// rareShort weighs the different stems of the short text, asides left out: those in
// common runs, and those that the long text lacks.
func (c *Comparer) rareShort(s *Signals, x sides) {
	const met, common = 1, 2 // notes: the stem was met, and in a run
	c.notes.reset(c.all())
	for i, n := range c.short {
		level := x.short.rare[i]
		if level == everyday || c.aside[i] {
			continue
		}
		seen := c.notes[n]
		if x.inShort[i] && seen != common {
			c.notes[n] = common
			s.RareCommon += telling[level]
		}
		if seen != 0 {
			continue
		}
		c.notes[n] = max(c.notes[n], met)
		s.countOwn(c.longHas(n), level, x.short.marks[i]&numeric != 0)
	}
}

// countOwn counts a stem of the short text by whether it is known to the long one.
func (s *Signals) countOwn(known bool, level uint8, number bool) {
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

// rareRest weighs the different stems of the long text's remainder. It leaves a note
// of each, for rareTitle.
func (c *Comparer) rareRest(s *Signals, x sides) {
	c.notes.reset(c.all())
	all, known := 0.0, 0.0
	for i, n := range x.long.stems {
		level := x.long.rare[i]
		if c.chainLong[i] || level == everyday || c.notes[n] != 0 {
			continue
		}
		c.notes[n] = 1
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

// rareTitle measures whether the long text's headline speaks of its remainder, of
// whose stems rareRest left notes.
func (c *Comparer) rareTitle(s *Signals, x sides) {
	for i, n := range x.titleLong.stems {
		if !c.shortHas(n) && c.notes[n] != 0 {
			s.RestHeadline += telling[x.titleLong.rare[i]]
		}
	}
}

// restTurns counts turns to another matter in the stretches of the long text's
// remainder.
func (c *Comparer) restTurns(s *Signals, r *tokens) {
	ahead := r.turns
	for from := 0; from < r.len(); {
		if c.chainLong[from] {
			from++
			continue
		}
		to := from
		for to < r.len() && !c.chainLong[to] {
			to++
		}
		if to-from >= turnedTo {
			ahead = s.turnsIn(r, from, to, ahead)
		}
		from = to
	}
}

// turnsIn counts the turns in a stretch of stems: from is the first, to the one after
// the last. Stop words before the first belong to it. ahead are the turns of the text
// that were not looked at yet, in order; it returns those that still aren't.
func (s *Signals) turnsIn(r *tokens, from, to int, ahead []turn) []turn {
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
