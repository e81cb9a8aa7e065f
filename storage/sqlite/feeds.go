package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"sada/news"
)

const (
	sqlFeeds = `
SELECT f.id, f.name, o.id, o.name, o.host, o.country, o.zone, f.url, f.kind, f.links, f.listed AND f.enabled,
  f.origin, f.state, f.title, f.format, f.etag, f.last_modified, f.body_hash, f.interval_s,
  f.last_poll_at, f.last_success_at, f.last_new_at, f.next_poll_at, f.failures, f.error,
  f.items, f.poll_count, f.permanent_url, f.permanent_seen, f.hint_s, f.unmodified, f.lies
FROM feeds f JOIN outlets o ON o.id = f.outlet_id ORDER BY f.name`

	sqlOutletID     = `SELECT id FROM outlets WHERE name = ?`
	sqlInsertOutlet = `INSERT INTO outlets (name, host, country, zone) VALUES (?, ?, ?, ?)`
	sqlUpdateOutlet = `
UPDATE outlets SET
  host    = CASE WHEN ?2 <> '' THEN ?2 ELSE host END,
  country = CASE WHEN ?3 <> '' THEN ?3 ELSE country END,
  zone    = CASE WHEN ?4 <> '' THEN ?4 ELSE zone END
WHERE id = ?1`

	sqlUnlistFeeds = `UPDATE feeds SET listed = 0 WHERE origin = 'config'`
	sqlFeedByName  = `SELECT id, url FROM feeds WHERE name = ?`
	sqlFeedByURL   = `SELECT id, url FROM feeds WHERE url = ? ORDER BY id LIMIT 1`
	// The feed that a server moved away from an address.
	sqlFeedByOldURL = `
SELECT f.id, f.url FROM feed_moves m JOIN feeds f ON f.id = m.feed_id
WHERE m.from_url = ? AND m.why = 'redirect' ORDER BY m.id DESC LIMIT 1`
	sqlFeedByEither = `
SELECT count(*) FROM feeds WHERE name = ?1 OR url = ?2
  OR id IN (SELECT feed_id FROM feed_moves WHERE from_url = ?2 AND why = 'redirect')`
	sqlInsertFeed = `
INSERT INTO feeds (name, outlet_id, url, kind, links, origin, listed, enabled, interval_s)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`
	sqlListFeed = `
UPDATE feeds SET name = ?2, outlet_id = ?3, origin = 'config', listed = ?4, kind = ?5, links = ?6 WHERE id = ?1`
	// A pattern that changed asks for the page anew.
	sqlForgetRead = `
UPDATE feeds SET etag = '', last_modified = '', body_hash = '', next_poll_at = NULL
WHERE id = ?1 AND (kind <> ?2 OR links <> ?3)`
	sqlMoveFeed = `
UPDATE feeds SET url = ?2, state = 'new', etag = '', last_modified = '', body_hash = '',
  next_poll_at = NULL, failures = 0, error = '', permanent_url = '', permanent_seen = 0,
  hint_s = 0, unmodified = 0, lies = 0
WHERE id = ?1`

	sqlInsertMove = `INSERT INTO feed_moves (feed_id, at, from_url, to_url, why) VALUES (?, ?, ?, ?, ?)`
	sqlFeedMoves  = `SELECT feed_id, at, from_url, to_url, why FROM feed_moves ORDER BY id`

	// Whether a server, since the configuration last changed the address, has
	// moved a feed away from the one given.
	sqlMovedFrom = `
SELECT count(*) FROM feed_moves
WHERE feed_id = ?1 AND from_url = ?2 AND why = 'redirect'
  AND id > (SELECT coalesce(max(id), 0) FROM feed_moves WHERE feed_id = ?1 AND why = 'config')`

	sqlParts    = `SELECT url, etag, last_modified, body_hash FROM feed_parts WHERE feed_id = ? ORDER BY url`
	sqlSavePart = `
INSERT INTO feed_parts (feed_id, url, etag, last_modified, body_hash) VALUES (?, ?, ?, ?, ?)`
	sqlDropParts = `DELETE FROM feed_parts WHERE feed_id = ?`

	sqlDisableFeed = `UPDATE feeds SET enabled = 0 WHERE id = ?`
	sqlEnableFeed  = `
UPDATE feeds SET enabled = 1, listed = 1, next_poll_at = NULL, failures = 0, error = '',
  state = CASE WHEN last_success_at IS NULL THEN 'new' ELSE 'ok' END
WHERE id = ?`
)

