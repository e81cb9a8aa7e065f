package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"
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
	sqlVersionText = `
SELECT text FROM revisions WHERE article_id = ?1 AND n = ?2 UNION ALL SELECT text FROM articles WHERE id = ?1 AND ?2 = 0`
	sqlAsides = `SELECT text FROM blocks WHERE article_id = ? AND text IS NOT NULL`

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
	now := version{n: last.n + 1, title: clean(a.Title), hash: textHash(hashedWords(f))}
	if same, err := sameReport(ctx, tx, a, last, now); same || err != nil {
		return err
	}
	f.Revised = true
	if _, err := exec(ctx, tx, sqlInsertRevision, a.ID, now.n, at(a.Fetched), now.title, now.hash, text); err != nil {
		return err
	}
	return addEvent(ctx, tx, revisedAt(a), articleRevised, 0, a.ID, eventPayload{Revision: now.n})
}

// sameReport reports whether the page that was read again shows the report of
// the last version. It does too where the two differ by lines that one reading
// took for promotion or furniture and the other for text: that is a change of
// the reader's mind, or of the page's trimmings.
func sameReport(ctx context.Context, tx *sql.Tx, a *news.Article, last, now version) (bool, error) {
	text := a.Text()
	if text == "" {
		return true, nil
	}
	if now.title != last.title || now.hash == last.hash {
		return now.title == last.title, nil
	}
	before, err := one(ctx, tx, scanText, sqlVersionText, a.ID, last.n)
	if err != nil {
		return false, err
	}
	asides, err := all(ctx, tx, scanText, sqlAsides, a.ID)
	if err != nil {
		return false, err
	}
	for _, b := range a.Blocks {
		if !b.Kind.Compared() {
			asides = append(asides, b.Text)
		}
	}
	return slices.Equal(linesBut(before, asides), linesBut(text, asides)), nil
}

// linesBut returns the lines of a text without those that are asides, and
// without asides at the end of a line.
func linesBut(text string, asides []string) (lines []string) {
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if slices.Contains(asides, line) {
			continue
		}
		for _, aside := range asides {
			if cut, ok := strings.CutSuffix(line, " "+aside); ok {
				line = strings.TrimRight(cut, " \u00A0") // no-break space
			}
		}
		lines = append(lines, line)
	}
	return lines
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
