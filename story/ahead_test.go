package story_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"sada/news"
	"sada/story"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// week is twelve days' news of several outlets, with edits of every article, an
// article that comes twice, and a text that the store has to clean.
func week() []*news.Filing {
	var all []*news.Filing
	for i, f := range slices.Concat(day(), day(), day(), day(), day(), day(), day(), day(), day(), day(), day(), day()) {
		name, outlet := fmt.Sprint(i, " ", f.Article.Title), fmt.Sprint(f.Article.Outlet.Name, i%4)
		var paragraphs []string
		for n, b := range f.Article.Blocks {
			if (n+i)%6 != 5 {
				paragraphs = append(paragraphs, b.Text)
			}
		}
		if i%7 == 3 {
			paragraphs = append(paragraphs, "خاتمة \xff معطوبة \x00 من الصحيفة نفسها")
		}
		all = append(all, article(name, outlet, 4*i, paragraphs...))
	}
	twice := *all[5].Article
	return append(all, &news.Filing{Article: &twice})
}

// inBatches yields filings in batches of n, then err if it is not nil.
func inBatches(filings []*news.Filing, n int, err error) iter.Seq2[[]*news.Filing, error] {
	return func(yield func([]*news.Filing, error) bool) {
		for batch := range slices.Chunk(filings, n) {
			if !yield(batch, nil) {
				return
			}
		}
		if err != nil {
			yield(nil, err)
		}
	}
}

// TestAheadChangesNothing compares a store filled batch by batch, with work
// done ahead, with one filled article by article.
func TestAheadChangesNothing(t *testing.T) {
	want := shelved(t, story.Options{}, week()...).dump(t)
	for _, size := range []int{1, 7, 20, 1000} {
		a := openArchive(t)
		filed := 0
		err := story.New(a, story.Options{}).AddAll(t.Context(), inBatches(week(), size, nil), func(batch []*news.Filing) { filed += len(batch) })
		if err != nil || filed != len(week()) {
			t.Fatalf("AddAll in batches of %d = %v after %d filings, want all %d", size, err, filed, len(week()))
		}
		if diff := cmp.Diff(want, a.dump(t)); diff != "" {
			t.Errorf("in batches of %d the store is another than one by one (-want +got):\n%s", size, diff)
		}
	}
}

func TestAddAllEndsAtAnError(t *testing.T) {
	broken := errors.New("line 9: not an article")
	s := newShelf()
	err := story.New(s, story.Options{}).AddAll(t.Context(), inBatches(day(), 2, broken), func([]*news.Filing) {})
	if !errors.Is(err, broken) || len(s.members) != len(day()) {
		t.Errorf("AddAll = %v with %d articles filed, want %v with all before it", err, len(s.members), broken)
	}
	s = newShelf()
	s.fail = errors.New("disk full")
	err = story.New(s, story.Options{}).AddAll(t.Context(), inBatches(day(), 2, nil), func([]*news.Filing) { t.Error("a batch that failed is told as filed") })
	if !errors.Is(err, s.fail) {
		t.Errorf("AddAll = %v, want %v", err, s.fail)
	}
}

func TestAddAllCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	s := newShelf()
	batches := 0
	err := story.New(s, story.Options{}).AddAll(ctx, inBatches(week(), 4, nil), func([]*news.Filing) {
		if batches++; batches == 3 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) || len(s.members) < 12 {
		t.Errorf("AddAll = %v with %d articles filed, want it cancelled after 3 batches of 4 at least", err, len(s.members))
	}
}
