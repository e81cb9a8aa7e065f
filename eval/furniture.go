package eval

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"sada/furniture"
	"sada/news"
)

// FurnitureOptions say how learned furniture is measured.
type FurnitureOptions struct {
	Marks  bool             // report every marked line
	Labels []FurnitureLabel // what a reader said of some lines
}

// A FurnitureReport says what was found in the articles of each day by what was
// learned of the days before it.
type FurnitureReport struct {
	Outlets []FurnitureOutlet `json:"outlets"`
	Marks   []FurnitureMark   `json:"marks,omitempty"`
	Score   *FurnitureScore   `json:"score,omitempty"` // where there are labels
}

// A FurnitureOutlet is what came of one outlet.
type FurnitureOutlet struct {
	Outlet   string          `json:"outlet"`
	Lines    []FurnitureLine `json:"lines"` // learned last
	Articles int             `json:"articles"`
	Marked   int             `json:"marked"` // of which hold furniture
	Marks    int             `json:"marks"`  // lines, and ends of lines
	Words    float64         `json:"words"`  // share of the words that were marked
}

// A FurnitureLine is a line that was learned or refused.
type FurnitureLine struct {
	Template string         `json:"line"`
	State    news.LineState `json:"state"`
	Articles int            `json:"articles"`
	Why      string         `json:"why"`
}

// A FurnitureMark is one line that was marked.
type FurnitureMark struct {
	ID     string        `json:"id"`    // of the article
	Block  int           `json:"block"` // paragraph, from 0
	Start  int           `json:"start"` // byte offset
	Outlet string        `json:"outlet"`
	Rule   news.LineRule `json:"rule"`
	Line   string        `json:"line"` // template
	Text   string        `json:"text"`
}

// Furniture marks the furniture in the articles of each day by what was learned
// of the days before it, and learns anew when the day ends.
func Furniture(articles []Article, opts FurnitureOptions) (FurnitureReport, error) {
	docs, err := furnitureDocs(articles)
	if err != nil {
		return FurnitureReport{}, err
	}
	var r FurnitureReport
	var untried []string
	for _, outlet := range outletsOf(docs) {
		f := furnishing{docs: docs, outlet: outlet, titles: map[string]int64{}}
		if err := f.run(); err != nil {
			return r, err
		}
		r.Outlets = append(r.Outlets, f.report())
		r.Marks = append(r.Marks, f.marks...)
		untried = append(untried, f.untried...)
	}
	if opts.Labels != nil {
		r.Score = scoreFurniture(docs, untried, r.Marks, opts.Labels)
	}
	if !opts.Marks {
		r.Marks = nil
	}
	return r, nil
}

// A furnitureDoc is an article as it would be filed.
type furnitureDoc struct {
	*news.Article
	name string // id in the file
}

func furnitureDocs(articles []Article) ([]*furnitureDoc, error) {
	docs := make([]*furnitureDoc, len(articles))
	for i, a := range articles {
		doc, err := a.document()
		if err != nil {
			return nil, err
		}
		docs[i] = &furnitureDoc{Article: doc.article(), name: a.ID}
		docs[i].Byline, docs[i].Article.ID = a.Author, int64(i+1)
	}
	slices.SortStableFunc(docs, func(a, b *furnitureDoc) int { return a.At().Compare(b.At()) })
	return docs, nil
}

func outletsOf(docs []*furnitureDoc) []string {
	var names []string
	for _, d := range docs {
		names = append(names, d.Outlet.Name)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// A furnishing marks one outlet's articles.
type furnishing struct {
	docs   []*furnitureDoc // of all outlets, in order of time
	outlet string
	titles map[string]int64 // headlines seen so far
	lines  []furniture.Line // learned last
	marks  []FurnitureMark

	untried []string // articles of the first day, of which nothing was known

	articles, marked, words, markedWords int
}

func (f *furnishing) run() error {
	var day, first time.Time
	marker := furniture.NewMarker(f.outlet, nil, nil)
	headlines := func(key string) int64 { return f.titles[key] }
	for i, d := range f.docs {
		if d.Outlet.Name != f.outlet {
			continue
		}
		if today := d.At().Truncate(24 * time.Hour); today.After(day) {
			lines, err := furniture.Learn(f.sample(f.docs[:i], headlines))
			if err != nil {
				return err
			}
			if f.lines, day = lines, today; first.IsZero() {
				first = today
			}
			marker = furniture.NewMarker(f.outlet, lines, headlines)
		}
		f.mark(marker, d)
		if day.Equal(first) {
			f.untried = append(f.untried, d.name)
		}
		f.titles[furniture.Headline(d.Title)] = d.Article.ID // as it is when the next one is filed
	}
	return nil
}

func (f *furnishing) mark(marker *furniture.Marker, d *furnitureDoc) {
	f.articles++
	f.words += len(strings.Fields(d.Article.Text()))
	found := marker.Marks(d.Article)
	if len(found) > 0 {
		f.marked++
	}
	for _, m := range found {
		text := d.Blocks[m.Block].Text[m.Start:]
		f.markedWords += len(strings.Fields(text))
		f.marks = append(f.marks, FurnitureMark{d.name, m.Block, m.Start, f.outlet, m.Line.Rule, m.Line.Template(), text})
	}
}

// sample is what a poll would learn from.
func (f *furnishing) sample(older []*furnitureDoc, headlines furniture.Headlines) furniture.Sample {
	return furniture.Sample{
		Articles: f.latest(older, true, furniture.Window), Headlines: headlines,
		Others: func() ([]furniture.Article, error) { return f.latest(older, false, furniture.Window/2), nil },
	}
}

// latest returns the latest articles, those of the outlet or the others.
func (f *furnishing) latest(older []*furnitureDoc, own bool, limit int) (out []furniture.Article) {
	for i := len(older) - 1; i >= 0 && len(out) < limit; i-- {
		if (older[i].Outlet.Name == f.outlet) == own {
			out = append(out, furniture.FromNews(older[i].Article))
		}
	}
	return out
}

// report says what came of the outlet.
func (f *furnishing) report() FurnitureOutlet {
	o := FurnitureOutlet{
		Outlet: f.outlet, Lines: []FurnitureLine{}, Articles: f.articles, Marked: f.marked, Marks: len(f.marks),
		Words: float64(f.markedWords) / float64(max(1, f.words)),
	}
	for _, l := range f.lines {
		o.Lines = append(o.Lines, FurnitureLine{l.Template(), l.State, l.Articles, l.Why})
	}
	return o
}

// String returns the report as a table for a terminal.
func (r FurnitureReport) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-14s %8s %8s %8s %8s %8s %8s\n", "outlet", "articles", "marked", "marks", "words", "learned", "refused")
	for _, o := range slices.SortedFunc(slices.Values(r.Outlets), func(a, b FurnitureOutlet) int { return cmp.Compare(a.Outlet, b.Outlet) }) {
		n := map[news.LineState]int{}
		for _, l := range o.Lines {
			n[l.State]++
		}
		fmt.Fprintf(&b, "%-14s %8d %8d %8d %7.2f%% %8d %8d\n", o.Outlet, o.Articles, o.Marked, o.Marks, 100*o.Words,
			n[news.LineLearned], n[news.LineRefused])
	}
	if r.Score != nil {
		b.WriteString(r.Score.String())
	}
	return b.String()
}
