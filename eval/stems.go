package eval

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"sada/arabic"
)

// Shares of the articles from which a stem is everyday, and from which it is
// frequent: of SaudiNewsNet 515 are the one and 2,311 the other, and names of
// people, places and companies are nearly all left.
const (
	everydayShare = 0.05
	frequentShare = 0.01
)

// Stems are the common stems of a corpus.
type Stems struct {
	Everyday []string `json:"everyday"` // in one article of twenty and more, the most common first
	Frequent []string `json:"frequent"` // in one of a hundred and more
}

// CommonStems counts in how many of the articles each stem stands, stop words
// and numbers left out.
func CommonStems(articles []Article) Stems {
	counts := map[string]int{}
	for _, a := range articles {
		for stem := range stemsOf(a.Text) {
			counts[stem]++
		}
	}
	var s Stems
	for stem, n := range counts {
		switch in := share(n, len(articles)); {
		case in >= everydayShare:
			s.Everyday = append(s.Everyday, stem)
		case in >= frequentShare:
			s.Frequent = append(s.Frequent, stem)
		}
	}
	for _, list := range [][]string{s.Everyday, s.Frequent} {
		slices.SortFunc(list, func(a, b string) int {
			return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
		})
	}
	return s
}

func stemsOf(text string) map[string]bool {
	seen := map[string]bool{}
	for s := arabic.NewScanner(text); s.Scan(); {
		if !s.Stop() && s.Kind() == arabic.Word {
			seen[string(s.AppendStem(nil))] = true
		}
	}
	return seen
}

// stemsLine is how many stems stand on a line of the file common.txt.
const stemsLine = 16

// String is the file common.txt of package dedupe.
func (s Stems) String() string {
	var b strings.Builder
	for i, list := range [][]string{s.Everyday, s.Frequent} {
		if i > 0 {
			b.WriteByte('\n')
		}
		for line := range slices.Chunk(list, stemsLine) {
			fmt.Fprintln(&b, strings.Join(line, " "))
		}
	}
	return b.String()
}
