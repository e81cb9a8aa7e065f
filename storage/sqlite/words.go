package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"sada/news"
)

const (
	sqlInsertWords = `INSERT INTO articles_fts (rowid, title, text) VALUES (?, ?, ?)`

	// What was gathered before is written out by the setting of before.
	sqlMergeWords   = `INSERT INTO articles_fts (articles_fts, rank) VALUES ('automerge', ?)`
	sqlForgetMerges = `DELETE FROM articles_fts_config WHERE k = 'automerge'` // it is FTS5's own again
)

// usualMerges is the number of segments of one size that FTS5 makes one of by
// default.
const usualMerges = 4

// manyWords is the number of articles in a transaction from which their words
// are merged later: about so many fill a segment.
const manyWords = 64

// wordsTogether is the number of articles whose words are written in one go: the
// index writes out what it has gathered whenever another statement needs a
// savepoint. Written with each article's rows, words were a third of all the work;
// 128 at once take no longer than 256, and 64 take 1.1 times (BenchmarkWords). Of
// 512 articles a hundred at a time leave twelve for the end, when all wait.
const wordsTogether = 100

// mergeLater has FTS5 merge words only where it must until the transaction ends, at
// sixteen segments of a size: a word is then written again once or twice, not once
// for every four segments. Inserting the words of 18,984 articles, 256 a
// transaction, takes 0.8 to 0.9 of the CPU time so (BenchmarkWords).
func mergeLater(ctx context.Context, tx *sql.Tx) error {
	if _, err := exec(ctx, tx, sqlMergeWords, 0); err != nil {
		return fmt.Errorf("put off merging words: %w", err)
	}
	return nil
}

// mergeAsUsual sets merging back within the transaction, so that nobody finds it
// changed, whenever the program ends.
func mergeAsUsual(ctx context.Context, tx *sql.Tx) error {
	if _, err := exec(ctx, tx, sqlMergeWords, usualMerges); err != nil {
		return fmt.Errorf("merge words as usual: %w", err)
	}
	_, err := exec(ctx, tx, sqlForgetMerges)
	return err
}

func insertWords(ctx context.Context, tx *sql.Tx, filings []*news.Filing) error {
	for _, f := range filings {
		if _, err := exec(ctx, tx, sqlInsertWords, f.Article.ID, f.Folded.Title, f.Folded.Text); err != nil {
			return fmt.Errorf("words of article %s: %w", f.Article.URL, err)
		}
	}
	return nil
}