// Feeds returns all feeds, in order of name.
func (s *Store) Feeds(ctx context.Context) ([]news.Feed, error) {
	feeds, err := all(ctx, s.reader, scanFeed, sqlFeeds)
	return feeds, s.fault("list feeds", err)
}

func scanFeed(rows *sql.Rows) (f news.Feed, err error) {
	err = rows.Scan(&f.ID, &f.Name, &f.Outlet.ID, &f.Outlet.Name, &f.Outlet.Host, &f.Outlet.Country, &f.Outlet.Zone,
		&f.URL, &f.Kind, &f.Links, &f.Enabled, &f.Origin, &f.State, &f.Title, &f.Format, &f.ETag, &f.LastModified, &f.BodyHash,
		toDuration{&f.Interval}, toTime{&f.LastPoll}, toTime{&f.LastSuccess}, toTime{&f.LastNew}, toTime{&f.NextPoll},
		&f.Failures, &f.Error, &f.Items, &f.PollCount, &f.PermanentURL, &f.PermanentSeen,
		toDuration{&f.Hint}, &f.Unmodified, &f.Lies)
	return f, err
}

// SyncFeeds makes the feeds of origin "config" those given. A feed is known by
// its name, else by its URL: so it keeps its past when either changes. What a
// user switched off stays off.
func (s *Store) SyncFeeds(ctx context.Context, feeds []news.Feed) error {
	return s.write(ctx, "sync feeds", func(ctx context.Context, tx *sql.Tx) error {
		if _, err := exec(ctx, tx, sqlUnlistFeeds); err != nil {
			return err
		}
		for _, f := range feeds {
			if err := syncFeed(ctx, tx, f); err != nil {
				return fmt.Errorf("feed %s: %w", f.Name, err)
			}
		}
		return nil
	})
}

func syncFeed(ctx context.Context, tx *sql.Tx, f news.Feed) error {
	outlet, err := saveOutlet(ctx, tx, f.Outlet)
	if err != nil {
		return err
	}
	id, url, err := findFeed(ctx, tx, f.Name, f.URL)
	if errors.Is(err, news.ErrNotFound) {
		_, err = exec(ctx, tx, sqlInsertFeed, f.Name, outlet, f.URL, kindOf(f), f.Links, "config", f.Enabled, true, seconds(f.Interval))
		return err
	}
	if err != nil {
		return err
	}
	if _, err := exec(ctx, tx, sqlForgetRead, id, kindOf(f), f.Links); err != nil {
		return err
	}
	if _, err := exec(ctx, tx, sqlListFeed, id, f.Name, outlet, f.Enabled, kindOf(f), f.Links); err != nil {
		return err
	}
	if url == f.URL {
		return nil
	}
	return relocate(ctx, tx, id, url, f.URL)
}

// kindOf is the kind of a feed, given or not.
func kindOf(f news.Feed) string { return string(cmp.Or(f.Kind, news.KindFeed)) }

// relocate gives a feed the address that the configuration has now. Where the
// server moved it away from that one, it stays where the server says.
func relocate(ctx context.Context, tx *sql.Tx, id int64, from, to string) error {
	var moved int
	if err := tx.QueryRowContext(ctx, sqlMovedFrom, id, clean(to)).Scan(&moved); err != nil || moved > 0 {
		return err
	}
	if _, err := exec(ctx, tx, sqlMoveFeed, id, to); err != nil {
		return err
	}
	_, err := exec(ctx, tx, sqlInsertMove, id, at(time.Now()), from, to, string(news.MoveConfig))
	return err
}

