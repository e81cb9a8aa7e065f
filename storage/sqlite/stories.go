package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"iter"
	"slices"

	"sada/news"
)

// sqlStoriesWith selects the stories one of whose members holds the words.
const sqlStoriesWith = `
  AND id IN (SELECT v.story_id FROM articles_fts w JOIN variants v ON v.article_id = w.rowid
    WHERE articles_fts MATCH ?3)`

const (
	sqlStoryColumns = `SELECT id, canonical_id, title, outlets, articles, texts, first_seen_at, last_seen_at FROM stories `
	sqlStory        = sqlStoryColumns + `WHERE id = ?`
	sqlSelected     = `WHERE last_seen_at >= ?1 AND outlets >= ?2`
	sqlStories      = sqlStoryColumns + sqlSelected
	sqlCountStories = `SELECT count(*) FROM stories ` + sqlSelected
	sqlLatest       = ` ORDER BY last_seen_at DESC, id LIMIT ?4`
	sqlLargest      = ` ORDER BY articles DESC, id LIMIT ?4`

	sqlExportStories = `
SELECT s.id, s.canonical_id, s.title, s.outlets, s.articles, s.texts, s.first_seen_at, s.last_seen_at, a.id, o.name
FROM stories s CROSS JOIN variants v ON v.story_id = s.id
CROSS JOIN articles a INDEXED BY articles_filed ON a.id = v.article_id
CROSS JOIN outlets o ON o.id = a.outlet_id
ORDER BY s.id, a.at, a.id`
)

// Story returns one story.
func (s *Store) Story(ctx context.Context, id int64) (news.Story, error) {
	story, err := one(ctx, s.reader, scanStory, sqlStory, id)
	return story, s.fault(fmt.Sprintf("story %d", id), err)
}

func storyFields(st *news.Story) []any {
	return []any{&st.ID, &st.CanonicalID, &st.Title, &st.Outlets, &st.Articles, &st.Texts, toTime{&st.FirstSeen}, toTime{&st.LastSeen}}
}

func scanStory(rows *sql.Rows) (st news.Story, err error) { return st, rows.Scan(storyFields(&st)...) }

// Stories yields stories, the latest LastSeen first or the largest, then by id.
func (s *Store) Stories(ctx context.Context, q news.StoryQuery) iter.Seq2[news.Story, error] {
	with, args, ok := selected(q)
	if !ok {
		return func(func(news.Story, error) bool) {}
	}
	order := sqlLatest
	if q.Largest {
		order = sqlLargest
	}
	return stream(ctx, s, "list stories", scanStory, sqlStories+with+order, append(args, unlimited(q.Limit))...)
}

// CountStories counts the stories that q selects, whatever its Limit.
func (s *Store) CountStories(ctx context.Context, q news.StoryQuery) (int64, error) {
	with, args, ok := selected(q)
	if !ok {
		return 0, nil
	}
	n, err := one(ctx, s.reader, scanID, sqlCountStories+with, args...)
	return n, s.fault("count stories", err)
}

// selected returns what follows sqlSelected and the arguments of both; not ok
// where a text is asked for that has no word: no story holds it.
func selected(q news.StoryQuery) (with string, args []any, ok bool) {
	args = []any{sinceText(q.Since), q.MinOutlets, ""}
	if q.Text == "" {
		return "", args, true
	}
	args[2] = quoteWords(q.Text)
	return sqlStoriesWith, args, args[2] != ""
}

// ExportStories yields every story with the ids of its members, in order of id.
func (s *Store) ExportStories(ctx context.Context) iter.Seq2[news.StoryMembers, error] {
	return func(yield func(news.StoryMembers, error) bool) {
		var open news.StoryMembers // the story whose members are being read
		for row, err := range stream(ctx, s, "read stories", scanExported, sqlExportStories) {
			if err != nil {
				yield(news.StoryMembers{}, err)
				return
			}
			if row.ID != open.ID && open.ID != 0 && !yield(open, nil) {
				return
			}
			open = withMember(open, row)
		}
		if open.ID != 0 {
			yield(open, nil)
		}
	}
}

// scanExported reads a story with one of its members.
func scanExported(rows *sql.Rows) (m news.StoryMembers, err error) {
	m.Members, m.OutletNames = make([]int64, 1), make([]string, 1)
	err = rows.Scan(append(storyFields(&m.Story), &m.Members[0], &m.OutletNames[0])...)
	return m, err
}

// withMember adds the member of row, which comes in order of time, to its story, or
// begins that story.
func withMember(open, row news.StoryMembers) news.StoryMembers {
	if row.ID != open.ID {
		return row
	}
	at := len(open.Members)
	if row.Members[0] == open.CanonicalID {
		at = 0
	}
	open.Members = slices.Insert(open.Members, at, row.Members...)
	if !slices.Contains(open.OutletNames, row.OutletNames[0]) {
		open.OutletNames = append(open.OutletNames, row.OutletNames[0])
	}
	return open
}
