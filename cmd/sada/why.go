package main

import (
	"context"
	"errors"
	"fmt"
	"math"

	"sada/arabic"
	"sada/crawler/address"
	"sada/internal/term"
	"sada/news"
	"sada/storage/sqlite"
	"sada/story"
)

type whyCmd struct {
	A    string `arg:"" name:"article" help:"Id, URL or external id of an article."`
	B    string `arg:"" name:"other" help:"The same of another one."`
	JSON bool   `name:"json" help:"One JSON object."`
}

// A whyRecord is what `why --json` writes.
type whyRecord struct {
	A         int64         `json:"a"`
	B         int64         `json:"b"`
	Kind      news.Relation `json:"kind"`
	Joined    bool          `json:"joined"` // they stand under one story
	Score     float64       `json:"score"`
	CoverageA float64       `json:"coverage_a"`
	CoverageB float64       `json:"coverage_b"`
	Why       string        `json:"why"`
	Evidence  evidence      `json:"evidence"`        // the same in parts
	Filed     *filedRecord  `json:"filed,omitempty"` // how one of the two was filed, where it was compared with the other
	Spans     []spanRecord  `json:"spans"`
}

// A filedRecord is how an article stands in the store, by what there was to know
// when it was filed.
type filedRecord struct {
	Article  int64         `json:"article"`
	Relation news.Relation `json:"relation"`
	Score    float64       `json:"score"`
	At       stamp         `json:"at"`
}

// An evidence is what the answer rests on.
type evidence struct {
	Stories string           `json:"stories"` // what their stories say, where it is something else than the two texts alone
	Alone   news.Explanation `json:"alone"`   // what the two texts are to each other, alone
}

type spanRecord struct {
	news.Span
	AText string `json:"a_text"`
	BText string `json:"b_text"`
}

// Run prints the evidence for or against two articles being one report.
func (c *whyCmd) Run(a *app) error {
	st, cfg, err := a.openToRead()
	if err != nil {
		return err
	}
	defer st.Close()
	x, err := findArticle(a.ctx, st, c.A)
	if err != nil {
		return err
	}
	y, err := findArticle(a.ctx, st, c.B)
	if err != nil {
		return err
	}
	if x.ID == y.ID {
		return usagef("A and B are the same article: %d", x.ID)
	}
	v, err := a.compare(st, cfg, x, y)
	if err != nil {
		return fmt.Errorf("compare articles %d and %d: %w", x.ID, y.ID, err)
	}
	rec := whyOf(x, y, v)
	if c.JSON {
		return writeJSON(a.out, rec)
	}
	return a.printWhy(x, y, rec)
}

// otherScore is the difference from which a score that was filed is told beside the
// one of now.
const otherScore = 0.05

// findArticle finds an article by id, URL in any form, or external id.
func findArticle(ctx context.Context, st *sqlite.Store, ref string) (news.Stored, error) {
	id, err := st.FindArticle(ctx, ref)
	if errors.Is(err, news.ErrNotFound) {
		if canonical, cerr := address.Canonical(ref); cerr == nil {
			id, err = st.FindArticle(ctx, canonical)
		}
	}
	if err != nil {
		return news.Stored{}, err
	}
	return st.Article(ctx, id)
}

func (a *app) compare(st *sqlite.Store, cfg *config, x, y news.Stored) (r story.Reasoned, err error) {
	tracker := story.New(nil, cfg.keptOptions(a.databasePath(cfg), a.errw))
	defer tracker.Close(a.ctx) // it only read
	err = st.View(a.ctx, func(ctx context.Context, d news.Desk) error {
		r, err = tracker.Explain(ctx, d, x, y)
		return err
	})
	return r, err
}

func whyOf(x, y news.Stored, v story.Reasoned) whyRecord {
	r := whyRecord{
		A: x.ID, B: y.ID, Kind: v.Kind, Score: v.Score, CoverageA: v.CoverageA, CoverageB: v.CoverageB,
		Joined: x.Variant.StoryID == y.Variant.StoryID, Why: v.Why, Spans: []spanRecord{},
		Evidence: evidence{v.Stories, v.Alone},
	}
	for _, pair := range [][2]news.Stored{{x, y}, {y, x}} {
		if m := pair[0].Variant; m.ParentID == pair[1].ID {
			r.Filed = &filedRecord{m.ArticleID, m.Relation, m.Score, stamp(m.FiledAt)}
		}
	}
	for _, s := range v.Spans {
		r.Spans = append(r.Spans, spanRecord{s, x.Text[s.AStart:s.AEnd], y.Text[s.BStart:s.BEnd]})
	}
	return r
}

func (a *app) printWhy(x, y news.Stored, r whyRecord) error {
	state := "kept apart: "
	if r.Joined {
		state = fmt.Sprintf("joined in story %d: ", x.Variant.StoryID)
	}
	a.printEvidence(state, r.Evidence)
	fmt.Fprintf(a.out, "\nkind %s, score %.2f; %s of A is in B, %s of B is in A\n", r.Kind, r.Score, percent(r.CoverageA), percent(r.CoverageB))
	if f := r.Filed; f != nil && (f.Relation != r.Kind || math.Abs(f.Score-r.Score) >= otherScore) {
		fmt.Fprintf(a.out, "article %d was filed as %s, score %.2f, by what was known then\n", f.Article, f.Relation, f.Score)
	}
	fmt.Fprintln(a.out)
	for i, s := range []news.Stored{x, y} {
		head := fmt.Sprintf("%c  article %d  %s  %s  %s", 'A'+i, s.ID, minuteText(s.At()), asciiName(s.Outlet), arabic.OneLine(s.URL))
		fmt.Fprintln(a.out, term.Cut(head, a.screen.Width))
		a.screen.Paragraph(a.out, "   ", titleText(s.Title))
	}
	for i, s := range r.Spans {
		fmt.Fprintf(a.out, "\npassage %d of %d  A %d-%d  B %d-%d\n", i+1, len(r.Spans), s.AStart, s.AEnd, s.BStart, s.BEnd)
		a.screen.Paragraph(a.out, "A  ", arabic.OneLine(s.AText))
		a.screen.Paragraph(a.out, "B  ", arabic.OneLine(s.BText))
	}
	if len(r.Spans) == 0 {
		fmt.Fprintln(a.out, "\nno shared passage")
	}
	return a.printKinds([]news.Relation{r.Kind})
}

// printEvidence prints a fact a line.
func (a *app) printEvidence(state string, e evidence) {
	if e.Stories != "" {
		a.screen.Paragraph(a.out, "", state+arabic.OneLine(e.Stories))
		state = "the two alone: "
	}
	a.screen.Paragraph(a.out, "", state+e.Alone.Meaning())
	for _, f := range e.Alone.Facts {
		a.screen.Paragraph(a.out, "  ", f)
	}
	a.printAnswer("chance that words were copied", e.Alone.Copied)
	a.printAnswer("chance that it is one report", e.Alone.Whole)
	a.printAnswer("chance that it tells newer facts", e.Alone.Later)
}

func (a *app) printAnswer(question string, n *news.Answer) {
	if n == nil {
		return
	}
	a.screen.Paragraph(a.out, "  ", fmt.Sprintf("%s: %.0f %%", question, 100*n.Probability))
	for _, f := range n.For {
		a.screen.Paragraph(a.out, "    + ", f)
	}
	for _, f := range n.Against {
		a.screen.Paragraph(a.out, "    - ", f)
	}
}
