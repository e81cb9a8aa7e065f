package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"slices"
	"time"

	"sada/news"
)

const (
	sqlPlace = `
SELECT story_id, parent_id, relation, score, coverage_a, coverage_b, why, scheme, filed_at FROM variants WHERE article_id = ?`
	sqlArticleTitle = `SELECT title FROM articles WHERE id = ?`
	sqlLastEvent    = `SELECT coalesce(max(seq), 0) FROM events`
	sqlEventsSince  = `SELECT kind, count(*) FROM events WHERE seq > ? GROUP BY kind`

	sqlUpdatePrint = `
UPDATE prints SET scheme = ?2, passages = ?3, extra = ?4
WHERE article_id = ?1 AND (scheme, passages, coalesce(extra, x'')) IS NOT (?2, ?3, coalesce(?4, x''))`
	sqlUpdateSigns  = `UPDATE articles SET scheme = ?2, simhash = ?3, text_hash = ?4, words = ?5 WHERE id = ?1`
	sqlReplaceWords = `INSERT OR REPLACE INTO articles_fts (rowid, title, text) VALUES (?, ?, ?)`
	sqlLinksFrom    = `SELECT other_id, kind FROM passages WHERE article_id = ?`
	sqlLinkBetween  = `SELECT kind FROM passages WHERE article_id = ? AND other_id = ?`
	sqlRemoveLink   = `DELETE FROM passages WHERE article_id = ? AND other_id = ?`
)

// errDry ends a transaction whose changes were only to be counted.
var errDry = errors.New("dry run")

// Regroup brings the stored places, prints and links up to those given, in one
// transaction: readers see the stories as they were or as they are now, and a
// kill leaves them as they were. What grows with the number of articles lies
// in the write-ahead log, not in memory. A dry run is the same transaction,
// rolled back.
func (s *Store) Regroup(ctx context.Context, when time.Time, dry bool, stories iter.Seq2[news.Regrouping, error]) (news.Changes, error) {
	var changes news.Changes
	err := s.write(ctx, "regroup stories", func(sure context.Context, tx *sql.Tx) error {
		r := regrouping{tx: tx, when: when}
		if err := r.all(ctx, sure, stories); err != nil {
			return err
		}
		changes = r.changes
		if dry {
			return errDry
		}
		return nil
	})
	if errors.Is(err, errDry) {
		err = nil
	}
	return changes, err
}

// A regrouping is the state of one transaction that regroups stories.
type regrouping struct {
	tx      *sql.Tx
	when    time.Time
	changes news.Changes
	touched map[int64]bool  // stories to be counted anew
	stale   []news.Link     // links stored and not wanted, as far as was seen
	words   []news.Refiling // articles whose words are to be indexed anew
	shifts  []shift         // articles whose text changed, and to which others are linked
	refiled map[int64]bool  // articles whose links are made anew
}

// all regroups story by story; ctx is asked between them, sure is not cancelled.
func (r *regrouping) all(ctx, sure context.Context, stories iter.Seq2[news.Regrouping, error]) error {
	r.touched, r.refiled = make(map[int64]bool), make(map[int64]bool)
	before, err := one(sure, r.tx, scanID, sqlLastEvent)
	if err != nil {
		return err
	}
	for g, err := range stories {
		if err := cmp.Or(err, ctx.Err()); err != nil {
			return err
		}
		if err := r.story(sure, g); err != nil {
			return fmt.Errorf("story %d of article %d: %w", g.StoryID, g.CanonicalID, err)
		}
	}
	return r.finish(sure, before)
}

// story gives every member of one story its place.
func (r *regrouping) story(ctx context.Context, g news.Regrouping) error {
	id, err := r.open(ctx, g)
	if err != nil {
		return err
	}
	for _, m := range g.Members {
		m.StoryID = id
		if err := r.refile(ctx, m); err != nil {
			return fmt.Errorf("article %d: %w", m.ArticleID, err)
		}
	}
	return nil
}

// open returns the id of the story that a regrouping goes on, or of a new one.
func (r *regrouping) open(ctx context.Context, g news.Regrouping) (id int64, err error) {
	if g.StoryID != 0 {
		r.changes.Kept++
		_, err := one(ctx, r.tx, scanID, sqlStoryCanonical, g.StoryID)
		return g.StoryID, err
	}
	if id, err = insert(ctx, r.tx, sqlInsertStory, nil, g.CanonicalID, "", at(r.when)); err != nil {
		return 0, err // title and times are those of the members, and follow
	}
	r.touched[id] = true
	return id, addEvent(ctx, r.tx, r.when, storyCreated, id, g.CanonicalID, nil)
}

func (r *regrouping) refile(ctx context.Context, m news.Refiling) error {
	if err := r.place(ctx, m.Variant); err != nil || m.Outside {
		return err
	}
	r.refiled[m.ArticleID] = true
	if m.Remarked {
		if err := r.remark(ctx, m); err != nil {
			return fmt.Errorf("mark anew: %w", err)
		}
	}
	if m.Print.Scheme != "" {
		if err := r.sign(ctx, m); err != nil {
			return err
		}
	}
	return r.link(ctx, m)
}

