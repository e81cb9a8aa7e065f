package sqlite_test

import (
	"testing"
)

// rules are queries that count what must not be.
var rules = []struct{ name, count string }{
	{"articles without a print", `SELECT count(*) FROM articles WHERE id NOT IN (SELECT article_id FROM prints)`},
	{"articles without a variant", `SELECT count(*) FROM articles WHERE id NOT IN (SELECT article_id FROM variants)`},
	{"articles without words", `SELECT count(*) FROM articles WHERE id NOT IN (SELECT id FROM articles_fts_docsize)`},
	{"words without an article", `SELECT count(*) FROM articles_fts_docsize WHERE id NOT IN (SELECT id FROM articles)`},
	{"articles without blocks", `SELECT count(*) FROM articles WHERE id NOT IN (SELECT article_id FROM blocks)`},
	{"articles without an event", `SELECT count(*) FROM articles WHERE id NOT IN (SELECT article_id FROM events)`},
	{"stories that don't add up", `SELECT count(*) FROM stories s WHERE
		s.articles <> (SELECT count(*) FROM variants WHERE story_id = s.id) OR
		s.outlets <> (SELECT count(DISTINCT a.outlet_id) FROM variants v JOIN articles a ON a.id = v.article_id WHERE v.story_id = s.id) OR
		s.first_seen_at <> (SELECT min(a.at) FROM variants v JOIN articles a ON a.id = v.article_id WHERE v.story_id = s.id) OR
		s.last_seen_at <> (SELECT max(a.at) FROM variants v JOIN articles a ON a.id = v.article_id WHERE v.story_id = s.id)`},
	{"stories not shown by their canonical article", `SELECT count(*) FROM stories s WHERE 1 <>
		(SELECT count(*) FROM variants WHERE story_id = s.id AND relation = 'canonical' AND article_id = s.canonical_id)`},
	{"filed entries without an article", `SELECT count(*) FROM entries WHERE state IN ('filed', 'known') AND article_id IS NULL`},
	{"validators without the entries they vouch for", `SELECT count(*) FROM feeds f WHERE etag <> '' AND
		CAST(etag AS INTEGER) <> (SELECT count(*) FROM entries WHERE feed_id = f.id)`},
	{"polls that are not counted", `SELECT count(*) FROM feeds f WHERE poll_count <> (SELECT count(*) FROM polls WHERE feed_id = f.id)`},
	{"broken references", `SELECT count(*) FROM pragma_foreign_key_check`},
}

// sound fails the test unless the file is whole, holds to every rule, and has
// so many articles; -1 for any number.
func sound(t *testing.T, path string, articles int) {
	t.Helper()
	db := raw(t, path)
	defer db.Close()
	var verdict string
	if err := db.QueryRow(`PRAGMA integrity_check`).Scan(&verdict); err != nil || verdict != "ok" {
		t.Errorf("integrity_check: %s, %v", verdict, err)
	}
	for _, rule := range rules {
		var n int
		if err := db.QueryRow(rule.count).Scan(&n); err != nil || n != 0 {
			t.Errorf("%d %s, %v", n, rule.name, err)
		}
	}
	if _, err := db.Exec(`INSERT INTO articles_fts (articles_fts) VALUES ('integrity-check')`); err != nil {
		t.Errorf("integrity of the words: %v", err)
	}
	var n int
	if err := db.QueryRow(`SELECT count(*) FROM articles`).Scan(&n); err != nil || (articles >= 0 && n != articles) {
		t.Errorf("%d articles, want %d, %v", n, articles, err)
	}
}
