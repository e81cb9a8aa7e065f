package story

import (
	"context"
	"slices"

	"sada/dedupe"
	"sada/dedupe/index"
	"sada/news"
)

// A jury is the members of a story, the new article last, each of whom says how the
// others stand to it. Members go by their number. What it finds out about a pair it
// remembers.
type jury struct {
	clerk   *clerk // who files the new article
	members []news.Member
	known   map[[2]int]dedupe.Standing // of two members, the lesser number first
}

// divide returns who stay and who leave. It votes out one after the other, first who
// has the fewest on his side, since those who are left may judge otherwise. Copies
// leave together.
func (j *jury) divide(ctx context.Context, suspects []int) (stay, leave []int, err error) {
	for i := range j.members {
		stay = append(stay, i)
	}
	for {
		out, err := j.outvoted(ctx, stay, suspects)
		if err != nil || out < 0 {
			return stay, leave, err
		}
		var rest []int
		for _, i := range stay {
			s, err := j.between(ctx, i, out)
			if err != nil {
				return nil, nil, err
			}
			if i == out || s.Kind == news.Copy {
				leave = append(leave, i)
			} else {
				rest = append(rest, i)
			}
		}
		stay = rest
	}
}

// outvoted returns which suspect is to leave: of those that the others don't keep, the
// one that the fewest take for theirs; -1 for nobody.
func (j *jury) outvoted(ctx context.Context, members, suspects []int) (int, error) {
	out, least := -1, 2.0
	for _, i := range members {
		if !slices.Contains(suspects, i) {
			continue
		}
		t, err := j.ask(ctx, i, members)
		if err != nil {
			return -1, err
		}
		if t.support() >= least {
			continue
		}
		stays, err := j.stays(ctx, i, members, t)
		if err != nil {
			return -1, err
		}
		if !stays {
			out, least = i, t.support()
		}
	}
	return out, nil
}

// stays reports whether a member is no stranger to the others, and they keep it.
func (j *jury) stays(ctx context.Context, i int, others []int, t testimony) (bool, error) {
	r, err := j.reading(ctx, i)
	if err != nil || t.stranger(r.Length()) {
		return false, err
	}
	return j.kept(ctx, i, others, t)
}

// ask asks the others about a member: up to jurors, and the new article.
func (j *jury) ask(ctx context.Context, i int, others []int) (testimony, error) {
	var voices []voice
	for _, o := range others {
		if o == i || len(voices) == jurors && o != j.self() {
			continue
		}
		s, err := j.between(ctx, i, o)
		if err != nil {
			return testimony{}, err
		}
		voices = append(voices, voice{s, j.first(i, o) == i, j.members[o].Relation == news.Update})
	}
	return hear(voices), nil
}

// kept reports whether a member stays by what the others said of it. Where only one of
// two things is against it, that few take it for theirs or that some call it another
// report, the article that shows the story decides: among twenty loose versions of one
// text every heavy edit has most against it.
func (j *jury) kept(ctx context.Context, i int, others []int, t testimony) (bool, error) {
	switch few, foreign := t.few(), t.foreign(); {
	case t.all < quorum || !few && !foreign:
		return true, nil
	case few && foreign:
		return false, nil
	}
	return j.backed(ctx, i, others)
}

// backed reports whether a member shows the story, or the article that does takes
// it for one of its own.
func (j *jury) backed(ctx context.Context, i int, others []int) (bool, error) {
	there := make([]news.Member, len(others))
	for n, o := range others {
		there[n] = j.members[o]
	}
	head := canonical(there).ArticleID
	at := slices.IndexFunc(j.members, func(m news.Member) bool { return m.ArticleID == head })
	if at == i {
		return true, nil
	}
	a, err := j.reading(ctx, i)
	if err != nil {
		return false, err
	}
	b, err := j.reading(ctx, at)
	if err != nil {
		return false, err
	}
	o := j.clerk.comparer.Overlap(a, b)
	return o.Standing(uncarried{j.clerk.around.Between(j.place(i), j.place(at))}).Kind.Joined(), nil
}

// parties groups those that leave: each goes with the first party that has it.
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

// company returns the number of the first party half of which agree with a member,
// or that of a new one.
func (j *jury) company(ctx context.Context, i int, parties [][]int) (int, error) {
	for n, p := range parties {
		t, err := j.ask(ctx, i, p)
		if err != nil || !t.few() {
			return n, err
		}
	}
	return len(parties), nil
}

// An uncarried is what is filed, without the answer to who else carries what two texts
// share. Within a story that answer misleads: those who carry it are the other members,
// and to two cuttings of a report the rest of it looks like something joined to it.
type uncarried struct{ dedupe.Filed }

// Carried implements [dedupe.Filed].
func (uncarried) Carried(_, _ []uint64) index.Carriage { return index.Carriage{} }

// self is the number of the new article.
func (j *jury) self() int { return len(j.members) - 1 }

// place is where a member is filed.
func (j *jury) place(i int) index.Place {
	if i == j.self() {
		return index.Place{}
	}
	return placeOf(j.members[i])
}

// reading returns a member as it is compared.
func (j *jury) reading(ctx context.Context, i int) (*dedupe.Reading, error) {
	if i == j.self() {
		return j.clerk.article.reading, nil
	}
	return j.clerk.reading(ctx, j.members[i].ArticleID)
}

// between says how two members stand to each other.
func (j *jury) between(ctx context.Context, a, b int) (dedupe.Standing, error) {
	pair := [2]int{min(a, b), max(a, b)}
	s, known := j.known[pair]
	if known || a == b {
		return s, nil
	}
	s, err := j.compare(ctx, j.members[pair[0]], j.members[pair[1]], pair[1] == j.self())
	if err == nil {
		j.known[pair] = s
	}
	return s, err
}

// compare compares a member with another, or with the new article.
func (j *jury) compare(ctx context.Context, m, other news.Member, isNew bool) (dedupe.Standing, error) {
	if !isNew {
		return j.clerk.between(ctx, m, other)
	}
	if x := about(m.ArticleID, j.clerk.findings); x != nil {
		return x.standing, nil
	}
	return j.clerk.compare(ctx, m.ArticleID, m.StoryID)
}

// first returns which of two members stands first in their comparison: the new
// article, else the lesser number.
func (j *jury) first(a, b int) int {
	if a == j.self() || b == j.self() {
		return j.self()
	}
	return min(a, b)
}