// place moves an article where it stands otherwise than stored. A verdict that
// reads otherwise of the same place is no event, and keeps the time of filing.
func (r *regrouping) place(ctx context.Context, v news.Variant) error {
	was, err := one(ctx, r.tx, scanPlace, sqlPlace, v.ArticleID)
	if err != nil {
		return err
	}
	was.ArticleID, v.FiledAt, v.Why = v.ArticleID, was.FiledAt, clean(v.Why)
	if was == v {
		return nil
	}
	r.touched[was.StoryID], r.touched[v.StoryID] = true, true
	if was.StoryID != v.StoryID || was.ParentID != v.ParentID || was.Relation != v.Relation {
		v.FiledAt = r.when
		if err := r.count(ctx, was, v); err != nil {
			return err
		}
	}
	return replace(ctx, r.tx, was, v)
}

func scanPlace(rows *sql.Rows) (v news.Variant, err error) {
	err = rows.Scan(&v.StoryID, toOptional[int64]{&v.ParentID}, &v.Relation, &v.Score, &v.CoverageA, &v.CoverageB,
		&v.Why, &v.Scheme, toTime{&v.FiledAt})
	return v, err
}

// count takes note of a move, and of the headline of the first ones.
func (r *regrouping) count(ctx context.Context, was, is news.Variant) error {
	if was.StoryID == is.StoryID {
		r.changes.Rejudged++
		return nil
	}
	if r.changes.Moved++; r.changes.Moved > news.MaxMoves {
		return nil
	}
	title, err := one(ctx, r.tx, scanText, sqlArticleTitle, is.ArticleID)
	r.changes.Moves = append(r.changes.Moves, news.Move{ArticleID: is.ArticleID, From: was.StoryID, To: is.StoryID, Title: title})
	return err
}

// wordsBatch is how many articles' words are indexed at once: the index writes
// out what it has gathered whenever another statement comes between.
const wordsBatch = 256

// sign stores an article's print, and what else follows from its words, where
// the print is another than the stored one.
func (r *regrouping) sign(ctx context.Context, m news.Refiling) error {
	p := m.Print
	result, err := exec(ctx, r.tx, sqlUpdatePrint, m.ArticleID, p.Scheme, packPassages(p.Passages), p.Extra)
	if err != nil {
		return err
	}
	n, err := result.RowsAffected()
	if err != nil || n == 0 && !m.Remarked {
		return err
	}
	if n > 0 {
		r.changes.Reprinted++
	}
	r.touched[m.StoryID] = true // equal texts may be told apart now
	_, err = exec(ctx, r.tx, sqlUpdateSigns, m.ArticleID, p.Scheme, int64(p.SimHash), textHash(m.Folded.Text), countWords(m.Folded.Text))
	if err != nil {
		return err
	}
	if r.words = append(r.words, m); len(r.words) < wordsBatch {
		return nil
	}
	return r.index(ctx)
}

// index makes articles found by their words as they are folded now.
func (r *regrouping) index(ctx context.Context) error {
	for _, m := range r.words {
		if _, err := exec(ctx, r.tx, sqlReplaceWords, m.ArticleID, m.Folded.Title, m.Folded.Text); err != nil {
			return fmt.Errorf("words of article %d: %w", m.ArticleID, err)
		}
	}
	r.words = r.words[:0]
	return nil
}

// finish brings up to date what follows from the places of all articles.
func (r *regrouping) finish(ctx context.Context, before int64) error {
	if err := r.index(ctx); err != nil {
		return err
	}
	if err := r.unlink(ctx); err != nil {
		return err
	}
	if err := r.shiftLinks(ctx); err != nil {
		return err
	}
	for _, story := range sorted(r.touched) {
		if _, err := recount(ctx, r.tx, story, r.when); err != nil {
			return fmt.Errorf("story %d: %w", story, err)
		}
	}
	return r.tally(ctx, before)
}

func sorted(set map[int64]bool) []int64 {
	ids := make([]int64, 0, len(set))
	for id := range set {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// tally counts what the events say that happened.
func (r *regrouping) tally(ctx context.Context, before int64) error {
	counters := map[string]*int{
		storyCreated: &r.changes.Created, storyRemoved: &r.changes.Removed, canonicalChanged: &r.changes.Canonicals,
		linkAdded: &r.changes.LinksAdded, linkRemoved: &r.changes.LinksRemoved,
	}
	for k, err := range collect(ctx, r.tx, scanKind, sqlEventsSince, before) {
		if err != nil {
			return err
		}
		if n := counters[k.name]; n != nil {
			*n = k.count
		}
	}
	return nil
}

type kindCount struct {
	name  string
	count int
}

func scanKind(rows *sql.Rows) (k kindCount, err error) { return k, rows.Scan(&k.name, &k.count) }
