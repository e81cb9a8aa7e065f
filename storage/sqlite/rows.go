package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"iter"

	"sada/news"
)

// collect runs a query and yields what scan makes of each row. The rows are
// closed when the consumer stops; an error ends the sequence.
func collect[T any](ctx context.Context, q queryer, scan func(*sql.Rows) (T, error), query string, args ...any) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		rows, err := q.QueryContext(ctx, query, args...)
		if err != nil {
			yield(none, err)
			return
		}
		defer rows.Close() // Err has told whatever there is to tell
		for rows.Next() {
			v, err := scan(rows)
			if !yield(v, err) || err != nil {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(none, err)
		}
	}
}

// stream yields the rows of a query from a read transaction of its own: one
// point in time, and no lock held once the consumer stops.
func stream[T any](ctx context.Context, s *Store, op string, scan func(*sql.Rows) (T, error), query string, args ...any) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for v, err := range collect(ctx, s.reader, scan, query, args...) {
			if !yield(v, s.fault(op, err)) {
				return
			}
		}
	}
}

// one reads the only row of a query; ErrNotFound if there is none.
func one[T any](ctx context.Context, q queryer, scan func(*sql.Rows) (T, error), query string, args ...any) (T, error) {
	for v, err := range collect(ctx, q, scan, query, args...) {
		return v, err
	}
	var none T
	return none, news.ErrNotFound
}

// all reads every row of a query.
func all[T any](ctx context.Context, q queryer, scan func(*sql.Rows) (T, error), query string, args ...any) (found []T, err error) {
	for v, err := range collect(ctx, q, scan, query, args...) {
		if err != nil {
			return nil, err
		}
		found = append(found, v)
	}
	return found, nil
}

// scanID reads a row of one id.
func scanID(rows *sql.Rows) (id int64, err error) { return id, rows.Scan(&id) }

// notFound turns the driver's word for no row into ours.
func notFound(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return news.ErrNotFound
	}
	return err
}
