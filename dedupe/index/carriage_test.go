package index_test

import (
	"fmt"
	"testing"
	"time"

	"sada/dedupe/index"
	"sada/news"
)

var noon = time.Date(2024, 5, 1, 12, 0, 0, 0, time.UTC)

// passages are so many hashes, which differ by their name.
func passages(name byte, n int) (all []uint64) {
	for i := range n {
		all = append(all, (uint64(name)<<16+uint64(i))*0x9E3779B97F4A7C15)
	}
	return all
}

// TestCarried asks who else carries ten passages that two articles share and ten
// that stand beside them in one. The two are articles 1 and 2, of one story.
func TestCarried(t *testing.T) {
	common, rest := passages('c', 10), passages('r', 10)
	both := append(append([]uint64{}, common...), rest...)
	several := func(n int, held []uint64) (all [][]uint64) {
		for range n {
			all = append(all, held)
		}
		return all
	}
	tests := []struct {
		name   string
		others [][]uint64
		want   index.Carriage
	}{
		{"nobody", nil, index.Carriage{}},
		{"others, whole", several(3, both), index.Carriage{Articles: 3, Whole: 3}},
		{"others, alone", several(2, common), index.Carriage{Articles: 2, Alone: 2}},
		{"another the rest", [][]uint64{rest}, index.Carriage{Elsewhere: 1, Other: 1}},
		{"two others half of the rest each", [][]uint64{rest[:5], rest[5:]}, index.Carriage{Elsewhere: 1, Other: 0.5}},
		{"two passages in common are too few", [][]uint64{both[8:]}, index.Carriage{}},
		{"some of the rest is neither", [][]uint64{both[:12]}, index.Carriage{Articles: 1}},
		{"each by one", [][]uint64{both, common, rest[:4], {1, 2, 3}}, index.Carriage{Articles: 2, Whole: 1, Alone: 1, Elsewhere: 0.4, Other: 0.4}},
		{"a formula that many hold says nothing", several(7, rest), index.Carriage{}},
	}
	for _, tt := range tests {
		x := index.New()
		x.Add(1, 1, noon, news.Print{Passages: common})
		x.Add(2, 1, noon, news.Print{Passages: both})
		for i, held := range tt.others {
			id := int64(i + 3)
			x.Add(id, id, noon.Add(time.Duration(i)*time.Hour), news.Print{Passages: held})
		}
		got := x.Around(index.Place{Article: 1, Story: 1}, index.Place{Article: 2, Story: 1}, noon, 24*time.Hour).Carried(common, rest)
		if got != tt.want {
			t.Errorf("%s: Carried = %+v, want %+v", tt.name, got, tt.want)
		}
		later := x.Around(index.Place{}, index.Place{}, noon.AddDate(0, 0, 9), 24*time.Hour).Carried(common, rest)
		if later != (index.Carriage{}) {
			t.Errorf("%s: Carried nine days later = %+v, want nobody", tt.name, later)
		}
	}
}

func ExampleIndex_Around() {
	x := index.New()
	statement, reactions := passages('s', 30), passages('r', 30)
	x.Add(1, 1, noon, news.Print{Passages: statement})
	x.Add(2, 2, noon, news.Print{Passages: statement})
	x.Add(3, 3, noon, news.Print{Passages: reactions})

	// Article 4, not filed yet, has the statement and the reactions.
	filed := x.Around(index.Place{Article: 1, Story: 1}, index.Place{}, noon, 24*time.Hour)
	carried := filed.Carried(statement, reactions)
	fmt.Printf("%d of %d others carry the statement alone; the reactions stand elsewhere: %.0f %%\n", carried.Alone, carried.Articles, 100*carried.Elsewhere)
	// Output: 1 of 1 others carry the statement alone; the reactions stand elsewhere: 100 %
}
