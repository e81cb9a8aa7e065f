package sqlite

import (
	"context"
	"database/sql"
	"encoding/binary"
	"fmt"
	"time"

	"sada/news"
)

const (
	sqlSaveStandIn = `
INSERT INTO standins (entry_id, outlet_id, kind, sketch, seen_at)
SELECT e.id, f.outlet_id, ?2, ?3, ?4 FROM entries e JOIN feeds f ON f.id = e.feed_id WHERE e.id = ?1
ON CONFLICT (entry_id) DO UPDATE SET outlet_id = excluded.outlet_id, kind = ?2, sketch = ?3, seen_at = ?4`
	sqlDropStandIn  = `DELETE FROM standins WHERE entry_id = ?`
	sqlStandInsSame = `UPDATE standins SET kind = ?2 WHERE entry_id = ?1`
	sqlEntryReason  = `UPDATE entries SET reason = ?2 WHERE id = ?1 AND state = 'pending'`
	sqlFlagArticle  = `
UPDATE articles SET flags = json_insert(flags, '$[#]', ?2)
WHERE id = (SELECT article_id FROM entries WHERE id = ?1)
  AND NOT EXISTS (SELECT 1 FROM json_each(articles.flags) WHERE value = ?2)`

	sqlStandIns = `
SELECT s.entry_id, e.address, e.title, s.kind, s.sketch
FROM standins s JOIN entries e ON e.id = s.entry_id
WHERE s.outlet_id = ?1 AND s.seen_at >= ?2 ORDER BY s.seen_at DESC, s.entry_id DESC LIMIT ?3`
	sqlStandInCounts = `
SELECT e.feed_id, s.kind, count(*) FROM standins s JOIN entries e ON e.id = s.entry_id
WHERE s.seen_at >= ? GROUP BY e.feed_id, s.kind ORDER BY e.feed_id, s.kind`
)

// SaveStandIn stores what kind of page an entry got, and gives the entries of
// the same page its kind and, while they are pending, its reason; an article that
// was made of it gets the kind as a flag. A kind of ""
// forgets what was stored.
func (s *Store) SaveStandIn(ctx context.Context, in news.StandIn, seen time.Time, same ...int64) error {
	return s.write(ctx, fmt.Sprintf("store the kind of page of entry %d", in.EntryID), func(ctx context.Context, tx *sql.Tx) error {
		if in.Kind == "" {
			_, err := exec(ctx, tx, sqlDropStandIn, in.EntryID)
			return err
		}
		result, err := exec(ctx, tx, sqlSaveStandIn, in.EntryID, string(in.Kind), packSketch(in.Sketch), at(seen))
		if err != nil {
			return err
		}
		if n, err := result.RowsAffected(); err != nil || n == 0 {
			return news.ErrNotFound
		}
		return markSame(ctx, tx, in, same)
	})
}

func markSame(ctx context.Context, tx *sql.Tx, in news.StandIn, same []int64) error {
	for _, id := range same {
		if _, err := exec(ctx, tx, sqlStandInsSame, id, string(in.Kind)); err != nil {
			return err
		}
		if _, err := exec(ctx, tx, sqlEntryReason, id, in.Why); err != nil {
			return err
		}
		if _, err := exec(ctx, tx, sqlFlagArticle, id, string(in.Kind)); err != nil {
			return err
		}
	}
	return nil
}

// StandIns returns up to limit pages of an outlet that were doubted since, the
// latest first. Why is left out.
func (s *Store) StandIns(ctx context.Context, outlet int64, since time.Time, limit int) ([]news.StandIn, error) {
	found, err := all(ctx, s.reader, scanStandIn, sqlStandIns, outlet, at(since), unlimited(limit))
	return found, s.fault("list doubted pages", err)
}

func scanStandIn(rows *sql.Rows) (in news.StandIn, err error) {
	var sketch []byte
	err = rows.Scan(&in.EntryID, &in.Address, &in.Title, &in.Kind, &sketch)
	in.Sketch = unpackSketch(sketch)
	return in, err
}

// StandInCounts counts the pages seen since that are known to be no reports, by
// feed and kind.
func (s *Store) StandInCounts(ctx context.Context, since time.Time) ([]news.StandInCount, error) {
	counts, err := all(ctx, s.reader, scanStandInCount, sqlStandInCounts, at(since))
	if err != nil {
		return nil, s.fault("count pages that are no reports", err)
	}
	var out []news.StandInCount
	for _, c := range counts {
		if c.Kind.Counts() {
			out = append(out, c)
		}
	}
	return out, nil
}

func scanStandInCount(rows *sql.Rows) (c news.StandInCount, err error) {
	return c, rows.Scan(&c.FeedID, &c.Kind, &c.Pages)
}

// packSketch writes keys as 8 bytes each, the least significant first.
func packSketch(keys []uint64) []byte {
	out := make([]byte, 0, 8*len(keys))
	for _, k := range keys {
		out = binary.LittleEndian.AppendUint64(out, k)
	}
	return out
}

func unpackSketch(b []byte) []uint64 {
	var keys []uint64
	for ; len(b) >= 8; b = b[8:] {
		keys = append(keys, binary.LittleEndian.Uint64(b))
	}
	return keys
}
