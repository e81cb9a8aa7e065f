package sqlite

import (
	"context"
	"database/sql"

	"sada/news"
)

// One block a statement. To insert all of an article by one takes longer, be it from
// JSON, of which each value is parsed again for each column, or as rows of values, of
// which SQLite makes a query.
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
