package eval

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"sada/dedupe"
	"sada/dedupe/index"
	"sada/dedupe/prints"
	"sada/news"
	"sada/story"
)

// oneIn is of how many articles one is edited to learn from: 2,110 of 18,984.
const oneIn = 9

// trainSeed draws the edits to learn from; those that are scored have others.
const trainSeed = 1961

// A TrainReport is what training made: the models as the file weights.go of
// package dedupe, and what they say of pairs of days that they had not learned.
type TrainReport struct {
	Examples int      `json:"examples"`
	Files    []Judged `json:"files"`
	Source   string   `json:"source"`
}

// Judged are the pairs of one file by weights of other days.
type Judged struct {
	File string    `json:"file"`
	Rows []PairRow `json:"rows"` // without Together
}

// String is the report as a table for each file.
func (r TrainReport) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d examples; the pairs of each day as judged by weights of the other days\n", r.Examples)
	for _, f := range r.Files {
		fmt.Fprintf(&b, "\n%s\n%s", f.File, PairReport{Rows: f.Rows})
	}
	return b.String()
}

// Train files the articles into an empty store and fits the models to the
// labelled pairs, to edits of some articles, and to formula stories.
func Train(ctx context.Context, filer Filer, archive Archive, articles []Article, pairs []Pair) (TrainReport, error) {
	if err := fileAll(ctx, filer, articles); err != nil {
		return TrainReport{}, err
	}
	examples, err := Examples(ctx, archive, pairs)
	if err != nil {
		return TrainReport{}, err
	}
	var some []Article
	for i := 0; i < len(articles); i += oneIn {
		some = append(some, articles[i])
	}
	examples = append(examples, EditExamples(some, trainSeed)...)
	models, err := Fit(examples)
	if err != nil {
		return TrainReport{}, err
	}
	files, err := crossValidated(examples)
	return TrainReport{Examples: len(examples), Files: files, Source: Source(&models)}, err
}

// crossValidated judges the labelled pairs of each fold by models fitted to the
// others, as filing sees them: with what the archive knows of their passages.
func crossValidated(examples []Example) (files []Judged, err error) {
	for fold := range folds {
		var others []Example
		for _, e := range examples {
			if e.Fold != fold {
				others = append(others, e)
			}
		}
		models, err := Fit(others)
		if err != nil {
			return nil, err
		}
		for _, e := range examples {
			if at := labelAt(e.Pair.Label); at >= 0 && e.Fold == fold && e.Full {
				row := &rowsOfFile(&files, e.Pair.File)[at]
				row.count(dedupe.JudgeBy(e.Signals, &models).Kind, false)
			}
		}
	}
	slices.SortFunc(files, func(a, b Judged) int { return strings.Compare(a.File, b.File) })
	return files, nil
}

// rowsOfFile returns the rows of a file, which are made where there are none.
func rowsOfFile(files *[]Judged, name string) []PairRow {
	for _, f := range *files {
		if f.File == name {
			return f.Rows
		}
	}
	rows := make([]PairRow, len(pairLabels))
	for i, l := range pairLabels {
		rows[i].Label = l
	}
	*files = append(*files, Judged{name, rows})
	return rows
}

// An Example is one pair of texts as the models of package dedupe learn it.
type Example struct {
	Pair    Pair
	Fold    int // folds never share a day, so that a test is on other news
	Signals dedupe.Signals
	Copied  float64 // right answer to the first question
	Whole   float64 // right answer to the second; not a number where it has none
	Weight  float64
	Full    bool // it was measured among all that is filed, and not among a part
}

// later is whether one of the two tells a later state of affairs, which is asked of
// words that real outlets copied: edits know no later state, nor one outlet alone.
func (e Example) later() (yes, weight float64) {
	switch {
	case e.Pair.Label == LabelUpdate:
		return 1, e.Weight / updateShare
	case e.Copied == 1 && labelAt(e.Pair.Label) >= 0:
		return 0, e.Weight
	}
	return math.NaN(), 0
}

