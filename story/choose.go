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
	// thorough is how much more it counts that the canonical article holds what its
	// story tells than that it holds nothing else. By 2, compilations show four of the 400
	// largest stories of SaudiNewsNet that they don't by 1.5; nothing is better.
	thorough = 1.5
	// nearly is the share of the best fit that is as good: of those the earliest is
	// taken, so that a sentence decides nothing. By 0.7 short alerts show stories again.
	// An import of SaudiNewsNet has 703 events canonical.changed by 0.8, 982 by 0.9.
	nearly = 0.8
)

// canonical returns the member that a story is shown by: of those that fit nearly
// best what the story tells, the earliest, then that of the least id. So neither a
// short alert shows it nor a compilation, of which the others hold a part. It depends
// on the set of members only, not on their order.
func canonical(members []news.Member) news.Member {
	all := fits(members)
	enough, best := nearly*slices.Max(all), -1
	for i, m := range members {
		if all[i] >= enough && (best < 0 || earlier(m, members[best]) > 0) {
			best = i
		}
	}
	return members[best]
}

// earlier is positive where a came before b.
func earlier(a, b news.Member) int {
	return cmp.Or(b.At.Compare(a.At), cmp.Compare(id(b), id(a)))
}

// fits returns how well each member fits what its story tells: F-measures of the
// passages that it holds. Prints of two schemes have nothing in common.
func fits(members []news.Member) []float64 {
	told := make(map[string][]uint64)
	for _, m := range members {
		told[m.Print.Scheme] = append(told[m.Print.Scheme], m.Print.Passages...)
	}
	for scheme, passages := range told {
		told[scheme] = common(passages, witnesses(len(members)))
	}
	out := make([]float64, len(members))
	for i, m := range members {
		told := told[m.Print.Scheme]
		alone, whole := holds(told, m.Print.Passages), holds(m.Print.Passages, told)
		if whole > 0 {
			out[i] = (1 + thorough*thorough) * alone * whole / (thorough*thorough*alone + whole)
		}
	}
	return out
}

// witnesses is the number of members that hold what a story of so many tells: more
// than a quarter, two at least. Of two, either tells all it has.
func witnesses(members int) int {
	if members <= 2 {
		return 1
	}
	return max(2, members/4+1)
}

// common returns, sorted and each once, the passages that are listed n times.
func common(passages []uint64, n int) []uint64 {
	slices.Sort(passages)
	out, run := passages[:0], 0
	for i, h := range passages {
		if i == 0 || h != passages[i-1] {
			run = 0
		}
		if run++; run == n {
			out = append(out, h)
		}
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
