package dedupe

import (
	"slices"

	"sada/news"
)

// An Overlap is what two documents have in common as far as the two alone
// decide it. What else is filed comes in with [Overlap.Standing], so that texts can
// be compared before that is known.
type Overlap struct {
	signals Signals // without those that depend on what is filed
	spans   []news.Span
	weighed weighed

	// Some passages of the longer text, from its copied part and from what stands
	// beside it; none where either is short.
	copied, beside []uint64
}

// weighed holds the stretches of the shorter text that have stems in common with
// the longer one. All stems of a stretch weigh as one passage does.
type weighed struct {
	passages []uint64 // of each stretch
	common   []int32  // how many of its stems are in common
}

// Overlap compares two documents. The result is its own: it doesn't depend on the
// Comparer's working memory.
func (c *Comparer) Overlap(a, b *Reading) Overlap {
	// The shorter one comes first, so that the verdict is the same both ways.
	swapped := a.text.len() > b.text.len() || a.text.len() == b.text.len() && a.doc.Text > b.doc.Text
	if swapped {
		a, b = b, a
	}
	c.pair(a, b)
	c.align.align(c.short, b.text.stems, c.fromLong)
	o := Overlap{signals: c.measure(a.doc, b.doc), spans: c.spans(swapped)}
	o.signals.Swapped = swapped
	o.weighed = c.weigh(a, c.align.inA)
	o.copied, o.beside = c.sample(b)
	return o
}

// weigh cuts the shorter text into stretches, of which in says what is common. A
// stem weighs as the winnowed passage that begins at it or last before it, for no
// others are known to an index; stems before the first passage weigh as the first.
func (c *Comparer) weigh(short *Reading, in []bool) weighed {
	w := weighed{c.weighed.passages[:0], c.weighed.common[:0]}
	var last uint64
	done := 0
	for i, p := range short.passages {
		before := last
		if last = p.hash; i == 0 {
			before = last
		}
		w.cut(before, in[done:max(done, int(p.at))])
		done = max(done, int(p.at))
	}
	if len(short.passages) > 0 {
		w.cut(last, in[done:])
	}
	c.weighed = w
	return weighed{slices.Clone(w.passages), slices.Clone(w.common)}
}

// cut adds a stretch, unless nothing in it is common.
func (w *weighed) cut(passage uint64, in []bool) {
	if n := count(in); n > 0 {
		w.passages = append(w.passages, passage)
		w.common = append(w.common, int32(n))
	}
}

// Signals returns what is measured of the two, on which a verdict is reached. filed
// tells what else is filed; nil stands for an empty store.
func (o *Overlap) Signals(filed Filed) Signals {
	s := o.signals
	if filed == nil {
		return s
	}
	s.About = filed.About()
	if len(o.weighed.passages) > 0 {
		filed.Expect(o.weighed.passages)
		s.Specific = o.specific(filed.Weight)
	}
	if len(o.copied) > 0 && len(o.beside) > 0 {
		s.Carriage = filed.Carried(o.copied, o.beside)
	}
	return s
}

// specific returns the weight of all stems in common. It adds stem by stem, for a
// product would differ in the last digit from the sums that the models learned.
func (o *Overlap) specific(weight func(passage uint64) float64) float64 {
	common := 0.0
	for i, n := range o.weighed.common {
		w := weight(o.weighed.passages[i])
		for range n {
			common += w
		}
	}
	return common
}
