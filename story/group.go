package story

import (
	"cmp"
	"slices"
)

// A group is a story of the draft.
type group struct {
	scratch int64   // its story in the scratch store
	story   int64   // the story of the archive that it goes on; 0 for a new one
	members []int64 // draft articles, ascending
	head    int64   // the canonical one; 0 while it is to be chosen
	rejudge bool    // its members are to be judged against the head anew
	why     string  // why the head is canonical, where a person decided so
}

// A claim is the right of a group to go on a story of the archive.
type claim struct {
	group   int
	story   int64
	outside int // members that had the story and may not leave it
	members int // members that had it
	heads   int // the group's head had it, the story's canonical article is a member
}

// name finds for each group the story of the archive that it goes on: the one
// that most of its members had, then the one that its canonical article had. A
// story goes on in one group, the largest that claims it. Names given before
// stay, each with the first group that has it.
func name(groups []*group, pasts []past) {
	taken := make(map[int64]bool)
	for _, g := range groups {
		if taken[g.story] {
			g.story = 0
		}
		taken[g.story] = g.story != 0
	}
	for _, c := range claims(groups, pasts) {
		if g := groups[c.group]; g.story == 0 && !taken[c.story] {
			g.story, taken[c.story] = c.story, true
		}
	}
}

// claims returns all claims, the best first.
func claims(groups []*group, pasts []past) []claim {
	var all []claim
	for i, g := range groups {
		all = append(all, g.claims(i, pasts)...)
	}
	slices.SortFunc(all, func(a, b claim) int {
		return cmp.Or(cmp.Compare(b.outside, a.outside), cmp.Compare(b.members, a.members), cmp.Compare(b.heads, a.heads),
			cmp.Compare(a.story, b.story), cmp.Compare(a.group, b.group))
	})
	return all
}

func (g *group) claims(number int, pasts []past) (all []claim) {
	for _, id := range g.members {
		was := pasts[id-1]
		at := slices.IndexFunc(all, func(c claim) bool { return c.story == was.story })
		if at < 0 {
			at = len(all)
			all = append(all, claim{group: number, story: was.story})
		}
		c := &all[at]
		c.members++
		c.outside += count(was.outside)
		c.heads += count(was.canonical) + count(id == g.head)
	}
	return all
}

func count(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// unchanged reports whether the members outside the replayed time stand as they
// stood: in the same story, under the same canonical article.
func (g *group) unchanged(pasts []past) bool {
	if head := pasts[g.head-1]; g.rejudge || !head.canonical || head.story != g.story {
		return false
	}
	return !slices.ContainsFunc(g.members, func(id int64) bool { return pasts[id-1].outside && pasts[id-1].story != g.story })
}

// hasOutside reports whether a member lies outside the replayed time.
func (g *group) hasOutside(pasts []past) bool {
	return slices.ContainsFunc(g.members, func(id int64) bool { return pasts[id-1].outside })
}
