package story

import (
	"cmp"
	"context"
	"math"
	"slices"

	"sada/dedupe"
	"sada/dedupe/index"
	"sada/news"
)

const (
	// jurors is how many members of a story say whether one of them belongs there,
	// the new article besides.
	jurors = 16
	// quorum is how many others a story needs for one of its members to be voted out;
	// for strangers enough will do. A few who are near a threshold say now this, now
	// that: by 6 three more of the 306 pairs of series end in one story.
	quorum = 8
	// maxSifted is the number of members from which a story is left as it is: each is
	// asked about by jurors others, for every article that some member is not like. A
	// hundred cuttings of one report take twice as long to file as where nobody is
	// asked, by 48 it was 6.7 times (BenchmarkCuttings). Of SaudiNewsNet the largest
	// story has 16.
	maxSifted = 32
	// lonely is the share of its passages that a member holds alone, for each time that
	// the others double, from which it is asked about where nothing else speaks against
	// it: with that share a stranger to them, if they are less sure than 0.70 that it is
	// one of theirs.
	lonely = 1.0
	// maxLonely bounds those who are asked about for that, the loneliest first.
	maxLonely = 3
)

// A jury is the members of a story, the new article last, and how they stand to
// one another. What it is asked of a pair it finds out once.
type jury struct {
	clerk    *clerk
	proof    *proof // of the new article
	members  []news.Member
	findings []finding // of the new article
	known    map[[2]int]dedupe.Standing
}

// sift parts from the new article's home those that most of it no longer take for
// theirs: a member came in by what was there at the time, and what a story tells
// shows as it grows. The new article is asked too, and may be among those that leave.
// Who agree go together.
func (c *clerk) sift(ctx context.Context, p *proof, h *home, findings []finding) error {
	members := append(slices.Clone(h.members), p.member())
	suspects := suspected(members, findings)
	if len(suspects) == 0 {
		return nil
	}
	if free, err := c.free(ctx, h, h.members); err != nil || !free {
		return err
	}
	j := &jury{c, p, members, findings, make(map[[2]int]dedupe.Standing)}
	stay, leave, err := j.part(ctx, suspects)
	if err != nil || len(leave) == 0 {
		return err
	}
	parties, err := j.parties(ctx, leave)
	if err != nil {
		return err
	}
	h.resettle(j.members, stay, parties)
	return c.shelter(ctx, h)
}

// suspected returns the members that are asked about, the new article last: all of a
// story in which it takes some for another report, else those that tell much which
// none of the others does.
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
	return slices.ContainsFunc(findings, func(x finding) bool { return !x.verdict.Kind.Joined() && x.among(members) })
}

// part returns who stay and who leave, one after the other: first who has the
// fewest on his side. Copies stay together.
func (j *jury) part(ctx context.Context, suspects []int) (stay, leave []int, err error) {
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
			v, err := j.between(ctx, i, out)
			if err != nil {
				return nil, nil, err
			}
			if i == out || v.Kind == news.Copy {
				leave = append(leave, i)
			} else {
				rest = append(rest, i)
			}
		}
		stay = rest
	}
}

// outvoted returns whom the fewest of the others take for one of theirs, of the
// suspects whom they don't keep; -1 for nobody.
func (j *jury) outvoted(ctx context.Context, members, suspects []int) (int, error) {
	out, least := -1, 2.0
	for _, i := range members {
		if !slices.Contains(suspects, i) {
			continue
		}
		v, err := j.poll(ctx, i, members)
		if err != nil {
			return -1, err
		}
		if v.share() >= least {
			continue
		}
		stays, err := j.stays(ctx, i, members, v)
		if err != nil {
			return -1, err
		}
		if !stays {
			out, least = i, v.share()
		}
	}
	return out, nil
}

// stays reports whether a member is no stranger to the others, and they keep it.
func (j *jury) stays(ctx context.Context, i int, others []int, v testimony) (bool, error) {
	r, err := j.reading(ctx, i)
	if err != nil || v.stranger(r.Length()) {
		return false, err
	}
	return j.keep(ctx, i, others, v)
}

// poll asks the others about a member: up to jurors, and the new article.
func (j *jury) poll(ctx context.Context, i int, others []int) (v testimony, err error) {
	for _, o := range others {
		if o == i || v.all == jurors && o != j.self() {
			continue
		}
		x, err := j.between(ctx, i, o)
		if err != nil {
			return v, err
		}
		v.hear(x, j.first(i, o) == i)
	}
	return v, nil
}

// keep reports whether a member stays by what the others said of it, or by the word
// of the article that shows the story where they were not sure of either: among
// twenty loose versions of one text every heavy edit has most against it.
func (j *jury) keep(ctx context.Context, i int, others []int, v testimony) (bool, error) {
	switch few, foreign := v.few(), v.foreign(); {
	case v.all < quorum || !few && !foreign:
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
	return o.Standing(uncarried{j.clerk.weigher.Between(j.place(i), j.place(at))}).Kind.Joined(), nil
}

// Uncarried is what is filed, but for who else carries what two texts share: that
// are the members of their own story first of all, and other cuttings of a report
// stand to two of them as what was joined to it would.
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
	return seatOf(j.members[i])
}

// reading returns a member as it is compared.
func (j *jury) reading(ctx context.Context, i int) (*dedupe.Reading, error) {
	if i == j.self() {
		return j.proof.reading, nil
	}
	return j.clerk.reading(ctx, j.members[i].ArticleID)
}

// between says how two members stand to each other.
func (j *jury) between(ctx context.Context, a, b int) (dedupe.Standing, error) {
	pair := [2]int{min(a, b), max(a, b)}
	v, known := j.known[pair]
	if known || a == b {
		return v, nil
	}
	v, err := j.standing(ctx, j.members[pair[0]], j.members[pair[1]], pair[1] == j.self())
	if err == nil {
		j.known[pair] = v
	}
	return v, err
}

// first returns which of two members is the first where they are compared.
func (j *jury) first(a, b int) int {
	if a == j.self() || b == j.self() {
		return j.self()
	}
	return min(a, b)
}

// standing compares a member with another, or with the new article.
func (j *jury) standing(ctx context.Context, m, other news.Member, self bool) (dedupe.Standing, error) {
	if !self {
		return j.clerk.between(ctx, m, other)
	}
	if x := about(m.ArticleID, j.findings); x != nil {
		return x.verdict, nil
	}
	return j.clerk.compare(ctx, j.proof, m.ArticleID, m.StoryID)
}
