package story

import (
	"context"
	"fmt"
	"slices"

	"sada/dedupe"
	"sada/dedupe/index"
	"sada/news"
)

const (
	// contained is the share of a text that must stand in the new article for
	// that to be the original which two cuttings of it had in common.
	contained = 0.8
	// maxCuttings is the number of members of a story, all of which are asked,
	// up to which it is taken for a cutting of another.
	maxCuttings = 3
)

// A home is the story that the new article comes into.
type home struct {
	story   int64           // 0 for a new one
	members []news.Member   // its canonical member first; behind its own those that come from other stories
	left    [][]news.Member // what is left of other stories
	gone    []party         // who leave, and where for
}

// visit looks at the stories beside the new article's own, where members agree
// with the article: whether one is the same report, or a member is at home here
// rather than there. An article can only be filed by what came before it; so is
// put right what came in an order that misled. Nobody is visited further.
func (c *clerk) visit(ctx context.Context, p *proof, h *home, findings []finding) ([]finding, error) {
	for _, id := range neighbours(h.story, findings) {
		members, err := c.desk.Members(ctx, id)
		if err != nil {
			return nil, fmt.Errorf("read members of story %d: %w", id, err)
		}
		free, err := c.free(ctx, h, members)
		if err != nil || !free {
			if err != nil {
				return nil, err
			}
			continue
		}
		if findings, err = c.consult(ctx, p, members, findings); err != nil {
			return nil, err
		}
		if err := c.neighbour(ctx, p, h, members, findings); err != nil {
			return nil, err
		}
	}
	return findings, nil
}

// free reports whether nobody decided where the members of a story stand, nor
// of the home.
func (c *clerk) free(ctx context.Context, h *home, members []news.Member) (bool, error) {
	for _, m := range members {
		if c.stays != nil && c.stays(m.ArticleID) {
			return false, nil
		}
	}
	for _, id := range []int64{h.story, members[0].StoryID} {
		if id == 0 {
			continue
		}
		decided, err := c.desk.Decided(ctx, id)
		if err != nil || decided {
			return false, err
		}
	}
	return true, nil
}

// neighbour brings the members of another story home: all if it is one report
// with this one, else those that belong here.
func (c *clerk) neighbour(ctx context.Context, p *proof, h *home, members []news.Member, findings []finding) error {
	one, err := c.oneReport(ctx, p, h, members, findings)
	if err != nil {
		return err
	}
	if one {
		h.weld(members)
		return nil
	}
	rest := slices.Clone(members)
	var come []news.Member
	for _, m := range members {
		if x := about(m.ArticleID, findings); x == nil || !x.verdict.Kind.Joined() {
			continue
		}
		others := slices.DeleteFunc(slices.Clone(rest), func(o news.Member) bool { return o.ArticleID == m.ArticleID })
		belongs, err := c.belongs(ctx, h, m, others)
		if err != nil {
			return err
		}
		if belongs {
			come, rest = append(come, m), others
		}
	}
	if len(come) == 0 {
		return nil
	}
	h.members = append(h.members, come...)
	if len(rest) > 0 {
		h.left = append(h.left, rest)
	}
	return nil
}

// weld makes the home and another story one, under the id of the larger, or the
// earlier of two of a size.
func (h *home) weld(members []news.Member) {
	id := members[0].StoryID
	if len(members) > len(h.members) || len(members) == len(h.members) && id < h.story {
		h.story, h.members = id, slices.Concat(members, h.members)
		return
	}
	h.members = append(h.members, members...)
}

// about returns the finding of an article; nil if there is none.
func about(article int64, findings []finding) *finding {
	for i := range findings {
		if findings[i].article == article {
			return &findings[i]
		}
	}
	return nil
}

