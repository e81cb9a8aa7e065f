package eval

import (
	"context"
	"fmt"
	"strings"
)

// EditOptions say what Edits makes. The zero value is ready for use.
type EditOptions struct {
	Seed  uint64 // default 0
	Bases int    // articles edited for each kind; default 150
}

// EditReport says which edits were found in a pool of real articles.
type EditReport struct {
	Articles  int          `json:"articles"` // in the pool
	Edits     int          `json:"edits"`    // filed among them
	Seed      uint64       `json:"seed"`
	Kinds     []KindRecall `json:"kinds"`
	Found     int          `json:"found"`     // edits filed with their base
	Recall    float64      `json:"recall"`    // Found of Edits
	Wrong     int          `json:"wrong"`     // joined pairs of an edit or a base with anything else
	Precision float64      `json:"precision"` // Found of Found and Wrong
}

// KindRecall says how many edits of one kind were filed with their base.
type KindRecall struct {
	Kind   Kind    `json:"kind"`
	Edits  int     `json:"edits"`
	Found  int     `json:"found"`
	Recall float64 `json:"recall"`
}

// Edits files a corpus in order of time with one edit each of some of its
// articles among it, every kind of edit for as many. An edited article is one
// that shares no tenth of its word runs with any other, so that whatever else
// is joined to it or to its edit is wrong; what is joined among the rest of the
// corpus nobody has judged, and is not counted.
func Edits(ctx context.Context, desk Desk, articles []Article, opts EditOptions) (EditReport, error) {
	if opts.Bases == 0 {
		opts.Bases = 150
	}
	docs, err := editedPool(articles, opts)
	if err != nil {
		return EditReport{}, err
	}
	filed, err := desk.File(ctx, docs)
	if err != nil {
		return EditReport{}, fmt.Errorf("score edits: %w", err)
	}
	r := EditReport{Articles: len(articles), Seed: opts.Seed, Kinds: kindRecalls(docs, filed.Story)}
	for _, k := range r.Kinds {
		r.Edits += k.Edits
		r.Found += k.Found
	}
	r.Wrong = wrongPairs(docs, filed.Story)
	r.Recall, r.Precision = share(r.Found, r.Edits), share(r.Found, r.Found+r.Wrong)
	return r, nil
}

// editedPool returns the corpus with one edit for each article chosen.
func editedPool(articles []Article, opts EditOptions) ([]Document, error) {
	p, err := newPool(articles, opts.Seed)
	if err != nil {
		return nil, err
	}
	kinds := Kinds()
	want := opts.Bases * len(kinds)
	if len(p.bases) < want {
		return nil, tooFew(len(p.bases), want)
	}
	room := NewNewsroom(opts.Seed, p.texts(p.bases))
	docs := p.docs
	for n, i := range p.bases[:want] {
		docs[i].Truth = docs[i].ID
		docs = append(docs, variant(room, docs[i], kinds[n%len(kinds)]))
	}
	return docs, nil
}

// kindRecalls counts for each kind the edits that lie in their base's story.
func kindRecalls(docs []Document, story []int64) []KindRecall {
	at := map[string]int64{}
	for i, d := range docs {
		at[d.ID] = story[i]
	}
	var out []KindRecall
	for _, kind := range Kinds() {
		k := KindRecall{Kind: kind}
		for i, d := range docs {
			if d.Base == "" || d.Kind != kind {
				continue
			}
			k.Edits++
			if story[i] == at[d.Base] {
				k.Found++
			}
		}
		k.Recall = share(k.Found, k.Edits)
		out = append(out, k)
	}
	return out
}

// wrongPairs counts the joined pairs in which one article's truth is known and
// the other's is another or unknown.
func wrongPairs(docs []Document, story []int64) int {
	truths := map[int64]map[string]int{}
	for i, d := range docs {
		if truths[story[i]] == nil {
			truths[story[i]] = map[string]int{}
		}
		truths[story[i]][d.Truth]++
	}
	wrong := 0
	for _, parts := range truths {
		all := 0
		for _, n := range parts {
			all += n
		}
		wrong += pairsOf(all) - pairsOf(parts[""])
		for t, n := range parts {
			if t != "" {
				wrong -= pairsOf(n)
			}
		}
	}
	return wrong
}

// String is the report as a table.
func (r EditReport) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d articles, %d edits among them, seed %d\n\n", r.Articles, r.Edits, r.Seed)
	printKinds(&b, r.Kinds)
	fmt.Fprintf(&b, "\nall          %5d  %5d  %.4f\n", r.Edits, r.Found, r.Recall)
	fmt.Fprintf(&b, "wrong pairs  %5d\nprecision    %.4f\n", r.Wrong, r.Precision)
	return b.String()
}

func printKinds(b *strings.Builder, kinds []KindRecall) {
	fmt.Fprintf(b, "%-12s %5s  %5s  %s\n", "kind", "edits", "found", "recall")
	for _, k := range kinds {
		fmt.Fprintf(b, "%-12s %5d  %5d  %.4f\n", k.Kind, k.Edits, k.Found, k.Recall)
	}
}
