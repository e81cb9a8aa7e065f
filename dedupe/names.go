package dedupe

// maxSlot is the number of stems, on either side, up to which what stands
// between two common runs, or a headline, is one slot of a formula. An office
// with its state, a title and a full name has ten; a headline seldom more.
const maxSlot = 16

// maxReplaced bounds the replacements that are kept of two texts, against texts
// made to have a great many; real ones have a few hundred.
const maxReplaced = 1 << 14

// names measures the words by which two instances of a formula differ.
func (c *Comparer) names(s *Signals) {
	s.Renamed = min(c.exclusive(c.a, &c.titleA, c.vocabB), c.exclusive(c.b, &c.titleB, c.vocabA))
	s.TitleNames = min(titleNames(&c.titleA, c.vocabA, c.vocabB), titleNames(&c.titleB, c.vocabB, c.vocabA))
	s.Replaced = c.replaced()
}

// exclusive counts the different stems that a text and its headline use more
// than once and the other's vocabulary lacks: in a formula they are the names
// that fill its slots.
func (c *Comparer) exclusive(own, ownTitle *reading, other *table) int {
	c.pairs.reset(own.len())
	n := 0
	for _, keys := range [][]uint64{ownTitle.keys, own.keys} {
		for _, k := range keys {
			if other.has(k) {
				continue
			}
			if c.pairs.count(k) == 2 {
				n++
			}
		}
	}
	return n
}

// replaced counts the stems that one and the same stem of the other text
// replaces in more than one slot, the headlines being a slot too; of both texts
// the fewer. Only stems that the other text never uses take part. Instances of
// a formula differ so in their names, while an editor rewords differently from
// place to place.
func (c *Comparer) replaced() int {
	c.pairs.reset(c.a.len())
	c.swapA.reset(maxSlot)
	c.swapB.reset(maxSlot)
	c.replace(c.titleA.keys, c.titleB.keys)
	var before run
	for i, r := range c.align.runs {
		if i > 0 {
			c.between(before, r)
		}
		before = r
	}
	return min(c.swapA.used, c.swapB.used)
}

// between replaces what stands between two runs that follow each other in both
// texts: one slot, or, where a line was put in, what stands next to either run.
func (c *Comparer) between(before, r run) {
	endA, endB := before.a+before.n, before.b+before.n
	if r.a < endA || r.b < endB {
		return
	}
	a, b := c.a.keys[endA:r.a], c.b.keys[endB:r.b]
	if len(a) <= maxSlot && len(b) <= maxSlot {
		c.replace(a, b)
		return
	}
	const half = maxSlot / 2
	c.replace(a[:min(len(a), half)], b[:min(len(b), half)])
	c.replace(a[max(0, len(a)-half):], b[max(0, len(b)-half):])
}

// replace notes which stems stand in one slot of either text, and which of them
// did so in another slot before.
func (c *Comparer) replace(a, b []uint64) {
	for _, x := range a[:min(len(a), maxSlot)] {
		if c.vocabB.has(x) || c.pairs.used >= maxReplaced {
			continue
		}
		for _, y := range b[:min(len(b), maxSlot)] {
			if !c.vocabA.has(y) && c.pairs.put(mix(mix(x)+y), 0) >= 0 {
				c.swapA.put(x, 0)
				c.swapB.put(y, 0)
			}
		}
	}
}

// Where a stem of a vocabulary stands.
const (
	inTitle = iota // in the headline alone
	inText
)

// A vocabulary is the stems of a text and its headline.
type vocabulary struct {
	table
	of *Reading
}

// learnVocabularies makes the stems of both texts and their headlines known.
func (c *Comparer) learnVocabularies(a, b *Reading) {
	c.vocabA, c.vocabB = c.vocabulary(a, b), c.vocabulary(b, a)
}

// vocabulary returns that of a reading. Those of the last two are kept: an article
// is compared with one after the other. That of beside is not given up for it.
func (c *Comparer) vocabulary(r, beside *Reading) *table {
	v := &c.vocabularies[0]
	if v.of == beside || c.vocabularies[1].of == r {
		v = &c.vocabularies[1]
	}
	if v.of != r {
		v.of = r
		v.learnTold(r.text.keys, r.title.keys)
	}
	return &v.table
}

// forget gives up what is kept of a reading that is about to change.
func (c *Comparer) forget(r *Reading) {
	for i := range c.vocabularies {
		if c.vocabularies[i].of == r {
			c.vocabularies[i].of = nil
		}
	}
	if c.align.indexed == &r.text {
		c.align.indexed = nil
	}
}

// learnTold makes the table the vocabulary of a text and its headline.
func (t *table) learnTold(text, title []uint64) {
	t.reset(len(text) + len(title))
	for _, k := range text {
		t.put(k, inText)
	}
	for _, k := range title {
		if !t.has(k) {
			t.put(k, inTitle)
		}
	}
}

// tells reports whether a stem stands in the text of a vocabulary.
func (t *table) tells(key uint64) bool { return t.get(key) == inText }

// titleNames counts the stems of a headline that recur in its text and are not
// in the other's vocabulary.
func titleNames(title *reading, own, other *table) int {
	n := 0
	for _, k := range title.keys {
		if own.tells(k) && !other.has(k) {
			n++
		}
	}
	return n
}
