package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"sada/news"
)

const (
	sqlDueChecks = `
SELECT r.article_id, r.final_url, r.etag, r.last_modified, r.body_hash, r.bytes, r.checked_at, r.next_at, a.gone_at IS NOT NULL,
  e.id, e.feed_id, f.name, o.id, o.name, o.host, o.country, o.zone, e.guid, e.url, e.address, e.title, e.author, e.published_at,
  e.first_seen_at, e.poll_interval_s
FROM rechecks r JOIN articles a ON a.id = r.article_id JOIN entries e ON e.id = r.entry_id
JOIN feeds f ON f.id = e.feed_id JOIN outlets o ON o.id = f.outlet_id
WHERE (r.next_at <= ?1 OR r.checked_at > ?2) AND e.state = 'filed' AND f.listed AND f.enabled
ORDER BY r.next_at, r.article_id LIMIT ?3`

	sqlSaveCheck = `
INSERT INTO rechecks (article_id, entry_id, url, final_url, etag, last_modified, body_hash, bytes, checked_at, next_at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
ON CONFLICT (article_id) DO UPDATE SET final_url = ?4, etag = ?5, last_modified = ?6, body_hash = ?7, bytes = ?8,
  checked_at = ?9, next_at = ?10`
	sqlDropCheck = `DELETE FROM rechecks WHERE article_id = ?`

	// The entry that brought an article is filed; others that lead to it are
	// known.
	sqlBrought = `SELECT count(*) FROM entries WHERE id = ? AND article_id = ? AND state = 'filed'`

	sqlMarkGone = `UPDATE articles SET gone_at = ?2 WHERE id = ?1 AND (gone_at IS NULL) = (?2 IS NOT NULL)`
)

// DueChecks returns up to limit pages to be read again now, those that have
// waited longest first.
func (s *Store) DueChecks(ctx context.Context, now time.Time, limit int) ([]news.Check, error) {
	checks, err := all(ctx, s.reader, scanCheck, sqlDueChecks, at(now), at(now.Add(setBack)), unlimited(limit))
	return checks, s.fault("list pages to be read again", err)
}

func scanCheck(rows *sql.Rows) (c news.Check, err error) {
	e, o := &c.Entry, &c.Entry.Outlet
	err = rows.Scan(&c.ArticleID, &c.FinalURL, &c.ETag, &c.LastModified, &c.BodyHash, &c.Bytes, toTime{&c.Checked}, toTime{&c.Next}, &c.Gone,
		&e.ID, &e.FeedID, &e.Feed, &o.ID, &o.Name, &o.Host, &o.Country, &o.Zone, &e.GUID, &e.URL, &e.Address, &e.Title, &e.Author,
		toTime{&e.Published}, toTime{&e.FirstSeen}, toDuration{&e.PollInterval})
	e.State, e.ArticleID = news.EntryFiled, c.ArticleID
	return c, err
}

// SaveCheck stores when a page was read again and when it is to be next, and
// marks its article as gone, or as there again.
func (s *Store) SaveCheck(ctx context.Context, c news.Check) error {
	return s.write(ctx, fmt.Sprintf("save check of article %d", c.ArticleID), func(ctx context.Context, tx *sql.Tx) error {
		return saveCheck(ctx, tx, c)
	})
}

func saveCheck(ctx context.Context, tx *sql.Tx, c news.Check) error {
	if err := markGone(ctx, tx, c); err != nil {
		return err
	}
	if c.Next.IsZero() {
		_, err := exec(ctx, tx, sqlDropCheck, c.ArticleID)
		return err
	}
	_, err := exec(ctx, tx, sqlSaveCheck, c.ArticleID, c.Entry.ID, c.Entry.URL, c.FinalURL, c.ETag, c.LastModified, c.BodyHash, c.Bytes,
		at(c.Checked), at(c.Next))
	return err
}

// markGone brings the mark of an article up to a check, with an event where it
// changes.
func markGone(ctx context.Context, tx *sql.Tx, c news.Check) error {
	var when any
	kind := articleReturned
	if c.Gone {
		when, kind = at(c.Checked), articleGone
	}
	result, err := exec(ctx, tx, sqlMarkGone, c.ArticleID, when)
	if err != nil {
		return err
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		return err
	}
	return addEvent(ctx, tx, c.Checked, kind, 0, c.ArticleID, nil)
}

// checkFiled stores when the page of an article that was just filed is read
// again. Only the entry that brought the article counts.
func checkFiled(ctx context.Context, tx *sql.Tx, f *news.Filing) error {
	if f.Check == nil {
		return nil
	}
	c := *f.Check
	if c.ArticleID == 0 {
		brought, err := one(ctx, tx, scanID, sqlBrought, f.EntryID, f.Article.ID)
		if err != nil || brought == 0 {
			return err
		}
		c.ArticleID = f.Article.ID
	}
	return saveCheck(ctx, tx, c)
}
