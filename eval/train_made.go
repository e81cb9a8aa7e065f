package eval

import (
	"math"
	"slices"
	"time"

	"sada/dedupe"
	"sada/dedupe/index"
)

// trainSeed draws the edits to learn from; those that are scored have others.
const trainSeed = 1961

// Of one in oneIn articles, 2,110 of 18,984, edits are made to learn from: one in
// editsIn of the kinds for each, by turns. Below minEdited words an edit leaves nothing
// to find.
const (
	oneIn     = 9
	editsIn   = 4
	minEdited = 80
)

// madeExamples makes examples of some articles and what a newsroom makes of them, and
// of formula stories.
func madeExamples(articles []Article) []example {
	var texts []Text
	for i := 0; i < len(articles); i += oneIn {
		texts = append(texts, Text{Title: articles[i].Title, Paragraphs: lines(articles[i].Text)})
	}
	room := NewNewsroom(trainSeed, texts)
	var c dedupe.Comparer
	out := editExamples(&c, room, texts)
	out = append(out, partialExamples(&c, texts)...)
	out = append(out, formulaExamples(&c, room)...)
	return append(out, quietExamples(&c, room)...)
}

// editExamples pairs articles with edits of them.
func editExamples(c *dedupe.Comparer, room *Newsroom, texts []Text) (out []example) {
	for i, t := range texts {
		for k, kind := range Kinds() {
			if (i+k)%editsIn == 0 && t.Words() >= minEdited {
				out = append(out, editExample(c, room, kind, t, i+k)...)
			}
		}
	}
	return out
}

// editExample pairs an article with another outlet's edit of it, up to two days later.
func editExample(c *dedupe.Comparer, room *Newsroom, kind Kind, t Text, n int) []example {
	e := example{pair: Pair{Label: string(kind)}, copied: 1, whole: 1, weight: editWeight}
	switch kind {
	case Heavy, Combined, Replace30, Excerpt, Drop60:
		e.weight = hardEditWeight
	}
	return e.rerun(c, t, room.Edit(kind, t), n, time.Duration(n%48)*time.Hour)
}

// rerun measures a text and what another outlet made of it so much later. The number
// decides the day, of 28 by turns.
func (e example) rerun(c *dedupe.Comparer, original, made Text, n int, lag time.Duration) []example {
	at := time.Date(2024, 1, 1+n/4%28, 0, 0, 0, 0, time.UTC)
	e.fold = foldOf(at)
	a := dedupe.Document{Title: original.Title, Text: original.Joined(), At: at, Outlet: 1}
	b := dedupe.Document{Title: made.Title, Text: made.Joined(), At: at.Add(lag), Outlet: 2}
	return e.seen(c, a, b, unheld{}, nil)
}

// partialExamples puts parts of each article into the next one, as compiled reports
// do. By turns they are two paragraphs in its middle, and half of each under one
// headline.
func partialExamples(c *dedupe.Comparer, texts []Text) (out []example) {
	for i, t := range texts {
		u := texts[(i+1)%len(texts)]
		if t.Words() < minEdited || u.Words() < minEdited {
			continue
		}
		label, compiled := "roundup", roundup
		if i%2 == 1 {
			label, compiled = "bridge", bridge
		}
		e := example{pair: Pair{Label: label}, copied: 1, whole: 0, weight: editWeight}
		out = append(out, e.rerun(c, t, compiled(t, u), i, time.Duration(i%30)*time.Hour)...)
	}
	return out
}

// roundup is a report with two paragraphs of another in its middle.
func roundup(t, u Text) Text {
	part, own := reflow(t).Paragraphs, reflow(u).Paragraphs
	return Text{Title: u.Title, Paragraphs: slices.Concat(own[:len(own)/2], part[:min(2, len(part))], own[len(own)/2:])}
}

// formulaExamples pairs instances of each formula, one to three days apart.
func formulaExamples(c *dedupe.Comparer, room *Newsroom) (out []example) {
	for _, f := range Formulas() {
		for i := range 12 {
			out = append(out, otherDays(c, room, f, i)...)
		}
	}
	return out
}

// quietExamples pairs instances of each quiet formula: with those of other days, which
// are other events, and with what other outlets make of the instance on its day.
func quietExamples(c *dedupe.Comparer, room *Newsroom) (out []example) {
	for _, f := range quietFormulas() {
		for i := range 24 {
			out = append(out, otherDays(c, room, f, i)...)
			out = append(out, oneDay(c, room, f, i)...)
		}
	}
	return out
}

// otherDays pairs an instance of a formula with one of one to three days later: as it
// is, and edited, whose headline then says less.
func otherDays(c *dedupe.Comparer, room *Newsroom, f Formula, i int) []example {
	e := ofFormula(f, i)
	a, b := f.dated(room.seed, i), f.dated(room.seed, i+1+i%3)
	out := e.amongFormulas(c, a, b)
	b.Text = room.Edit(Light, b.Text)
	return append(out, e.amongFormulas(c, a, b)...)
}

// oneDay pairs an instance of a formula with what other outlets make of it within
// twelve hours: one report.
func oneDay(c *dedupe.Comparer, room *Newsroom, f Formula, i int) (out []example) {
	e := ofFormula(f, i)
	e.copied, e.whole = 1, 1
	a := f.dated(room.seed, i)
	for k, kind := range []Kind{Light, Headline, Drop20} {
		hours := time.Duration((i + 4*k) % 12)
		out = append(out, e.amongFormulas(c, a, Document{Text: room.Edit(kind, a.Text), At: a.At.Add(hours * time.Hour)})...)
	}
	return out
}

// dated is an instance of the formula on a day of its own.
func (f Formula) dated(seed uint64, n int) Document {
	day := time.Date(2024, 3, 1+n, 6, 0, 0, 0, time.UTC)
	return Document{Text: f.Story(seed, n, day), At: day}
}

// ofFormula is what two instances of a formula teach: nothing was copied.
func ofFormula(f Formula, i int) example {
	return example{pair: Pair{Label: f.Family}, fold: i % folds, whole: math.NaN(), weight: formulaWeight}
}

// amongFormulas measures two texts of a formula, of outlets that are not known: among
// other instances of it, as they are held when it has run for days, and alone.
func (e example) amongFormulas(c *dedupe.Comparer, a, b Document) []example {
	x := dedupe.Document{Title: a.Title, Text: a.Joined(), At: a.At}
	y := dedupe.Document{Title: b.Title, Text: b.Joined(), At: b.At}
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
