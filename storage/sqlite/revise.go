package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"sada/news"
)

const (
	sqlEntryArticle = `SELECT coalesce(article_id, 0) FROM entries WHERE id = ?`
	sqlLatestText   = `
SELECT n, title, text_hash FROM (
  SELECT n, title, text_hash FROM revisions WHERE article_id = ?1
  UNION ALL SELECT 0, title, text_hash FROM articles WHERE id = ?1)
ORDER BY n DESC LIMIT 1`
	sqlInsertRevision = `
INSERT INTO revisions (article_id, n, seen_at, title, text_hash, text) VALUES (?, ?, ?, ?, ?, ?)`
)

// A version is one text of an article: 0 as first read, then its revisions.
type version struct {
	n           int
	title, hash string
}

// revise keeps the new text of an article that was read again and had changed.
// The article itself stays as it was first read: spans and verdicts point into
// that text. Another page of the same article (an AMP twin, say) differs too
// and is no revision, so only the entry that brought the article counts.
func revise(ctx context.Context, tx *sql.Tx, f *news.Filing) error {
	a := f.Article
	own, err := one(ctx, tx, scanID, sqlEntryArticle, f.EntryID)
	if errors.Is(err, news.ErrNotFound) || err == nil && own != a.ID {
		return nil
	}
	if err != nil {
		return err
	}
	last, err := one(ctx, tx, scanVersion, sqlLatestText, a.ID)
	if err != nil {
		return err
	}
	text := a.Text()
	now := version{n: last.n + 1, title: clean(a.Title), hash: textHash(hashedWords(f, text))}
	if text == "" || now.title == last.title && now.hash == last.hash {
		return nil
	}
	f.Revised = true
	if _, err := exec(ctx, tx, sqlInsertRevision, a.ID, now.n, at(a.Fetched), now.title, now.hash, text); err != nil {
		return err
	}
	return addEvent(ctx, tx, revisedAt(a), articleRevised, 0, a.ID, eventPayload{Revision: now.n})
}

func revisedAt(a *news.Article) time.Time {
	if a.Fetched.IsZero() {
		return a.FirstSeen
	}
	return a.Fetched
}

func scanVersion(rows *sql.Rows) (v version, err error) {
	err = rows.Scan(&v.n, &v.title, &v.hash)
	return v, err
}
