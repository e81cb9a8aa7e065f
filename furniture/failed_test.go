package furniture_test

import (
	"context"
	"errors"
	"path/filepath"
	"testing"

	"sada/furniture"
	"sada/news"
	"sada/storage/sqlite"
	"sada/story"
)

var errFull = errors.New("disk full")

// A forgetful is a book that cannot store what was learned.
type forgetful struct{ *sqlite.Store }

func (forgetful) SaveLesson(context.Context, string, []news.Line) error { return errFull }

// TestFailedLessonIsNoInterruption fails to store a lesson: nobody cancelled anything.
func TestFailedLessonIsNoInterruption(t *testing.T) {
	st, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "sada.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	s := furniture.NewSorter(forgetful{st}, story.New(st, story.Options{}), nil)
	err = s.AddAll(t.Context(), batches(articles(160, func(n int) (head, tail []string) { return nil, nil })), func([]*news.Filing) {})
	if !errors.Is(err, errFull) || errors.Is(err, context.Canceled) {
		t.Errorf("AddAll = %v; want the error of the lesson, and no context.Canceled", err)
	}
}

// TestLearnedIsStoredBySave learns from a book that cannot store, until it is to.
func TestLearnedIsStoredBySave(t *testing.T) {
	st, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "sada.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	s := furniture.NewSorter(forgetful{st}, story.New(st, story.Options{}), nil)
	if err := s.Learn(t.Context(), "outlet"); err != nil {
		t.Errorf("Learn = %v, want nothing stored", err)
	}
	if err := s.Save(t.Context()); !errors.Is(err, errFull) {
		t.Errorf("Save = %v, want %v", err, errFull)
	}
}
