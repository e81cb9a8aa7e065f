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

// An enforcer does again what people decided: merges and splits while groups have
// no names, pins once they have.
type enforcer struct {
	groups  []*group
	of      []*group         // of draft article n at n-1
	numbers map[int64]int64  // article of the archive -> draft article, of those that rulings name
	stories map[int64]bool   // stories of the archive
	off     map[int64]*group // story that people split articles off to -> their group
}

func newEnforcer(groups []*group, of []*group, pasts []past, rulings []news.Ruling) *enforcer {
	e := &enforcer{groups: groups, of: of, numbers: make(map[int64]int64), stories: make(map[int64]bool), off: make(map[int64]*group)}
	for _, r := range rulings {
		e.numbers[r.CanonicalID], e.numbers[r.OtherCanonical], e.numbers[r.ArticleID] = 0, 0, 0
	}
	for i, p := range pasts {
		e.stories[p.story] = true
		if _, named := e.numbers[p.article]; named {
			e.numbers[p.article] = int64(i + 1)
		}
	}
	return e
}

// groupOf returns the group of an article of the archive, nil if it has none.
func (e *enforcer) groupOf(article int64) *group {
	if n := e.numbers[article]; n != 0 {
		return e.of[n-1]
	}
	return nil
}

// keep lets a group go on a story, if there is that story.
func (e *enforcer) keep(g *group, story int64) {
	if e.stories[story] {
		g.story = story
	}
}

// enforce does the rulings of some kinds again, in their order, and returns how many
// name what is not there.
func (e *enforcer) enforce(rulings []news.Ruling, kinds ...news.RulingKind) (unmet int) {
	for _, r := range rulings {
		if slices.Contains(kinds, r.Kind) && !e.do(r) {
			unmet++
		}
	}
	return unmet
}

// do does a ruling again; it reports whether it found what the ruling names.
func (e *enforcer) do(r news.Ruling) bool {
	home, other, own := e.groupOf(r.CanonicalID), e.groupOf(r.OtherCanonical), e.groupOf(r.ArticleID)
	switch {
	case r.Kind == news.Merge && home != nil && other != nil:
		e.keep(home, r.StoryID)
		e.merge(home, other)
	case r.Kind == news.Split && own != nil:
		if own == home {
			e.keep(home, r.StoryID)
			e.split(home, e.numbers[r.ArticleID], r.OtherID)
		}
	case r.Kind == news.Pin && own != nil && own.story == r.StoryID:
		own.head, own.rejudge, own.why = e.numbers[r.ArticleID], true, pinned
	default:
		return false
	}
	return true
}

func (e *enforcer) merge(home, other *group) {
	if home == other {
		return
	}
	home.members = append(home.members, other.members...)
	slices.Sort(home.members)
	for _, id := range other.members {
		e.of[id-1] = home
	}
	home.rejudge = true
	other.members = nil
	e.groups = slices.DeleteFunc(e.groups, func(g *group) bool { return g == other })
}

// split takes an article out of its group. Those split off to one story stay
// together there.
func (e *enforcer) split(home *group, id, to int64) {
	home.members = slices.DeleteFunc(home.members, func(m int64) bool { return m == id })
	home.rejudge = true
	if home.head == id {
		home.head = 0
	}
	off := e.off[to]
	if off == nil {
		off = &group{scratch: home.scratch, head: id, rejudge: true, why: lone}
		e.groups = append(e.groups, off)
		if to != 0 {
			e.off[to] = off
		}
	}
	off.members = append(off.members, id)
	slices.Sort(off.members)
	e.of[id-1] = off
}
