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
	library  *library
	window   time.Duration
}

// A finding is a stored article and how the new one stands to it.
type finding struct {
	article int64
	story   int64
	verdict news.Verdict
}

// file decides where the article of p belongs.
func (c *clerk) file(ctx context.Context, p *proof) (news.Decision, error) {
	findings, err := c.findings(ctx, p)
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
	if findings, err = c.consult(ctx, p, members, findings); err != nil {
		return news.Decision{}, err
	}
	if !agreed(home, findings) {
		return opening(findings), nil
	}
	return c.join(ctx, p, home, members, findings)
}

// findings compares the article with those the index proposes.
func (c *clerk) findings(ctx context.Context, p *proof) ([]finding, error) {
	near := c.index.Candidates(p.filing.Print, p.filing.Article.At(), c.window)
	var out []finding
	for _, n := range near[:min(len(near), maxCompared)] {
		v, err := c.compare(ctx, p, n.ID, n.Story)
		if err != nil {
			return nil, err
		}
		out = append(out, finding{n.ID, n.Story, v})
	}
	return out, nil
}

// compare says how the new article stands to a stored one of a story.
func (c *clerk) compare(ctx context.Context, p *proof, article, story int64) (news.Verdict, error) {
	r, err := c.reading(ctx, article)
	if err != nil {
		return news.Verdict{}, err
	}
	o := p.overlaps[r]
	if o == nil {
		made := c.comparer.Overlap(p.reading, r)
		o = &made
	}
	return o.Verdict(c.index.Weight(0, story, p.filing.Article.At(), c.window)), nil
}

// consult adds findings for the canonical member of the story, and for others
// up to voters, where there are none yet.
func (c *clerk) consult(ctx context.Context, p *proof, members []news.Member, findings []finding) ([]finding, error) {
	asked := 0
	for _, m := range members {
		if slices.ContainsFunc(findings, func(x finding) bool { return x.article == m.ArticleID }) {
			asked++
			continue
		}
		if m.Relation != news.Canonical && asked >= voters {
			continue
		}
		v, err := c.compare(ctx, p, m.ArticleID, m.StoryID)
		if err != nil {
			return nil, err
		}
		findings = append(findings, finding{m.ArticleID, m.StoryID, v})
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
		if x.story != story && k != news.None {
			out = append(out, news.Link{OtherID: x.article, Verdict: x.verdict})
		}
	}
	slices.SortStableFunc(out, func(a, b news.Link) int { return cmp.Compare(b.Score, a.Score) })
	return out[:min(len(out), maxLinks)]
}

// join is the decision that the article belongs to story home. Where that makes
// another member canonical, all are judged against that one anew.
func (c *clerk) join(ctx context.Context, p *proof, home int64, members []news.Member, findings []finding) (news.Decision, error) {
	a := p.filing.Article
	self := news.Member{At: a.At(), OutletID: a.Outlet.ID, Print: p.filing.Print}
	head := canonical(append(slices.Clone(members), self))
	dec := news.Decision{CanonicalID: head.ArticleID, Links: links(home, findings)}
	if head.ArticleID == 0 {
		moved, err := c.against(ctx, p.reading, 0, home, members)
		dec.Moved = moved
		dec.Variant = news.Variant{StoryID: home, Relation: news.Canonical, Score: 1, CoverageA: 1, CoverageB: 1, Scheme: dedupe.Scheme, Why: "explains most of its story"}
		return dec, err
	}
	best := judgedAgainst(home, head.ArticleID, findings)
	dec.Variant = variant(0, home, best.article, best.verdict)
	if members[0].ArticleID == head.ArticleID {
		return dec, nil
	}
	moved, err := c.crown(ctx, home, head, members)
	dec.Moved = moved
	return dec, err
}

// crown judges all other members against head, one of them.
func (c *clerk) crown(ctx context.Context, home int64, head news.Member, members []news.Member) ([]news.Variant, error) {
	r, err := c.reading(ctx, head.ArticleID)
	if err != nil {
		return nil, err
	}
	moved, err := c.against(ctx, r, head.ArticleID, home, members)
	top := news.Variant{ArticleID: head.ArticleID, StoryID: home, Relation: news.Canonical, Score: 1, CoverageA: 1, CoverageB: 1, Scheme: dedupe.Scheme, Why: "explains most of its story"}
	return append(moved, top), err
}

// against judges all other members against the head of their story.
func (c *clerk) against(ctx context.Context, head *dedupe.Reading, headID, home int64, members []news.Member) ([]news.Variant, error) {
	var out []news.Variant
	for _, m := range members {
		if m.ArticleID == headID {
			continue
		}
		r, err := c.reading(ctx, m.ArticleID)
		if err != nil {
			return nil, err
		}
		o := c.comparer.Overlap(r, head)
		v := o.Verdict(c.index.Weight(home, home, head.At(), c.window))
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
