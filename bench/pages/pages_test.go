package main

import (
	"os"
	"path/filepath"
	"testing"
)

func TestScore(t *testing.T) {
	const gold = "one two three four five six"
	for _, tt := range []struct {
		name, text        string
		precision, recall float64
	}{
		{"whole", gold, 1, 1},
		{"half", "one two three four", 1, 1.0 / 3},
		{"with furniture", gold + " seven", 3.0 / 4, 1},
		{"nothing", "", 0, 0},
		{"another text", "a b c d e", 0, 0},
	} {
		got, _, _, _ := page{gold: gold}.score(tt.text)
		if got != (scored{tt.precision, tt.recall}) {
			t.Errorf("%s: score = %+v, want %v, %v", tt.name, got, tt.precision, tt.recall)
		}
	}
	parts := page{with: []string{"اب ت", "ج"}, without: []string{"د"}, letters: true}
	if got, _, _, _ := parts.score("ابت د"); got != (scored{0.5, 0.5}) {
		t.Errorf("parts: score = %+v, want 0.5 and 0.5", got)
	}
}

func TestVote(t *testing.T) {
	const a, b, c = "one\ntwo\nthree\n", "two\nfour\n", "four\nthree\n"
	if got, want := vote(a, b, c), "two\nthree\nfour\n"; got != want {
		t.Errorf("vote = %q, want %q", got, want)
	}
	if got, want := common(a, "one two"), "one\ntwo\n"; got != want {
		t.Errorf("common = %q, want %q", got, want)
	}
	if got := common(a, "one"); got != a {
		t.Errorf("common with little = %q, want all", got)
	}
}

func TestLoadComparison(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"scripts/comparison/data.go":   "package main\n\ntype E struct{ File, Title string; With, Without []string }\n\nvar data = map[string]E{\n\"https://a.example/1\": {File: \"a.html\", Title: \"A\", With: []string{\"x\", `y`}, Without: []string{\"z\"}},\n}\n",
		"test-files/comparison/a.html": "<p>x y",
	} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	c, err := loadComparison(dir)
	if err != nil || len(c.pages) != 1 {
		t.Fatalf("loadComparison = %d pages, %v, want one", len(c.pages), err)
	}
	p := c.pages[0]
	if p.url != "https://a.example/1" || p.title != "A" || len(p.with) != 2 || p.with[1] != "y" || p.without[0] != "z" || string(p.body) != "<p>x y" {
		t.Errorf("page = %+v", p)
	}
}
