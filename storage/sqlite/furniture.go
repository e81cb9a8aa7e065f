package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"sada/news"
)

const (
	sqlFindOutlet = `SELECT id FROM outlets WHERE name = ?`

	sqlLesson = `
SELECT l.articles, (SELECT count(*) FROM articles a WHERE a.outlet_id = l.outlet_id AND a.id > l.through_id)
FROM lessons l WHERE l.outlet_id = ?`
	sqlOutletArticles = `SELECT count(*) FROM articles WHERE outlet_id = ?`
	sqlPutLesson      = `
INSERT OR REPLACE INTO lessons (outlet_id, through_id, articles)
SELECT ?1, coalesce(max(id), 0), count(*) FROM articles WHERE outlet_id = ?1`

	sqlLines = `
SELECT line, kind, place, state, why, articles, looked_at, examples, sample, first_seen_at, last_seen_at
FROM furniture WHERE outlet_id = ? ORDER BY articles DESC, line`
	sqlRemoveLines = `DELETE FROM furniture WHERE outlet_id = ?`
	sqlInsertLine  = `
INSERT INTO furniture (outlet_id, line, kind, place, state, why, articles, looked_at, examples, sample, first_seen_at, last_seen_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

	sqlLatestOwn    = `SELECT id, title, byline, at, text FROM articles WHERE outlet_id = ?1 ORDER BY id DESC LIMIT ?2`
	sqlLatestOthers = `SELECT id, title, byline, at, text FROM articles WHERE +outlet_id <> ?1 ORDER BY id DESC LIMIT ?2`

	sqlHeadlineOf = `
SELECT article_id FROM headlines
WHERE outlet_id = (SELECT id FROM outlets WHERE name = ?) AND key = +? AND article_id <= ? ORDER BY article_id DESC LIMIT 1`
	sqlInsertHeadline = `INSERT OR IGNORE INTO headlines (outlet_id, key, article_id) VALUES (?, ?, ?)`

	sqlLastArticle = `SELECT coalesce(max(id), 0) FROM articles`

	sqlCopiesOf = `
SELECT b.text FROM articles a JOIN variants v ON v.article_id = a.id JOIN variants w ON w.story_id = v.story_id
JOIN articles b ON b.id = w.article_id
WHERE a.id = ? AND b.outlet_id <> a.outlet_id ORDER BY b.id LIMIT 8`

	sqlRemovePushes = `DELETE FROM pushes WHERE article_id = ?`
	sqlInsertPush   = `INSERT INTO pushes (article_id, n, label, title, to_id) VALUES (?, ?, ?, ?, ?)`
	sqlPushes       = `SELECT label, title, to_id FROM pushes WHERE article_id = ? ORDER BY n`

	sqlOutletCounts = `
SELECT o.id, o.name, o.host, o.country, o.zone,
  (SELECT count(*) FROM articles a WHERE a.outlet_id = o.id),
  (SELECT a.at FROM articles a WHERE a.outlet_id = o.id ORDER BY a.id DESC LIMIT 1),
  (SELECT count(*) FROM furniture f WHERE f.outlet_id = o.id AND f.state = 'learned'),
  (SELECT count(*) FROM furniture f WHERE f.outlet_id = o.id AND f.state = 'refused'),
  (SELECT count(*) FROM furniture f WHERE f.outlet_id = o.id AND f.state = 'vetoed'),
  (SELECT count(*) FROM pushes p WHERE p.article_id IN (SELECT a.id FROM articles a WHERE a.outlet_id = o.id))
FROM outlets o ORDER BY o.name`
)

// findOutlet returns the id of an outlet; 0 if there is none of that name.
func findOutlet(ctx context.Context, q queryer, name string) (int64, error) {
	id, err := one(ctx, q, scanID, sqlFindOutlet, clean(name))
	if errors.Is(err, news.ErrNotFound) {
		return 0, nil
	}
	return id, err
}

// Lesson returns what was learned of an outlet's furniture.
func (s *Store) Lesson(ctx context.Context, outlet string) (l news.Lesson, err error) {
	err = s.read(ctx, "read furniture of "+outlet, func(tx *sql.Tx) error {
		id, err := findOutlet(ctx, tx, outlet)
		if err != nil || id == 0 {
			return err
		}
		l, err = one(ctx, tx, scanLesson, sqlLesson, id)
		if errors.Is(err, news.ErrNotFound) {
			n, err := one(ctx, tx, scanID, sqlOutletArticles, id)
			l.New = int(n)
			return err
		}
		if err == nil {
			l.Lines, err = all(ctx, tx, scanLine, sqlLines, id)
		}
		return err
	})
	return l, err
}

func scanLesson(rows *sql.Rows) (l news.Lesson, err error) { return l, rows.Scan(&l.Stored, &l.New) }

func scanLine(rows *sql.Rows) (l news.Line, err error) {
	var template, examples string
	err = rows.Scan(&template, &l.Kind, &l.Place, &l.State, &l.Why, &l.Articles, &l.Of, &examples, &l.Sample,
		toTime{&l.First}, toTime{&l.Last})
	if err != nil {
		return l, err
	}
	l.Rule, l.Words = news.ParseTemplate(template)
	return l, json.Unmarshal([]byte(examples), &l.Examples)
}

// SaveLesson makes the stored lines of an outlet those given, in one
// transaction.
func (s *Store) SaveLesson(ctx context.Context, outlet string, lines []news.Line) error {
	return s.write(ctx, "save furniture of "+outlet, func(ctx context.Context, tx *sql.Tx) error {
		id, err := outletID(ctx, tx, news.Outlet{Name: outlet})
		if err != nil {
			return err
		}
		if _, err := exec(ctx, tx, sqlRemoveLines, id); err != nil {
			return err
		}
		for _, l := range lines {
			if err := putLine(ctx, tx, id, l); err != nil {
				return fmt.Errorf("line %s: %w", l.Template(), err)
			}
		}
		_, err = exec(ctx, tx, sqlPutLesson, id)
		return err
	})
}

func putLine(ctx context.Context, tx *sql.Tx, outlet int64, l news.Line) error {
	_, err := exec(ctx, tx, sqlInsertLine, outlet, l.Template(), string(l.Kind), string(l.Place), string(l.State), l.Why,
		l.Articles, l.Of, encode(append([]int64{}, l.Examples...)), l.Sample, at(l.First), at(l.Last))
	return err
}

// Latest returns the latest articles of an outlet, or with others those of all
// other outlets, with their blocks; of the rest only what furniture is learned
// from.
func (s *Store) Latest(ctx context.Context, outlet string, others bool, limit int) (found []news.Article, err error) {
	query := sqlLatestOwn
	if others {
		query = sqlLatestOthers
	}
	err = s.read(ctx, "read the latest articles of "+outlet, func(tx *sql.Tx) error {
		id, err := findOutlet(ctx, tx, outlet)
		if err != nil {
			return err
		}
		stored, err := all(ctx, tx, scanLatest, query, id, limit)
		if err != nil {
			return err
		}
		found, err = withBlocks(ctx, tx, stored)
		return err
	})
	return found, err
}

// withBlocks reads the blocks of articles, those of all in one query.
func withBlocks(ctx context.Context, q queryer, stored []news.Stored) ([]news.Article, error) {
	found, place := make([]news.Article, len(stored)), make(map[int64]int, len(stored))
	ids := make([]int64, len(stored))
	for i, a := range stored {
		found[i], place[a.ID], ids[i] = a.Article, i, a.ID
	}
	for b, err := range collect(ctx, q, scanStoredBlock, sqlBlocksOf, encode(ids)) {
		if err != nil {
			return nil, err
		}
		i := place[b.article]
		if err := b.cut(stored[i].Text); err != nil {
			return nil, fmt.Errorf("article %d: %w", b.article, err)
		}
		found[i].Blocks = append(found[i].Blocks, b.Block)
	}
	return found, nil
}

func scanLatest(rows *sql.Rows) (a news.Stored, err error) {
	err = rows.Scan(&a.ID, &a.Title, &a.Byline, toTime{&a.FirstSeen}, &a.Text)
	return a, err
}

// HeadlineOf returns the latest article of an outlet, of those up to the article
// through, that has the headline with that key; 0 if there is none.
func (s *Store) HeadlineOf(ctx context.Context, outlet string, key uint64, through int64) (int64, error) {
	id, err := one(ctx, s.reader, scanID, sqlHeadlineOf, clean(outlet), int64(key), through)
	if errors.Is(err, news.ErrNotFound) {
		return 0, nil
	}
	return id, s.fault("look up a headline of "+outlet, err)
}

// LastArticle returns the id of the article stored last; 0 if there is none.
func (s *Store) LastArticle(ctx context.Context) (int64, error) {
	id, err := one(ctx, s.reader, scanID, sqlLastArticle)
	return id, s.fault("read the last article", err)
}

// CopiesOf returns the texts, up to eight, in which other outlets carry the
// story of an article.
func (s *Store) CopiesOf(ctx context.Context, article int64) ([]string, error) {
	texts, err := all(ctx, s.reader, scanText, sqlCopiesOf, article)
	return texts, s.fault(fmt.Sprintf("read copies of article %d", article), err)
}

// Outlets returns every outlet, with counts of what is stored of it, in order of
// name.
func (s *Store) Outlets(ctx context.Context) ([]news.OutletCount, error) {
	outlets, err := all(ctx, s.reader, scanOutletCount, sqlOutletCounts)
	return outlets, s.fault("read outlets", err)
}

func scanOutletCount(rows *sql.Rows) (o news.OutletCount, err error) {
	err = rows.Scan(&o.ID, &o.Name, &o.Host, &o.Country, &o.Zone, &o.Articles, toTime{&o.Last},
		&o.Learned, &o.Refused, &o.Vetoed, &o.Pushes)
	return o, err
}

// Pushes returns the headlines to which an article sends its readers.
func (s *Store) Pushes(ctx context.Context, article int64) ([]news.Push, error) {
	pushes, err := all(ctx, s.reader, scanPush, sqlPushes, article)
	return pushes, s.fault(fmt.Sprintf("read pushes of article %d", article), err)
}

func scanPush(rows *sql.Rows) (p news.Push, err error) {
	err = rows.Scan(&p.Label, &p.Title, toOptional[int64]{&p.To})
	return p, err
}

// addPushes stores what an article is known by and sends its readers to.
func addPushes(ctx context.Context, tx *sql.Tx, f *news.Filing) error {
	if f.Headline != 0 {
		if _, err := exec(ctx, tx, sqlInsertHeadline, f.Article.Outlet.ID, int64(f.Headline), f.Article.ID); err != nil {
			return err
		}
	}
	return putPushes(ctx, tx, f.Article.ID, f.Pushes)
}

func putPushes(ctx context.Context, tx *sql.Tx, article int64, pushes []news.Push) error {
	for n, p := range pushes {
		if _, err := exec(ctx, tx, sqlInsertPush, article, n, p.Label, p.Title, null(p.To)); err != nil {
			return err
		}
	}
	return nil
}
