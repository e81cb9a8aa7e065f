package story_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"time"

	"sada/news"
	"sada/story"
)

// A shelf keeps filed articles in memory, as a store keeps them on disk.
type shelf struct {
	members []news.Member // article id n at n-1
	texts   []string
	stories map[int64][]int64
	opened  int64
	arts    []*news.Article
	outlets map[string]int64
	links   map[int64][]news.Link
	fail    error // what File ends with
	decided map[int64]bool
}

func newShelf() *shelf {
	return &shelf{stories: map[int64][]int64{}, outlets: map[string]int64{}, links: map[int64][]news.Link{}}
}

// File keeps the promise of storage.Shelf; it stores nothing where it fails.
func (s *shelf) File(ctx context.Context, filings []*news.Filing, decide story.Decide) error {
	for i, f := range filings {
		f.Article.ID = int64(len(s.members) + 1)
		if s.fail != nil {
			f.Article.ID += int64(i)
		}
		f.Article.Outlet.ID = s.outlet(f.Article.Outlet.Name)
		dec, err := decide(ctx, s, f)
		if err != nil {
			return err
		}
		if s.fail == nil {
			s.keep(f, dec)
		}
	}
	return s.fail
}

func (s *shelf) outlet(name string) int64 {
	if s.outlets[name] == 0 {
		s.outlets[name] = int64(len(s.outlets) + 1)
	}
	return s.outlets[name]
}

func (s *shelf) keep(f *news.Filing, dec news.Decision) {
	a := f.Article
	s.arts = append(s.arts, a)
	if dec.StoryID == 0 {
		s.opened++
		dec.StoryID = s.opened
	}
	dec.ArticleID, f.Variant = a.ID, dec.Variant
	f.Variant.ArticleID = a.ID
	s.members = append(s.members, news.Member{
		ArticleID: a.ID, StoryID: dec.StoryID, OutletID: a.Outlet.ID, At: a.At(), Relation: dec.Relation,
		Credit: a.Credit.Agency, Title: a.Title, Print: f.Print,
	})
	s.texts = append(s.texts, a.Text())
	s.links[a.ID] = dec.Links
	s.stories[dec.StoryID] = append(s.stories[dec.StoryID], a.ID)
	f.Split = nil
	for _, v := range dec.Moved {
		v.StoryID = cmp.Or(v.StoryID, dec.StoryID)
		for n := -v.StoryID; n > int64(len(f.Split)); {
			s.opened++
			f.Split = append(f.Split, s.opened)
		}
		if v.StoryID < 0 {
			v.StoryID = f.Split[-v.StoryID-1]
		}
		s.move(v)
	}
}

func (s *shelf) move(v news.Variant) {
	m := &s.members[v.ArticleID-1]
	m.Relation = v.Relation
	if m.StoryID == v.StoryID {
		return
	}
	s.stories[m.StoryID] = slices.DeleteFunc(s.stories[m.StoryID], func(id int64) bool { return id == v.ArticleID })
	m.StoryID = v.StoryID
	s.stories[v.StoryID] = append(s.stories[v.StoryID], v.ArticleID)
}

// FiledAfter keeps the promise of news.Desk, as do the methods below.
func (s *shelf) FiledAfter(_ context.Context, after int64, since time.Time) iter.Seq2[news.Member, error] {
	return func(yield func(news.Member, error) bool) {
		for _, m := range s.members[min(int(after), len(s.members)):] {
			if !m.At.Before(since) && !yield(m, nil) {
				return
			}
		}
	}
}

func (s *shelf) Members(ctx context.Context, story int64) ([]news.Member, error) {
	var out []news.Member
	for _, id := range s.stories[story] {
		out = append(out, s.members[id-1])
	}
	first := func(m news.Member) int {
		if m.Relation == news.Canonical {
			return 0
		}
		return 1
	}
	slices.SortFunc(out, func(a, b news.Member) int {
		return cmp.Or(first(a)-first(b), a.At.Compare(b.At), cmp.Compare(a.ArticleID, b.ArticleID))
	})
	return out, ctx.Err()
}

func (s *shelf) Member(_ context.Context, article int64) (news.Member, error) {
	if article < 1 || article > int64(len(s.members)) {
		return news.Member{}, fmt.Errorf("article %d: %w", article, news.ErrNotFound)
	}
	return s.members[article-1], nil
}

func (s *shelf) Wording(ctx context.Context, article int64) (news.Wording, error) {
	m, err := s.Member(ctx, article)
	if err != nil {
		return news.Wording{}, err
	}
	return news.Wording{OutletID: m.OutletID, At: m.At, Credit: m.Credit, Title: m.Title, Text: s.texts[article-1]}, nil
}

func (s *shelf) Decided(_ context.Context, story int64) (bool, error) { return s.decided[story], nil }

func (s *shelf) Articles(ctx context.Context) iter.Seq2[news.Stored, error] {
	return func(yield func(news.Stored, error) bool) {
		for i, a := range s.arts {
			m := s.members[i]
			x := news.Stored{Article: *a, Text: s.texts[i], Variant: news.Variant{ArticleID: a.ID, StoryID: m.StoryID, Relation: m.Relation}}
			if !yield(x, nil) {
				return
			}
		}
	}
}

func (s *shelf) View(ctx context.Context, f func(ctx context.Context, d news.Desk) error) error {
	return f(ctx, s)
}

// KeepSegments is never called of a shelf without a folder.
func (s *shelf) KeepSegments(context.Context, []news.Segment, []int64) error {
	return errors.New("a shelf in memory keeps no index")
}

func (s *shelf) Segments(context.Context) ([]news.Segment, error) { return nil, nil }

func (s *shelf) Resettled(context.Context) ([]news.Settled, error) { return nil, nil }
