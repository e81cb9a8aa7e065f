package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"sada/news"
)

const (
	sqlSegments = `SELECT first_id, last_id, articles, scheme, file, checksum FROM segments ORDER BY first_id`
	sqlMoves    = `SELECT m.article_id, v.story_id FROM segment_moves m JOIN variants v ON v.article_id = m.article_id ORDER BY 1`

	sqlForgetSegments = `DELETE FROM segments`
	sqlForgetMoves    = `DELETE FROM segment_moves`
	sqlInsertSegment  = `INSERT INTO segments (first_id, last_id, articles, scheme, file, checksum) VALUES (?, ?, ?, ?, ?, ?)`
	sqlInsertMoves    = `INSERT INTO segment_moves (article_id) SELECT value FROM json_each(?)`
)

// Segments returns the parts of the index that are kept, in order of id.
func (d desk) Segments(ctx context.Context) ([]news.Segment, error) {
	d.settle()
	segments, err := all(ctx, d.tx, scanSegment, sqlSegments)
	if err != nil {
		return nil, fmt.Errorf("segments: %w", err)
	}
	return segments, nil
}

func scanSegment(rows *sql.Rows) (s news.Segment, err error) {
	return s, rows.Scan(&s.FirstID, &s.LastID, &s.Articles, &s.Scheme, &s.File, toUint64{&s.Checksum})
}

// Resettled returns the articles of the kept segments that have changed their
// story since those were written, in order of id.
func (d desk) Resettled(ctx context.Context) ([]news.Settled, error) {
	d.settle()
	moved, err := all(ctx, d.tx, scanSettled, sqlMoves)
	if err != nil {
		return nil, fmt.Errorf("articles of segments that moved: %w", err)
	}
	return moved, nil
}

func scanSettled(rows *sql.Rows) (s news.Settled, err error) {
	return s, rows.Scan(&s.ArticleID, &s.StoryID)
}

// KeepSegments makes the list of kept segments the one given, and that of the
// articles in them whose story has changed.
func (s *Store) KeepSegments(ctx context.Context, segments []news.Segment, moved []int64) error {
	return s.write(ctx, "list the parts of the index", func(ctx context.Context, tx *sql.Tx) error {
		for _, query := range []string{sqlForgetSegments, sqlForgetMoves} {
			if _, err := exec(ctx, tx, query); err != nil {
				return err
			}
		}
		for _, g := range segments {
			if _, err := exec(ctx, tx, sqlInsertSegment, g.FirstID, g.LastID, g.Articles, g.Scheme, g.File, int64(g.Checksum)); err != nil {
				return fmt.Errorf("%s: %w", g.File, err)
			}
		}
		if len(moved) == 0 {
			return nil
		}
		_, err := exec(ctx, tx, sqlInsertMoves, encode(moved))
		return err
	})
}
