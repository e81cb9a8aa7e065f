package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"strconv"
	"strings"

	"sada/news"
)

const (
	sqlStoredColumns = `
SELECT a.id, a.url, a.original_url, a.external_id, o.id, o.name, o.host, o.country, o.zone, a.title,
  a.byline, a.agency, a.agency_place, a.language, a.published_at, a.published_source, a.published_confidence, a.modified_at,
  a.first_seen_at, a.poll_interval_s, a.fetched_at, a.flags, a.simhash, a.words,
  v.story_id, v.parent_id, v.relation, v.score, v.coverage_a, v.coverage_b, v.why, v.scheme, v.filed_at,
  a.gone_at, (SELECT count(*) FROM revisions r WHERE r.article_id = a.id)`
	sqlStoredTables = `
FROM articles a JOIN variants v ON v.article_id = a.id JOIN outlets o ON o.id = a.outlet_id `

	sqlArticle  = sqlStoredColumns + `, a.text` + sqlStoredTables + `WHERE a.id = ?`
	sqlArticles = sqlStoredColumns + `, a.text` + sqlStoredTables + `ORDER BY a.id`
	sqlVariants = sqlStoredColumns + `, ''` + sqlStoredTables + `
WHERE v.story_id = ? ORDER BY v.relation <> 'canonical', a.at, a.id`

	sqlBlocks = `SELECT kind, coalesce(start, 0), coalesce(length, 0), text, why FROM blocks WHERE article_id = ? ORDER BY n`
	// The same of many articles, each with the block.
	sqlBlocksOf = `
SELECT b.kind, coalesce(b.start, 0), coalesce(b.length, 0), b.text, b.why, b.article_id
FROM json_each(?) j CROSS JOIN blocks b ON b.article_id = j.value ORDER BY j.key, b.n`
	sqlAliases = `SELECT url FROM article_urls WHERE article_id = ? ORDER BY url`

	sqlArticleID  = `SELECT id FROM articles WHERE id = ?`
	sqlExternalID = `SELECT id FROM articles WHERE external_id = ? LIMIT 2`

	// Only links that still lead to another story: a later decision may have
	// joined the two. With OR each side is looked up in its own index; IN would
	// walk through all links.
	sqlLinks = `
SELECT p.article_id, p.other_id, p.kind, p.score, p.coverage_a, p.coverage_b, p.why, p.spans
FROM passages p JOIN variants a ON a.article_id = p.article_id JOIN variants b ON b.article_id = p.other_id
WHERE (p.article_id = ?1 OR p.other_id = ?1) AND a.story_id <> b.story_id
ORDER BY p.score DESC, p.article_id, p.other_id`

	// The same of all members of a story, each turned so that its own article
	// comes first. Each half is looked up in an index of its own.
	sqlStoryLinks = `
SELECT l.own, l.other, l.kind, l.score, l.coverage_own, l.coverage_other, l.why,
  s.id, s.canonical_id, s.title, s.outlets, s.articles, s.texts, s.first_seen_at, s.last_seen_at
FROM (
  SELECT p.article_id AS own, p.other_id AS other, p.kind, p.score, p.coverage_a AS coverage_own, p.coverage_b AS coverage_other, p.why
  FROM variants v CROSS JOIN passages p ON p.article_id = v.article_id WHERE v.story_id = ?1
  UNION ALL
  SELECT p.other_id, p.article_id, p.kind, p.score, p.coverage_b, p.coverage_a, p.why
  FROM variants v CROSS JOIN passages p ON p.other_id = v.article_id WHERE v.story_id = ?1
) l CROSS JOIN variants b ON b.article_id = l.other CROSS JOIN stories s ON s.id = b.story_id
WHERE b.story_id <> ?1
ORDER BY l.kind = 'series', l.score DESC, l.own, l.other LIMIT ?2`

	sqlCounts = `
SELECT (SELECT count(*) FROM feeds), (SELECT count(*) FROM entries),
  (SELECT count(*) FROM entries WHERE state = 'pending'),
  (SELECT count(*) FROM articles), (SELECT count(*) FROM stories)`
)

// FindArticle returns the id of the article that ref names: an id, a URL in
// any of its forms stored, or an external id.
func (s *Store) FindArticle(ctx context.Context, ref string) (id int64, err error) {
	err = s.read(ctx, "find article "+ref, func(tx *sql.Tx) error {
		if strings.Contains(ref, "://") {
			id, err = articleAt(ctx, tx, ref)
		} else {
			id, err = articleNumbered(ctx, tx, ref)
		}
		if err != nil || id != 0 {
			return err
		}
		id, err = articleImported(ctx, tx, ref)
		return err
	})
	return id, err
}

// articleNumbered returns ref itself where it is the id of an article, else 0.
func articleNumbered(ctx context.Context, q queryer, ref string) (int64, error) {
	number, err := strconv.ParseInt(ref, 10, 64)
	if err != nil {
		return 0, nil
	}
	id, err := one(ctx, q, scanID, sqlArticleID, number)
	if errors.Is(err, news.ErrNotFound) {
		return 0, nil
	}
	return id, err
}

// articleImported returns the article of that external id.
func articleImported(ctx context.Context, q queryer, ref string) (int64, error) {
	ids, err := all(ctx, q, scanID, sqlExternalID, ref)
	switch {
	case err != nil:
		return 0, err
	case len(ids) == 0:
		return 0, news.ErrNotFound
	case len(ids) > 1:
		return 0, news.ErrAmbiguous
	}
	return ids[0], nil
}

