package sqlite

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"
	"unicode"

	"github.com/mattn/go-sqlite3"

	"sada/news"
	"sada/storage"
)

// A best match by BM25 (Robertson, Zaragoza 2009), as FTS5 computes it, all
// columns alike; equal ones in order of id.
const sqlSearch = sqlStoredColumns + `, a.text
FROM (SELECT rowid AS found, rank AS score FROM articles_fts WHERE articles_fts MATCH ?1
  ORDER BY rank, rowid LIMIT ?2) w
CROSS JOIN articles a ON a.id = w.found JOIN variants v ON v.article_id = a.id JOIN outlets o ON o.id = a.outlet_id
ORDER BY w.score, w.found`

const sqlCountFound = `SELECT count(*) FROM articles_fts WHERE articles_fts MATCH ?`

// Search yields articles, best match first. Unless q.Raw is set, nothing in
// q.Text is read as syntax.
func (s *Store) Search(ctx context.Context, q news.SearchQuery) iter.Seq2[news.Stored, error] {
	match := matchOf(q)
	return func(yield func(news.Stored, error) bool) {
		if strings.TrimSpace(match) == "" {
			return // nothing asked, nothing found
		}
		for a, err := range collect(ctx, s.reader, scanStored, sqlSearch, clean(match), unlimited(q.Limit)) {
			if !yield(a, s.searchFault(err, q.Raw)) {
				return
			}
		}
	}
}

// CountFound counts the articles that q finds, whatever its Limit.
func (s *Store) CountFound(ctx context.Context, q news.SearchQuery) (int64, error) {
	match := matchOf(q)
	if strings.TrimSpace(match) == "" {
		return 0, nil
	}
	n, err := one(ctx, s.reader, scanID, sqlCountFound, clean(match))
	return n, s.searchFault(err, q.Raw)
}

// matchOf is what the full-text index is asked for.
func matchOf(q news.SearchQuery) string {
	if q.Raw {
		return q.Text
	}
	return quoteWords(q.Text)
}

// searchFault tells a raw query that cannot be read from a fault of the store.
// SQLite has no code of its own for it: what is not a fault of the file, the
// disk or a lock is one of the query.
func (s *Store) searchFault(err error, raw bool) error {
	var cause sqlite3.Error
	if raw && errors.As(err, &cause) && cause.Code == sqlite3.ErrError {
		return fmt.Errorf("search: %w: %s", storage.ErrSyntax, strings.TrimPrefix(cause.Error(), "fts5: "))
	}
	return s.fault("search", err)
}

// quoteWords turns text into a query for all of its words: what lies between
// letters and digits is dropped, as the index does, and each word stands in
// quotes, so that AND, NEAR or * are words or nothing. Empty if there is no word.
func quoteWords(text string) string {
	var query strings.Builder
	seen := make(map[string]bool)
	for word := range strings.FieldsFuncSeq(text, isBreak) {
		if seen[word] {
			continue
		}
		seen[word] = true
		if query.Len() > 0 {
			query.WriteByte(' ')
		}
		query.WriteString(`"` + word + `"`)
	}
	return query.String()
}

// isBreak reports whether r separates words in the index: its tokenizer,
// unicode61, takes letters, numbers, marks and private use as parts of words.
func isBreak(r rune) bool {
	return !unicode.In(r, unicode.L, unicode.N, unicode.M, unicode.Co) || r == unicode.ReplacementChar
}
