package sqlite_test

import (
	"context"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"sada/internal/cputime"
	"sada/news"
	"sada/storage/sqlite"
)

// Filing many articles at once leaves the index of words whole, all of them
// found, and merging as FTS5 does it.
func TestWordsOfManyArticles(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sada.db")
	s, err := sqlite.Open(context.Background(), path, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	const articles = 3 * batch
	fileBatches(t, s, filings(madeUp(articles)))
	db := raw(t, path)
	if _, err := db.Exec(`INSERT INTO articles_fts (articles_fts) VALUES ('integrity-check')`); err != nil {
		t.Errorf("index of words: %v", err)
	}
	for want, query := range map[int]string{
		articles: `SELECT count(*) FROM articles_fts WHERE articles_fts MATCH 'title:الجسر'`,
		0:        `SELECT count(*) FROM articles_fts_config WHERE k = 'automerge'`,
	} {
		var got int
		if err := db.QueryRow(query).Scan(&got); err != nil || got != want {
			t.Errorf("%s = %d, %v; want %d", query, got, err, want)
		}
	}
}

func fileBatches(t *testing.T, s *sqlite.Store, all []*news.Filing) {
	t.Helper()
	for len(all) > 0 {
		if err := s.File(context.Background(), all[:batch], alone); err != nil {
			t.Fatal(err)
		}
		all = all[batch:]
	}
}

// BenchmarkWords inserts the words of the articles with FTS5's own merging and with
// as little as it allows, 256 articles at once, and fewer. cpu-of-usual is the CPU
// time of little merging beside the usual, 64-of-256 and 128-of-256 that of fewer
// articles at once beside more; the least of the runs of each.
func BenchmarkWords(b *testing.B) {
	all := filings(corpus(b))
	least := map[[2]int]time.Duration{}
	for b.Loop() {
		for _, way := range [][2]int{{4, 256}, {0, 256}, {0, 128}, {0, 64}} {
			if took := wordsAlone(b, all, way[0], way[1]); least[way] == 0 || took < least[way] {
				least[way] = took
			}
		}
	}
	base := least[[2]int{0, 256}].Seconds()
	b.ReportMetric(base/least[[2]int{4, 256}].Seconds(), "cpu-of-usual")
	b.ReportMetric(least[[2]int{0, 128}].Seconds()/base, "128-of-256")
	b.ReportMetric(least[[2]int{0, 64}].Seconds()/base, "64-of-256")
}

// wordsAlone returns the CPU time of inserting words, so many articles a
// transaction.
func wordsAlone(b *testing.B, all []*news.Filing, merges, together int) time.Duration {
	b.Helper()
	path := filepath.Join(b.TempDir(), "sada.db")
	open(b, path).Close()
	db := raw(b, path)
	db.SetMaxOpenConns(1)
	if _, err := db.Exec(`INSERT INTO articles_fts (articles_fts, rank) VALUES ('automerge', ?)`, merges); err != nil {
		b.Fatal(err)
	}
	before := cputime.Taken()
	id := 0
	for part := range slices.Chunk(all, together) {
		tx, err := db.Begin()
		if err != nil {
			b.Fatal(err)
		}
		for _, f := range part {
			id++
			if _, err := tx.Exec(`INSERT INTO articles_fts (rowid, title, text) VALUES (?, ?, ?)`, id, f.Folded.Title, f.Folded.Text); err != nil {
				b.Fatal(err)
			}
		}
		if err := tx.Commit(); err != nil {
			b.Fatal(err)
		}
	}
	return cputime.Taken() - before
}
