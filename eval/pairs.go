package eval

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"os"
	"slices"
	"strings"

	"sada/internal/wording"
	"sada/news"
)

// Labels that a reader gives to a pair of articles.
const (
	LabelSame     = "same"     // one report, copied
	LabelPart     = "part"     // copied passages, other reporting besides
	LabelUpdate   = "update"   // the same developing story, facts moved
	LabelTemplate = "template" // another event, the same formula
	LabelIndep    = "indep"    // one event, reported independently
	LabelDiff     = "diff"     // another event, names in common
	LabelSeries   = "series"   // two instances of a formula, days apart
)

// pairLabels in the order of the tables.
var pairLabels = []string{LabelSame, LabelPart, LabelUpdate, LabelTemplate, LabelDiff, LabelIndep, LabelSeries}

// A Pair is two articles and what a reader said of them.
type Pair struct {
	A     string `json:"a"` // ids in the file of articles
	B     string `json:"b"`
	Label string `json:"label"` // one of the Label constants; none in a file of series
	Sure  int    `json:"sure"`  // 1 to 3; 0 where not given
	File  string `json:"-"`     // that it was read from
	Line  int    `json:"-"`     // of that file, from 1
}

// ReadPairs yields the pairs of r, one JSON object a line. A pair without a
// label is of a series; blank lines are left out. The first error ends it and
// names the line.
func ReadPairs(r io.Reader) iter.Seq2[Pair, error] {
	return func(yield func(Pair, error) bool) {
		lines := bufio.NewScanner(r)
		lines.Buffer(nil, maxLine)
		for n := 1; lines.Scan(); n++ {
			if len(bytes.TrimSpace(lines.Bytes())) == 0 {
				continue
			}
			p, err := parsePair(lines.Bytes())
			p.Line = n
			if err != nil {
				yield(p, fmt.Errorf("line %d: %w", n, err))
				return
			}
			if !yield(p, nil) {
				return
			}
		}
		if err := lines.Err(); err != nil {
			yield(Pair{}, err)
		}
	}
}

func parsePair(line []byte) (Pair, error) {
	var p Pair
	if err := json.Unmarshal(line, &p); err != nil {
		return p, wording.JSON(err)
	}
	if p.Label == "" {
		p.Label = LabelSeries
	}
	if labelAt(p.Label) < 0 || p.A == "" || p.B == "" {
		return p, fmt.Errorf("not a labelled pair: %s", line)
	}
	if p.A == p.B {
		return p, fmt.Errorf("a pair of article %s with itself", p.A)
	}
	return p, nil
}

// labelAt returns the place of a label in the tables; -1 if it is none.
func labelAt(label string) int { return slices.Index(pairLabels, label) }

// LoadPairs reads whole files of pairs. One without any is an error.
func LoadPairs(paths ...string) ([]Pair, error) {
	var out []Pair
	for _, path := range paths {
		pairs, err := loadPairs(path)
		if err != nil {
			return nil, err
		}
		out = append(out, pairs...)
	}
	return out, nil
}

func loadPairs(path string) (pairs []Pair, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read pairs: %w", err)
	}
	defer f.Close()
	for p, err := range ReadPairs(f) {
		if err != nil {
			return nil, fmt.Errorf("read pairs %s: %w", path, err)
		}
		p.File = path
		pairs = append(pairs, p)
	}
	if len(pairs) == 0 {
		return nil, fmt.Errorf("read pairs %s: no pair in it", path)
	}
	return pairs, nil
}

// lacking returns an error that names the first pair with an article that is not
// among those given, before these are filed.
func lacking(articles []Article, pairs []Pair) error {
	known := make(map[string]bool, len(articles))
	for _, a := range articles {
		known[a.ID] = true
	}
	for _, p := range pairs {
		for _, id := range []string{p.A, p.B} {
			if !known[id] {
				return fmt.Errorf("read pairs %s: line %d: article %s is not among the articles", p.File, p.Line, id)
			}
		}
	}
	return nil
}

// A Judge compares stored articles as filing does.
type Judge interface {
	Filer
	Why(ctx context.Context, d news.Desk, a, b news.Stored) (news.Verdict, error)
}

// An Archive is the store that articles were filed into.
type Archive interface {
	Articles(ctx context.Context) iter.Seq2[news.Stored, error]
	View(ctx context.Context, f func(ctx context.Context, d news.Desk) error) error
}