// Article returns one article, blocks included.
func (s *Store) Article(ctx context.Context, id int64) (a news.Stored, err error) {
	err = s.read(ctx, fmt.Sprintf("article %d", id), func(tx *sql.Tx) error {
		if a, err = one(ctx, tx, scanStored, sqlArticle, id); err != nil {
			return err
		}
		if a.Blocks, err = readBlocks(ctx, tx, id, a.Text); err != nil {
			return err
		}
		a.Aliases, err = all(ctx, tx, scanText, sqlAliases, id)
		return err
	})
	return a, err
}

func scanStored(rows *sql.Rows) (a news.Stored, err error) {
	err = rows.Scan(storedFields(&a)...)
	a.Variant.ArticleID = a.ID
	return a, err
}

// storedFields is where sqlStoredColumns and the text after them go.
func storedFields(a *news.Stored) []any {
	o, v := &a.Outlet, &a.Variant
	return []any{
		&a.ID, &a.URL, &a.OriginalURL,
		toOptional[string]{&a.ExternalID},
		&o.ID, &o.Name, &o.Host, &o.Country,
		&o.Zone, &a.Title, &a.Byline, &a.Credit.Agency, &a.Credit.Place, &a.Language,
		toTime{&a.Published},
		&a.PublishedSource, &a.PublishedConfidence,
		toTime{&a.Modified},
		toTime{&a.FirstSeen},
		toDuration{&a.PollInterval},
		toTime{&a.Fetched},
		toList{&a.Flags},
		toUint64{&a.SimHash},
		&a.Words,
		&v.StoryID,
		toOptional[int64]{&v.ParentID},
		&v.Relation, &v.Score, &v.CoverageA, &v.CoverageB, &v.Why, &v.Scheme,
		toTime{&v.FiledAt},
		toTime{&a.Gone},
		&a.Revisions,
		&a.Text,
	}
}

func scanText(rows *sql.Rows) (text string, err error) { return text, rows.Scan(&text) }

// readBlocks reads an article's blocks, those that are stretches of its text
// cut from it.
func readBlocks(ctx context.Context, q queryer, article int64, text string) ([]news.Block, error) {
	return all(ctx, q, func(rows *sql.Rows) (news.Block, error) {
		var s storedBlock
		err := rows.Scan(s.fields()...)
		if err == nil {
			err = s.cut(text)
		}
		return s.Block, err
	}, sqlBlocks, article)
}

// A storedBlock is a block as it is stored: its own text, or a stretch of the article's.
type storedBlock struct {
	news.Block
	start, length int
	own           sql.NullString
	article       int64
}

func (s *storedBlock) fields() []any { return []any{&s.Kind, &s.start, &s.length, &s.own, &s.Why} }

func scanStoredBlock(rows *sql.Rows) (s storedBlock, err error) {
	err = rows.Scan(append(s.fields(), &s.article)...)
	return s, err
}

// cut gives the block its text.
func (s *storedBlock) cut(text string) error {
	if s.Text = s.own.String; s.own.Valid {
		return nil
	}
	if s.start < 0 || s.length < 0 || s.start+s.length > len(text) {
		return fmt.Errorf("block lies outside the text: %d bytes from %d of %d", s.length, s.start, len(text))
	}
	s.Text = text[s.start : s.start+s.length]
	return nil
}

// Articles yields every article with its text, in order of id.
func (s *Store) Articles(ctx context.Context) iter.Seq2[news.Stored, error] {
	return stream(ctx, s, "read articles", scanStored, sqlArticles)
}

// Variants returns the members of a story, canonical first, then by At and id.
func (s *Store) Variants(ctx context.Context, story int64) ([]news.Stored, error) {
	variants, err := all(ctx, s.reader, scanStored, sqlVariants, story)
	return variants, s.fault(fmt.Sprintf("variants of story %d", story), err)
}

// Links returns the links of an article to articles of other stories, the
// strongest first. It may be either side of each.
func (s *Store) Links(ctx context.Context, article int64) ([]news.Link, error) {
	links, err := all(ctx, s.reader, scanLink, sqlLinks, article)
	return links, s.fault(fmt.Sprintf("links of article %d", article), err)
}

func scanLink(rows *sql.Rows) (l news.Link, err error) {
	err = rows.Scan(&l.ArticleID, &l.OtherID, &l.Kind, &l.Score, &l.CoverageA, &l.CoverageB, &l.Why, toSpans{&l.Spans})
	return l, err
}

// StoryLinks returns up to limit links of the members of a story to articles of
// other stories, the strongest first, without their spans.
func (s *Store) StoryLinks(ctx context.Context, story int64, limit int) ([]news.StoryLink, error) {
	links, err := all(ctx, s.reader, scanStoryLink, sqlStoryLinks, story, unlimited(limit))
	return links, s.fault(fmt.Sprintf("links of story %d", story), err)
}

func scanStoryLink(rows *sql.Rows) (l news.StoryLink, err error) {
	err = rows.Scan(append([]any{&l.ArticleID, &l.OtherID, &l.Kind, &l.Score, &l.CoverageA, &l.CoverageB, &l.Why}, storyFields(&l.Other)...)...)
	return l, err
}

// Counts says how much is stored.
func (s *Store) Counts(ctx context.Context) (c news.Counts, err error) {
	err = s.reader.QueryRowContext(ctx, sqlCounts).Scan(&c.Feeds, &c.Entries, &c.Pending, &c.Articles, &c.Stories)
	return c, s.fault("count", err)
}

// ArticleAt returns the id of the article that is known by an address; 0 if there is none.
func (s *Store) ArticleAt(ctx context.Context, address string) (int64, error) {
	id, err := articleAt(ctx, s.reader, address)
	return id, s.fault("find article at "+address, err)
}
