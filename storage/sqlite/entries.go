package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"sada/news"
)

const (
	sqlEntryColumns = `
SELECT e.id, e.feed_id, f.name, o.id, o.name, o.host, o.country, o.zone, e.guid, e.url, e.address,
  e.title, e.author, e.summary, e.categories, e.published_at, e.published_raw,
  e.published_source, e.published_confidence, e.updated_at, e.state,
  e.reason, e.attempts, e.next_try_at, e.tried_at, e.first_seen_at, e.last_seen_at, e.poll_interval_s, e.article_id
FROM entries e JOIN feeds f ON f.id = e.feed_id JOIN outlets o ON o.id = f.outlet_id `

	// An address that several feeds list is handed out once: by the entry
	// stored first among those that can be had. One that was tried at a time to
	// come is due: the clock was set back, and how long it waited nobody knows.
	sqlPending = sqlEntryColumns + `
WHERE e.state = 'pending' AND f.listed AND f.enabled 
  AND (e.next_try_at IS NULL OR e.next_try_at <= ?1 OR e.tried_at > ?3)
  AND NOT EXISTS (
    SELECT 1 FROM entries twin JOIN feeds g ON g.id = twin.feed_id
    WHERE twin.state = 'pending' AND twin.address = e.address AND twin.address <> ''
      AND twin.id < e.id AND g.listed AND g.enabled)
ORDER BY min(coalesce(e.published_at, e.first_seen_at), e.first_seen_at), e.id LIMIT ?2`

	sqlEntries = sqlEntryColumns + `
WHERE (?1 = 0 OR e.feed_id = ?1) AND (?2 = '' OR e.state = ?2) ORDER BY e.first_seen_at DESC, e.id DESC LIMIT ?3`

	sqlCloseEntry = `
UPDATE entries SET state = ?2, reason = ?3, attempts = ?4, next_try_at = ?5, tried_at = ?6, article_id = ?7 WHERE id = ?1`
)

// setBack is how far ahead a time of something past must lie for the clock to
// have been set back: more than the clocks of a network differ.
const setBack = time.Minute

// Pending returns up to limit entries to fetch now, the earliest first.
func (s *Store) Pending(ctx context.Context, now time.Time, limit int) ([]news.Entry, error) {
	entries, err := all(ctx, s.reader, scanEntry, sqlPending, at(now), unlimited(limit), at(now.Add(setBack)))
	return entries, s.fault("list pending entries", err)
}

// Entries returns the entries of a feed (0 for all) in a state (empty for all),
// newest first.
func (s *Store) Entries(ctx context.Context, feed int64, state news.EntryState, limit int) ([]news.Entry, error) {
	entries, err := all(ctx, s.reader, scanEntry, sqlEntries, feed, string(state), unlimited(limit))
	return entries, s.fault("list entries", err)
}

// unlimited turns a limit of 0 into SQLite's word for none.
func unlimited(limit int) int {
	if limit <= 0 {
		return -1
	}
	return limit
}

func scanEntry(rows *sql.Rows) (e news.Entry, err error) {
	o := &e.Outlet
	err = rows.Scan(&e.ID, &e.FeedID, &e.Feed, &o.ID, &o.Name, &o.Host, &o.Country, &o.Zone, &e.GUID, &e.URL,
		&e.Address, &e.Title, &e.Author, &e.Summary, toList{&e.Categories}, toTime{&e.Published}, &e.PublishedRaw, &e.PublishedSource, &e.PublishedConfidence,
		toTime{&e.Updated}, &e.State, &e.Reason, &e.Attempts, toTime{&e.NextTry}, toTime{&e.Tried}, toTime{&e.FirstSeen},
		toTime{&e.LastSeen}, toDuration{&e.PollInterval}, toOptional[int64]{&e.ArticleID})
	return e, err
}

// CloseEntry stores State, Reason, Attempts, NextTry, Tried and ArticleID of e.
func (s *Store) CloseEntry(ctx context.Context, e news.Entry) error {
	return s.write(ctx, fmt.Sprintf("close entry %d", e.ID), func(ctx context.Context, tx *sql.Tx) error {
		result, err := exec(ctx, tx, sqlCloseEntry, e.ID, string(e.State), e.Reason, e.Attempts, at(e.NextTry), at(e.Tried), null(e.ArticleID))
		if err != nil {
			return err
		}
		if n, err := result.RowsAffected(); err != nil || n == 0 {
			return news.ErrNotFound
		}
		return nil
	})
}