// A PairReport is the score of labelled pairs.
type PairReport struct {
	Rows  []PairRow    `json:"rows"`
	Wrong []PairAnswer `json:"wrong"` // where the answer is not what the label asks for, in the order of the pairs
}

// A PairAnswer is a pair and what it was taken for.
type PairAnswer struct {
	A        string        `json:"a"`
	B        string        `json:"b"`
	Label    string        `json:"label"`
	Kind     news.Relation `json:"kind"`
	Together bool          `json:"together"`
	Why      string        `json:"why"`
}

// A PairRow counts what became of the pairs of one label: by the verdict on
// the pair, and by the stories that its articles were filed under.
type PairRow struct {
	Label    string `json:"label"`
	Pairs    int    `json:"pairs"`
	Joined   int    `json:"joined"`   // verdict copy, repost or update
	Updates  int    `json:"updates"`  // of these, update
	Partial  int    `json:"partial"`  // verdict partial
	Series   int    `json:"series"`   // verdict series
	Together int    `json:"together"` // filed under one story
}

// Among returns the articles that pairs name, and about so large a share of the
// others. Whether an article is among them depends on its id alone.
func Among(articles []Article, pairs []Pair, share float64) (out []Article) {
	named := make(map[string]bool, 2*len(pairs))
	for _, p := range pairs {
		named[p.A], named[p.B] = true, true
	}
	for _, a := range articles {
		if named[a.ID] || draw(0, "among", a.ID).Float64() < share {
			out = append(out, a)
		}
	}
	return out
}

// Pairs files the articles, in order of time, into an empty store, and scores
// the pairs.
func Pairs(ctx context.Context, judge Judge, archive Archive, articles []Article, pairs []Pair) (PairReport, error) {
	if err := lacking(articles, pairs); err != nil {
		return PairReport{}, err
	}
	if err := fileAll(ctx, judge, articles); err != nil {
		return PairReport{}, err
	}
	stored, err := named(ctx, archive, pairs)
	if err != nil {
		return PairReport{}, err
	}
	report := PairReport{Rows: pairRows(), Wrong: []PairAnswer{}}
	return report, archive.View(ctx, func(ctx context.Context, d news.Desk) error {
		for _, p := range pairs {
			a, b, err := stored.both(p)
			if err != nil {
				return err
			}
			v, err := judge.Why(ctx, d, a, b)
			if err != nil {
				return fmt.Errorf("pair %s, %s: %w", p.A, p.B, err)
			}
			report.add(p, v, a.Variant.StoryID == b.Variant.StoryID)
		}
		return nil
	})
}

// pairRows returns an empty row for each label, in the order of the tables.
func pairRows() []PairRow {
	rows := make([]PairRow, len(pairLabels))
	for i, l := range pairLabels {
		rows[i].Label = l
	}
	return rows
}

// add counts the answer for a pair.
func (r *PairReport) add(p Pair, v news.Verdict, together bool) {
	r.Rows[labelAt(p.Label)].count(v.Kind, together)
	if !answers(p.Label, v.Kind) {
		r.Wrong = append(r.Wrong, PairAnswer{p.A, p.B, p.Label, v.Kind, together, v.Why})
	}
}

// answers reports whether a kind is what a label asks for: of what is neither one
// report nor a part of it, that it is not joined.
func answers(label string, kind news.Relation) bool {
	switch label {
	case LabelSame, LabelUpdate:
		return kind.Joined()
	case LabelPart:
		return kind == news.Partial
	}
	return !kind.Joined()
}

func (r *PairRow) count(kind news.Relation, together bool) {
	r.Pairs++
	switch {
	case kind.Joined():
		r.Joined++
		if kind == news.Update {
			r.Updates++
		}
	case kind == news.Partial:
		r.Partial++
	case kind == news.Series:
		r.Series++
	}
	if together {
		r.Together++
	}
}

// String returns the report as a table for a terminal.
func (r PairReport) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-9s %6s %7s %8s %8s %7s %9s\n", "label", "pairs", "joined", "updates", "partial", "series", "together")
	for _, row := range r.Rows {
		if row.Pairs == 0 {
			continue
		}
		fmt.Fprintf(&b, "%-9s %6d %7d %8d %8d %7d %9d\n", row.Label, row.Pairs, row.Joined, row.Updates, row.Partial, row.Series, row.Together)
	}
	return b.String()
}
