package eval

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"sada/internal/wording"
)

// StreamOptions say what Stream makes. The zero value is ready for use.
type StreamOptions struct {
	Seed uint64 // default 0
	Size int    // documents; default 15,000
}

// The make-up of a stream, as shares of its size. The rest are articles that
// stand alone. Half of SaudiNewsNet's articles share word runs with another: nearly
// so many of a stream, 45 of 100, are bases and edits.
const (
	formulaShare = 0.04 // instances of formula stories
	bridgeShare  = 0.02 // articles made of halves of two others
	baseShare    = 0.10 // articles with edits; each has one to six
	mostEdits    = 6
)

// StreamReport says how a stream of known make-up was filed.
type StreamReport struct {
	Seed     uint64        `json:"seed"`
	Filed    int           `json:"filed"`    // documents, bridges included
	Bases    int           `json:"bases"`    // articles with edits
	Edits    int           `json:"edits"`    // of them
	Alone    int           `json:"alone"`    // articles without edits
	Formulas int           `json:"formulas"` // instances of formula stories
	Bridges  int           `json:"bridges"`  // articles made of two; not scored themselves
	Joined   int           `json:"joined"`   // bridges whose story holds anything but bridges
	Score    Score         `json:"score"`    // without the bridges
	Kinds    []KindRecall  `json:"kinds"`
	Families []FamilyJoins `json:"families"`
}

// Stream files in one pass, in order of time: articles that stand alone,
// articles with up to six edits each, instances of formula stories that are
// each an event of its own, and bridges, made of the first half of one article
// and the second of another, which must not weld the two together. A bridge
// belongs to neither story and to both, so it is filed but not scored.
func Stream(ctx context.Context, desk Desk, articles []Article, opts StreamOptions) (StreamReport, error) {
	if opts.Size == 0 {
		opts.Size = 15_000
	}
	docs, err := streamOf(articles, opts)
	if err != nil {
		return StreamReport{}, err
	}
	filed, err := desk.File(ctx, docs)
	if err != nil {
		return StreamReport{}, fmt.Errorf("score stream: %w", err)
	}
	truth, family := labels(docs)
	r := StreamReport{
		Seed:     opts.Seed,
		Filed:    len(docs),
		Score:    Grade(truth, filed.Story),
		Kinds:    kindRecalls(docs, filed.Story),
		Families: WrongJoins(family, truth, filed.Story),
	}
	r.makeUp(docs, filed.Story)
	return r, nil
}

// labels returns what is known of the documents, in their order.
func labels(docs []Document) (truth, family []string) {
	for _, d := range docs {
		truth = append(truth, d.Truth)
		family = append(family, d.Family)
	}
	return truth, family
}

func streamOf(articles []Article, opts StreamOptions) ([]Document, error) {
	p, err := newPool(articles, opts.Seed)
	if err != nil {
		return nil, err
	}
	s := stream{pool: p, seed: opts.Seed, room: NewNewsroom(opts.Seed, p.texts(p.bases))}
	bases := int(baseShare * float64(opts.Size))
	if len(p.bases) < bases {
		return nil, tooFew(len(p.bases), bases)
	}
	s.addEdited(p.bases[:bases])
	s.addBridges(p.bases[:bases], int(bridgeShare*float64(opts.Size)))
	s.addFormulas(int(formulaShare * float64(opts.Size)))
	rest := append(p.bases[bases:len(p.bases):len(p.bases)], p.alone...)
	if want := opts.Size - len(s.docs); len(rest) < want {
		return nil, fmt.Errorf("too few articles: %d have no near copy, %d wanted", len(rest), want)
	}
	s.addAlone(rest[:opts.Size-len(s.docs)])
	return s.docs, nil
}

// A stream is being made.
type stream struct {
	pool pool
	seed uint64
	room *Newsroom
	docs []Document
}

func (s *stream) addAlone(docs []int) {
	for _, i := range docs {
		d := s.pool.docs[i]
		d.Truth = d.ID
		s.docs = append(s.docs, d)
	}
}

func (s *stream) addEdited(bases []int) {
	s.addAlone(bases)
	kinds := Kinds()
	for n, base := range s.docs {
		r := draw(s.seed, "edits", base.ID)
		for _, k := range r.Perm(len(kinds))[:1+n%mostEdits] {
			s.docs = append(s.docs, variant(s.room, base, kinds[k]))
		}
	}
}

