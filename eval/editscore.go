package eval

import (
	"context"
	"fmt"
	"strings"

	"sada/internal/wording"
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
	Wrong     int          `json:"wrong"`     // joined pairs of an edit with anything but its base
	Precision float64      `json:"precision"` // Found of Found and Wrong
	Doubtful  int          `json:"doubtful"`  // joined pairs of a base with another article as it came
	Missed    []string     `json:"missed"`    // IDs of the edits not found
	Strays    [][2]string  `json:"strays"`    // wrong and doubtful pairs by ID, the first 200
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
// is joined to its edit is wrong. What is joined to the article itself is called
// doubtful, since outlets may have written one announcement up in words of
// their own; what is joined among the rest nobody has judged.
func Edits(ctx context.Context, desk Desk, articles []Article, opts EditOptions) (EditReport, error) {
	docs, err := EditPool(articles, opts)
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
	r.Missed = missed(docs, filed.Story)
	r.countStrays(docs, filed.Story)
	r.Recall, r.Precision = share(r.Found, r.Edits), share(r.Found, r.Found+r.Wrong)
	return r, nil
}

// EditPool returns the corpus, in the order given, and after it one edit for
// each article chosen, the kinds of edit by turns. An edit names its Base; it
// and its base alone have a Truth.
func EditPool(articles []Article, opts EditOptions) ([]Document, error) {
	if opts.Bases == 0 {
		opts.Bases = 150
	}
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

// storiesByID returns the story of each document.
func storiesByID(docs []Document, story []int64) map[string]int64 {
	at := make(map[string]int64, len(docs))
	for i, d := range docs {
		at[d.ID] = story[i]
	}
	return at
}

// kindRecalls counts for each kind the edits that lie in their base's story.
func kindRecalls(docs []Document, story []int64) []KindRecall {
	at := storiesByID(docs, story)
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

// missed returns the IDs of the edits that do not lie in their base's story.
func missed(docs []Document, story []int64) []string {
	at := storiesByID(docs, story)
	out := []string{}
	for i, d := range docs {
		if d.Base != "" && story[i] != at[d.Base] {
			out = append(out, d.ID)
		}
	}
	return out
}

// mostStrays bounds a list of pairs in a report: enough to read for an error
// analysis.
const mostStrays = 200

// countStrays counts the pairs of different truth that were joined, of which one
// is an edit or a base.
func (r *EditReport) countStrays(docs []Document, story []int64) {
	members := map[int64][]int{}
	r.Strays = [][2]string{}
	for i, d := range docs {
		for _, k := range members[story[i]] {
			r.addStray(docs[k], d)
		}
		members[story[i]] = append(members[story[i]], i)
	}
}

func (r *EditReport) addStray(a, b Document) {
	switch {
	case a.Truth == b.Truth:
		return
	case a.Base != "" || b.Base != "":
		r.Wrong++
	default:
		r.Doubtful++
	}
	if len(r.Strays) < mostStrays {
		r.Strays = append(r.Strays, [2]string{a.ID, b.ID})
	}
}

// String is the report as a table.
func (r EditReport) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %s among them, seed %d\n\n", wording.Count(r.Articles, "article"), wording.Count(r.Edits, "edit"), r.Seed)
	printKinds(&b, r.Kinds)
	fmt.Fprintf(&b, "\nall          %5d  %5d  %.4f\n", r.Edits, r.Found, r.Recall)
	fmt.Fprintf(&b, "wrong pairs  %5d, precision %.4f\n", r.Wrong, r.Precision)
	fmt.Fprintf(&b, "doubtful     %5d pairs of an unedited article with another\n", r.Doubtful)
	return b.String()
}

func printKinds(b *strings.Builder, kinds []KindRecall) {
	fmt.Fprintf(b, "%-12s %5s  %5s  %s\n", "kind", "edits", "found", "recall")
	for _, k := range kinds {
		fmt.Fprintf(b, "%-12s %5d  %5d  %.4f\n", k.Kind, k.Edits, k.Found, k.Recall)
	}
}