// FeedMoves returns the addresses that feeds had, in order of time.
func (s *Store) FeedMoves(ctx context.Context) ([]news.FeedMove, error) {
	moves, err := all(ctx, s.reader, scanMove, sqlFeedMoves)
	return moves, s.fault("list moves of feeds", err)
}

func scanMove(rows *sql.Rows) (m news.FeedMove, err error) {
	err = rows.Scan(&m.FeedID, toTime{&m.At}, &m.From, &m.To, &m.Why)
	return m, err
}

// Parts returns the documents of a feed that were read, in order of address.
func (s *Store) Parts(ctx context.Context, feed int64) ([]news.Part, error) {
	parts, err := all(ctx, s.reader, scanPart, sqlParts, feed)
	return parts, s.fault(fmt.Sprintf("list parts of feed %d", feed), err)
}

func scanPart(rows *sql.Rows) (p news.Part, err error) {
	err = rows.Scan(&p.URL, &p.ETag, &p.LastModified, &p.BodyHash)
	return p, err
}

// findFeed looks a feed up by name, else by URL, else by one that its server
// moved it away from. ErrNotFound.
func findFeed(ctx context.Context, q queryer, name, url string) (id int64, stored string, err error) {
	for _, by := range []struct{ query, key string }{
		{sqlFeedByName, name}, {sqlFeedByURL, url}, {sqlFeedByOldURL, url},
	} {
		err = q.QueryRowContext(ctx, by.query, by.key).Scan(&id, &stored)
		if !errors.Is(err, sql.ErrNoRows) {
			break
		}
	}
	return id, stored, notFound(err)
}

// AddFeed stores a feed of origin "user".
func (s *Store) AddFeed(ctx context.Context, f news.Feed) (news.Feed, error) {
	err := s.write(ctx, "add feed "+f.Name, func(ctx context.Context, tx *sql.Tx) (err error) {
		var known int
		if err := tx.QueryRowContext(ctx, sqlFeedByEither, f.Name, f.URL).Scan(&known); err != nil {
			return err
		}
		if known > 0 {
			return news.ErrKnown
		}
		if f.Outlet.ID, err = saveOutlet(ctx, tx, f.Outlet); err != nil {
			return err
		}
		f.ID, err = insert(ctx, tx, sqlInsertFeed, f.Name, f.Outlet.ID, f.URL, kindOf(f), f.Links, "user", true, f.Enabled, seconds(f.Interval))
		return err
	})
	if err != nil {
		return news.Feed{}, err
	}
	f.Origin, f.State = "user", news.FeedNew
	return f, nil
}

// SetFeedEnabled switches a feed, named by name or URL, on or off.
func (s *Store) SetFeedEnabled(ctx context.Context, ref string, enabled bool) error {
	return s.write(ctx, "switch feed "+ref, func(ctx context.Context, tx *sql.Tx) error {
		id, _, err := findFeed(ctx, tx, ref, ref)
		if err != nil {
			return err
		}
		query := sqlDisableFeed
		if enabled {
			query = sqlEnableFeed
		}
		_, err = exec(ctx, tx, query, id)
		return err
	})
}

// saveOutlet stores an outlet under its name and returns its id. What is left
// empty of an outlet known already stays as it is.
func saveOutlet(ctx context.Context, tx *sql.Tx, o news.Outlet) (int64, error) {
	id, err := outletID(ctx, tx, o)
	if err != nil || (o.Host == "" && o.Country == "" && o.Zone == "") {
		return id, err
	}
	_, err = exec(ctx, tx, sqlUpdateOutlet, id, o.Host, o.Country, o.Zone)
	return id, err
}

// outletID returns the id of the outlet of that name, storing it if it is new.
func outletID(ctx context.Context, tx *sql.Tx, o news.Outlet) (id int64, err error) {
	err = tx.QueryRowContext(ctx, sqlOutletID, clean(o.Name)).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return insert(ctx, tx, sqlInsertOutlet, o.Name, o.Host, o.Country, o.Zone)
	}
	return id, err
}
