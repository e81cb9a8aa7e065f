package dedupe

import (
	"slices"
	"time"

	"sada/dedupe/prints"
)

// A Reading is a document made ready to be compared, any number of times. Once
// [Comparer.Read] has returned it, it does not change, so several Comparers may
// use it at once.
type Reading struct {
	doc         Document
	text, title tokens
	different   []uint64 // stems of both, each once, in order; the place of one here is its number
	inText      []bool   // which of them the text has, and not the headline alone
	passages    []winnow // in the order of the text
}

// A winnow is a passage that winnowing keeps, and the stem that it begins at.
// Only such passages are known to an index.
type winnow struct {
	hash uint64
	at   int32
}

// Read makes a document ready to be compared.
func (c *Comparer) Read(d Document) *Reading {
	c.draft.read(c, d)
	return c.draft.clone()
}

// clone returns a copy that takes no more memory than it needs: slices that grew
// would take a third more. All lists of one kind lie in one array.
func (r *Reading) clone() *Reading {
	n := r.text.len() + r.title.len()
	rare, marks := make([]uint8, 0, n), make([]mark, 0, n)
	places := make([]int32, 0, 3*n+len(r.text.lines)+len(r.title.lines))
	out := &Reading{
		doc: r.doc, text: r.text, title: r.title,
		different: slices.Clone(r.different), inText: slices.Clone(r.inText), passages: slices.Clone(r.passages),
	}
	for _, x := range []*tokens{&out.text, &out.title} {
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

// carve copies part behind what is in room. It returns the copy, which can't grow
// into what comes after it, and room with the copy in it.
func carve[T any](room, part []T) (copied, all []T) {
	all = append(room, part...)
	return all[len(room):len(all):len(all)], all
}

// read fills r with d; r's slices are used again.
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

// number gives each different stem of text and headline a number.
func (r *Reading) number(c *Comparer) {
	c.hashes = append(append(c.hashes[:0], r.text.keys...), r.title.keys...)
	r.different = c.sorter.AppendDistinct(r.different[:0], c.hashes)
	c.table.Reset(len(r.different))
	for n, k := range r.different {
		c.table.Put(k, int32(n))
	}
	r.text.number(&c.table)
	r.title.number(&c.table)
	r.inText = cleared(r.inText, len(r.different))
	for _, n := range r.text.stems {
		r.inText[n] = true
	}
}

// At returns the time of the document.
func (r *Reading) At() time.Time { return r.doc.At }

// Is reports whether this is the reading of that document.
func (r *Reading) Is(d Document) bool {
	return r.doc.Text == d.Text && r.doc.Title == d.Title && r.doc.At.Equal(d.At) && r.doc.Outlet == d.Outlet && r.doc.Credit == d.Credit
}

// Length returns the length of the text in bytes.
func (r *Reading) Length() int { return len(r.doc.Text) }

// Bytes returns about how many bytes of memory the reading takes, its texts included.
func (r *Reading) Bytes() int {
	const fixed, stem, distinct, line, passage = 512, 14, 9, 4, 16 // bytes of each
	return fixed + len(r.doc.Text) + len(r.doc.Title) + stem*(r.text.len()+r.title.len()) + distinct*len(r.different) +
		line*(len(r.text.lines)+len(r.title.lines)) + passage*len(r.passages)
}