// What an example weighs in training, beside a pair labelled with certainty.
const (
	halfSure    = 0.8  // label of sureness 2
	unsure      = 0.3  // label of sureness 1
	updateShare = 0.5  // updates lie between all answers
	wrongCost   = 1.5  // a false join costs more than a missed one
	seriesShare = 1.5  // 306 pairs that must not be joined, against four times as many hard ones
	editShare   = 0.09 // simulated edits, of which there can be any number
	hardShare   = 1.2  // those of the kinds that leave least: so that 97 of 100 heavy ones are found on days left out
	formulaPart = 2.0  // made formula stories; each pair comes as it is and edited
	fullShare   = 0.6  // the pair among all that is filed; the rest is for smaller stores
)

// thinned are the shares, in tenths, of what is filed that each pair is measured
// among, besides nothing, as in a store that is new: with few outlets, or on the
// first day, that nobody else carries a part says less.
var thinned = []int64{10, 3, 1}

// Examples measures the labelled pairs against the articles that were filed in
// archive, and against parts of them.
func Examples(ctx context.Context, archive Archive, pairs []Pair) ([]Example, error) {
	stored, err := named(ctx, archive, pairs)
	if err != nil {
		return nil, err
	}
	var stores []*index.Index
	for _, tenths := range thinned {
		x, err := indexOf(ctx, archive, tenths)
		if err != nil {
			return nil, err
		}
		stores = append(stores, x)
	}
	var out []Example
	var c dedupe.Comparer
	for _, p := range pairs {
		a, b := stored[p.A], stored[p.B]
		if a.ID == 0 || b.ID == 0 {
			return nil, fmt.Errorf("pair %s, %s: not among the articles", p.A, p.B)
		}
		e := labelled(p)
		e.Fold = a.At().YearDay() % folds
		var filed []dedupe.Filed
		for _, x := range stores {
			filed = append(filed, x.Around(placeOf(a), placeOf(b), a.At(), story.Window))
		}
		out = append(out, e.seen(&c, document(a), document(b), append(filed, nil)...)...)
	}
	return out, nil
}

// indexOf indexes so many of ten articles that are filed.
func indexOf(ctx context.Context, archive Archive, tenths int64) (*index.Index, error) {
	x := index.New()
	err := archive.View(ctx, func(ctx context.Context, d news.Desk) error {
		for m, err := range d.FiledAfter(ctx, 0, time.Time{}) {
			if err != nil {
				return err
			}
			if m.ArticleID%10 < tenths {
				x.Add(m.ArticleID, m.StoryID, m.At, m.Print)
			}
		}
		return nil
	})
	return x, err
}

func placeOf(s news.Stored) index.Place {
	return index.Place{Article: s.ID, Story: s.Variant.StoryID}
}

func document(s news.Stored) dedupe.Document {
	return dedupe.Document{Title: s.Title, Text: s.Text, At: s.At(), Outlet: s.Outlet.ID, Credit: s.Credit.Agency}
}

// labelled returns what a reader's label teaches.
func labelled(p Pair) Example {
	e := Example{Pair: p, Whole: math.NaN(), Weight: 1}
	switch p.Sure {
	case 1:
		e.Weight = unsure
	case 2:
		e.Weight = halfSure
	}
	switch p.Label {
	case LabelSame:
		e.Copied, e.Whole = 1, 1
	case LabelPart:
		e.Copied, e.Whole = 1, 0
	case LabelUpdate:
		e.Copied, e.Weight = 1, updateShare
	case LabelSeries:
		e.Weight = seriesShare
	default:
		e.Weight *= wrongCost
	}
	return e
}

// seen measures one pair by what is filed around it: among all, first, and among
// less.
func (e Example) seen(c *dedupe.Comparer, a, b dedupe.Document, filed ...dedupe.Filed) (out []Example) {
	o := c.Overlap(c.Read(a), c.Read(b))
	for i, f := range filed {
		x := e
		x.Full = i == 0
		x.Signals = o.Signals(f)
		if x.Weight *= fullShare; !x.Full {
			x.Weight = e.Weight * (1 - fullShare) / float64(len(filed)-1)
		}
		out = append(out, x)
	}
	return out
}

