package story_test

import (
	"context"
	"errors"
	"iter"
	"testing"
	"time"

	"sada/news"
	"sada/storage/sqlite"
	"sada/story"
)

// A cutView stops a run when so many articles are read.
type cutView struct {
	*sqlite.Store
	after int
	stop  func()
}

func (v cutView) View(ctx context.Context, f func(ctx context.Context, d news.Desk) error) error {
	return v.Store.View(ctx, func(ctx context.Context, d news.Desk) error { return f(ctx, cutDesk{d, v}) })
}

type cutDesk struct {
	news.Desk
	v cutView
}

func (d cutDesk) FiledAfter(ctx context.Context, after int64, since time.Time) iter.Seq2[news.Member, error] {
	return func(yield func(news.Member, error) bool) {
		n := 0
		for m, err := range d.Desk.FiledAfter(ctx, after, since) {
			if n++; n == d.v.after {
				d.v.stop()
			}
			if !yield(m, err) {
				return
			}
		}
	}
}

// TestReindexCutShort stops a reindex after a file was made anew whose articles have come
// into other stories since: the next run finds the index that was.
func TestReindexCutShort(t *testing.T) {
	k := newKeeping(t)
	filings := press(1200)
	k.run(filings) // 1 to 1024 lie in a file
	// An article of that file comes into another story, as happens when one is filed.
	head, mover := filings[0], filings[2]
	for _, f := range filings {
		if f.Variant.Relation != news.Canonical && f.Variant.StoryID != head.Variant.StoryID {
			mover = f
			break
		}
	}
	late := article("late", "alsahil", 301, sentence(5000))
	story.New(k.store, story.Options{}).Add(t.Context()) // nothing
	late.Print = head.Print
	ok(t, k.store.File(t.Context(), []*news.Filing{late}, func(ctx context.Context, d news.Desk, f *news.Filing) (news.Decision, error) {
		return news.Decision{
			Variant:     news.Variant{StoryID: head.Variant.StoryID, ParentID: head.Article.ID, Relation: news.Repost, Score: 1, Why: "test"},
			CanonicalID: head.Article.ID,
			Moved:       []news.Variant{{ArticleID: mover.Article.ID, StoryID: head.Variant.StoryID, ParentID: head.Article.ID, Relation: news.Repost, Score: 1, Why: "test"}},
		}, nil
	}))
	ctx, stop := context.WithCancel(t.Context())
	tracker := story.New(k.store, story.Options{Folder: k.folder})
	_, err := tracker.Reindex(ctx, cutView{k.store, 1100, stop}, nil)
	if !errors.Is(err, context.Canceled) {
		t.Fatal("Reindex =", err)
	}
	tracker.Close(ctx)
	var told []string
	next := story.New(k.store, story.Options{Folder: k.folder, Damaged: func(file string, err error) { told = append(told, file+": "+err.Error()) }})
	ok(t, next.Add(t.Context(), article("منقول", "alsahil", 302, sentence(3))))
	ok(t, next.Close(t.Context()))
	if len(told) > 0 {
		t.Errorf("after a reindex that was cut short the index is found damaged: %v", told)
	}
}
