package sqlite_test

import (
	"context"
	"path/filepath"
	"testing"

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