// EditExamples makes examples of articles and what a newsroom makes of them,
// and of formula stories; seed draws both.
func EditExamples(articles []Article, seed uint64) []Example {
	var texts []Text
	for _, a := range articles {
		texts = append(texts, Text{Title: a.Title, Paragraphs: lines(a.Text)})
	}
	room := NewNewsroom(seed, texts)
	var out []Example
	var c dedupe.Comparer
	for i, t := range texts {
		for k, kind := range Kinds() {
			if (i+k)%4 == 0 && t.Words() >= minEdited {
				out = append(out, editExample(&c, room, kind, t, i+k)...)
			}
		}
	}
	out = append(out, partialExamples(&c, texts)...)
	return append(out, formulaExamples(&c, room)...)
}

// partialExamples puts parts of one article into another, as compiled reports
// do: two paragraphs in the middle of it, and half of each under one headline.
func partialExamples(c *dedupe.Comparer, texts []Text) []Example {
	var out []Example
	for i, t := range texts {
		u := texts[(i+1)%len(texts)]
		if t.Words() < minEdited || u.Words() < minEdited {
			continue
		}
		compiled := []struct {
			label string
			text  Text
		}{{"roundup", roundup(t, u)}, {"bridge", bridge(t, u)}}
		out = append(out, partialExample(c, compiled[i%2].label, t, compiled[i%2].text, i)...)
	}
	return out
}

// roundup is a report with two paragraphs of another in its middle.
func roundup(t, u Text) Text {
	part, own := reflow(t).Paragraphs, reflow(u).Paragraphs
	return Text{Title: u.Title, Paragraphs: slices.Concat(own[:len(own)/2], part[:min(2, len(part))], own[len(own)/2:])}
}

func partialExample(c *dedupe.Comparer, label string, t, compiled Text, n int) []Example {
	at := time.Date(2024, 1, 1+n/4%28, 0, 0, 0, 0, time.UTC)
	e := Example{Pair: Pair{Label: label}, Fold: at.YearDay() % folds, Copied: 1, Whole: 0, Weight: editShare}
	a := dedupe.Document{Title: t.Title, Text: t.Joined(), At: at, Outlet: 1}
	b := dedupe.Document{Title: compiled.Title, Text: compiled.Joined(), At: at.Add(time.Duration(n%30) * time.Hour), Outlet: 2}
	return e.seen(c, a, b, unheld{}, nil)
}

// minEdited is the number of words below which an edit leaves nothing to find.
const minEdited = 80

func editExample(c *dedupe.Comparer, room *Newsroom, kind Kind, t Text, n int) []Example {
	edited := room.Edit(kind, t)
	at := time.Date(2024, 1, 1+n/4%28, 0, 0, 0, 0, time.UTC)
	later := at.Add(time.Duration(n%48) * time.Hour)
	e := Example{Pair: Pair{Label: string(kind)}, Fold: at.YearDay() % folds, Copied: 1, Whole: 1, Weight: editShare}
	switch kind {
	case Heavy, Combined, Replace30, Excerpt, Drop60:
		e.Weight = hardShare
	}
	a := dedupe.Document{Title: t.Title, Text: t.Joined(), At: at, Outlet: 1}
	b := dedupe.Document{Title: edited.Title, Text: edited.Joined(), At: later, Outlet: 2}
	return e.seen(c, a, b, unheld{}, nil)
}

// formulaExamples pairs instances of each formula, one to three days apart: as
// they are, and with the later one edited, whose headline then says less.
func formulaExamples(c *dedupe.Comparer, room *Newsroom) []Example {
	var out []Example
	for _, f := range Formulas() {
		for i := range 12 {
			a, b := f.dated(room.seed, i), f.dated(room.seed, i+1+i%3)
			edited := b
			edited.Text = room.Edit(Light, b.Text)
			out = append(out, f.instances(i).ofFormula(c, a, b)...)
			out = append(out, f.instances(i).ofFormula(c, a, edited)...)
		}
	}
	return append(out, bulletinExamples(c, room)...)
}

