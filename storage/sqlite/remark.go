package sqlite

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"sada/news"
)

const (
	sqlUpdateText   = `UPDATE articles SET text = ? WHERE id = ?`
	sqlRemoveBlocks = `DELETE FROM blocks WHERE article_id = ?`
	sqlLinkedBy     = `SELECT article_id, spans FROM passages WHERE other_id = ?`
	sqlUpdateSpans  = `UPDATE passages SET spans = ?3 WHERE article_id = ?1 AND other_id = ?2`
)

// remark stores the blocks of an article whose furniture is known better now,
// and with them its text; what is reckoned from the text is stored by sign.
func (r *regrouping) remark(ctx context.Context, m news.Refiling) error {
	r.changes.Remarked++
	before, err := one(ctx, r.tx, scanText, sqlText, m.ArticleID)
	if err != nil {
		return err
	}
	for i := range m.Blocks {
		m.Blocks[i].Text = clean(m.Blocks[i].Text)
	}
	text := news.Article{Blocks: m.Blocks}.Text()
	if _, err := exec(ctx, r.tx, sqlUpdateText, text, m.ArticleID); err != nil {
		return err
	}
	for _, remove := range []string{sqlRemoveBlocks, sqlRemovePushes} {
		if _, err := exec(ctx, r.tx, remove, m.ArticleID); err != nil {
			return err
		}
	}
	if err := insertBlocks(ctx, r.tx, m.ArticleID, m.Blocks); err != nil {
		return err
	}
	if before != text {
		r.shifts = append(r.shifts, shift{m.ArticleID, stretches(before, text)})
	}
	return putPushes(ctx, r.tx, m.ArticleID, m.Pushes)
}

// A shift says where the parts of an article's text went.
type shift struct {
	article int64
	kept    []stretch
}

// A stretch is a part of a text that was kept, at another place perhaps.
type stretch struct{ from, to, length int }

// stretches pairs the paragraphs of a text with those of the text that it
// became: whole, or as far as one begins with the other.
func stretches(before, after string) (kept []stretch) {
	old, now := strings.Split(before, "\n"), strings.Split(after, "\n")
	from, to, k := 0, 0, 0
	for n, o := range old {
		at := to
		for i := k; i < len(now); i++ {
			if o == now[i] || (strings.HasPrefix(o, now[i]) || strings.HasPrefix(now[i], o)) && !slices.Contains(old[n+1:], now[i]) {
				kept = append(kept, stretch{from, at, min(len(o), len(now[i]))})
				to, k = at+len(now[i])+len("\n"), i+1
				break
			}
			at += len(now[i]) + len("\n")
		}
		from += len(o) + len("\n")
	}
	return kept
}

// shiftLinks moves the spans in links of articles that are not filed anew, so
// that they point at the same words.
func (r *regrouping) shiftLinks(ctx context.Context) error {
	for _, s := range r.shifts {
		links, err := all(ctx, r.tx, scanSpans, sqlLinkedBy, s.article)
		if err != nil {
			return err
		}
		for _, l := range links {
			if r.refiled[l.ArticleID] {
				continue
			}
			if _, err := exec(ctx, r.tx, sqlUpdateSpans, l.ArticleID, s.article, packSpans(s.move(l.Spans))); err != nil {
				return err
			}
		}
	}
	return nil
}

func scanSpans(rows *sql.Rows) (l news.Link, err error) {
	return l, rows.Scan(&l.ArticleID, toSpans{&l.Spans})
}

// move returns spans whose second half points into the text as it is now. What
// lay outside of the stretches that were kept is left out.
func (s shift) move(spans []news.Span) (moved []news.Span) {
	for _, span := range spans {
		var start, end int
		for _, k := range s.kept {
			from, to := max(span.BStart, k.from), min(span.BEnd, k.from+k.length)
			if from >= to {
				continue
			}
			if end == 0 {
				start = from - k.from + k.to
			}
			end = to - k.from + k.to
		}
		if end > start {
			moved = append(moved, news.Span{AStart: span.AStart, AEnd: span.AEnd, BStart: start, BEnd: end})
		}
	}
	return moved
}
