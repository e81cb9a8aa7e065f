//go:build !race

package main

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"sada/dedupe/index"
	"sada/news"
	"sada/storage/segments"
	"sada/storage/sqlite"
)

// indexKills is how many runs are killed as they keep the index.
const indexKills = 12

// TestKilledIndexing kills imports and reindexings at moments spread over the
// time they take: what the store lists of the index is always there, sound, and
// of the articles that are stored, and the next run files as an undisturbed one.
func TestKilledIndexing(t *testing.T) {
	t.Parallel() // with the other tests that kill: each uses one core
	dir := t.TempDir()
	articles := filepath.Join(dir, "articles.jsonl")
	if err := os.WriteFile(articles, []byte(madeUp(0, 600)), 0o644); err != nil {
		t.Fatal(err)
	}
	last := filepath.Join(dir, "last.jsonl") // who files nothing reads no index
	if err := os.WriteFile(last, []byte(madeUp(600, 601)), 0o644); err != nil {
		t.Fatal(err)
	}
	whole := filepath.Join(dir, "whole.db")
	start := time.Now()
	sada(t, "import", articles, "--db", whole)
	took := time.Since(start)
	again := took / 10 // of a reindex: it reads no texts
	sada(t, "import", last, "--db", whole)
	want := state(t, whole)
	early := 0
	for i := range indexKills {
		db := filepath.Join(t.TempDir(), "sada.db")
		args := []string{"import", articles, "--db", db}
		if i%2 == 1 {
			sada(t, args...)
			args = []string{"reindex", "--db", db}
		}
		least := &took
		if i%2 == 1 {
			least = &again
		}
		var cut bool
		if cut, *least = cutShort(t, child(t.Context(), args...), moment(i, *least), *least); cut {
			early++
		}
		checkIndex(t, db)
		sada(t, "import", articles, "--db", db)
		sada(t, "import", last, "--db", db)
		if got := state(t, db); got != want {
			t.Errorf("kill %d: the next imports end in another state:\n%s", i, firstDifference(got, want))
		}
		if n := checkIndex(t, db); n < 500 {
			t.Errorf("kill %d: after the next imports %d articles are in the index, want 500 at least", i, n)
		}
	}
	if early < indexKills/3 {
		t.Errorf("only %d of %d runs were killed before their end", early, indexKills)
	}
}

// checkIndex opens every file that a store lists and returns how many articles
// they hold.
func checkIndex(t *testing.T, db string) (articles int) {
	t.Helper()
	if _, err := os.Stat(db); err != nil {
		return 0
	}
	st, err := sqlite.Open(t.Context(), db, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	err = st.View(t.Context(), func(ctx context.Context, d news.Desk) error {
		kept, err := d.Segments(ctx)
		for _, k := range kept {
			data, release, err := segments.Beside(db).Open(k.File)
			if err != nil {
				return err
			}
			defer release()
			s, err := index.Open(data)
			if err != nil || s.Checksum() != k.Checksum || s.Len() != k.Articles {
				t.Errorf("%s: %v, or another file than is listed", k.File, err)
				continue
			}
			articles += s.Len()
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
	return articles
}
