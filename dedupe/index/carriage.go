package index

import "sada/dedupe/hashes"

// A Carriage says who else carries what two articles have in common, and what the longer
// one has beside it. If the longer one is a longer version of the report, others carry
// both parts; if another report was joined to it, that stands elsewhere alone.
type Carriage struct {
	Articles  int     // others that carry what is in common
	Alone     int     // those of them without what stands beside it
	Whole     int     // those with it
	Elsewhere float64 // share of what stands beside it that is held by others who have nothing of the common part
	Other     float64 // the largest share that a single one of these holds
}

const (
	// An article carries a part if it holds the share carries of the part's passages
	// that are asked for. With less than the share nothing it has nothing of the
	// part: stock phrases are everywhere.
	carries = 0.3
	nothing = 0.1
	// fewStories is how many stories at most may hold a passage for it to be asked who
	// carries it: what more hold is a formula, or furniture. By 3, 6 and 12 the
	// labelled pairs of other days were judged alike.
	fewStories = 6
	// maxCarriers is the number of articles above which a passage counts as held by
	// nobody. The largest story of SaudiNewsNet has 16.
	maxCarriers = 64
)

// A tally is how many of the passages of either part an article holds.
type tally struct{ copied, beside int }

// Carried tells who else carries what the two have in common, and what the longer one has
// beside it, given some passages of either part.
func (o *Others) Carried(copied, beside []uint64) (c Carriage) {
	w := o.weigher
	w.expect(copied)
	w.expect(beside)
	w.rare = w.rare[:0]
	copied, beside = w.heldByFew(copied), w.heldByFew(beside)
	o.count(copied, beside)
	for _, t := range w.tallies {
		c.add(share(t.copied, len(copied)), share(t.beside, len(beside)))
	}
	c.Elsewhere = w.elsewhere(len(copied), beside)
	return c
}

// share returns n as a share of a number; of 0 any share is 0.
func share(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(n) / float64(of)
}

// heldByFew returns those of the passages that fewStories or fewer hold.
func (w *Weigher) heldByFew(passages []uint64) []uint64 {
	first := len(w.rare)
	for _, p := range passages {
		if len(w.holding(p)) <= fewStories {
			w.rare = append(w.rare, p)
		}
	}
	return w.rare[first:]
}

// count makes a tally of each article that holds a passage. Those of the two compared
// stay empty.
func (o *Others) count(copied, beside []uint64) {
	w := o.weigher
	w.seen.Reset(maxCarriers)
	w.tallies = w.tallies[:0]
	for _, p := range copied {
		for _, id := range w.carrying(p) {
			w.tally(id).copied++
		}
	}
	for _, p := range beside {
		for _, id := range w.carrying(p) {
			w.tally(id).beside++
		}
	}
	for _, own := range []Place{o.a, o.b} {
		*w.tally(own.Article) = tally{}
	}
}

// tally returns the tally of an article. It is valid until the next call.
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

// elsewhere returns the share of the passages beside that are held by others who have
// nothing of the copied ones, of which there are so many. The two themselves, whose
// tallies are empty, don't count.
func (w *Weigher) elsewhere(copied int, beside []uint64) float64 {
	n := 0
	for _, p := range beside {
		for _, id := range w.carrying(p) {
			if t := w.tally(id); t.beside > 0 && share(t.copied, copied) < nothing {
				n++
				break
			}
		}
	}
	return share(n, len(beside))
}
