package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"math"
	"time"

	"sada/news"
)

const (
	// The index articles_filed holds all that is read of articles.
	sqlFiledAfter = `
SELECT a.id, v.story_id, a.outlet_id, a.at, v.relation, a.agency, '', a.words, a.simhash,
  p.scheme, p.passages, p.extra
FROM articles a INDEXED BY articles_filed CROSS JOIN variants v ON v.article_id = a.id
CROSS JOIN prints p ON p.article_id = a.id
WHERE a.id > ?1 AND a.at >= ?2 ORDER BY a.id`

	// Ids follow time nearly, so that the first id of a window spares the
	// walk over all articles before it.
	sqlFirstSince = `SELECT min(id) FROM articles WHERE at >= ?`

	sqlMemberColumns = `
SELECT a.id, v.story_id, a.outlet_id, a.at, v.relation, a.agency, a.title, a.words, a.simhash,
  p.scheme, p.passages, p.extra
FROM variants v JOIN articles a ON a.id = v.article_id JOIN prints p ON p.article_id = a.id `

	// The plus keeps SQLite from planning this anew whenever it is asked: it
	// would look whether the value is 0 or 1. So in other queries that filing asks.
	sqlMembers = sqlMemberColumns + `
WHERE v.story_id = +? ORDER BY v.relation <> 'canonical', a.at, a.id`
	sqlMember  = sqlMemberColumns + `WHERE v.article_id = ?`
	sqlText    = `SELECT text FROM articles WHERE id = ?`
	sqlWording = `SELECT outlet_id, at, agency, title, text FROM articles WHERE id = ?`

	sqlAnyDecided = `SELECT EXISTS (SELECT 1 FROM decisions)`
	sqlDecided    = `
SELECT EXISTS (SELECT 1 FROM decisions WHERE story_id = ?1 OR other_id = ?1
  OR article_id IN (SELECT article_id FROM variants WHERE story_id = ?1))`
)

// A desk reads the filed articles within one transaction.
type desk struct {
	tx    queryer
	batch *batch // that is filed in it; nil for none
}

// settle waits for what is on its way.
func (d desk) settle() {
	if d.batch != nil {
		d.batch.settle()
	}
}

// from returns where to read what has changed, or may have, since the transaction began,
// and what has not.
func (d desk) from(changed bool) queryer {
	if d.batch != nil && !changed && d.batch.past != nil {
		return d.batch.past
	}
	if changed {
		d.settle()
	}
	return d.tx
}

// changed reports whether a story may be another than before the transaction.
func (d desk) changed(story int64) bool { return d.batch != nil && d.batch.changed(story) }

var _ news.Desk = desk{}

// FiledAfter yields every article whose id is greater than after and whose At
// lies not before since, in order of id, without titles.
func (d desk) FiledAfter(ctx context.Context, after int64, since time.Time) iter.Seq2[news.Member, error] {
	return func(yield func(news.Member, error) bool) {
		d.settle()
		after, err := d.skipTo(ctx, after, since)
		if err != nil {
			yield(news.Member{}, fmt.Errorf("read filed articles: %w", err))
			return
		}
		for m, err := range collect(ctx, d.tx, scanMember, sqlFiledAfter, after, sinceText(since)) {
			if !yield(m, err) {
				return
			}
		}
	}
}

// skipTo returns the id after which the window begins, after at the least.
func (d desk) skipTo(ctx context.Context, after int64, since time.Time) (int64, error) {
	if since.IsZero() {
		return after, nil
	}
	var id sql.NullInt64
	if err := d.tx.QueryRowContext(ctx, sqlFirstSince, at(since)).Scan(&id); err != nil {
		return 0, err
	}
	if !id.Valid {
		return math.MaxInt64, nil
	}
	return max(after, id.Int64-1), nil
}

// sinceText is a lower bound for a column of times: every text for zero.
func sinceText(since time.Time) any {
	if since.IsZero() {
		return ""
	}
	return at(since)
}

// Members returns the members of a story, the canonical one first, then by At
// and id.
func (d desk) Members(ctx context.Context, story int64) ([]news.Member, error) {
	if d.batch != nil {
		if members, ok := d.batch.roster.members(story); ok {
			return members, nil
		}
	}
	members, err := all(ctx, d.from(d.changed(story)), scanMember, sqlMembers, story)
	if err != nil {
		return nil, fmt.Errorf("members of story %d: %w", story, err)
	}
	if d.batch != nil {
		d.batch.roster.keep(story, members)
	}
	return members, nil
}

// Member returns one filed article.
func (d desk) Member(ctx context.Context, article int64) (news.Member, error) {
	d.settle()
	m, err := one(ctx, d.tx, scanMember, sqlMember, article)
	if err != nil {
		return m, fmt.Errorf("filed article %d: %w", article, err)
	}
	return m, nil
}

// Wording returns what others are compared with of one filed article.
func (d desk) Wording(ctx context.Context, article int64) (news.Wording, error) {
	filedNow := d.batch != nil && article > d.batch.before
	w, err := one(ctx, d.from(filedNow), scanWording, sqlWording, article)
	if err != nil {
		return w, fmt.Errorf("text of article %d: %w", article, err)
	}
	return w, nil
}

func scanWording(rows *sql.Rows) (w news.Wording, err error) {
	return w, rows.Scan(&w.OutletID, toTime{&w.At}, &w.Credit, &w.Title, &w.Text)
}

// Decided reports whether a person decided something about a story: it, or one
// of its members, is named in a decision.
func (d desk) Decided(ctx context.Context, story int64) (decided bool, err error) {
	if d.batch != nil && !d.batch.decisions {
		return false, nil
	}
	if err := d.from(d.changed(story)).QueryRowContext(ctx, sqlDecided, story).Scan(&decided); err != nil {
		return false, fmt.Errorf("decisions about story %d: %w", story, err)
	}
	return decided, nil
}

func scanMember(rows *sql.Rows) (m news.Member, err error) {
	err = rows.Scan(&m.ArticleID, &m.StoryID, &m.OutletID, toTime{&m.At}, &m.Relation, &m.Credit, &m.Title, &m.Words,
		toUint64{&m.Print.SimHash}, &m.Print.Scheme, toPassages{&m.Print.Passages}, &m.Print.Extra)
	return m, err
}

// View runs f over a read-only view of the filed articles.
func (s *Store) View(ctx context.Context, f func(ctx context.Context, d news.Desk) error) error {
	return s.read(ctx, "view filed articles", func(tx *sql.Tx) error { return f(ctx, desk{tx: tx}) })
}

// packSpans writes spans as a JSON array of [a_start, a_end, b_start, b_end].
func packSpans(spans []news.Span) string {
	rows := make([][4]int, len(spans))
	for i, s := range spans {
		rows[i] = [4]int{s.AStart, s.AEnd, s.BStart, s.BEnd}
	}
	return encode(rows)
}

// toSpans reads packed spans back; none become nil.
type toSpans struct{ to *[]news.Span }

func (c toSpans) Scan(value any) error {
	*c.to = nil
	text, ok := value.(string)
	if !ok {
		return errors.New("spans are not stored as text")
	}
	var rows [][4]int
	if err := json.Unmarshal([]byte(text), &rows); err != nil {
		return fmt.Errorf("spans: %w", err)
	}
	for _, r := range rows {
		*c.to = append(*c.to, news.Span{AStart: r[0], AEnd: r[1], BStart: r[2], BEnd: r[3]})
	}
	return nil
}
