package eval

import (
	"context"
	"math"
	"time"

	"sada/dedupe"
	"sada/dedupe/index"
	"sada/news"
	"sada/story"
)

// An example is one pair of texts, among some of what is filed, as the models of
// package dedupe learn it.
type example struct {
	pair    Pair
	fold    int // of cross-validation; see foldOf
	signals dedupe.Signals
	copied  float64 // right answer to whether words were copied
	whole   float64 // right answer to whether it is one report; not a number where it has none
	weight  float64
	full    bool // the first of its views: among all that is filed
}

// foldOf returns the fold of a pair whose first article is of that day. The other
// article may be of a day of another fold, and each may stand in pairs of others; see
// apartFrom.
func foldOf(day time.Time) int { return day.YearDay() % folds }

// later is the right answer to whether one of the two tells a later state of affairs.
// It is asked of labelled pairs with words that were copied: made edits know no later
// state. It is not a number for all others.
func (e example) later() (yes, weight float64) {
	switch {
	case e.pair.Label == LabelUpdate:
		return 1, e.weight / updateWeight
	case e.copied == 1 && labelAt(e.pair.Label) >= 0:
		return 0, e.weight
	}
	return math.NaN(), 0
}

// What examples weigh in training, where a pair labelled with certainty weighs 1.
const (
	halfSure       = 0.8  // label of sureness 2
	unsure         = 0.3  // label of sureness 1
	updateWeight   = 0.5  // whatever the sureness: updates lie between all answers
	apartWeight    = 1.5  // times the sureness, template, diff and indep: a false join costs more than a missed one
	seriesWeight   = 1.5  // 306 pairs that must not be joined, against four times as many hard ones
	editWeight     = 0.09 // made edits and round-ups, of which there can be any number
	hardEditWeight = 1.2  // edits of the kinds that leave least: so that 97 of 100 heavy ones are found on days left out
	formulaWeight  = 2.0  // made formula stories
)

// fullShare is how much of a pair's weight its first view has, that among all that is
// filed; its other views share the rest evenly.
const fullShare = 0.6

// storeSizes are the shares, in tenths, of what is filed that each labelled pair is
// seen among, all of it first. After these comes a view among nothing. So the models
// learn that with few outlets, or on the first day, it says less that nobody else
// carries a part.
var storeSizes = []int64{10, 3, 1}

// labelledExamples measures the labelled pairs against the articles that were filed in
// archive, and against parts of them.
func labelledExamples(ctx context.Context, archive Archive, pairs []Pair) ([]example, error) {
	stored, err := named(ctx, archive, pairs)
	if err != nil {
		return nil, err
	}
	var stores []*index.Index
	for _, tenths := range storeSizes {
		x, err := indexOf(ctx, archive, tenths)
		if err != nil {
			return nil, err
		}
		stores = append(stores, x)
	}
	var out []example
	var c dedupe.Comparer
	for _, p := range pairs {
		a, b, err := stored.both(p)
		if err != nil {
			return nil, err
		}
		e := labelled(p)
		e.fold = foldOf(a.At())
		var filed []dedupe.Filed
		for _, x := range stores {
			filed = append(filed, x.Around(placeOf(a), placeOf(b), a.At(), story.Window))
		}
		out = append(out, e.seen(&c, compared(a), compared(b), append(filed, nil)...)...)
	}
	return out, nil
}

// indexOf indexes so many of ten articles that are filed, by their numbers.
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

// compared is a stored article as it is compared.
func compared(s news.Stored) dedupe.Document {
	return dedupe.Document{Title: s.Title, Text: s.Text, At: s.At(), Outlet: s.Outlet.ID, Credit: s.Credit.Agency}
}

// labelled returns what a reader's label teaches.
func labelled(p Pair) example {
	e := example{pair: p, whole: math.NaN(), weight: 1}
	switch p.Sure {
	case 1:
		e.weight = unsure
	case 2:
		e.weight = halfSure
	}
	switch p.Label {
	case LabelSame:
		e.copied, e.whole = 1, 1
	case LabelPart:
		e.copied, e.whole = 1, 0
	case LabelUpdate:
		e.copied, e.weight = 1, updateWeight
	case LabelSeries:
		e.weight = seriesWeight
	default:
		e.weight *= apartWeight
	}
	return e
}

// seen measures one pair as stores see it, of which the first holds all that is filed;
// nil is an empty one. Each view is an example.
func (e example) seen(c *dedupe.Comparer, a, b dedupe.Document, filed ...dedupe.Filed) (out []example) {
	o := c.Overlap(c.Read(a), c.Read(b))
	for i, f := range filed {
		x := e
		x.full = i == 0
		x.signals = o.Signals(f)
		if x.weight *= fullShare; !x.full {
			x.weight = e.weight * (1 - fullShare) / float64(len(filed)-1)
		}
		out = append(out, x)
	}
	return out
}
