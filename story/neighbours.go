package story

import (
	"context"
	"slices"

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

// visit looks at the stories beside the home, where members agree with the new
// article: whether one is the same report, or members are at home here rather than
// there. An article can only be filed by what came before it, so this puts right what
// came in an order that misled. Their own neighbours are not visited in turn.
func (c *clerk) visit(ctx context.Context, h *home) error {
	for _, id := range neighbours(h.story, c.findings) {
		members, err := c.members(ctx, id)
		if err != nil {
			return err
		}
		free, err := c.undecided(ctx, members, id, h.story)
		if err != nil {
			return err
		}
		if !free {
			continue
		}
		if err := c.consult(ctx, members); err != nil {
			return err
		}
		if err := c.bringHome(ctx, h, members); err != nil {
			return err
		}
	}
	return nil
}

// undecided reports whether nobody decided where the members stand, nor anything
// about the stories; 0 is none.
func (c *clerk) undecided(ctx context.Context, members []news.Member, stories ...int64) (bool, error) {
	if c.fixed != nil && slices.ContainsFunc(members, func(m news.Member) bool { return c.fixed(m.ArticleID) }) {
		return false, nil
	}
	for _, id := range stories {
		if id == 0 {
			continue
		}
		if decided, err := c.desk.Decided(ctx, id); err != nil || decided {
			return false, err
		}
	}
	return true, nil
}

// bringHome brings the members of another story home: all if it is one report
// with this one, else those that belong here.
func (c *clerk) bringHome(ctx context.Context, h *home, members []news.Member) error {
	one, err := c.oneReport(ctx, h, members)
	if err != nil {
		return err
	}
	if one {
		h.merge(members)
		return nil
	}
	rest := slices.Clone(members)
	var come []news.Member
	for _, m := range members {
		if x := about(m.ArticleID, c.findings); x == nil || !x.standing.Kind.Joined() {
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
	h.take(come, rest)
	return nil
}

// oneReport reports whether the new article shows its home and another story to
// be one report: half of the members of both agree with it, and the canonical
// members agree with each other and with half of the other's story. Where these two
// have only a part in common, both stories may be cuttings of the new article.
func (c *clerk) oneReport(ctx context.Context, h *home, members []news.Member) (bool, error) {
	if h.story == 0 || !agreed(members[0].StoryID, c.findings, c.article.reading.Length()) {
		return false, nil
	}
	s, err := c.between(ctx, h.members[0], members[0])
	if err != nil {
		return false, err
	}
	if s.Kind == news.Partial {
		return c.cuttings(ctx, h.members, members)
	}
	if !s.Kind.Joined() {
		return false, nil
	}
	there, err := c.most(ctx, h.members[0], members)
	if err != nil || !there {
		return false, err
	}
	return c.most(ctx, members[0], h.members)
}

// cuttings reports whether two stories hold different parts of the new article, cut
// from it: it holds nearly all of both canonical members, and every member of the one
// has something in common with every member of the other. An article which runs two
// reports together does not pass, since those have nothing in common.
func (c *clerk) cuttings(ctx context.Context, here, there []news.Member) (bool, error) {
	a, b := about(here[0].ArticleID, c.findings), about(there[0].ArticleID, c.findings)
	if !a.contained() || !b.contained() || max(len(here), len(there)) > maxCuttings {
		return false, nil
	}
	for _, x := range here {
		for _, y := range there {
			s, err := c.between(ctx, x, y)
			if err != nil || !s.Kind.Joined() && s.Kind != news.Partial {
				return false, err
			}
		}
	}
	return true, nil
}

// contained reports whether the new article agrees with a member and holds
// nearly all of its text.
func (x *finding) contained() bool {
	return x != nil && x.standing.Kind.Joined() && x.standing.CoverageB >= contained
}

// belongs reports whether a member of another story is at home here: half of this one
// agree with it, and fewer than half of its own, or those only because they hold this
// story beside another.
func (c *clerk) belongs(ctx context.Context, h *home, m news.Member, others []news.Member) (bool, error) {
	if len(others)+len(h.members) == 0 {
		return false, nil // it would leave a story of its own for another
	}
	here, length, err := c.ask(ctx, m, h.members)
	if err != nil || !here.ours(length) || len(others) == 0 {
		return err == nil && here.ours(length), err
	}
	there, length, err := c.ask(ctx, m, others)
	if err != nil || !there.ours(length) {
		return err == nil, err
	}
	if here.yes+1 <= there.all { // one is the new article
		return false, nil
	}
	return c.mixed(ctx, h, others)
}

// mixed reports whether members of another story share no more than passages with the
// article that shows this one: round-ups of it and of other matters, which an excerpt
// that lies in either came to before there was more of this story to come to.
func (c *clerk) mixed(ctx context.Context, h *home, others []news.Member) (bool, error) {
	if len(h.members) == 0 {
		return false, nil
	}
	front := canonical(h.members)
	for _, o := range others {
		s, err := c.between(ctx, front, o)
		if err != nil || s.Kind != news.Partial {
			return false, err
		}
	}
	return true, nil
}