// bulletinExamples pairs each instance of a quiet formula with what other outlets make
// of it on its day, beside those of other days.
func bulletinExamples(c *dedupe.Comparer, room *Newsroom) (out []Example) {
	for _, f := range quietFormulas() {
		for i := range 24 {
			a, b := f.dated(room.seed, i), f.dated(room.seed, i+1+i%3)
			edited := b
			edited.Text = room.Edit(Light, b.Text)
			another := f.instances(i)
			out = append(out, another.ofFormula(c, a, b)...)
			out = append(out, another.ofFormula(c, a, edited)...)
			same := another
			same.Copied, same.Whole = 1, 1
			for k, kind := range []Kind{Light, Headline, Drop20} {
				hours := time.Duration((i + 4*k) % 12)
				out = append(out, same.ofFormula(c, a, Document{Text: room.Edit(kind, a.Text), At: a.At.Add(hours * time.Hour)})...)
			}
		}
	}
	return out
}

// dated is an instance of the formula on a day and in an outlet of its own.
func (f Formula) dated(seed uint64, n int) Document {
	day := time.Date(2024, 3, 1+n, 6, 0, 0, 0, time.UTC)
	return Document{Text: f.Story(seed, n, day), At: day}
}

// instances is what two instances of the formula teach.
func (f Formula) instances(i int) Example {
	return Example{Pair: Pair{Label: f.Family}, Fold: i % folds, Whole: math.NaN(), Weight: formulaPart}
}

// ofFormula measures two texts of a formula.
func (e Example) ofFormula(c *dedupe.Comparer, a, b Document) []Example {
	x := dedupe.Document{Title: a.Title, Text: a.Joined(), At: a.At}
	y := dedupe.Document{Title: b.Title, Text: b.Joined(), At: b.At}
	// A formula that has run for days is held by some other stories.
	return e.seen(c, x, y, formulaic{}, nil)
}

// formulaic is what is filed of a formula: each passage is held by three other
// stories, and nobody carries two reports of it.
type formulaic struct{ unheld }

// Weight implements [dedupe.Filed].
func (formulaic) Weight(uint64) float64 { return 0.25 }

// unheld is what is filed of a text that nobody else has, among as many articles as
// a dozen outlets print in four days.
type unheld struct{}

// Expect implements [dedupe.Filed].
func (unheld) Expect([]uint64) {}

// Weight implements [dedupe.Filed].
func (unheld) Weight(uint64) float64 { return 1 }

// Carried implements [dedupe.Filed].
func (unheld) Carried(_, _ []uint64) (none index.Carriage) { return none }

// About implements [dedupe.Filed].
func (unheld) About() int { return 7000 }

// Source returns the models as the file weights.go of package dedupe.
func Source(m *dedupe.Models) string {
	var b strings.Builder
	b.WriteString("// Code generated by sada eval train. DO NOT EDIT.\n\npackage dedupe\n\n" +
		"// The models of scheme " + prints.Scheme + ", made from labelled pairs of real articles, simulated\n" +
		"// newsroom edits and made formula stories.\nvar learned = Models{\n")
	writeModel(&b, "Copied", "CopiedFeatures", m.Copied)
	writeModel(&b, "Whole", "WholeFeatures", m.Whole)
	writeModel(&b, "Later", "CopiedFeatures", m.Later)
	b.WriteString("}\n")
	return b.String()
}

func writeModel(b *strings.Builder, name, features string, m dedupe.Model) {
	fmt.Fprintf(b, "%s: Model{\n\tFeatures: %s,\n\tBias: %.3f,\n\tOrdinary: []Ordinary{\n", name, features, m.Bias)
	for i, f := range m.Features {
		fmt.Fprintf(b, "\t\t{%.4f, %.4f}, // %s\n", m.Ordinary[i].Mean, m.Ordinary[i].Spread, f.Name)
	}
	b.WriteString("\t},\n\tWeights: []float64{\n")
	for i, f := range m.Features {
		fmt.Fprintf(b, "\t\t%.3f, // %s\n", m.Weights[i], f.Name)
	}
	b.WriteString("\t},\n\tPairs: [][]float64{\n")
	for i, f := range m.Features {
		line := fmt.Sprintf("%.3f", m.Pairs[i])
		fmt.Fprintf(b, "\t\t// %s\n\t\t{%s},\n", f.Name, strings.ReplaceAll(line[1:len(line)-1], " ", ", "))
	}
	b.WriteString("\t},\n},\n")
}
