package eval

import (
	"cmp"
	"hash/fnv"
	"slices"
	"strings"

	"sada/arabic"
)

// What makes an article of a real corpus fit to be a base: nobody has said which
// of its articles are reposts of each other, so a base must have none. These
// bounds use plain shared word runs, not the method under test.
const (
	runWords    = 5    // words in a run
	lonelyShare = 0.10 // of the shorter article's runs that another may hold
	commonRun   = 100  // articles; a run that more of them hold is furniture and says nothing
)

// A holding is a run of words and an article that holds it.
type holding struct {
	run uint64
	doc int32
}

// lonely reports for each text whether no other shares a tenth of the word runs
// of the shorter of the two.
func lonely(texts []Text) []bool {
	var all []holding
	size := make([]int, len(texts))
	for i, t := range texts {
		runs := wordRuns(t.Joined())
		size[i] = len(runs)
		for _, r := range runs {
			all = append(all, holding{r, int32(i)})
		}
	}
	out := make([]bool, len(texts))
	for i := range out {
		out[i] = true
	}
	for pair, n := range sharedRuns(all) {
		a, b := pair[0], pair[1]
		if float64(n) > lonelyShare*float64(min(size[a], size[b])) {
			out[a], out[b] = false, false
		}
	}
	return out
}

// sharedRuns counts the runs that each two articles share.
func sharedRuns(all []holding) map[[2]int32]int {
	slices.SortFunc(all, func(a, b holding) int {
		return cmp.Or(cmp.Compare(a.run, b.run), cmp.Compare(a.doc, b.doc))
	})
	shared := map[[2]int32]int{}
	for from := 0; from < len(all); {
		to := from + 1
		for to < len(all) && all[to].run == all[from].run {
			to++
		}
		if to-from <= commonRun {
			countPairs(shared, all[from:to])
		}
		from = to
	}
	return shared
}

func countPairs(shared map[[2]int32]int, holders []holding) {
	for i, a := range holders {
		for _, b := range holders[i+1:] {
			shared[[2]int32{a.doc, b.doc}]++
		}
	}
}

// wordRuns returns the hashes of the distinct runs of folded words, sorted.
func wordRuns(text string) []uint64 {
	words := strings.Fields(arabic.Fold(text))
	var out []uint64
	for i := 0; i+runWords <= len(words); i++ {
		h := fnv.New64a()
		for _, w := range words[i : i+runWords] {
			h.Write([]byte(w))
			h.Write([]byte{' '})
		}
		out = append(out, h.Sum64())
	}
	slices.Sort(out)
	return slices.Compact(out)
}
