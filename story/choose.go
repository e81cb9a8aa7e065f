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

// agreed reports whether at least half of the story's members that were asked
// take the article for one of theirs.
func agreed(story int64, findings []finding) bool {
	yes, all := 0, 0
	for _, x := range findings {
		if x.story != story {
			continue
		}
		all++
		if x.verdict.Kind.Joined() {
			yes++
		}
	}
	return 2*yes >= all
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

// explained is the share of an article's passages that another must hold to
// count as its source.
const explained = 0.5

// canonical returns the member that a story is shown by: the one that holds at
// least half the passages of most others; then the earliest; then the least id.
// It depends on the set of members only, not on their order.
func canonical(members []news.Member) news.Member {
	counts := make([]int, len(members))
	for i, m := range members {
		for j, other := range members {
			if i != j && m.Print.Scheme == other.Print.Scheme && holds(m.Print.Passages, other.Print.Passages) >= explained {
				counts[i]++
			}
		}
	}
	best := 0
	for i := range members {
		if cmp.Or(counts[i]-counts[best], members[best].At.Compare(members[i].At), cmp.Compare(id(members[best]), id(members[i]))) > 0 {
			best = i
		}
	}
	return members[best]
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
