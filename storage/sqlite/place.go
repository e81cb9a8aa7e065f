package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"sada/news"
)

const (
	sqlInsertStory = `
INSERT INTO stories (id, canonical_id, title, outlets, articles, texts, first_seen_at, last_seen_at)
VALUES (?1, ?2, ?3, 1, 1, 1, ?4, ?4)`
	sqlStoryCanonical = `SELECT canonical_id FROM stories WHERE id = ?`
	sqlRemoveStory    = `DELETE FROM stories WHERE id = ?`

	sqlInsertVariant = `
INSERT INTO variants (article_id, story_id, parent_id, relation, score, coverage_a, coverage_b, why, scheme, filed_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`
	sqlMoveVariant = `
UPDATE variants SET story_id = ?2, parent_id = ?3, relation = ?4, score = ?5, coverage_a = ?6,
  coverage_b = ?7, why = ?8, scheme = ?9, filed_at = ?10
WHERE article_id = ?1`
	sqlPromote      = `UPDATE variants SET relation = 'canonical', parent_id = NULL WHERE article_id = ?`
	sqlFirstOfStory = `
SELECT v.article_id FROM variants v JOIN articles a INDEXED BY articles_filed ON a.id = v.article_id
WHERE v.story_id = +? ORDER BY a.at, a.id LIMIT 1`

	// What follows from a story's members. A copy has the text of another
	// member by definition, even where a comma differs.
	sqlRecount = `
SELECT count(*), count(DISTINCT a.outlet_id),
  max(1, count(DISTINCT CASE WHEN v.relation <> 'copy' THEN a.text_hash END)), min(a.at), max(a.at),
  coalesce(sum(v.relation = 'canonical'), 0),
  coalesce(max(CASE WHEN v.relation = 'canonical' THEN v.article_id END), 0)
FROM variants v JOIN articles a INDEXED BY articles_filed ON a.id = v.article_id WHERE v.story_id = +?`
	sqlUpdateStory = `
UPDATE stories SET canonical_id = ?2, outlets = ?3, articles = ?4, texts = ?5, first_seen_at = ?6,
  last_seen_at = ?7, title = (SELECT title FROM articles WHERE id = ?2)
WHERE id = ?1`

	sqlInsertLink = `
INSERT INTO passages (article_id, other_id, kind, score, coverage_a, coverage_b, why, spans)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (article_id, other_id) DO UPDATE SET kind = excluded.kind, score = excluded.score,
  coverage_a = excluded.coverage_a, coverage_b = excluded.coverage_b, why = excluded.why, spans = excluded.spans`
)

// seat is the place of a new article by a decision; next is the id of the story
// that it opens where the decision names none.
func seat(f *news.Filing, d news.Decision, next int64) news.Variant {
	v := d.Variant
	v.ArticleID, v.FiledAt = f.Article.ID, filedAt(d, f.Article)
	v.Scheme = cmp.Or(v.Scheme, f.Print.Scheme)
	if v.StoryID == 0 {
		if len(d.Moved) == 0 || !v.Relation.Joined() {
			v.Relation, v.ParentID = news.Canonical, 0
		}
		v.StoryID = next
	}
	return v
}

// splits gives the stories that members leave for the ids after last.
func splits(moved []news.Variant, last int64) (settled []news.Variant, opened []int64) {
	settled = slices.Clone(moved)
	for i := range settled {
		m := &settled[i]
		if m.StoryID >= 0 {
			continue
		}
		for n := int64(len(opened)); n < -m.StoryID; n++ {
			opened = append(opened, last+n+1)
		}
		m.StoryID = opened[-m.StoryID-1]
	}
	return settled, opened
}

// place stores a decision: the article's variant, the members it moved, the
// links, and what follows for the stories concerned.
func place(ctx context.Context, tx *sql.Tx, f *news.Filing, d news.Decision) error {
	enter := joinStory
	if f.Opened {
		enter = openStory
	}
	if err := enter(ctx, tx, f); err != nil {
		return err
	}
	if err := openSplits(ctx, tx, f, d.Moved); err != nil {
		return err
	}
	if !f.Opened || len(d.Moved) > 0 { // the row of a story of one says all there is to count
		if err := rearrange(ctx, tx, f.Variant, d); err != nil {
			return err
		}
	}
	return addLinks(ctx, tx, f.Variant, d.Links)
}

