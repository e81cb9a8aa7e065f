package eval

import (
	"cmp"
	"slices"
)

// A Score compares the stories that articles were filed under with those they
// belong to. Shares of nothing are 1: who joins nothing joins nothing wrongly.
type Score struct {
	Articles int `json:"articles"`
	Truths   int `json:"truths"`  // stories that there are
	Stories  int `json:"stories"` // stories that were made
	Largest  int `json:"largest"` // articles in the largest story made
	Mixed    int `json:"mixed"`   // stories made that hold more than one true story

	TruePairs   int     `json:"true_pairs"`   // pairs that belong together
	JoinedPairs int     `json:"joined_pairs"` // pairs that were joined
	RightPairs  int     `json:"right_pairs"`  // pairs that are both
	Precision   float64 `json:"precision"`    // RightPairs of JoinedPairs
	Recall      float64 `json:"recall"`       // RightPairs of TruePairs
	F1          float64 `json:"f1"`           // harmonic mean of the two

	// B-cubed (Bagga and Baldwin 1998): for each article the share of its story
	// that belongs with it, and the share of what belongs with it that is in its
	// story; the mean over the articles.
	BCubedPrecision float64 `json:"bcubed_precision"`
	BCubedRecall    float64 `json:"bcubed_recall"`
	BCubedF1        float64 `json:"bcubed_f1"`
}

// Grade scores a filing: truth[i] names the story that article i belongs to,
// story[i] the one that it was filed under. Articles whose truth is empty are
// left out.
func Grade(truth []string, story []int64) Score {
	c := count(truth, story)
	s := Score{Articles: c.articles, Truths: len(c.truths), Stories: len(c.stories)}
	c.sizes(&s)
	var purity, hold []float64
	for at, n := range c.cells {
		s.RightPairs += pairsOf(n)
		square := float64(n) * float64(n)
		purity = append(purity, square/float64(c.stories[at.story]))
		hold = append(hold, square/float64(c.truths[at.truth]))
	}
	s.Precision, s.Recall = share(s.RightPairs, s.JoinedPairs), share(s.RightPairs, s.TruePairs)
	s.F1 = harmonic(s.Precision, s.Recall)
	s.BCubedPrecision, s.BCubedRecall = meanOver(purity, s.Articles), meanOver(hold, s.Articles)
	s.BCubedF1 = harmonic(s.BCubedPrecision, s.BCubedRecall)
	return s
}

// counts is the contingency table of two partitions, with its margins.
type counts struct {
	articles int
	cells    map[cell]int
	truths   map[string]int
	stories  map[int64]int
}

type cell struct {
	truth string
	story int64
}

func count(truth []string, story []int64) counts {
	c := counts{cells: map[cell]int{}, truths: map[string]int{}, stories: map[int64]int{}}
	for i, t := range truth {
		if t == "" {
			continue
		}
		c.articles++
		c.cells[cell{t, story[i]}]++
		c.truths[t]++
		c.stories[story[i]]++
	}
	return c
}

// sizes fills in what follows from the margins.
func (c counts) sizes(s *Score) {
	parts := map[int64]int{} // true stories in each made
	for at := range c.cells {
		parts[at.story]++
	}
	for id, n := range c.stories {
		s.JoinedPairs += pairsOf(n)
		s.Largest = max(s.Largest, n)
		if parts[id] > 1 {
			s.Mixed++
		}
	}
	for _, n := range c.truths {
		s.TruePairs += pairsOf(n)
	}
}

func pairsOf(n int) int { return n * (n - 1) / 2 }

func share(part, whole int) float64 {
	if whole == 0 {
		return 1
	}
	return float64(part) / float64(whole)
}

func harmonic(a, b float64) float64 {
	if a+b == 0 {
		return 0
	}
	return 2 * a * b / (a + b)
}

// meanOver adds in order of size, so that the order of a map does not change the
// last digit.
func meanOver(values []float64, n int) float64 {
	if n == 0 {
		return 1
	}
	slices.Sort(values)
	sum := 0.0
	for _, v := range values {
		sum += v
	}
	return sum / float64(n)
}

// FamilyJoins says how many instances of one formula were taken for each other.
type FamilyJoins struct {
	Family string `json:"family"`
	Pairs  int    `json:"pairs"`  // pairs of articles of the family that tell of different events
	Joined int    `json:"joined"` // of these, those filed under one story
}

// WrongJoins counts, for each family of formula stories, the pairs of different
// truth that were filed under one story. Articles without family are left out.
// The families come in order of name.
func WrongJoins(family, truth []string, story []int64) []FamilyJoins {
	members := map[string][]int{}
	for i, f := range family {
		if f != "" {
			members[f] = append(members[f], i)
		}
	}
	var out []FamilyJoins
	for f, ids := range members {
		j := FamilyJoins{Family: f}
		for n, i := range ids {
			for _, k := range ids[:n] {
				j.add(truth[i] == truth[k], story[i] == story[k])
			}
		}
		out = append(out, j)
	}
	slices.SortFunc(out, func(a, b FamilyJoins) int { return cmp.Compare(a.Family, b.Family) })
	return out
}

func (j *FamilyJoins) add(same, joined bool) {
	if same {
		return
	}
	j.Pairs++
	if joined {
		j.Joined++
	}
}
