package sqlite

import (
	"context"
	"database/sql"
	"iter"
	"slices"
	"time"

	"sada/news"
)

const (
	// The order of the joins keeps the walk along the index of times, so that
	// no texts are sorted.
	sqlArticlesByTime = sqlStoredColumns + `, a.text, p.scheme, p.passages, p.extra
FROM articles a INDEXED BY articles_at CROSS JOIN variants v ON v.article_id = a.id
CROSS JOIN stories s ON s.id = v.story_id CROSS JOIN outlets o ON o.id = a.outlet_id
CROSS JOIN prints p ON p.article_id = a.id
WHERE s.last_seen_at >= ?1 ORDER BY a.at, a.id`

	sqlRulings = `SELECT id, at, kind, story_id, other_id, article_id FROM decisions ORDER BY id`

	// Which articles ever showed the stories that people decided about.
	sqlShown = `
SELECT story_id, article_id, at FROM events
WHERE kind IN ('story.created', 'canonical.changed')
  AND story_id IN (SELECT story_id FROM decisions UNION SELECT other_id FROM decisions)
ORDER BY seq`

	// Two ranges of prints_scheme, both empty as a rule.
	sqlOtherPrints = `
SELECT scheme, count(*) FROM (
  SELECT scheme FROM prints WHERE scheme < ?1 UNION ALL SELECT scheme FROM prints WHERE scheme > ?1)
GROUP BY scheme ORDER BY scheme`
)

// ArticlesByTime yields every article of every story whose LastSeen lies not
// before since, with its text and print, in order of At, then id.
func (s *Store) ArticlesByTime(ctx context.Context, since time.Time) iter.Seq2[news.Stored, error] {
	return stream(ctx, s, "read articles in order of time", scanPrinted, sqlArticlesByTime, sinceText(since))
}

// scanPrinted reads an article with its print.
func scanPrinted(rows *sql.Rows) (a news.Stored, err error) {
	p := &a.Print
	err = rows.Scan(append(storedFields(&a), &p.Scheme, toPassages{&p.Passages}, &p.Extra)...)
	a.Variant.ArticleID, p.SimHash = a.ID, a.SimHash
	return a, err
}

// OtherPrints counts the articles whose prints are not of the given scheme.
func (s *Store) OtherPrints(ctx context.Context, scheme string) ([]news.PrintCount, error) {
	counts, err := all(ctx, s.reader, scanPrintCount, sqlOtherPrints, scheme)
	return counts, s.fault("count prints", err)
}

func scanPrintCount(rows *sql.Rows) (n news.PrintCount, err error) {
	return n, rows.Scan(&n.Scheme, &n.Articles)
}

// Rulings returns what people decided, in order of id.
func (s *Store) Rulings(ctx context.Context) (rulings []news.Ruling, err error) {
	err = s.read(ctx, "read decisions", func(tx *sql.Tx) error {
		if rulings, err = all(ctx, tx, scanRuling, sqlRulings); err != nil || len(rulings) == 0 {
			return err
		}
		history, err := all(ctx, tx, scanShown, sqlShown)
		for i := range rulings {
			r := &rulings[i]
			r.CanonicalID = shownAt(history, r.StoryID, r.At, r.ArticleID)
			r.OtherCanonical = shownAt(history, r.OtherID, r.At, 0)
		}
		return err
	})
	return rulings, err
}

func scanRuling(rows *sql.Rows) (r news.Ruling, err error) {
	err = rows.Scan(&r.ID, toTime{&r.At}, &r.Kind, &r.StoryID, toOptional[int64]{&r.OtherID}, toOptional[int64]{&r.ArticleID})
	return r, err
}

// A shown is a moment from which on an article showed a story.
type shown struct {
	story, article int64
	from           time.Time
}

func scanShown(rows *sql.Rows) (s shown, err error) {
	return s, rows.Scan(&s.story, &s.article, toTime{&s.from})
}

// shownAt returns the article, one other than not, that showed a story at a
// moment; else the first that showed it later; 0 if there is none.
func shownAt(history []shown, story int64, when time.Time, not int64) (article int64) {
	history = slices.DeleteFunc(slices.Clone(history), func(s shown) bool { return s.story != story || s.article == not })
	for i, s := range history {
		if i == 0 || !s.from.After(when) {
			article = s.article
		}
	}
	return article
}
