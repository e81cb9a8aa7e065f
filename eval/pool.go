package eval

import (
	"cmp"
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"time"
)

// What a base must hold for every kind of edit to leave a report: an excerpt
// of two paragraphs needs others that it leaves out.
const (
	baseParagraphs = 4
	baseWords      = 120
	baseMost       = 1500 // words; longer ones are serials and speeches
)

// A pool is a corpus made ready: its documents, and which of them may be bases.
type pool struct {
	docs  []Document
	bases []int // fit to be edited, in an order drawn from the seed
	alone []int // without a near copy but unfit to be edited, in that order too
}

func newPool(articles []Article, seed uint64) (pool, error) {
	docs, err := documents(articles)
	if err != nil {
		return pool{}, err
	}
	p := pool{docs: docs}
	texts := make([]Text, len(docs))
	for i, d := range docs {
		texts[i] = d.Text
	}
	for i, ok := range lonely(texts) {
		switch {
		case ok && editable(texts[i]):
			p.bases = append(p.bases, i)
		case ok:
			p.alone = append(p.alone, i)
		}
	}
	p.shuffle(p.bases, seed)
	p.shuffle(p.alone, seed)
	return p, nil
}

// editable reports whether every kind of edit leaves a report of the text.
func editable(t Text) bool {
	words := t.Words()
	return words >= baseWords && words <= baseMost && len(reflow(t).Paragraphs) >= baseParagraphs
}

// shuffle orders documents by a hash of their IDs, so that an article more or
// less in the corpus doesn't change the place of the others.
func (p pool) shuffle(docs []int, seed uint64) {
	key := func(i int) uint64 {
		h := fnv.New64a()
		h.Write([]byte(strconv.FormatUint(seed, 36)))
		h.Write([]byte(p.docs[i].ID))
		return h.Sum64()
	}
	slices.SortFunc(docs, func(a, b int) int {
		return cmp.Or(cmp.Compare(key(a), key(b)), cmp.Compare(a, b))
	})
}

// texts returns the texts of some documents.
func (p pool) texts(docs []int) []Text {
	out := make([]Text, len(docs))
	for i, d := range docs {
		out[i] = p.docs[d].Text
	}
	return out
}

// lag is how long after its base an edit runs: half of them within six hours,
// nine in ten within 35, all within two days. Of the 293 labelled reposts of
// SaudiNewsNet half lie within 8 hours and nine in ten within 33.
func lag(seed uint64, id string, kind Kind) time.Duration {
	x := draw(seed, "lag", id, string(kind)).Float64()
	return time.Duration(x*x*x*48*float64(time.Hour)) + time.Minute
}

// variant makes the document in which another outlet ran an edit of base.
func variant(room *Newsroom, base Document, kind Kind) Document {
	return Document{
		Text:   room.Edit(kind, base.Text),
		ID:     base.ID + "+" + string(kind),
		Outlet: "copyist-" + string(kind),
		At:     base.At.Add(lag(room.seed, base.ID, kind)),
		Truth:  base.Truth,
		Base:   base.ID,
		Kind:   kind,
		Family: base.Family,
	}
}

func tooFew(have, want int) error {
	return fmt.Errorf("too few articles: %d fit to be edited (%d to %d words, %d paragraphs, no near copy), %d wanted",
		have, baseWords, baseMost, baseParagraphs, want)
}
