package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"sada/news"
)

// link stores the links of an article to others, and takes note of those that
// are stored and not wanted any more. A pair is the same whichever of the two
// was filed later.
func (r *regrouping) link(ctx context.Context, m news.Refiling) error {
	stored, err := all(ctx, r.tx, scanLinkEnd, sqlLinksFrom, m.ArticleID)
	if err != nil {
		return err
	}
	for _, old := range stored {
		if !slices.ContainsFunc(m.Links, func(l news.Link) bool { return l.OtherID == old.OtherID }) {
			old.ArticleID = m.ArticleID
			r.stale = append(r.stale, old)
		}
	}
	for _, l := range m.Links {
		l.ArticleID = m.ArticleID
		if err := r.keepLink(ctx, m.Variant, l); err != nil {
			return fmt.Errorf("link to article %d: %w", l.OtherID, err)
		}
	}
	return nil
}

func scanLinkEnd(rows *sql.Rows) (l news.Link, err error) { return l, rows.Scan(&l.OtherID, &l.Kind) }

// keepLink stores a link; it is an event if the pair was none, or one of
// another kind.
func (r *regrouping) keepLink(ctx context.Context, v news.Variant, l news.Link) error {
	was, err := r.kindBetween(ctx, l.ArticleID, l.OtherID)
	if err != nil {
		return err
	}
	turned, err := r.kindBetween(ctx, l.OtherID, l.ArticleID)
	if err != nil {
		return err
	}
	if turned != "" {
		if _, err := exec(ctx, r.tx, sqlRemoveLink, l.OtherID, l.ArticleID); err != nil {
			return err
		}
	}
	if was == l.Kind || turned == l.Kind {
		return putLink(ctx, r.tx, l)
	}
	v.FiledAt = r.when
	return addLinks(ctx, r.tx, v, []news.Link{l})
}

// kindBetween returns the kind of a stored link, empty if there is none.
func (r *regrouping) kindBetween(ctx context.Context, article, other int64) (news.Relation, error) {
	kind, err := one(ctx, r.tx, scanText, sqlLinkBetween, article, other)
	if errors.Is(err, news.ErrNotFound) {
		return "", nil
	}
	return news.Relation(kind), err
}

// unlink removes the stale links that no later article took up the other way
// round.
func (r *regrouping) unlink(ctx context.Context) error {
	for _, l := range r.stale {
		result, err := exec(ctx, r.tx, sqlRemoveLink, l.ArticleID, l.OtherID)
		if err != nil {
			return err
		}
		n, err := result.RowsAffected()
		if err != nil {
			return err
		}
		if n == 0 {
			continue
		}
		payload := eventPayload{Other: l.OtherID, Relation: l.Kind}
		if err := addEvent(ctx, r.tx, r.when, linkRemoved, 0, l.ArticleID, payload); err != nil {
			return err
		}
	}
	return nil
}
