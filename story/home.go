package story

import (
	"slices"

	"sada/news"
)

// A home is the story that the new article comes into, and who comes and goes because
// of it.
type home struct {
	story   int64           // 0 for a new one
	members []news.Member   // its canonical member first; behind its own those that come from other stories
	left    [][]news.Member // what is left of each story that members, or the new article, came away from
	gone    []party         // who leave the home
}

// A party is members that leave a story together.
type party struct {
	story   int64         // where they go; 0 for a new one
	members []news.Member // with those that are there already
}

// parted reports whether members leave, or the article left with some.
func (h *home) parted() bool { return len(h.left)+len(h.gone) > 0 }

// merge makes the home and another story one, under the id of the larger, or the
// earlier of two of a size.
func (h *home) merge(members []news.Member) {
	id := members[0].StoryID
	if len(members) > len(h.members) || len(members) == len(h.members) && id < h.story {
		h.story, h.members = id, slices.Concat(members, h.members)
		return
	}
	h.members = append(h.members, members...)
}

// take takes in members of another story, of which the rest is left.
func (h *home) take(come, rest []news.Member) {
	h.members = append(h.members, come...)
	if len(come) > 0 && len(rest) > 0 {
		h.left = append(h.left, rest)
	}
}

// resettle makes the home that of the new article, the last of the members, after
// parties of them left: what stays, or else the party with which the article leaves.
// Members are given by number. If the article leaves alone, nobody is at home.
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
