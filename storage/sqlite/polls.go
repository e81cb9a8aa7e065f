package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"time"

	"sada/news"
)

const (
	sqlInsertPoll = `
INSERT INTO polls (feed_id, started_at, elapsed_ms, status, outcome, bytes, items, new, repairs, error)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

	sqlFeedPolled = `
UPDATE feeds SET state = ?2, title = ?3, format = ?4, interval_s = ?5, last_poll_at = ?6,
  last_success_at = ?7, last_new_at = ?8, next_poll_at = ?9, failures = ?10, error = ?11,
  items = ?12, permanent_url = ?13, permanent_seen = ?14, hint_s = ?15, unmodified = ?16, lies = ?17, poll_count = poll_count + 1
WHERE id = ?1`
	// An address that another feed has is left to it.
	sqlFollowMove = `
UPDATE feeds SET url = ?2, permanent_url = '', permanent_seen = 0
WHERE id = ?1 AND url <> ?2 AND NOT EXISTS (SELECT 1 FROM feeds WHERE url = ?2)`
	sqlFeedURL   = `SELECT url FROM feeds WHERE id = ?`
	sqlPollCount = `SELECT poll_count FROM feeds WHERE id = ?`

	sqlFeedValidators = `UPDATE feeds SET etag = ?2, last_modified = ?3, body_hash = ?4 WHERE id = ?1`

	sqlEntryByAddress = `
SELECT id, title, published_at, updated_at FROM entries WHERE feed_id = ? AND address = ? LIMIT 1`
	sqlEntryByGUID = `
SELECT id, title, published_at, updated_at FROM entries WHERE feed_id = ? AND guid = ? AND guid <> '' LIMIT 2`
	sqlEntryByTitle = `
SELECT id, title, published_at, updated_at FROM entries
WHERE feed_id = ? AND address = '' AND title = ? AND published_raw = ? LIMIT 1`

	sqlInsertEntry = `
INSERT INTO entries (feed_id, guid, url, address, title, author, summary, categories, published_at,
  published_raw, published_source, published_confidence, updated_at, state, reason, first_seen_at, last_seen_at, poll_interval_s, article_id)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
	sqlEntrySeen = `
UPDATE entries SET last_seen_at = max(last_seen_at, ?2), title = coalesce(?3, title),
  published_at = coalesce(?4, published_at), published_raw = coalesce(?5, published_raw),
  published_source = coalesce(?6, published_source), published_confidence = coalesce(?7, published_confidence),
  updated_at = coalesce(?8, updated_at)
WHERE id = ?1`

	// An article that its feed says was changed is read again, once an hour at
	// most: feeds exist that change every date at every poll.
	sqlReadAgain = `
UPDATE entries SET state = 'pending', reason = 'the feed changed it', attempts = 0, next_try_at = NULL, rechecked_at = ?2
WHERE id = ?1 AND state = 'filed' AND coalesce(rechecked_at, '') < ?3`
)

// SavePoll stores, in one transaction, the poll, the feed's state, schedule
// and validators, and its new entries. It sets p.New, and in p.Feed what
// follows from it: PollCount and LastNew.
func (s *Store) SavePoll(ctx context.Context, p *news.Poll) error {
	return s.write(ctx, "save poll of feed "+p.Feed.Name, func(ctx context.Context, tx *sql.Tx) error {
		added, err := saveEntries(ctx, tx, p)
		if err != nil {
			return err
		}
		if p.New = added; p.Settle != nil {
			p.Settle(p)
		}
		feed := p.Feed
		if added > 0 {
			feed.LastNew = p.Started
		}
		if feed.PollCount, err = savePolled(ctx, tx, p.FeedID, feed); err != nil {
			return err
		}
		if err := saveValidators(ctx, tx, p.FeedID, p.Validator); err != nil {
			return err
		}
		if err := saveParts(ctx, tx, p); err != nil {
			return err
		}
		if err := followMove(ctx, tx, p, &feed); err != nil {
			return err
		}
		p.Feed = feed
		_, err = exec(ctx, tx, sqlInsertPoll, p.FeedID, at(p.Started), p.Elapsed.Milliseconds(), p.Status,
			p.Outcome, p.Bytes, p.Items, p.New, list(p.Repairs), p.Error)
		return err
	})
}

