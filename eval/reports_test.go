package eval

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// corpus returns the articles of $SADA_NEWS/articles.jsonl.gz, and the sizes to
// measure them with; without it the base articles of testdata and small sizes.
func corpus(t *testing.T) ([]Article, EditOptions, StreamOptions) {
	t.Helper()
	if dir := os.Getenv("SADA_NEWS"); dir != "" {
		articles, err := LoadArticles(filepath.Join(dir, "articles.jsonl.gz"))
		if err != nil {
			t.Fatal(err)
		}
		return articles, EditOptions{Seed: 1}, StreamOptions{Seed: 1}
	}
	var articles []Article
	for _, d := range append(pressBases(), articleFiles(t)...) {
		articles = append(articles, Article{
			ID:        d.ID,
			Outlet:    d.Outlet,
			Title:     d.Title,
			Published: d.At.Format(time.DateTime),
			Text:      d.Joined(),
		})
	}
	return articles, EditOptions{Seed: 1, Bases: 2}, StreamOptions{Seed: 1, Size: 70}
}

func TestEdits(t *testing.T) {
	articles, opts, _ := corpus(t)
	r, err := Edits(t.Context(), newDesk(t), articles, opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("\n%s", r)
	if r.Articles != len(articles) || len(r.Kinds) != len(Kinds()) || r.Edits%len(Kinds()) != 0 {
		t.Errorf("%d articles, %d kinds, %d edits; want %d, %d and as many of each kind", r.Articles, len(r.Kinds), r.Edits, len(articles), len(Kinds()))
	}
	if r.Recall < 0.9 || r.Precision < 0.9 {
		t.Errorf("recall %.4f, precision %.4f, want 0.9 of each at least", r.Recall, r.Precision)
	}
	mustEncode(t, r)
}

func TestStream(t *testing.T) {
	articles, _, opts := corpus(t)
	r, err := Stream(t.Context(), newDesk(t), articles, opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("\n%s", r)
	if r.Filed != r.Bases+r.Edits+r.Alone+r.Formulas+r.Bridges {
		t.Errorf("%d filed, but the parts are %d + %d + %d + %d + %d", r.Filed, r.Bases, r.Edits, r.Alone, r.Formulas, r.Bridges)
	}
	if r.Bases == 0 || r.Edits < r.Bases || r.Alone == 0 || r.Formulas == 0 || r.Bridges == 0 {
		t.Errorf("a part is missing: %+v", r)
	}
	if r.Score.Articles != r.Filed-r.Bridges {
		t.Errorf("%d scored, want %d", r.Score.Articles, r.Filed-r.Bridges)
	}
	if r.Score.BCubedF1 < 0.9 {
		t.Errorf("B-cubed F1 %.4f, want 0.9 at least", r.Score.BCubedF1)
	}
	mustEncode(t, r)
}

func mustEncode(t *testing.T, report any) {
	t.Helper()
	if _, err := json.Marshal(report); err != nil {
		t.Error(err)
	}
}

func TestTooFewArticles(t *testing.T) {
	few := []Article{{ID: "a", Published: "2026-03-01 00:00:00", Text: "نص"}}
	if _, err := Edits(t.Context(), Desk{}, few, EditOptions{}); err == nil || !strings.Contains(err.Error(), "too few articles") {
		t.Errorf("Edits = %v, want an error that says too few articles", err)
	}
	if _, err := Stream(t.Context(), Desk{}, few, StreamOptions{}); err == nil || !strings.Contains(err.Error(), "too few articles") {
		t.Errorf("Stream = %v, want an error that says too few articles", err)
	}
	bad := []Article{{ID: "a", Published: "soon"}}
	if _, err := Stream(t.Context(), Desk{}, bad, StreamOptions{}); err == nil || !strings.Contains(err.Error(), "article a: published") {
		t.Errorf("Stream = %v, want an error that names the article", err)
	}
}

func TestLonely(t *testing.T) {
	long := "كلمة أولى ثانية ثالثة رابعة خامسة سادسة سابعة ثامنة تاسعة "
	tests := []struct {
		name  string
		texts []string
		want  []bool
	}{
		{"all apart", []string{long, "نص آخر لا يشبه الأول في شيء أبدًا"}, []bool{true, true}},
		{"a copy", []string{long, long, "نص آخر لا يشبه الأول في شيء أبدًا"}, []bool{false, false, true}},
		{"another spelling", []string{long, strings.ReplaceAll(long, "ة", "ه")}, []bool{false, false}},
		{"too short for a run", []string{"كلمة", "كلمة"}, []bool{true, true}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var texts []Text
			for _, s := range tt.texts {
				texts = append(texts, Text{Paragraphs: []string{s}})
			}
			got := lonely(texts)
			for i := range got {
				if got[i] != tt.want[i] {
					t.Errorf("lonely(%q)[%d] = %v", tt.texts, i, got[i])
				}
			}
		})
	}
}
