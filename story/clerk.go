package story

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"sada/dedupe"
	"sada/dedupe/index"
	"sada/dedupe/prints"
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
	index    *index.Index
	comparer *dedupe.Comparer
	weigher  *index.Weigher // around the article that is filed
	other    *index.Weigher // around another, at otherAt
	otherAt  time.Time
	library  *library
	window   time.Duration
	stays    func(article int64) bool // where it stands, whatever is filed; nil for none
}

// A finding is a stored article and how the new one stands to it.
type finding struct {
	article int64
	story   int64
	verdict dedupe.Standing
}

// file decides where the article of p belongs, and who moves because of it.
func (c *clerk) file(ctx context.Context, p *proof) (news.Decision, error) {
	findings, err := c.findings(ctx, p)
	if err != nil {
		return news.Decision{}, err
	}
	h, findings, err := c.home(ctx, p, findings)
	if err != nil {
		return news.Decision{}, err
	}
	if !h.parted() { // what changes by one article is bounded
		if findings, err = c.visit(ctx, p, &h, findings); err != nil {
			return news.Decision{}, err
		}
	}
	if len(h.members) == 0 {
		return opening(findings), nil
	}
	return c.join(ctx, p, h, findings)
}

// home finds the story that the article belongs to: of those with a member that
// agrees with it, the closest first, one that agrees as a whole.
func (c *clerk) home(ctx context.Context, p *proof, findings []finding) (home, []finding, error) {
	for _, id := range neighbours(0, findings) {
		members, err := c.desk.Members(ctx, id)
		if err != nil {
			return home{}, nil, fmt.Errorf("read members of story %d: %w", id, err)
		}
		if findings, err = c.consult(ctx, p, members, findings); err != nil {
			return home{}, nil, err
		}
		if !agreed(id, findings, p.reading.Length()) {
			disown(id, findings, p.reading.Length())
			continue
		}
		h := home{story: id, members: members}
		if err := c.sift(ctx, p, &h, findings); err != nil {
			return home{}, nil, err
		}
		if len(h.members) > 0 {
			return h, findings, nil
		}
	}
	return home{}, findings, nil
}

// findings compares the article with those the index proposes.
func (c *clerk) findings(ctx context.Context, p *proof) ([]finding, error) {
	near := c.weigher.Candidates(p.filing.Print)
	near = near[:min(len(near), maxCompared)]
	out := make([]finding, 0, len(near))
	for _, n := range near {
		v, err := c.compare(ctx, p, n.ID, n.Story)
		if err != nil {
			return nil, err
		}
		out = append(out, finding{n.ID, n.Story, v})
	}
	return out, nil
}

// compare says how the new article stands to a stored one of a story.
func (c *clerk) compare(ctx context.Context, p *proof, article, story int64) (v dedupe.Standing, err error) {
	o := p.overlap(article)
	if o == nil {
		r, err := c.reading(ctx, article)
		if err != nil {
			return v, err
		}
		made := c.comparer.Overlap(p.reading, r)
		o = &made
	} else {
		c.library.get(article) // it will be asked for again
	}
	return o.Standing(c.weigher.Between(index.Place{}, index.Place{Article: article, Story: story})), nil
}