// savePolled stores how the feed fared and returns its count of polls.
func savePolled(ctx context.Context, tx *sql.Tx, id int64, f news.Feed) (count int64, err error) {
	_, err = exec(ctx, tx, sqlFeedPolled, id, string(cmp.Or(f.State, news.FeedNew)), f.Title, f.Format,
		seconds(f.Interval), at(f.LastPoll), at(f.LastSuccess), at(f.LastNew), at(f.NextPoll), f.Failures, f.Error,
		f.Items, f.PermanentURL, f.PermanentSeen, seconds(f.Hint), f.Unmodified, f.Lies)
	if err != nil {
		return 0, err
	}
	err = tx.QueryRowContext(ctx, sqlPollCount, id).Scan(&count)
	return count, notFound(err)
}

func saveValidators(ctx context.Context, tx *sql.Tx, feed int64, v news.Validator) error {
	if v == (news.Validator{}) {
		return nil
	}
	_, err := exec(ctx, tx, sqlFeedValidators, feed, v.ETag, v.LastModified, v.BodyHash)
	return err
}

func saveParts(ctx context.Context, tx *sql.Tx, p *news.Poll) error {
	if p.Parts == nil {
		return nil
	}
	if _, err := exec(ctx, tx, sqlDropParts, p.FeedID); err != nil {
		return err
	}
	for _, part := range p.Parts {
		if _, err := exec(ctx, tx, sqlSavePart, p.FeedID, part.URL, part.ETag, part.LastModified, part.BodyHash); err != nil {
			return err
		}
	}
	return nil
}

// followMove gives the feed its new address, if the poll decided so, and keeps
// the old one in feed_moves.
func followMove(ctx context.Context, tx *sql.Tx, p *news.Poll, f *news.Feed) error {
	var from string
	if err := tx.QueryRowContext(ctx, sqlFeedURL, p.FeedID).Scan(&from); err != nil {
		return notFound(err)
	}
	if f.URL == "" || f.URL == from {
		return nil
	}
	result, err := exec(ctx, tx, sqlFollowMove, p.FeedID, f.URL)
	if err != nil {
		return err
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		f.URL = from
		return err
	}
	_, err = exec(ctx, tx, sqlInsertMove, p.FeedID, at(p.Started), from, f.URL, string(news.MoveRedirect))
	return err
}

// saveEntries stores the entries not seen before and says how many they were.
func saveEntries(ctx context.Context, tx *sql.Tx, p *news.Poll) (added int, err error) {
	guids := make(map[string]int, len(p.Entries))
	for _, e := range p.Entries {
		guids[e.GUID]++
	}
	for i := range p.Entries {
		e := &p.Entries[i]
		isNew, err := saveEntry(ctx, tx, p, e, guids[e.GUID] == 1)
		if err != nil {
			return 0, fmt.Errorf("entry %s: %w", cmp.Or(e.URL, e.GUID, e.Title), err)
		}
		if isNew {
			added++
		}
	}
	return added, nil
}

// saveEntry stores one entry, or notes that it was seen again. ownGUID says
// that no other entry of the document has its GUID.
func saveEntry(ctx context.Context, tx *sql.Tx, p *news.Poll, e *news.Entry, ownGUID bool) (isNew bool, err error) {
	old, found, err := findEntry(ctx, tx, p.FeedID, *e, ownGUID)
	if err != nil {
		return false, err
	}
	if found {
		e.ID = old.ID
		return false, entrySeen(ctx, tx, p, old, *e)
	}
	return true, addEntry(ctx, tx, p, e)
}

