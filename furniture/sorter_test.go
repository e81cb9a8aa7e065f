package furniture_test

import (
	"context"
	"fmt"
	"iter"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sada/furniture"
	"sada/news"
	"sada/storage/sqlite"
	"sada/story"
)

// filed files made-up articles in batches into a store of its own and returns
// the blocks of each as they are stored.
func filed(t *testing.T, file func(*furniture.Sorter, iter.Seq2[[]*news.Filing, error]) error) []string {
	t.Helper()
	st, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "sada.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	s := furniture.NewSorter(st, story.New(st, story.Options{}), nil)
	if err := file(s, batches(articles(160, func(n int) (head, tail []string) {
		return nil, every(4, n, "شوف كمان: "+title(n*2/3))
	}))); err != nil {
		t.Fatal(err)
	}
	var out []string
	for id := range int64(160) {
		a, err := st.Article(t.Context(), id+1)
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range a.Blocks {
			out = append(out, fmt.Sprintf("%d %s %s", a.ID, b.Kind, b.Why))
		}
	}
	return out
}

func batches(articles []furniture.Article) iter.Seq2[[]*news.Filing, error] {
	return func(yield func([]*news.Filing, error) bool) {
		for part := range slices.Chunk(articles, 20) {
			var filings []*news.Filing
			for _, a := range part {
				filings = append(filings, &news.Filing{Article: &news.Article{
					URL: fmt.Sprintf("https://mada.example/%d", a.ID), Outlet: news.Outlet{Name: "المدى"}, Title: a.Title, Byline: a.Byline,
					FirstSeen: a.At, Blocks: blocks(a.Lines...),
				}})
			}
			if !yield(filings, nil) {
				return
			}
		}
	}
}

// TestSorter: what is filed first teaches, what is filed later is marked, and
// filing ahead comes to the same end each time.
func TestSorter(t *testing.T) {
	ahead := func(s *furniture.Sorter, all iter.Seq2[[]*news.Filing, error]) error {
		return s.AddAll(context.Background(), all, func([]*news.Filing) {})
	}
	first := filed(t, ahead)
	const promo = "promo learned: شوف كمان: … (label, المدى)"
	if slices.Contains(first, "1 "+promo) || !slices.Contains(first, "157 "+promo) {
		t.Errorf("want the last promo line marked, the first not: %v", first)
	}
	if diff := cmp.Diff(first, filed(t, ahead)); diff != "" {
		t.Errorf("filed again: first -, then +\n%s", diff)
	}
	one := filed(t, func(s *furniture.Sorter, all iter.Seq2[[]*news.Filing, error]) error {
		for batch, err := range all {
			if err := s.Add(context.Background(), batch...); err != nil {
				return err
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	if !slices.Contains(one, "157 "+promo) {
		t.Errorf("batch after batch: want the last promo line marked: %v", one)
	}
}

func ExampleMarker() {
	lines := []news.Line{{Rule: news.LineLabel, Words: "شوف كمان", Kind: news.BlockPromo, Place: news.LineAnywhere, State: news.LineLearned}}
	a := &news.Article{Title: "افتتاح الجسر", Blocks: []news.Block{
		{Kind: news.BlockLead, Text: "افتتح الجسر صباح اليوم."}, {Kind: news.BlockBody, Text: "شوف كمان: أمطار على المدينة"},
	}}
	pushes := furniture.NewMarker("المدى", lines, nil).Apply(a)
	fmt.Println(a.Blocks[1].Kind, a.Blocks[1].Why)
	fmt.Println(pushes[0].Title)
	// Output:
	// promo learned: شوف كمان: … (label, المدى)
	// أمطار على المدينة
}
