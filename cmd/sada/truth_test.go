package main

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sada/crawler/address"
	"sada/eval"
	"sada/internal/fakeweb"
)

// TestPressIsFiledAsItIs polls the whole press and holds the stories made
// against what the press says of itself: no two events under one story, and
// hardly a repost missed.
func TestPressIsFiledAsItIs(t *testing.T) {
	press, err := fakeweb.Start(fakeweb.Options{Now: time.Now(), Port: fakeweb.EphemeralPort})
	if err != nil {
		t.Fatal(err)
	}
	defer press.Close()
	dir := pressFolder(t, press)
	if out, err := child(t.Context(), "poll", "--config", filepath.Join(dir, "config.yaml")).CombinedOutput(); err != nil {
		t.Fatalf("poll: %v\n%s", err, out)
	}
	stories := storiesByURL(t, filepath.Join(dir, "sada.db"))
	var truth []string
	var got []int64
	for _, s := range press.Stories() {
		for _, a := range s.Readable() {
			url, err := address.Canonical(a.URL)
			if err != nil {
				t.Fatal(err)
			}
			if stories[url] == 0 {
				t.Errorf("%s was not filed", url)
			}
			truth, got = append(truth, s.Slug), append(got, stories[url])
		}
	}
	score := eval.Grade(truth, got)
	if score.Precision < 1 {
		t.Errorf("pairs joined: precision %.4f, want 1: %s", score.Precision, mixed(truth, got))
	}
	if score.Recall < 0.98 {
		t.Errorf("pairs joined: recall %.4f, want at least 0.98", score.Recall)
	}
}

func storiesByURL(t *testing.T, db string) map[string]int64 {
	t.Helper()
	out, err := query(db, `SELECT u.url, v.story_id FROM (SELECT url, id FROM articles UNION ALL SELECT url, article_id FROM article_urls) u JOIN variants v ON v.article_id = u.id`)
	if err != nil {
		t.Fatal(err)
	}
	stories := map[string]int64{}
	for line := range strings.Lines(out) {
		url, id, _ := strings.Cut(strings.TrimSpace(line), "|")
		var n int64
		for _, d := range id {
			n = n*10 + int64(d-'0')
		}
		stories[url] = n
	}
	return stories
}

// mixed names the events that stand under one story.
func mixed(truth []string, got []int64) string {
	of := map[int64]string{}
	var out []string
	for i, story := range got {
		if first, ok := of[story]; ok && first != truth[i] {
			out = append(out, first+" with "+truth[i])
		}
		of[story] = truth[i]
	}
	return strings.Join(out, ", ")
}
