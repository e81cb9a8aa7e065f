package story

import (
	"cmp"
	"slices"

	"sada/news"
)

// voters is how many members of a story are asked whether an article belongs
// to it, those that made it a candidate first.
const voters = 8

// maxNeighbours bounds the stories that are looked at when an article is filed.
const maxNeighbours = 3

// neighbours returns the stories, but for one, with members that agree with the
// article: that of the closest member first, the earlier one of equals.
func neighbours(own int64, findings []finding) []int64 {
	var close []finding
	for _, x := range findings {
		if x.story != own && x.verdict.Kind.Joined() {
			close = append(close, x)
		}
	}
	slices.SortFunc(close, func(a, b finding) int {
		return cmp.Or(cmp.Compare(b.verdict.Score, a.verdict.Score), cmp.Compare(a.story, b.story), cmp.Compare(a.article, b.article))
	})
	var stories []int64
	for _, x := range close {
		if !slices.Contains(stories, x.story) {
			stories = append(stories, x.story)
		}
	}
	return stories[:min(len(stories), maxNeighbours)]
}

// agreed reports whether the story has the same text already, or at least half of
// its members that were asked take the article for one of theirs, and not a quarter,
// two at least, for another report: a compilation is like both of those that it
// runs together. Of 306 pairs of series 6 lay in one story without that, 3 do with it.
func agreed(story int64, findings []finding) bool {
	yes, strange, all := 0, 0, 0
	for _, x := range findings {
		if x.story != story {
			continue
		}
		all++
		switch kind := x.verdict.Kind; {
		case kind == news.Copy:
			return true
		case kind.Joined():
			yes++
		case kind == news.None || kind == news.Series:
			strange++
		}
	}
	return 2*yes >= all && (strange < 2 || 4*strange < all)
}

// judgedAgainst returns the finding by which an article is shown among members:
// the one against the canonical member if that joins, else the closest.
func judgedAgainst(members []news.Member, canonical int64, findings []finding) finding {
	var best finding
	for _, x := range findings {
		if !x.verdict.Kind.Joined() || !x.among(members) {
			continue
		}
		if x.article == canonical {
			return x
		}
		if x.verdict.Score > best.verdict.Score {
			best = x
		}
	}
	return best
}

const (
	// explained is the share of an article's passages that another must hold to
	// count as its source.
	explained = 0.5
	// compiled is the number of members from which one is taken for a compilation
	// where fewer than a quarter of the others hold half of it. In a smaller story
	// it is as likely to be the original that the others cut. Of the thirty largest
	// of SaudiNewsNet, of 11 to 16 members, three were shown by compilations.
	compiled = 4
)

// A standing is what speaks for showing a story by one of its members.
type standing struct {
	explains int // others of which it holds half the passages
	backed   int // others that hold half of its own
	first    bool
}

// whole reports whether a member of so many is no compilation: others bear it
// out, or it came first.
func (s standing) whole(members int) bool {
	return members < compiled || s.first || 4*s.backed >= members-1
}

// canonical returns the member that a story is shown by: the one that holds at
// least half the passages of most others, compilations after all that are none;
// then the earliest; then the least id. It depends on the set of members only,
// not on their order.
func canonical(members []news.Member) news.Member {
	all := standings(members)
	best := 0
	for i, s := range all {
		if cmp.Or(count(s.whole(len(all)))-count(all[best].whole(len(all))), s.explains-all[best].explains, earlier(members[i], members[best])) > 0 {
			best = i
		}
	}
	return members[best]
}

// earlier is positive where a came before b.
func earlier(a, b news.Member) int {
	return cmp.Or(b.At.Compare(a.At), cmp.Compare(id(b), id(a)))
}

func standings(members []news.Member) []standing {
	out := make([]standing, len(members))
	first := 0
	for i, m := range members {
		if earlier(m, members[first]) > 0 {
			first = i
		}
		for j, other := range members {
			if i != j && m.Print.Scheme == other.Print.Scheme && holds(m.Print.Passages, other.Print.Passages) >= explained {
				out[i].explains++
				out[j].backed++
			}
		}
	}
	if len(out) > 0 {
		out[first].first = true
	}
	return out
}

// id puts an article that has no id yet after all others.
func id(m news.Member) uint64 { return uint64(m.ArticleID - 1) }

// holds returns the share of the passages in part that whole holds too. Both
// are sorted.
func holds(whole, part []uint64) float64 {
	if len(part) == 0 {
		return 0
	}
	n := 0
	for _, h := range part {
		if _, ok := slices.BinarySearch(whole, h); ok {
			n++
		}
	}
	return float64(n) / float64(len(part))
}