// oneReport reports whether the new article shows its home and another story to
// be one report: half of the members of both agree with it, and the canonical
// members agree with each other and with half of the other's story.
func (c *clerk) oneReport(ctx context.Context, p *proof, h *home, members []news.Member, findings []finding) (bool, error) {
	if h.story == 0 || !agreed(members[0].StoryID, findings, p.reading.Length()) {
		return false, nil
	}
	v, err := c.between(ctx, h.members[0], members[0])
	if err != nil {
		return false, err
	}
	if v.Kind == news.Partial {
		return c.cuttings(ctx, h.members, members, findings)
	}
	if !v.Kind.Joined() {
		return false, nil
	}
	there, err := c.most(ctx, h.members[0], members)
	if err != nil || !there {
		return false, err
	}
	return c.most(ctx, members[0], h.members)
}

// cuttings reports whether the members of two stories are cuttings of the new
// article, which hold different parts of it: it holds nearly all of both canonical
// ones, and no member of the one has nothing in common with one of the other. That
// an article which runs two stories together would not pass.
func (c *clerk) cuttings(ctx context.Context, here, there []news.Member, findings []finding) (bool, error) {
	a, b := about(here[0].ArticleID, findings), about(there[0].ArticleID, findings)
	if !a.contained() || !b.contained() || max(len(here), len(there)) > maxCuttings {
		return false, nil
	}
	for _, x := range here {
		for _, y := range there {
			v, err := c.between(ctx, x, y)
			if err != nil || !v.Kind.Joined() && v.Kind != news.Partial {
				return false, err
			}
		}
	}
	return true, nil
}

// contained reports whether the new article agrees with a member and holds
// nearly all of its text.
func (x *finding) contained() bool {
	return x != nil && x.verdict.Kind.Joined() && x.verdict.CoverageB >= contained
}

// belongs reports whether a member of another story is at home here: fewer than
// half of its own story agree with it, and half of this one do.
func (c *clerk) belongs(ctx context.Context, h *home, m news.Member, others []news.Member) (bool, error) {
	if len(others) == 0 && len(h.members) == 0 {
		return false, nil
	}
	if len(others)+len(h.members) == 0 {
		return false, nil
	}
	if len(others) > 0 {
		if there, err := c.most(ctx, m, others); err != nil || there {
			return false, err
		}
	}
	return c.most(ctx, m, h.members)
}

// most asks up to voters members whether an article is one of theirs, and
// reports whether half of them say so, and it is no stranger to them.
func (c *clerk) most(ctx context.Context, m news.Member, members []news.Member) (bool, error) {
	t, length, err := c.ask(ctx, m, members)
	return err == nil && t.ours(length), err
}

// ask asks up to voters members about an article, whose text has so many bytes.
func (c *clerk) ask(ctx context.Context, m news.Member, members []news.Member) (t testimony, length int, err error) {
	for _, o := range members[:min(len(members), voters)] {
		v, err := c.between(ctx, m, o)
		if err != nil {
			return t, 0, err
		}
		t.hear(v, true)
	}
	r, err := c.reading(ctx, m.ArticleID)
	if err != nil {
		return t, 0, err
	}
	return t, r.Length(), nil
}

// between says how two stored articles stand to each other.
func (c *clerk) between(ctx context.Context, a, b news.Member) (v dedupe.Standing, err error) {
	x, err := c.reading(ctx, a.ArticleID)
	if err != nil {
		return v, err
	}
	y, err := c.reading(ctx, b.ArticleID)
	if err != nil {
		return v, err
	}
	return c.judge(x, y, seatOf(a), seatOf(b)), nil
}

func seatOf(m news.Member) index.Place {
	return index.Place{Article: m.ArticleID, Story: m.StoryID}
}

// judge says how two readings of two places stand to each other.
func (c *clerk) judge(a, b *dedupe.Reading, placeA, placeB index.Place) dedupe.Standing {
	if at := b.At(); c.otherAt.IsZero() || !at.Equal(c.otherAt) {
		c.other.Reset(c.index, at, c.window)
		c.otherAt = at
	}
	o := c.comparer.Overlap(a, b)
	return o.Standing(c.other.Between(placeA, placeB))
}
