package story

import (
	"cmp"
	"context"
	"math"
	"slices"

	"sada/dedupe"
	"sada/news"
)

const (
	// jurors is how many members of a story, beside the new article, say whether one of
	// them belongs there.
	jurors = 16
	// quorum is how many others a story needs for one of its members to be voted out;
	// a stranger can be told by fewer (see enough). A few votes near a threshold turn
	// with each article: by 6 three more of the 306 pairs of series end in one story.
	quorum = 8
	// maxSifted is the number of members from which a story is left as it is: each is
	// asked about by jurors others, for every article that some member is not like. A
	// hundred cuttings of one report take twice as long to file as where nobody is
	// asked, by 48 it was 6.7 times (BenchmarkCuttings). Of SaudiNewsNet the largest
	// story has 16.
	maxSifted = 32
	// lonely, divided by how often the others doubled (log2 of their number), is the
	// share of its passages that a member must hold alone to be asked about where nothing
	// else speaks against it. With that share besides, it is a stranger to them if they
	// are less sure than 0.70 that it is one of theirs.
	lonely = 1.0
	// maxLonely bounds the members that are asked about for that: the loneliest.
	maxLonely = 3
)

// sift parts from the new article's home those that most of it no longer take for
// theirs: a member came in by what was there at the time, and what a story tells
// shows as it grows. The new article is asked about too, and may be among those that
// leave. Those who agree with each other leave together.
func (c *clerk) sift(ctx context.Context, h *home) error {
	members := append(slices.Clone(h.members), c.article.member())
	suspects := suspected(members, c.findings)
	if len(suspects) == 0 {
		return nil
	}
	if free, err := c.undecided(ctx, h.members, h.story); err != nil || !free {
		return err
	}
	j := &jury{clerk: c, members: members, known: make(map[[2]int]dedupe.Standing)}
	stay, leave, err := j.divide(ctx, suspects)
	if err != nil || len(leave) == 0 {
		return err
	}
	parties, err := j.parties(ctx, leave)
	if err != nil {
		return err
	}
	h.resettle(members, stay, parties)
	return c.shelter(ctx, h)
}

// suspected returns the numbers of the members that are asked about; the last member is
// the new article. It is all of them if the new article takes one for another report,
// else those that hold many passages which none of the others holds.
func suspected(members []news.Member, findings []finding) []int {
	n := len(members) - 1
	if n < enough || n > maxSifted {
		return nil
	}
	suspects, alone := make([]int, n+1), alone(members)
	for i := range suspects {
		suspects[i] = i
	}
	if n >= quorum && disputed(members[:n], findings) {
		return suspects
	}
	slices.SortStableFunc(suspects, func(a, b int) int { return cmp.Compare(alone[b], alone[a]) })
	least := lonely / math.Log2(float64(n))
	for i, s := range suspects {
		if i == maxLonely || alone[s] < least {
			return suspects[:i]
		}
	}
	return suspects
}

// alone returns the share of its passages that each member holds alone.
func alone(members []news.Member) []float64 {
	var all []uint64
	for _, m := range members {
		all = append(all, m.Print.Passages...)
	}
	shared := common(all, 2)
	out := make([]float64, len(members))
	for i, m := range members {
		if len(m.Print.Passages) > 0 {
			out[i] = 1 - holds(shared, m.Print.Passages)
		}
	}
	return out
}

// disputed reports whether the new article takes a member for another report.
func disputed(members []news.Member, findings []finding) bool {
	return slices.ContainsFunc(findings, func(x finding) bool { return !x.standing.Kind.Joined() && x.among(members) })
}

// shelter finds other stories for the parties that leave: of the closest with members
// that agree with the article that shows the party, the first half of which agree. A
// story takes in one party.
func (c *clerk) shelter(ctx context.Context, h *home) error {
	taken := make(map[int64]bool)
	for i := range h.gone {
		p := &h.gone[i]
		if err := c.lodge(ctx, p, taken); err != nil {
			return err
		}
		taken[p.story] = true
	}
	return nil
}

// lodge finds a story for a party, but for those taken.
func (c *clerk) lodge(ctx context.Context, p *party, taken map[int64]bool) error {
	front := canonical(p.members)
	findings, err := c.elsewhere(ctx, front)
	if err != nil {
		return err
	}
	for _, id := range neighbours(front.StoryID, findings) {
		if taken[id] {
			continue
		}
		members, err := c.members(ctx, id)
		if err != nil {
			return err
		}
		takes, err := c.takes(ctx, members, front)
		if err != nil {
			return err
		}
		if takes {
			p.story, p.members = id, append(members, p.members...)
			return nil
		}
	}
	return nil
}

// elsewhere compares a member with articles of other stories.
func (c *clerk) elsewhere(ctx context.Context, m news.Member) (findings []finding, err error) {
	near := c.index.Candidates(m.Print, m.At, c.window)
	for _, n := range near[:min(len(near), maxCompared)] {
		if n.Story == m.StoryID {
			continue
		}
		s, err := c.between(ctx, m, news.Member{ArticleID: n.ID, StoryID: n.Story})
		if err != nil {
			return nil, err
		}
		findings = append(findings, finding{article: n.ID, story: n.Story, standing: s})
	}
	return findings, nil
}

// takes reports whether half of a story, about which nobody decided, agree with an
// article.
func (c *clerk) takes(ctx context.Context, members []news.Member, m news.Member) (bool, error) {
	free, err := c.undecided(ctx, members, members[0].StoryID)
	if err != nil || !free {
		return false, err
	}
	return c.most(ctx, m, members)
}
