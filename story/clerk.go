package story

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"sada/dedupe"
	"sada/news"
)

const (
	// maxCompared bounds the candidates whose texts are compared: those with
	// most passages in common. The true source was never below the sixth.
	maxCompared = 24
	// maxLinks bounds the links kept of one article: the closest ones.
	maxLinks = 8
)

// A clerk files one article at one desk.
type clerk struct {
	desk     news.Desk
	index    *dedupe.Index
	comparer *dedupe.Comparer
	window   time.Duration
}

// A finding is a stored article and how the new one stands to it.
type finding struct {
	member  news.Member
	verdict news.Verdict
}

// file decides where the article of f belongs.
func (c *clerk) file(ctx context.Context, f *news.Filing) (news.Decision, error) {
	findings, err := c.findings(ctx, f)
	if err != nil {
		return news.Decision{}, err
	}
	home, ok := choose(findings)
	if !ok {
		return opening(findings), nil
	}
	members, err := c.desk.Members(ctx, home)
	if err != nil {
		return news.Decision{}, fmt.Errorf("read members of story %d: %w", home, err)
	}
	if findings, err = c.consult(ctx, f, members, findings); err != nil {
		return news.Decision{}, err
	}
	if !agreed(home, findings) {
		return opening(findings), nil
	}
	return c.join(ctx, f, home, members, findings)
}

// findings compares the article with those the index proposes.
func (c *clerk) findings(ctx context.Context, f *news.Filing) ([]finding, error) {
	near := c.index.Candidates(f.Print, f.Article.At(), c.window)
	var out []finding
	for _, n := range near[:min(len(near), maxCompared)] {
		m, err := c.desk.Member(ctx, n.ID)
		if err != nil {
			return nil, fmt.Errorf("read article %d: %w", n.ID, err)
		}
		v, err := c.compare(ctx, f, m)
		if err != nil {
			return nil, err
		}
		out = append(out, finding{m, v})
	}
	return out, nil
}

// compare says how the new article stands to a stored one.
func (c *clerk) compare(ctx context.Context, f *news.Filing, m news.Member) (news.Verdict, error) {
	b, err := c.document(ctx, m)
	if err != nil {
		return news.Verdict{}, err
	}
	return c.comparer.Compare(filed(f), b, c.index.Weight(0, m.StoryID, f.Article.At(), c.window)), nil
}

func (c *clerk) document(ctx context.Context, m news.Member) (dedupe.Document, error) {
	text, err := c.desk.Text(ctx, m.ArticleID)
	if err != nil {
		return dedupe.Document{}, fmt.Errorf("read text of article %d: %w", m.ArticleID, err)
	}
	return dedupe.Document{Title: m.Title, Text: text, At: m.At, Outlet: m.OutletID, Credit: m.Credit}, nil
}

func filed(f *news.Filing) dedupe.Document {
	a := f.Article
	return dedupe.Document{Title: a.Title, Text: a.Text(), At: a.At(), Outlet: a.Outlet.ID, Credit: a.Credit.Agency}
}

// consult adds findings for the canonical member of the story, and for others
// up to voters, where there are none yet.
func (c *clerk) consult(ctx context.Context, f *news.Filing, members []news.Member, findings []finding) ([]finding, error) {
	asked := 0
	for _, m := range members {
		if slices.ContainsFunc(findings, func(x finding) bool { return x.member.ArticleID == m.ArticleID }) {
			asked++
			continue
		}
		if m.Relation != news.Canonical && asked >= voters {
			continue
		}
		v, err := c.compare(ctx, f, m)
		if err != nil {
			return nil, err
		}
		findings = append(findings, finding{m, v})
		asked++
	}
	return findings, nil
}

// opening is the decision that the article begins a story of its own.
func opening(findings []finding) news.Decision {
	return news.Decision{
		Variant: news.Variant{Relation: news.Canonical, Score: 1, CoverageA: 1, CoverageB: 1, Scheme: dedupe.Scheme, Why: "no other report like it"},
		Links:   links(0, findings),
	}
}

// links returns what is worth keeping of articles outside the story.
func links(story int64, findings []finding) []news.Link {
	var out []news.Link
	for _, x := range findings {
		k := x.verdict.Kind
		if x.member.StoryID != story && k != news.None {
			out = append(out, news.Link{OtherID: x.member.ArticleID, Verdict: x.verdict})
		}
	}
	slices.SortStableFunc(out, func(a, b news.Link) int { return cmp.Compare(b.Score, a.Score) })
	return out[:min(len(out), maxLinks)]
}

// join is the decision that the article belongs to story home. Where that makes
// another member canonical, all are judged against that one anew.
func (c *clerk) join(ctx context.Context, f *news.Filing, home int64, members []news.Member, findings []finding) (news.Decision, error) {
	self := news.Member{At: f.Article.At(), OutletID: f.Article.Outlet.ID, Print: f.Print}
	head := canonical(append(slices.Clone(members), self))
	dec := news.Decision{CanonicalID: head.ArticleID, Links: links(home, findings)}
	if head.ArticleID == 0 {
		moved, err := c.rehang(ctx, f, home, members)
		dec.Moved = moved
		dec.Variant = news.Variant{StoryID: home, Relation: news.Canonical, Score: 1, CoverageA: 1, CoverageB: 1, Scheme: dedupe.Scheme, Why: "explains most of its story"}
		return dec, err
	}
	best := judgedAgainst(home, head.ArticleID, findings)
	dec.Variant = variant(0, home, best.member.ArticleID, best.verdict)
	if members[0].ArticleID == head.ArticleID {
		return dec, nil
	}
	moved, err := c.crown(ctx, home, head, members)
	dec.Moved = moved
	return dec, err
}

// rehang judges all members against the new article, which became canonical.
func (c *clerk) rehang(ctx context.Context, f *news.Filing, home int64, members []news.Member) ([]news.Variant, error) {
	return c.against(ctx, filed(f), 0, home, members)
}

// crown judges all other members against head, one of them.
func (c *clerk) crown(ctx context.Context, home int64, head news.Member, members []news.Member) ([]news.Variant, error) {
	doc, err := c.document(ctx, head)
	if err != nil {
		return nil, err
	}
	moved, err := c.against(ctx, doc, head.ArticleID, home, members)
	top := news.Variant{ArticleID: head.ArticleID, StoryID: home, Relation: news.Canonical, Score: 1, CoverageA: 1, CoverageB: 1, Scheme: dedupe.Scheme, Why: "explains most of its story"}
	return append(moved, top), err
}

func (c *clerk) against(ctx context.Context, head dedupe.Document, headID, home int64, members []news.Member) ([]news.Variant, error) {
	var out []news.Variant
	for _, m := range members {
		if m.ArticleID == headID {
			continue
		}
		doc, err := c.document(ctx, m)
		if err != nil {
			return nil, err
		}
		v := c.comparer.Compare(doc, head, c.index.Weight(home, home, head.At, c.window))
		if !v.Kind.Joined() {
			v.Kind = news.Repost // it belongs to the story by the others' evidence
		}
		out = append(out, variant(m.ArticleID, home, headID, v))
	}
	return out, nil
}

func variant(id, story, parent int64, v news.Verdict) news.Variant {
	return news.Variant{
		ArticleID: id, StoryID: story, ParentID: parent, Relation: v.Kind, Score: v.Score,
		CoverageA: v.CoverageA, CoverageB: v.CoverageB, Why: v.Why, Scheme: dedupe.Scheme,
	}
}