// addBridges makes each of two neighbours among the bases, and dates it from
// six hours before the first to a day after: some come before either whole.
func (s *stream) addBridges(bases []int, count int) {
	for n := range min(count, len(bases)/2) {
		a, b := s.pool.docs[bases[2*n]], s.pool.docs[bases[2*n+1]]
		r := draw(s.seed, "bridge", a.ID, b.ID)
		s.docs = append(s.docs, Document{
			Text:   bridge(a.Text, b.Text),
			ID:     a.ID + "&" + b.ID,
			Outlet: "roundup",
			At:     a.At.Add(time.Duration((r.Float64()*30 - 6) * float64(time.Hour))),
			Base:   a.ID,
		})
	}
}

// bridge is the first half of one text and the second half of another.
func bridge(a, b Text) Text {
	first, second := reflow(a).Paragraphs, reflow(b).Paragraphs
	t := Text{Title: a.Title}
	t.Paragraphs = append(t.Paragraphs, first[:(len(first)+1)/2]...)
	t.Paragraphs = append(t.Paragraphs, second[len(second)/2:]...)
	return t
}

// addFormulas takes the formulas in turn, and spreads their instances evenly over
// the time of the corpus.
func (s *stream) addFormulas(count int) {
	from, to := s.span()
	formulas := Formulas()
	for n := range count {
		at := from.Add(to.Sub(from) / time.Duration(count) * time.Duration(n))
		s.docs = append(s.docs, instance(formulas[n%len(formulas)], s.seed, n/len(formulas), at))
	}
}

// instance is one instance of a formula story as an outlet ran it.
func instance(f Formula, seed uint64, number int, at time.Time) Document {
	id := f.Family + "-" + strconv.Itoa(number)
	return Document{
		Text:   f.Story(seed, number, at),
		ID:     id,
		Outlet: "outlet-" + strconv.Itoa(number%5),
		At:     at,
		Truth:  id,
		Family: f.Family,
	}
}

func (s *stream) span() (from, to time.Time) {
	for i, d := range s.pool.docs {
		if i == 0 || d.At.Before(from) {
			from = d.At
		}
		if i == 0 || d.At.After(to) {
			to = d.At
		}
	}
	return from, to
}

// makeUp counts what was filed, and the bridges that share a story with a base.
func (r *StreamReport) makeUp(docs []Document, story []int64) {
	scored := map[int64]bool{} // stories that hold more than bridges
	edited := map[string]bool{}
	for i, d := range docs {
		if d.Truth != "" {
			scored[story[i]] = true
		}
		if d.Base != "" && d.Truth != "" {
			edited[d.Base] = true
		}
	}
	for i, d := range docs {
		switch {
		case d.Truth == "":
			r.Bridges++
			if scored[story[i]] {
				r.Joined++
			}
		case d.Base != "":
			r.Edits++
		case d.Family != "":
			r.Formulas++
		case edited[d.ID]:
			r.Bases++
		default:
			r.Alone++
		}
	}
}

// String is the report as a table.
func (r StreamReport) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, seed %d: %d with %s, %d alone, %s, %s\n\n",
		wording.Count(r.Filed, "document"), r.Seed, r.Bases, wording.Count(r.Edits, "edit"), r.Alone,
		wording.Count(r.Formulas, "formula story"), wording.Count(r.Bridges, "bridge"))
	printScore(&b, r.Score)
	fmt.Fprintf(&b, "bridges joined to a story   %d of %d\n\n", r.Joined, r.Bridges)
	printKinds(&b, r.Kinds)
	b.WriteByte('\n')
	printFamilies(&b, r.Families)
	return b.String()
}

func printScore(b *strings.Builder, s Score) {
	fmt.Fprintf(b, "stories made                %d of %d true ones, %d mixed, largest %s\n",
		s.Stories, s.Truths, s.Mixed, wording.Count(s.Largest, "article"))
	fmt.Fprintf(b, "pairs                       precision %.4f  recall %.4f  F1 %.4f  (%d right of %d joined, %d true)\n",
		s.Precision, s.Recall, s.F1, s.RightPairs, s.JoinedPairs, s.TruePairs)
	fmt.Fprintf(b, "B-cubed                     precision %.4f  recall %.4f  F1 %.4f\n", s.BCubedPrecision, s.BCubedRecall, s.BCubedF1)
}

func printFamilies(b *strings.Builder, families []FamilyJoins) {
	fmt.Fprintf(b, "%-16s %5s  %6s\n", "formula", "pairs", "joined")
	for _, f := range families {
		fmt.Fprintf(b, "%-16s %5d  %6d\n", f.Family, f.Pairs, f.Joined)
	}
}
