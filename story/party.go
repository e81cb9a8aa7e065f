package story

import (
	"context"
	"fmt"
	"slices"

	"sada/news"
)

// A party is members that leave a story together.
type party struct {
	story   int64 // 0 for a new one
	members []news.Member
}

// parties brings those that leave together, each with the first of whom half agree.
func (j *jury) parties(ctx context.Context, leave []int) (parties [][]int, err error) {
	for _, i := range leave {
		with, err := j.company(ctx, i, parties)
		if err != nil {
			return nil, err
		}
		if with == len(parties) {
			parties = append(parties, nil)
		}
		parties[with] = append(parties[with], i)
	}
	return parties, nil
}

// company returns the number of the first party of which half agree with a member,
// that of a new one if there is none.
func (j *jury) company(ctx context.Context, i int, parties [][]int) (int, error) {
	for n, p := range parties {
		v, err := j.poll(ctx, i, p)
		if err != nil || !v.few() {
			return n, err
		}
	}
	return len(parties), nil
}

// parted reports whether members leave, or the article left with some.
func (h *home) parted() bool { return len(h.left)+len(h.gone) > 0 }

// resettle makes the home that of the new article, which is the last of the
// members. Where it leaves alone the home stays as it was, without it.
func (h *home) resettle(members []news.Member, stay []int, parties [][]int) {
	self := len(members) - 1
	pick := func(of []int) (out []news.Member) {
		for _, i := range of {
			if i != self {
				out = append(out, members[i])
			}
		}
		return out
	}
	h.members = pick(stay)
	for _, p := range parties {
		if !slices.Contains(p, self) {
			h.gone = append(h.gone, party{members: pick(p)})
			continue
		}
		h.left = append(h.left, h.members)
		h.story, h.members = 0, pick(p)
	}
}

// shelter finds other stories for those that leave: of the closest with members
// that agree with the article that shows them, the first half of which agree.
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

// lodge finds a story for a party, of those that took in none yet.
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
		members, err := c.desk.Members(ctx, id)
		if err != nil {
			return fmt.Errorf("read members of story %d: %w", id, err)
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
		v, err := c.between(ctx, m, news.Member{ArticleID: n.ID, StoryID: n.Story})
		if err != nil {
			return nil, err
		}
		findings = append(findings, finding{n.ID, n.Story, v})
	}
	return findings, nil
}

// takes reports whether half of a story, about which nobody decided, agree with an
// article.
func (c *clerk) takes(ctx context.Context, members []news.Member, m news.Member) (bool, error) {
	free, err := c.free(ctx, &home{}, members)
	if err != nil || !free {
		return false, err
	}
	return c.most(ctx, m, members)
}
