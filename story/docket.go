package story

import (
	"slices"

	"sada/news"
)

// Reasons of canonical articles that a person made so.
const (
	lone   = "kept apart by a decision"
	pinned = "pinned by a decision"
)

// A docket does again what people decided: merges and splits while groups have
// no names, pins once they have.
type docket struct {
	groups  []*group
	of      []*group        // of draft article n at n-1
	numbers map[int64]int64 // article of the archive -> draft article, of those that rulings name
	stories map[int64]bool  // stories of the archive
	off     map[int64]*group
}

func newDocket(groups []*group, of []*group, pasts []past, rulings []news.Ruling) *docket {
	k := &docket{groups: groups, of: of, numbers: make(map[int64]int64), stories: make(map[int64]bool), off: make(map[int64]*group)}
	for _, r := range rulings {
		k.numbers[r.CanonicalID], k.numbers[r.OtherCanonical], k.numbers[r.ArticleID] = 0, 0, 0
	}
	for i, p := range pasts {
		k.stories[p.story] = true
		if _, named := k.numbers[p.article]; named {
			k.numbers[p.article] = int64(i + 1)
		}
	}
	return k
}

// groupOf returns the group of an article of the archive, nil if it has none.
func (k *docket) groupOf(article int64) *group {
	if n := k.numbers[article]; n != 0 {
		return k.of[n-1]
	}
	return nil
}

// keep lets a group go on a story, if there is that story.
func (k *docket) keep(g *group, story int64) {
	if k.stories[story] {
		g.story = story
	}
}

// all does the rulings of some kinds again, in their order, and returns how many
// name what is not there.
func (k *docket) all(rulings []news.Ruling, kinds ...news.RulingKind) (unmet int) {
	for _, r := range rulings {
		if slices.Contains(kinds, r.Kind) && !k.do(r) {
			unmet++
		}
	}
	return unmet
}

// do does a ruling again; it reports whether it found what the ruling names.
func (k *docket) do(r news.Ruling) bool {
	home, other, own := k.groupOf(r.CanonicalID), k.groupOf(r.OtherCanonical), k.groupOf(r.ArticleID)
	switch {
	case r.Kind == news.Merge && home != nil && other != nil:
		k.keep(home, r.StoryID)
		k.merge(home, other)
	case r.Kind == news.Split && own != nil:
		if own == home {
			k.keep(home, r.StoryID)
			k.split(home, k.numbers[r.ArticleID], r.OtherID)
		}
	case r.Kind == news.Pin && own != nil && own.story == r.StoryID:
		own.head, own.judge, own.why = k.numbers[r.ArticleID], true, pinned
	default:
		return false
	}
	return true
}

func (k *docket) merge(home, other *group) {
	if home == other {
		return
	}
	home.members = append(home.members, other.members...)
	slices.Sort(home.members)
	for _, id := range other.members {
		k.of[id-1] = home
	}
	home.judge = true
	other.members = nil
	k.groups = slices.DeleteFunc(k.groups, func(g *group) bool { return g == other })
}

// split takes an article out of its group. Those split off to one story stay
// together there.
func (k *docket) split(home *group, id, to int64) {
	home.members = slices.DeleteFunc(home.members, func(m int64) bool { return m == id })
	home.judge = true
	if home.head == id {
		home.head = 0
	}
	off := k.off[to]
	if off == nil {
		off = &group{home: home.home, head: id, judge: true, why: lone}
		k.groups = append(k.groups, off)
		if to != 0 {
			k.off[to] = off
		}
	}
	off.members = append(off.members, id)
	slices.Sort(off.members)
	k.of[id-1] = off
}
