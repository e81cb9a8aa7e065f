package sqlite_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// BenchmarkPassagesInTable keeps which articles hold a passage in a table of the
// store, instead of files beside it: what 20,000 articles of 85 passages take in
// the database, and what it takes to add one and to ask for one's candidates.
func BenchmarkPassagesInTable(b *testing.B) {
	const articles, passages = 20_000, 85
	path := filepath.Join(b.TempDir(), "postings.db")
	db := raw(b, path)
	db.SetMaxOpenConns(1)
	exec := func(query string, args ...any) {
		if _, err := db.Exec(query, args...); err != nil {
			b.Fatal(err)
		}
	}
	exec(`PRAGMA journal_mode = WAL`)
	exec(`CREATE TABLE postings (passage INTEGER, article INTEGER, PRIMARY KEY (passage, article)) WITHOUT ROWID`)
	r := rand.New(rand.NewPCG(1, 2))
	draw := func() []any {
		hashes := make([]any, passages)
		for i := range hashes {
			hashes[i] = int64(r.Uint64())
		}
		return hashes
	}
	insert := `INSERT OR IGNORE INTO postings (article, passage) VALUES (?1, ?)` + strings.Repeat(`, (?1, ?)`, passages-1)
	asked := `SELECT article, count(*) FROM postings WHERE passage IN (?` + strings.Repeat(`, ?`, passages-1) + `) GROUP BY 1 HAVING count(*) >= 4`
	n := 0
	add := func() []any {
		n++
		hashes := draw()
		exec(insert, append([]any{n}, hashes...)...)
		return hashes
	}
	var some [][]any
	exec(`BEGIN`)
	for n < articles {
		if hashes := add(); n%100 == 0 {
			some = append(some, hashes)
		}
	}
	exec(`COMMIT`)
	exec(`PRAGMA wal_checkpoint(TRUNCATE)`)
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("add", func(b *testing.B) {
		exec(`BEGIN`)
		for b.Loop() {
			add()
		}
		exec(`COMMIT`)
		b.ReportMetric(float64(info.Size())/articles, "B/article")
	})
	b.Run("ask", func(b *testing.B) {
		i := 0
		for b.Loop() {
			rows, err := db.Query(asked, some[i%len(some)]...)
			if err != nil {
				b.Fatal(err)
			}
			found := 0
			for rows.Next() {
				found++
			}
			if rows.Close(); found == 0 {
				b.Fatal("an article does not find itself")
			}
			i++
		}
	})
}
