package main

import (
	"fmt"

	"sada/internal/term"
	"sada/internal/wording"
	"sada/news"
)

type storyCmd struct {
	ID   int64 `arg:"" help:"Id of the story, as sada stories prints it."`
	JSON bool  `name:"json" help:"One JSON object."`
}

// Run prints one story: its articles, their times, and why each belongs to it.
func (c *storyCmd) Run(a *app) error {
	st, _, err := a.openToRead()
	if err != nil {
		return err
	}
	defer st.Close()
	s, err := st.Story(a.ctx, c.ID)
	if err != nil {
		return err
	}
	members, err := st.Variants(a.ctx, c.ID)
	if err != nil {
		return err
	}
	if len(members) == 0 { // taken away meanwhile
		return fmt.Errorf("story %d: %w", c.ID, news.ErrNotFound)
	}
	links, err := st.StoryLinks(a.ctx, c.ID, maxLinks)
	if err != nil {
		return err
	}
	view := storyView{storyRow{Story: s, members: members}, links}
	if c.JSON {
		return writeJSON(a.out, view.details())
	}
	return a.printStory(view)
}

// A storyView is a story as `story` shows it.
type storyView struct {
	storyRow
	links []news.StoryLink
}

// A storyDetail is what `story --json` writes.
type storyDetail struct {
	storyLine
	Variants []variantRecord `json:"variants"`
	Links    []linkRecord    `json:"links"`
}

type variantRecord struct {
	articleRecord
	LagS int64 `json:"lag_s"` // after the first article of the story
}

func (r storyView) details() storyDetail {
	d := storyDetail{storyLine: r.record(), Links: linkRecords(r.links)}
	first := r.first().At()
	for _, m := range r.members {
		d.Variants = append(d.Variants, variantRecord{recordOf(m), int64(m.At().Sub(first).Seconds())})
	}
	return d
}

func (a *app) printStory(r storyView) error {
	fmt.Fprintf(a.out, "story %d: %s, %s, %s; first seen %s\n", r.ID,
		wording.Count(r.Outlets, "outlet"), wording.Count(r.Articles, "article"), wording.Count(r.Texts, "text"), minuteText(r.FirstSeen))
	fmt.Fprintf(a.out, "  %s\n", a.screen.Embed(titleText(r.Title)))
	times, timesMean := a.timeline(r.storyRow)
	for _, part := range []struct {
		table  *term.Table
		legend string
	}{
		{a.variantTable(r.storyRow), variantLegend},
		{times, timesMean},
		{a.reasons(r.storyRow), reasonsLegend},
	} {
		if err := a.printExplained(part.table, part.legend); err != nil {
			return err
		}
	}
	links := strongest(r.links)
	if err := a.printLinks(links); err != nil {
		return err
	}
	return a.printKinds(r.kinds(links))
}

// kinds are those that the tables show.
func (r storyView) kinds(links []news.StoryLink) []news.Relation {
	var kinds []news.Relation
	for _, m := range r.members {
		kinds = append(kinds, m.Variant.Relation)
	}
	for _, l := range links[:min(len(links), shownLinks)] {
		kinds = append(kinds, l.Kind)
	}
	return kinds
}

// printKinds prints what the kinds mean, if any needs it.
func (a *app) printKinds(kinds []news.Relation) error {
	legend := kindLegend(kinds...)
	if legend == "" {
		return nil
	}
	fmt.Fprintln(a.out)
	return a.screen.Paragraph(a.out, "", legend)
}

// printExplained prints an empty line, a table, and what its columns mean.
func (a *app) printExplained(t *term.Table, legend string) error {
	fmt.Fprintln(a.out)
	if err := t.Write(a.out, a.screen); err != nil {
		return err
	}
	return a.screen.Paragraph(a.out, "", legend)
}

// variantLegend explains the columns of the articles.
const variantLegend = "LAG: after the story's first article, by the earlier of the time claimed and the time seen. RELATION: to the article it was compared with (see below); " +
	"canonical: the earliest that tells most of what the story tells, not always the first. SCORE: how sure that is, 0 to 1."

func (a *app) variantTable(r storyRow) *term.Table {
	t := &term.Table{
		Head:  []string{"LAG", "RELATION", "SCORE", "ID", "OUTLET", "HEADLINE"},
		Right: []bool{true, false, true, true},
	}
	first := r.first().At()
	for _, m := range r.members {
		t.Row(lagText(m.At().Sub(first)), string(m.Variant.Relation), fmt.Sprintf("%.2f", m.Variant.Score), idText(m.ID), asciiName(m.Outlet), titleText(m.Title))
	}
	return t
}

// reasonsLegend explains the columns of the reasons.
const reasonsLegend = "COMPARED WITH: the article to which RELATION and SCORE say how this one stands; (later): that one appeared after this one and cannot be its source. " +
	"A: this article, B: the one it was compared with."

func (a *app) reasons(r storyRow) *term.Table {
	t := &term.Table{Head: []string{"ID", "COMPARED WITH", "A IN B", "B IN A", "WHY"}, Right: []bool{true, false, true, true}, Wrap: true}
	for _, m := range r.members {
		t.Row(idText(m.ID), r.comparedWith(m), percent(m.Variant.CoverageA), percent(m.Variant.CoverageB), r.reason(m))
	}
	return t
}

// comparedWith names the article that a member was judged against, and says
// where that one came later: the canonical article is the earliest that tells most of
// what the story tells, so that an alert before it is judged against what followed.
func (r storyRow) comparedWith(m news.Stored) string {
	parent := m.Variant.ParentID
	if parent == 0 {
		return "-"
	}
	for _, p := range r.members {
		if p.ID == parent && p.At().After(m.At()) {
			return idText(parent) + " (later)"
		}
	}
	return idText(parent)
}

// reason is why a member belongs to the story. What was found when the
// canonical article was filed holds for the story as it was then; here it is
// told of the story as it is.
func (r storyRow) reason(m news.Stored) string {
	alone := m.Variant.Why == "no other report like it" && len(r.members) > 1
	switch {
	case alone && m.ID == r.first().ID:
		return "first article of this story"
	case alone:
		return "the article that opened this story"
	case m.Variant.Why == "fits best what its story tells": // in stores of earlier versions
		return "the earliest that tells most of what the story tells"
	}
	return news.Found(m.Variant.Why)
}

func percent(x float64) string { return fmt.Sprintf("%.0f%%", 100*x) }
