// Package storetest holds the promises of storage.Store as tests. Every store
// runs them from a test of its own; what passes here may be exchanged for any
// other that does.
package storetest

import (
	"context"
	"errors"
	"iter"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"sada/storage"
)

// A promise is one thing that a store must do.
type promise struct {
	name string
	keep func(t *testing.T, s storage.Store)
}

// Run tries every promise, each on an empty store from open, which must close
// it when its test ends.
func Run(t *testing.T, open func(t *testing.T) storage.Store) {
	groups := []struct {
		name     string
		promises []promise
	}{
		{"Feeds", feedPromises},
		{"Polls", pollPromises},
		{"Queue", queuePromises},
		{"Checks", checkPromises},
		{"StandIns", standInPromises},
		{"File", filePromises},
		{"Stories", storyPromises},
		{"Desk", deskPromises},
		{"Index", indexPromises},
		{"Read", readPromises},
		{"Search", searchPromises},
		{"Streams", streamPromises},
		{"Archive", archivePromises},
		{"Furniture", furniturePromises},
	}
	for _, g := range groups {
		t.Run(g.name, func(t *testing.T) {
			for _, p := range g.promises {
				t.Run(p.name, func(t *testing.T) { p.keep(t, open(t)) })
			}
		})
	}
}

// noon is the moment at which the tests begin.
var noon = time.Date(2026, 7, 27, 12, 0, 0, 0, time.UTC)

func after(d time.Duration) time.Time { return noon.Add(d) }

// must ends the test where a step that leads to the point fails.
func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// same fails the test unless got equals want, empty slices being equal to nil.
func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("%s: want -, got +\n%s", what, diff)
	}
}

// fails checks that an error is of a kind.
func fails(t *testing.T, what string, got, want error) {
	t.Helper()
	if !errors.Is(got, want) {
		t.Errorf("%s: got error %v, want %v", what, got, want)
	}
}

// drain reads a sequence to its end.
func drain[T any](t *testing.T, seq iter.Seq2[T, error]) (all []T) {
	t.Helper()
	for v, err := range seq {
		must(t, err)
		all = append(all, v)
	}
	return all
}

func background() context.Context { return context.Background() }
