package sqlite

import (
	"context"
	"database/sql"

	"sada/news"
)

// One block a statement. All of an article in one, from JSON, took twice as long,
// and four rows of values together, of which SQLite makes a query, too.
const sqlInsertBlock = `
INSERT INTO blocks (article_id, n, kind, start, length, text, why) VALUES (?, ?, ?, ?, ?, ?, ?)`

// insertBlocks stores the blocks of an article: those that are part of Article.Text
// as a stretch of it, the others with their own text.
func insertBlocks(ctx context.Context, tx *sql.Tx, article int64, blocks []news.Block) error {
	start := 0
	for n, b := range blocks {
		var from, length, text any = nil, nil, b.Text
		if b.Kind.Compared() && b.Text != "" {
			from, length, text = start, len(b.Text), nil
			start += len(b.Text) + len("\n")
		}
		if _, err := exec(ctx, tx, sqlInsertBlock, article, n, string(b.Kind), from, length, text, b.Why); err != nil {
			return err
		}
	}
	return nil
}
