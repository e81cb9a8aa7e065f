package sqlite

import (
	"context"
	"database/sql"
	"iter"
	"time"

	"sada/news"
)

// The kinds of event.
const (
	storyCreated     = "story.created"     // article_id opened the story
	storyRemoved     = "story.removed"     // its last member moved to another story
	variantAdded     = "variant.added"     // article_id joined the story
	variantMoved     = "variant.moved"     // article_id changed its place; from: the story before
	canonicalChanged = "canonical.changed" // the story is shown by article_id now; from: the article before
	linkAdded        = "link.added"        // article_id shares passages with article other
	linkRemoved      = "link.removed"      // it no longer counts as sharing passages with article other
	articleRevised   = "article.revised"   // article_id was read again and had changed; revision: its number
	articleGone      = "article.gone"      // the page of article_id is there no more
	articleReturned  = "article.returned"  // it is there again
)

const (
	sqlInsertEvent = `INSERT INTO events (at, kind, story_id, article_id, payload) VALUES (?, ?, ?, ?, ?)`
	sqlEvents      = `SELECT seq, at, kind, story_id, article_id, payload FROM events WHERE seq > ? ORDER BY seq`
)

// An eventPayload is what an event tells beyond its columns.
type eventPayload struct {
	From     int64         `json:"from,omitempty"`
	Other    int64         `json:"other,omitempty"`
	Parent   int64         `json:"parent,omitempty"`
	Relation news.Relation `json:"relation,omitempty"`
	Score    float64       `json:"score,omitempty"`
	Revision int           `json:"revision,omitempty"`
}

// placed is the payload that tells a variant's place.
func placed(v news.Variant) eventPayload {
	return eventPayload{Parent: v.ParentID, Relation: v.Relation, Score: v.Score}
}

// addEvent appends to the change stream; payload nil is {}.
func addEvent(ctx context.Context, tx *sql.Tx, when time.Time, kind string, story, article int64, payload any) error {
	text := "{}"
	if payload != nil {
		text = encode(payload)
	}
	_, err := exec(ctx, tx, sqlInsertEvent, at(when), kind, null(story), null(article), text)
	return err
}

// Events yields the change stream after seq.
func (s *Store) Events(ctx context.Context, after int64) iter.Seq2[news.Event, error] {
	return stream(ctx, s, "read events", scanEvent, sqlEvents, after)
}

func scanEvent(rows *sql.Rows) (e news.Event, err error) {
	err = rows.Scan(&e.Seq, toTime{&e.At}, &e.Kind, toOptional[int64]{&e.StoryID}, toOptional[int64]{&e.ArticleID}, &e.Payload)
	return e, err
}
