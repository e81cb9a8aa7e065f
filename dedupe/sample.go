package dedupe

import "sada/dedupe/prints"

const (
	// sampleSize is how many passages of either part are looked up. With 64 in place
	// of 24 the labelled pairs of other days were judged alike.
	sampleSize = 24
	// leastPart is the number of stems, in common and beside it, from which it is
	// worth asking who carries them: a sentence or two.
	leastPart = 20
)

// sample draws passages of the copied part of the longer text and of what stands
// beside it, to ask who else carries them. It draws none where either is short. A
// passage over the border of the two belongs to neither.
func (c *Comparer) sample(long *Reading) (copied, beside []uint64) {
	common, chain := c.align.inB, c.chainLong
	if count(common) < leastPart || len(chain)-count(chain) < leastPart {
		return nil, nil
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
	return thinned(c.copied), thinned(c.beside)
}

// thinned returns sampleSize of the passages at most, evenly drawn.
func thinned(passages []uint64) []uint64 {
	n := len(passages)
	out := make([]uint64, min(n, sampleSize))
	for i := range out {
		out[i] = passages[i*n/len(out)]
	}
	return out
}
