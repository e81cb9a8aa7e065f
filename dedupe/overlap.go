package dedupe

import (
	"slices"
	"time"

	"sada/dedupe/prints"
	"sada/news"
)

// A Reading is a document made ready to be compared, any number of times. It
// does not change any more, so that several Comparers may use it at once.
type Reading struct {
	doc         Document
	text, title reading
	different   []uint64 // stems of both, each once, in order
	told        []bool   // which of them the text has, and not the headline alone
	passages    []winnow
}

// A winnow is a passage that winnowing keeps, and the stem that it begins at.
type winnow struct {
	hash uint64
	at   int32
}

// Read makes a document ready to be compared.
func (c *Comparer) Read(d Document) *Reading {
	c.draft.read(c, d)
	return c.draft.clone()
}

// clone returns a reading that takes no more memory than it needs, which grown
// slices would by a third.
func (r *Reading) clone() *Reading {
	n := r.text.len() + r.title.len()
	rare, marks := make([]uint8, 0, n), make([]mark, 0, n)
	places := make([]int32, 0, 3*n+len(r.text.lines)+len(r.title.lines))
	out := &Reading{
		doc: r.doc, text: r.text, title: r.title,
		different: slices.Clone(r.different), told: slices.Clone(r.told), passages: slices.Clone(r.passages),
	}
	for _, x := range []*reading{&out.text, &out.title} {
		x.keys = nil
		x.stems, places = carve(places, x.stems)
		x.rare, rare = carve(rare, x.rare)
		x.marks, marks = carve(marks, x.marks)
		x.start, places = carve(places, x.start)
		x.end, places = carve(places, x.end)
		x.lines, places = carve(places, x.lines)
		x.turns, x.voices = slices.Clone(x.turns), slices.Clone(x.voices)
	}
	return out
}

// carve copies part behind what is in room, and returns the copy and all of it.
func carve[T any](room, part []T) (copied, all []T) {
	all = append(room, part...)
	return all[len(room):len(all):len(all)], all
}

// read fills r, using its slices again.
func (r *Reading) read(c *Comparer, d Document) {
	r.doc = d
	r.text.read(&c.scan, d.Text)
	r.title.read(&c.scan, d.Title)
	r.number(c)
	r.passages = r.passages[:0]
	c.hashes = prints.AppendShingles(c.hashes[:0], r.text.keys)
	for i := range prints.Winnowed(c.hashes) {
		r.passages = append(r.passages, winnow{c.hashes[i], int32(i)})
	}
}

// number numbers the different stems.
func (r *Reading) number(c *Comparer) {
	c.hashes = append(append(c.hashes[:0], r.text.keys...), r.title.keys...)
	r.different = c.sorter.AppendDistinct(r.different[:0], c.hashes)
	c.pairs.Reset(len(r.different))
	for n, k := range r.different {
		c.pairs.Put(k, int32(n))
	}
	r.text.number(&c.pairs)
	r.title.number(&c.pairs)
	r.told = cleared(r.told, len(r.different))
	for _, n := range r.text.stems {
		r.told[n] = true
	}
}

// At returns the time of the document.
func (r *Reading) At() time.Time { return r.doc.At }

// Is reports whether this is the reading of that document.
func (r *Reading) Is(d Document) bool {
	return r.doc.Text == d.Text && r.doc.Title == d.Title && r.doc.At.Equal(d.At) && r.doc.Outlet == d.Outlet && r.doc.Credit == d.Credit
}

// Length returns the number of bytes of the text.
func (r *Reading) Length() int { return len(r.doc.Text) }

// Bytes returns about how much memory the reading takes, its texts included.
func (r *Reading) Bytes() int {
	const fixed, stem, distinct, line, passage = 512, 14, 9, 4, 16
	return fixed + len(r.doc.Text) + len(r.doc.Title) + stem*(r.text.len()+r.title.len()) + distinct*len(r.different) +
		line*(len(r.text.lines)+len(r.title.lines)) + passage*len(r.passages)
}