// findEntry looks for an entry stored earlier that is this one: by its
// address; else by its GUID. Feeds exist that give one GUID to all their
// items, and others that give an item a new link at every poll: so a GUID
// counts only where it is an item's own, in the document and in the store, and
// the title is the same. An entry without address goes by GUID or by title.
func findEntry(ctx context.Context, tx *sql.Tx, feed int64, e news.Entry, ownGUID bool) (old news.Entry, found bool, err error) {
	var olds []news.Entry
	switch {
	case e.Address != "":
		olds, err = all(ctx, tx, scanSeen, sqlEntryByAddress, feed, clean(e.Address))
	case e.GUID == "":
		olds, err = all(ctx, tx, scanSeen, sqlEntryByTitle, feed, clean(e.Title), clean(e.PublishedRaw))
	}
	if err != nil || len(olds) == 1 {
		return first(olds), len(olds) == 1, err
	}
	if e.GUID == "" || !ownGUID {
		return news.Entry{}, false, nil
	}
	olds, err = all(ctx, tx, scanSeen, sqlEntryByGUID, feed, clean(e.GUID))
	same := len(olds) == 1 && (e.Address == "" || olds[0].Title == clean(e.Title))
	return first(olds), same, err
}

func first[T any](s []T) (v T) {
	if len(s) > 0 {
		v = s[0]
	}
	return v
}

func scanSeen(rows *sql.Rows) (e news.Entry, err error) {
	err = rows.Scan(&e.ID, &e.Title, toTime{&e.Published}, toTime{&e.Updated})
	return e, err
}

// entrySeen notes that an entry is still listed, and what the feed changed.
func entrySeen(ctx context.Context, tx *sql.Tx, p *news.Poll, old, e news.Entry) error {
	var raw, source, confidence any
	if !e.Published.IsZero() {
		raw, source, confidence = e.PublishedRaw, e.PublishedSource, string(e.PublishedConfidence)
	}
	_, err := exec(ctx, tx, sqlEntrySeen, old.ID, at(p.Started), null(e.Title), at(e.Published), raw, source, confidence, at(e.Updated))
	if err != nil || !changed(old, e) {
		return err
	}
	_, err = exec(ctx, tx, sqlReadAgain, old.ID, at(p.Started), at(p.Started.Add(-time.Hour)))
	return err
}

// changed reports whether a feed says that an entry is no longer what it was.
func changed(old, e news.Entry) bool {
	newer := !old.Updated.IsZero() && e.Updated.Sub(old.Updated) >= time.Second
	return newer || e.Title != "" && clean(e.Title) != old.Title
}

// addEntry stores a new entry: known where its address is an article, else as
// the poll gave its state, pending by default.
func addEntry(ctx context.Context, tx *sql.Tx, p *news.Poll, e *news.Entry) error {
	e.FeedID, e.State = p.FeedID, cmp.Or(e.State, news.EntryPending)
	if e.FirstSeen.IsZero() {
		e.FirstSeen = p.Started
	}
	e.LastSeen = p.Started
	e.PollInterval = cmp.Or(e.PollInterval, p.Feed.Interval)
	if e.Address != "" && e.State == news.EntryPending {
		id, err := articleAt(ctx, tx, e.Address)
		if err != nil {
			return err
		}
		if id != 0 {
			e.State, e.ArticleID = news.EntryKnown, id
		}
	}
	id, err := insert(ctx, tx, sqlInsertEntry, e.FeedID, e.GUID, e.URL, e.Address, e.Title, e.Author, e.Summary,
		list(e.Categories), at(e.Published), e.PublishedRaw, e.PublishedSource, string(e.PublishedConfidence), at(e.Updated), string(e.State), e.Reason,
		at(e.FirstSeen), at(e.LastSeen), seconds(e.PollInterval), null(e.ArticleID))
	e.ID = id
	return err
}
