package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

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
	Spans     []spanRecord  `json:"spans"`
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
	v, err := a.compare(st, cfg, x, y)
	if err != nil {
		return fmt.Errorf("compare articles %d and %d: %w", x.ID, y.ID, err)
	}
	rec := whyOf(x, y, v)
	if c.JSON {
		return writeJSON(a.out, rec)
	}
	a.printWhy(x, y, rec)
	return nil
}

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

func (a *app) compare(st *sqlite.Store, cfg *config, x, y news.Stored) (v news.Verdict, err error) {
	tracker := story.New(nil, cfg.keptOptions(a.databasePath(cfg)))
	defer tracker.Close(a.ctx) // it only read
	err = st.View(a.ctx, func(ctx context.Context, d news.Desk) error {
		v, err = tracker.Why(ctx, d, x, y)
		return err
	})
	return v, err
}

func whyOf(x, y news.Stored, v news.Verdict) whyRecord {
	r := whyRecord{
		A: x.ID, B: y.ID, Kind: v.Kind, Score: v.Score, CoverageA: v.CoverageA, CoverageB: v.CoverageB,
		Joined: x.Variant.StoryID == y.Variant.StoryID, Why: v.Why, Spans: []spanRecord{},
	}
	for _, s := range v.Spans {
		r.Spans = append(r.Spans, spanRecord{s, x.Text[s.AStart:s.AEnd], y.Text[s.BStart:s.BEnd]})
	}
	return r
}

func (a *app) printWhy(x, y news.Stored, r whyRecord) {
	state := "kept apart: "
	if r.Joined {
		state = fmt.Sprintf("joined in story %d: ", x.Variant.StoryID)
	}
	facts := strings.Split(arabic.OneLine(r.Why), "; ")
	a.screen.Paragraph(a.out, "", state+facts[0])
	for _, f := range facts[1:] {
		a.screen.Paragraph(a.out, "  ", f)
	}
	fmt.Fprintf(a.out, "\nkind %s, score %.2f; %s of A is in B, %s of B is in A\n\n", r.Kind, r.Score, percent(r.CoverageA), percent(r.CoverageB))
	for i, s := range []news.Stored{x, y} {
		head := fmt.Sprintf("%c  article %d  %s  %s  %s", 'A'+i, s.ID, minuteText(s.At()), asciiName(s.Outlet), arabic.OneLine(s.URL))
		fmt.Fprintln(a.out, term.Cut(head, a.screen.Width))
		a.screen.Paragraph(a.out, "   ", arabic.OneLine(s.Title))
	}
	for i, s := range r.Spans {
		fmt.Fprintf(a.out, "\npassage %d of %d  A %d-%d  B %d-%d\n", i+1, len(r.Spans), s.AStart, s.AEnd, s.BStart, s.BEnd)
		a.screen.Paragraph(a.out, "A  ", arabic.OneLine(s.AText))
		a.screen.Paragraph(a.out, "B  ", arabic.OneLine(s.BText))
	}
	if len(r.Spans) == 0 {
		fmt.Fprintln(a.out, "\nno shared passage")
	}
}