// An Overlap is what two documents have in common as far as the two alone
// decide it. How much each passage counts among all that is filed comes with
// the verdict, so that texts can be compared before it is known.
type Overlap struct {
	signals Signals // but for those that hang on what is filed
	spans   []news.Span
	weighed weighed
	copied  []uint64 // passages of the longer text: some of the copied part,
	beside  []uint64 // and some of what stands beside it; none where that is little
}

// Weighed are stretches of the shorter text that have something in common with
// the longer one. Each counts as one passage does.
type weighed struct {
	passages []uint64
	common   []int32 // stems
}

// Overlap compares two documents.
func (c *Comparer) Overlap(a, b *Reading) Overlap {
	// The shorter one comes first, so that the verdict is the same both ways.
	swapped := a.text.len() > b.text.len() || a.text.len() == b.text.len() && a.doc.Text > b.doc.Text
	if swapped {
		a, b = b, a
	}
	c.a, c.b = &a.text, &b.text
	c.pair(a, b)
	c.align.align(c.short, c.b.stems, c.fromLong)
	o := Overlap{signals: c.measure(a.doc, b.doc), spans: c.spans(swapped)}
	o.signals.Swapped = swapped
	o.weighed = c.weigh(a, c.align.inA)
	c.part(&o, b)
	return o
}

// weigh cuts the shorter text into stretches. Every stem weighs as the
// winnowed passage that begins at it or next before it, for only those are known
// to the index; those before the first, as the first that ends a stretch.
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

func (w *weighed) cut(passage uint64, in []bool) {
	if n := count(in); n > 0 {
		w.passages = append(w.passages, passage)
		w.common = append(w.common, int32(n))
	}
}

// Signals measures what the two have in common; see [Comparer.Signals].
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

// specific returns the weight of what is common when each stem weighs as its
// passage. It adds stem by stem: a product would be another number in the last
// digit.
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

// Verdict says how the first of the two stands to the second; see [Compare].
func (o *Overlap) Verdict(filed Filed) news.Verdict {
	v := Judge(o.Signals(filed))
	v.Spans = o.spans
	return v
}

// A Standing is how one document stands to another, in numbers: a verdict whose
// reason is put into words once it is kept. Of those that filing asks for half
// are not, and the words take longer than the verdict.
type Standing struct {
	news.Verdict         // without Why
	Copied       float64 // probability that words were copied
	Whole        float64 // probability that the two are one report, if they were
	later        float64 // probability that one tells a later state of affairs
	signals      Signals
}

// Standing is Verdict without the words.
func (o *Overlap) Standing(filed Filed) Standing {
	s := o.Signals(filed)
	v, a := judged(s, &learned)
	v.Spans = o.spans
	return Standing{v, a.copied, a.whole, a.later, s}
}

// Together returns how the two stand where they are known to be one report.
func (s Standing) Together() Standing {
	if !s.Kind.Joined() {
		s.Kind, s.Score = news.Repost, s.Copied*s.Whole
		if s.later >= laterFrom {
			s.Kind = news.Update
		}
	}
	return s
}

// Copies reports whether the two are joined, or all that stands against it is that
// one tells more than the other.
func (s *Standing) Copies() bool {
	return s.Kind.Joined() || s.Kind == news.Partial && s.Copied >= joinedFrom && !instance(s.signals, s.Copied)
}

// Apart returns how the two stand where they are known not to be one report:
// passages were copied.
func (s Standing) Apart() Standing {
	s.Kind, s.Score = news.Partial, s.Copied*(1-s.Whole)
	return s
}

// Explain says what the verdict rests on.
func (s *Standing) Explain() news.Explanation { return Explain(s.signals, s.Kind) }

// Told returns the verdict with its reason.
func (s *Standing) Told() news.Verdict {
	v := s.Verdict
	v.Why = s.Explain().String()
	return v
}