// openStory makes the article the canonical one of a new story.
func openStory(ctx context.Context, tx *sql.Tx, f *news.Filing) error {
	a, v := f.Article, f.Variant
	if _, err := exec(ctx, tx, sqlInsertStory, v.StoryID, a.ID, a.Title, at(a.At())); err != nil {
		return err
	}
	if err := addVariant(ctx, tx, v); err != nil {
		return err
	}
	return addEvent(ctx, tx, v.FiledAt, storyCreated, v.StoryID, a.ID, nil)
}

// openSplits makes the stories that members leave for. Their titles and times are
// those of the members, and follow.
func openSplits(ctx context.Context, tx *sql.Tx, f *news.Filing, moved []news.Variant) error {
	for _, m := range moved {
		if m.Relation != news.Canonical || !slices.Contains(f.Split, m.StoryID) {
			continue
		}
		if _, err := exec(ctx, tx, sqlInsertStory, m.StoryID, m.ArticleID, "", at(f.Variant.FiledAt)); err != nil {
			return err
		}
		if err := addEvent(ctx, tx, f.Variant.FiledAt, storyCreated, m.StoryID, m.ArticleID, nil); err != nil {
			return err
		}
	}
	return nil
}

// joinStory makes the article a member of a story there is.
func joinStory(ctx context.Context, tx *sql.Tx, f *news.Filing) error {
	v := f.Variant
	if _, err := one(ctx, tx, scanID, sqlStoryCanonical, v.StoryID); err != nil {
		return fmt.Errorf("story %d: %w", v.StoryID, err)
	}
	if err := addVariant(ctx, tx, v); err != nil {
		return err
	}
	return addEvent(ctx, tx, v.FiledAt, variantAdded, v.StoryID, v.ArticleID, placed(v))
}

func addVariant(ctx context.Context, tx *sql.Tx, v news.Variant) error {
	_, err := exec(ctx, tx, sqlInsertVariant, v.ArticleID, v.StoryID, null(v.ParentID), string(v.Relation), v.Score,
		v.CoverageA, v.CoverageB, v.Why, v.Scheme, at(v.FiledAt))
	return err
}

// rearrange moves members, recounts the stories that changed, and holds the
// decision to its word about the canonical article of this one's story.
func rearrange(ctx context.Context, tx *sql.Tx, v news.Variant, d news.Decision) error {
	touched, err := move(ctx, tx, v, d.Moved)
	if err != nil {
		return err
	}
	want := cmp.Or(d.CanonicalID, v.ArticleID)
	for _, story := range touched {
		got, err := recount(ctx, tx, story, v.FiledAt)
		if err != nil {
			return fmt.Errorf("story %d: %w", story, err)
		}
		if story == v.StoryID && got != want {
			return fmt.Errorf("story %d: article %d is filed as canonical, the decision names %d", story, got, want)
		}
	}
	return nil
}

// move changes the places of members and returns the stories concerned, that
// of the new article among them.
func move(ctx context.Context, tx *sql.Tx, v news.Variant, moved []news.Variant) ([]int64, error) {
	touched := []int64{v.StoryID}
	for _, m := range moved {
		was, err := one(ctx, tx, scanPlace, sqlPlace, m.ArticleID)
		if err != nil {
			return nil, fmt.Errorf("move article %d: %w", m.ArticleID, err)
		}
		m.StoryID, m.Scheme = cmp.Or(m.StoryID, v.StoryID), cmp.Or(m.Scheme, v.Scheme)
		if m.Relation != news.Canonical { // one judged against the new article could not name its id yet
			m.ParentID = cmp.Or(m.ParentID, v.ArticleID)
		}
		if m.FiledAt.IsZero() {
			m.FiledAt = v.FiledAt
		}
		was.ArticleID = m.ArticleID
		if err := replace(ctx, tx, was, m); err != nil {
			return nil, fmt.Errorf("move article %d: %w", m.ArticleID, err)
		}
		touched = append(touched, was.StoryID, m.StoryID)
	}
	slices.Sort(touched)
	return slices.Compact(touched), nil
}

