package dedupe

import (
	"sada/dedupe/hashes"
	"sada/dedupe/prints"
)

// A Carriage is who else carries what two articles have in common, and what the
// longer one has beside it. A longer version of one report is carried whole by
// others; a report that was joined to another stands elsewhere alone.
type Carriage struct {
	Articles  int     // others that carry what is in common
	Alone     int     // those of them without what stands beside it
	Whole     int     // those with it
	Elsewhere float64 // share of what stands beside it that others hold who have nothing of the common part
	Other     float64 // the largest share that one of these holds
}

const (
	// carries is the share of the passages asked for that an article holds to carry
	// a part, and nothing the share up to which it has nothing of it: stock phrases
	// are everywhere.
	carries = 0.3
	nothing = 0.1
	// fewStories is how many stories may hold a passage for it to tell who carries
	// a part: what more hold is a formula, or furniture. By 3, 6 and 12 the labelled
	// pairs of other days were judged alike.
	fewStories = 6
	// maxCarriers is the number of articles beyond which a passage says nothing of
	// who carries it. The largest story of SaudiNewsNet has 16.
	maxCarriers = 64
)

const (
	// asked is how many passages of either part are looked up. With 64 in place of
	// 24 the labelled pairs of other days were judged alike.
	asked = 24
	// besideStems is the number of stems, in common and beside it, from which it is
	// worth asking who carries them: a sentence or two.
	besideStems = 20
)

// A tally is how many of the passages asked for an article holds.
type tally struct{ copied, beside int }

// Carried implements [Filed].
func (x *between) Carried(copied, beside []uint64) (c Carriage) {
	x.Expect(copied)
	x.Expect(beside)
	x.rare = x.rare[:0]
	copied, beside = x.heldByFew(copied), x.heldByFew(beside)
	x.count(copied, beside)
	for _, t := range x.tallies {
		c.add(ratio(t.copied, len(copied)), ratio(t.beside, len(beside)))
	}
	c.Elsewhere = x.elsewhere(len(copied), beside)
	return c
}

// heldByFew leaves of passages those that few stories hold.
func (w *Weigher) heldByFew(passages []uint64) []uint64 {
	first := len(w.rare)
	for _, p := range passages {
		if len(w.holding(p)) <= fewStories {
			w.rare = append(w.rare, p)
		}
	}
	return w.rare[first:]
}

// count makes a tally of each article. Those of the two stay empty.
func (x *between) count(copied, beside []uint64) {
	x.seen.Reset(maxCarriers)
	x.tallies = x.tallies[:0]
	for _, p := range copied {
		for _, id := range x.carrying(p) {
			x.tally(id).copied++
		}
	}
	for _, p := range beside {
		for _, id := range x.carrying(p) {
			x.tally(id).beside++
		}
	}
	for _, own := range []Place{x.a, x.b} {
		*x.tally(own.Article) = tally{}
	}
}

// tally returns that of an article. It is valid until the next one.
func (w *Weigher) tally(id int64) *tally {
	at := w.seen.Get(hashes.Mix(uint64(id)))
	if at < 0 {
		at = int32(len(w.tallies))
		w.seen.Put(hashes.Mix(uint64(id)), at)
		w.tallies = append(w.tallies, tally{})
	}
	return &w.tallies[at]
}

// add counts an article that holds such shares of the common part and of what
// stands beside it.
func (c *Carriage) add(copied, beside float64) {
	if copied < nothing {
		c.Other = max(c.Other, beside)
	}
	if copied < carries {
		return
	}
	c.Articles++
	switch {
	case beside < nothing:
		c.Alone++
	case beside >= carries:
		c.Whole++
	}
}

// elsewhere returns the share of passages that others hold who have nothing of so
// many common ones. The two themselves, whose tallies are empty, don't count.
func (x *between) elsewhere(copied int, beside []uint64) float64 {
	n := 0
	for _, p := range beside {
		for _, id := range x.carrying(p) {
			if t := x.tally(id); t.beside > 0 && ratio(t.copied, copied) < nothing {
				n++
				break
			}
		}
	}
	return ratio(n, len(beside))
}

// part notes passages of the copied part of the longer text and of what stands
// beside it, where there is enough of both.
func (c *Comparer) part(o *Overlap, long *Reading) {
	common, chain := c.align.inB, c.chainB
	if count(common) < besideStems || len(chain)-count(chain) < besideStems {
		return
	}
	c.copied, c.beside = c.copied[:0], c.beside[:0]
	for _, p := range long.passages {
		end := p.at + prints.Shingle - 1
		switch {
		case common[p.at] && common[end]:
			c.copied = append(c.copied, p.hash)
		case !chain[p.at] && !chain[end]:
			c.beside = append(c.beside, p.hash)
		}
	}
	o.copied, o.beside = thinned(c.copied), thinned(c.beside)
}

// thinned returns as many of the passages as are asked for, evenly drawn.
func thinned(passages []uint64) []uint64 {
	n := len(passages)
	out := make([]uint64, min(n, asked))
	for i := range out {
		out[i] = passages[i*n/len(out)]
	}
	return out
}
