package story

import (
	"cmp"
	"context"
	"slices"

	"sada/news"
)

// maxLinks bounds the links kept of one article: the closest ones.
const maxLinks = 8

// opening is the decision that the article begins a story of its own.
func opening(findings []finding) news.Decision {
	v := canonicalVariant(0, 0)
	v.Why = "no other report like it"
	return news.Decision{Variant: v, Links: links(nil, findings)}
}

// join is the decision that the article comes into its home with those that
// move there. Where that makes another member canonical, all are judged against
// that one anew; so are those left in the stories that lost members.
func (c *clerk) join(ctx context.Context, h home) (news.Decision, error) {
	head := canonical(append(slices.Clone(h.members), c.article.member()))
	dec := news.Decision{CanonicalID: head.ArticleID, Links: links(h.members, c.findings)}
	var err error
	if dec.Variant, err = c.seat(ctx, h, head); err != nil {
		return dec, err
	}
	if dec.Moved, err = c.rejudge(ctx, h, head); err != nil {
		return dec, err
	}
	for _, rest := range h.left {
		stay, err := c.crown(ctx, rest[0].StoryID, canonical(rest), rest)
		if err != nil {
			return dec, err
		}
		dec.Moved = append(dec.Moved, stay...)
	}
	return dec, c.sendOff(ctx, h, head, &dec)
}

// seat is the new article's place in its home, under the head: its own id is 0 yet,
// and so is that of the head if it is the head itself. A copy of a member stands under
// that. If all whom it was like have left, it stands under the head because of the others.
func (c *clerk) seat(ctx context.Context, h home, head news.Member) (v news.Variant, err error) {
	if head.ArticleID == 0 {
		return canonicalVariant(0, h.story), nil
	}
	if t := twin(h.members, c.article.member()); t.ArticleID != 0 {
		if x := about(t.ArticleID, c.findings); x != nil {
			return variant(0, h.story, t.ArticleID, within(x.standing).Verdict), nil
		}
	}
	if best := judgedAgainst(h.members, head.ArticleID, c.findings); best.article != 0 {
		return variant(0, h.story, best.article, best.standing.Told()), nil
	}
	x := about(head.ArticleID, c.findings)
	if x == nil {
		x = &finding{}
		if x.standing, err = c.compare(ctx, head.ArticleID, head.StoryID); err != nil {
			return v, err
		}
	}
	return variant(0, h.story, head.ArticleID, within(x.standing).Verdict), nil
}

// judgedAgainst returns the finding by which an article is shown among members:
// the one against the canonical member if that joins, else the closest.
func judgedAgainst(members []news.Member, canonical int64, findings []finding) finding {
	var best finding
	for _, x := range findings {
		if !x.standing.Kind.Joined() || !x.among(members) {
			continue
		}
		if x.article == canonical {
			return x
		}
		if x.standing.Score > best.standing.Score {
			best = x
		}
	}
	return best
}

// rejudge returns the new places of members of the home: of all if the head is
// another than before, else of those who come from other stories.
func (c *clerk) rejudge(ctx context.Context, h home, head news.Member) ([]news.Variant, error) {
	switch {
	case head.ArticleID == 0:
		return c.against(ctx, c.article.reading, 0, h.story, h.members)
	case head.StoryID != h.story || head.Relation != news.Canonical:
		return c.crown(ctx, h.story, head, h.members)
	}
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

// sendOff adds to a decision those that leave: their places, and what each party has
// in common with the head of the story that it leaves.
func (c *clerk) sendOff(ctx context.Context, h home, head news.Member, dec *news.Decision) error {
	opened := int64(0)
	for _, p := range h.gone {
		front := canonical(p.members)
		if p.story == 0 {
			opened--
			p.story = opened // -1, -2 and so on are new stories
		}
		moved, err := c.crown(ctx, p.story, front, p.members)
		if err != nil {
			return err
		}
		dec.Moved = append(dec.Moved, moved...)
		if head.StoryID != h.story || head.ArticleID == 0 {
			continue // the new article has links of its own
		}
		s, err := c.between(ctx, head, front)
		if err != nil {
			return err
		}
		if s = apart(s); s.Kind != news.None {
			dec.Links = append(dec.Links, news.Link{ArticleID: head.ArticleID, OtherID: front.ArticleID, Verdict: s.Told()})
		}
	}
	return nil
}

// links returns what is worth keeping of articles outside the story.
func links(members []news.Member, findings []finding) []news.Link {
	var kept []*finding
	for i := range findings {
		if x := &findings[i]; x.standing.Kind != news.None && !x.among(members) {
			kept = append(kept, x)
		}
	}
	slices.SortStableFunc(kept, func(a, b *finding) int { return cmp.Compare(b.standing.Score, a.standing.Score) })
	var out []news.Link
	for _, x := range kept[:min(len(kept), maxLinks)] {
		s := apart(x.standing)
		out = append(out, news.Link{OtherID: x.article, Verdict: s.Told()})
	}
	return out
}