// replace stores the place of a member. A verdict that reads otherwise of the
// same place is no event, and keeps the time of filing.
func replace(ctx context.Context, tx *sql.Tx, was, m news.Variant) error {
	same := was.StoryID == m.StoryID && was.ParentID == m.ParentID && was.Relation == m.Relation
	if same {
		m.FiledAt = was.FiledAt
	}
	_, err := exec(ctx, tx, sqlMoveVariant, m.ArticleID, m.StoryID, null(m.ParentID), string(m.Relation), m.Score,
		m.CoverageA, m.CoverageB, m.Why, m.Scheme, at(m.FiledAt))
	if err != nil || same {
		return err
	}
	payload := placed(m)
	payload.From = was.StoryID
	return addEvent(ctx, tx, m.FiledAt, variantMoved, m.StoryID, m.ArticleID, payload)
}

// recount brings a story's row up to date with its members and returns its
// canonical article. A story that lost its canonical article is shown by the
// earliest member left; one that lost all is removed.
func recount(ctx context.Context, tx *sql.Tx, story int64, when time.Time) (canonical int64, err error) {
	n, err := one(ctx, tx, scanTally, sqlRecount, story)
	switch {
	case err != nil:
		return 0, err
	case n.articles == 0:
		return 0, removeStory(ctx, tx, story, when)
	case n.canonicals > 1:
		return 0, fmt.Errorf("%d canonical articles", n.canonicals)
	case n.canonicals == 0:
		if n.canonical, err = promote(ctx, tx, story); err != nil {
			return 0, err
		}
	}
	return n.canonical, updateStory(ctx, tx, story, n, when)
}

// A tally is what a story's members add up to.
type tally struct {
	outlets, articles, texts, canonicals int
	from, to                             sql.NullString // At of the earliest and the latest; NULL without members
	canonical                            int64
}

func scanTally(rows *sql.Rows) (n tally, err error) {
	err = rows.Scan(&n.articles, &n.outlets, &n.texts, &n.from, &n.to, &n.canonicals, &n.canonical)
	return n, err
}

func updateStory(ctx context.Context, tx *sql.Tx, story int64, n tally, when time.Time) error {
	before, err := one(ctx, tx, scanID, sqlStoryCanonical, story)
	if err != nil {
		return err
	}
	_, err = exec(ctx, tx, sqlUpdateStory, story, n.canonical, n.outlets, n.articles, n.texts, n.from.String, n.to.String)
	if err != nil || before == n.canonical {
		return err
	}
	return addEvent(ctx, tx, when, canonicalChanged, story, n.canonical, eventPayload{From: before})
}

func promote(ctx context.Context, tx *sql.Tx, story int64) (article int64, err error) {
	if article, err = one(ctx, tx, scanID, sqlFirstOfStory, story); err != nil {
		return 0, err
	}
	_, err = exec(ctx, tx, sqlPromote, article)
	return article, err
}

func removeStory(ctx context.Context, tx *sql.Tx, story int64, when time.Time) error {
	if _, err := exec(ctx, tx, sqlRemoveStory, story); err != nil {
		return err
	}
	return addEvent(ctx, tx, when, storyRemoved, story, 0, nil)
}

// addLinks stores what the article shares with articles of other stories.
func addLinks(ctx context.Context, tx *sql.Tx, v news.Variant, links []news.Link) error {
	for _, l := range links {
		l.ArticleID = cmp.Or(l.ArticleID, v.ArticleID)
		if err := putLink(ctx, tx, l); err != nil {
			return fmt.Errorf("link to article %d: %w", l.OtherID, err)
		}
		payload := eventPayload{Other: l.OtherID, Relation: l.Kind, Score: l.Score}
		if err := addEvent(ctx, tx, v.FiledAt, linkAdded, v.StoryID, l.ArticleID, payload); err != nil {
			return err
		}
	}
	return nil
}

// putLink stores a link, in place of one between the same two.
func putLink(ctx context.Context, tx *sql.Tx, l news.Link) error {
	_, err := exec(ctx, tx, sqlInsertLink, l.ArticleID, l.OtherID, string(l.Kind), l.Score, l.CoverageA, l.CoverageB,
		l.Why, packSpans(l.Spans))
	return err
}
