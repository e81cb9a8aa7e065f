package dedupe

import "sada/dedupe/prints"

const (
	// asked is how many passages of either part are looked up. With 64 in place of
	// 24 the labelled pairs of other days were judged alike.
	asked = 24
	// besideStems is the number of stems, in common and beside it, from which it is
	// worth asking who carries them: a sentence or two.
	besideStems = 20
)

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
