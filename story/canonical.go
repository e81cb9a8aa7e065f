package story

import (
	"cmp"
	"slices"

	"sada/news"
)

const (
	// thorough is how much more it counts that the canonical article holds what its
	// story tells than that it holds nothing else. By 2, compilations show four of the 400
	// largest stories of SaudiNewsNet that they don't by 1.5; nothing is better.
	thorough = 1.5
	// nearly is the share of the best fit that is as good: of those the earliest is
	// taken, so that a sentence more or less decides nothing. By 0.7 short alerts show stories again.
	// An import of SaudiNewsNet has 703 events canonical.changed by 0.8, 982 by 0.9.
	nearly = 0.8
	// maxShowing is how many members, the earliest, say what a story tells, and may show
	// it. The largest story of SaudiNewsNet has 16.
	maxShowing = 64
)

// canonical returns the member that a story is shown by: of those that fit nearly
// best what the story tells, the earliest, then that of the least id. So neither a
// short alert shows it nor a compilation, of which the others hold a part. It depends
// on the set of members only, not on their order.
func canonical(members []news.Member) news.Member {
	if len(members) > maxShowing {
		members = slices.SortedFunc(slices.Values(members), byTime)[:maxShowing]
	}
	all := fits(members)
	enough, best := nearly*slices.Max(all), -1
	for i, m := range members {
		if all[i] >= enough && (best < 0 || byTime(m, members[best]) < 0) {
			best = i
		}
	}
	return members[best]
}

// byTime orders members by time, then by id. The new article, which has no id yet,
// comes after all others of its time.
func byTime(a, b news.Member) int {
	last := func(m news.Member) uint64 { return uint64(m.ArticleID - 1) } // 0 becomes the greatest
	return cmp.Or(a.At.Compare(b.At), cmp.Compare(last(a), last(b)))
}

// fits returns how well each member fits what its story tells: the F-measure, with
// beta = thorough, of the share of what is told that it holds and the share of its own
// passages that are told. Prints of two schemes have nothing in common.
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
		precision, recall := holds(told, m.Print.Passages), holds(m.Print.Passages, told)
		if recall > 0 {
			out[i] = (1 + thorough*thorough) * precision * recall / (thorough*thorough*precision + recall)
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

// common returns the passages that are listed n times or more, sorted and each once.
// It works in place.
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