// consult adds findings for the canonical member of the story, and for others
// up to voters, where there are none yet.
func (c *clerk) consult(ctx context.Context, p *proof, members []news.Member, findings []finding) ([]finding, error) {
	asked := 0
	for _, m := range members {
		if about(m.ArticleID, findings) != nil {
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
		Variant: news.Variant{Relation: news.Canonical, Score: 1, CoverageA: 1, CoverageB: 1, Scheme: prints.Scheme, Why: "no other report like it"},
		Links:   links(nil, findings),
	}
}

// apart returns how an article stands to one of another story: what is like one
// report to the two alone is passages that were copied to those who know more of
// their stories. The same text is the same.
func apart(v dedupe.Standing) dedupe.Standing {
	if v.Kind == news.Repost || v.Kind == news.Update {
		return v.Apart()
	}
	return v
}

// links returns what is worth keeping of articles outside the story.
func links(members []news.Member, findings []finding) []news.Link {
	var kept []*finding
	for i := range findings {
		if x := &findings[i]; x.verdict.Kind != news.None && !x.among(members) {
			kept = append(kept, x)
		}
	}
	slices.SortStableFunc(kept, func(a, b *finding) int { return cmp.Compare(b.verdict.Score, a.verdict.Score) })
	var out []news.Link
	for _, x := range kept[:min(len(kept), maxLinks)] {
		v := apart(x.verdict)
		out = append(out, news.Link{OtherID: x.article, Verdict: v.Told()})
	}
	return out
}

// among reports whether the finding is of one of the members.
func (x *finding) among(members []news.Member) bool {
	return slices.ContainsFunc(members, func(m news.Member) bool { return m.ArticleID == x.article })
}

// join is the decision that the article comes into its home with those that
// move there. Where that makes another member canonical, all are judged against
// that one anew; so are those left in the stories that lost members.
func (c *clerk) join(ctx context.Context, p *proof, h home, findings []finding) (dec news.Decision, err error) {
	head := canonical(append(slices.Clone(h.members), p.member()))
	dec.CanonicalID, dec.Links = head.ArticleID, links(h.members, findings)
	switch {
	case head.ArticleID == 0:
		dec.Variant = top(0, h.story)
		dec.Moved, err = c.against(ctx, p.reading, 0, h.story, h.members)
	case head.StoryID == h.story && head.Relation == news.Canonical:
		if dec.Variant, err = c.seat(ctx, p, h, head, findings); err == nil {
			dec.Moved, err = c.bring(ctx, h, head)
		}
	default:
		if dec.Variant, err = c.seat(ctx, p, h, head, findings); err == nil {
			dec.Moved, err = c.crown(ctx, h.story, head, h.members)
		}
	}
	for _, rest := range h.left {
		if err != nil {
			return dec, err
		}
		var stay []news.Variant
		stay, err = c.crown(ctx, rest[0].StoryID, canonical(rest), rest)
		dec.Moved = append(dec.Moved, stay...)
	}
	if err == nil {
		err = c.part(ctx, h, head, &dec)
	}
	return dec, err
}

// part adds to a decision those that leave: their places, and what their stories
// have in common with the head of the one that they leave.
func (c *clerk) part(ctx context.Context, h home, head news.Member, dec *news.Decision) error {
	opened := int64(0)
	for _, p := range h.gone {
		front := canonical(p.members)
		if p.story == 0 {
			opened--
			p.story = opened
		}
		moved, err := c.crown(ctx, p.story, front, p.members)
		if err != nil {
			return err
		}
		dec.Moved = append(dec.Moved, moved...)
		if head.StoryID != h.story || head.ArticleID == 0 {
			continue // the new article has links of its own
		}
		v, err := c.between(ctx, head, front)
		if err != nil {
			return err
		}
		if v = apart(v); v.Kind != news.None {
			dec.Links = append(dec.Links, news.Link{ArticleID: head.ArticleID, OtherID: front.ArticleID, Verdict: v.Told()})
		}
	}
	return nil
}

// seat is the new article's place under the head of its story. If all whom it was
// like have left, it stands under the head by what the story says.
func (c *clerk) seat(ctx context.Context, p *proof, h home, head news.Member, findings []finding) (v news.Variant, err error) {
	if best := judgedAgainst(h.members, head.ArticleID, findings); best.article != 0 {
		return variant(0, h.story, best.article, best.verdict.Told()), nil
	}
	x := about(head.ArticleID, findings)
	if x == nil {
		x = &finding{}
		if x.verdict, err = c.compare(ctx, p, head.ArticleID, head.StoryID); err != nil {
			return v, err
		}
	}
	return variant(0, h.story, head.ArticleID, within(x.verdict).Verdict), nil
}

// bring judges those that come from other stories against the head of this one.
func (c *clerk) bring(ctx context.Context, h home, head news.Member) ([]news.Variant, error) {
	come := slices.DeleteFunc(slices.Clone(h.members), func(m news.Member) bool { return m.StoryID == h.story })
	if len(come) == 0 {
		return nil, nil
	}
	r, err := c.reading(ctx, head.ArticleID)
	if err != nil {
		return nil, err
	}
	return c.against(ctx, r, head.ArticleID, h.story, come)
}

// crown judges all other members against head, one of them.
func (c *clerk) crown(ctx context.Context, story int64, head news.Member, members []news.Member) ([]news.Variant, error) {
	r, err := c.reading(ctx, head.ArticleID)
	if err != nil {
		return nil, err
	}
	moved, err := c.against(ctx, r, head.ArticleID, story, members)
	return append(moved, top(head.ArticleID, story)), err
}

// top is the place of a canonical article.
func top(article, story int64) news.Variant {
	return news.Variant{ArticleID: article, StoryID: story, Relation: news.Canonical, Score: 1, CoverageA: 1, CoverageB: 1, Scheme: prints.Scheme, Why: "fits best what its story tells"}
}

// against judges all other members against the head of their story.
func (c *clerk) against(ctx context.Context, head *dedupe.Reading, headID, story int64, members []news.Member) ([]news.Variant, error) {
	var out []news.Variant
	for _, m := range members {
		if m.ArticleID == headID {
			continue
		}
		r, err := c.reading(ctx, m.ArticleID)
		if err != nil {
			return nil, err
		}
		standing := c.judge(r, head, index.Place{Article: m.ArticleID, Story: story}, index.Place{Article: headID, Story: m.StoryID})
		out = append(out, variant(m.ArticleID, story, headID, within(standing).Verdict))
	}
	return out, nil
}

func variant(id, story, parent int64, v news.Verdict) news.Variant {
	return news.Variant{
		ArticleID: id, StoryID: story, ParentID: parent, Relation: v.Kind, Score: v.Score,
		CoverageA: v.CoverageA, CoverageB: v.CoverageB, Why: v.Why, Scheme: prints.Scheme,
	}
}
