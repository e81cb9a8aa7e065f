package eval

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"sada/dedupe"
	"sada/news"
	"sada/storage/sqlite"
	"sada/story"
)

// ownPairs files our articles with one edit of each, and says of which pairs
// what is right.
func ownPairs(t *testing.T) ([]Article, []Pair) {
	var articles []Article
	var pairs []Pair
	docs := articleFiles(t)
	var texts []Text
	for _, d := range docs {
		texts = append(texts, d.Text)
	}
	room := NewNewsroom(boardSeed, texts)
	for i, d := range docs {
		light := variant(room, d, Light)
		for _, x := range []Document{d, light} {
			articles = append(articles, Article{ID: x.ID, Outlet: x.Outlet, Title: x.Title, Published: x.At.Format("2006-01-02 15:04:05"), Text: x.Joined()})
		}
		pairs = append(pairs, Pair{A: d.ID, B: light.ID, Label: LabelSame, Sure: 3})
		if i > 0 {
			pairs = append(pairs, Pair{A: d.ID, B: docs[i-1].ID, Label: LabelDiff, Sure: 3})
		}
	}
	return articles, pairs
}

// publishedPairs reads articles.jsonl.gz, pairs.jsonl and series.jsonl of the
// folder that SADA_NEWS names; ok is false without it.
func publishedPairs(t *testing.T) (articles []Article, pairs []Pair, ok bool) {
	dir := os.Getenv("SADA_NEWS")
	if dir == "" {
		return nil, nil, false
	}
	articles, err := LoadArticles(filepath.Join(dir, "articles.jsonl.gz"))
	if err != nil {
		t.Fatal(err)
	}
	pairs, err = LoadPairs(filepath.Join(dir, "pairs.jsonl"), filepath.Join(dir, "series.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	return articles, pairs, true
}

func scorePairs(t *testing.T, articles []Article, pairs []Pair) (PairReport, *sqlite.Store) {
	t.Helper()
	store, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "sada.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	report, err := Pairs(t.Context(), story.New(store, story.Options{}), store, articles, pairs)
	if err != nil {
		t.Fatal(err)
	}
	return report, store
}

func rowOf(r PairReport, label string) PairRow { return r.Rows[labelAt(label)] }

func TestPairs(t *testing.T) {
	articles, pairs := ownPairs(t)
	report, _ := scorePairs(t, articles, pairs)
	if got := rowOf(report, LabelSame); got.Joined != got.Pairs || got.Together != got.Pairs {
		t.Errorf("of %d reposts %d joined, %d filed together", got.Pairs, got.Joined, got.Together)
	}
	if got := rowOf(report, LabelDiff); got.Joined+got.Together > 0 {
		t.Errorf("of %d different reports %d joined, %d filed together", got.Pairs, got.Joined, got.Together)
	}
}

// TestAmong draws a part of the articles: those of the pairs are always in it, and a
// larger part holds a smaller one.
func TestAmong(t *testing.T) {
	var articles []Article
	for i := range 1000 {
		articles = append(articles, Article{ID: strconv.Itoa(i)})
	}
	pairs := []Pair{{A: "3", B: "997"}}
	var before []Article
	for _, tt := range []struct {
		share       float64
		least, most int
	}{{0, 2, 2}, {0.1, 70, 130}, {0.5, 440, 560}, {1, 1000, 1000}} {
		got := Among(articles, pairs, tt.share)
		if len(got) < tt.least || len(got) > tt.most {
			t.Errorf("share %v: %d articles, want %d to %d", tt.share, len(got), tt.least, tt.most)
		}
		for _, a := range before {
			if !slices.Contains(got, a) {
				t.Errorf("share %v lacks article %s, which a smaller one has", tt.share, a.ID)
			}
		}
		before = got
	}
}

func TestPairsWrong(t *testing.T) {
	articles, pairs := ownPairs(t)
	for i := range pairs { // a reader who says the opposite of all of them
		if pairs[i].Label == LabelSame {
			pairs[i].Label = LabelDiff
		} else {
			pairs[i].Label = LabelSame
		}
	}
	report, _ := scorePairs(t, articles, pairs)
	if got, want := len(report.Wrong), len(pairs); got != want {
		t.Errorf("of %d pairs with the opposite label %d are wrong", want, got)
	}
	for _, w := range report.Wrong {
		if want := w.Label == LabelDiff; w.Kind.Joined() != want || w.Together != want || w.Why == "" {
			t.Errorf("pair %s, %s: label %s, kind %s, together %t, why %q", w.A, w.B, w.Label, w.Kind, w.Together, w.Why)
		}
	}
}

func TestAnswers(t *testing.T) {
	for _, test := range []struct {
		label string
		want  []news.Relation // the kinds that answer it
	}{
		{LabelSame, []news.Relation{news.Copy, news.Repost, news.Update}},
		{LabelUpdate, []news.Relation{news.Copy, news.Repost, news.Update}},
		{LabelPart, []news.Relation{news.Partial}},
		{LabelTemplate, []news.Relation{news.Partial, news.Series, news.None}},
		{LabelSeries, []news.Relation{news.Partial, news.Series, news.None}},
	} {
		for _, kind := range []news.Relation{news.Copy, news.Repost, news.Update, news.Partial, news.Series, news.None} {
			if got, want := answers(test.label, kind), slices.Contains(test.want, kind); got != want {
				t.Errorf("answers(%s, %s) = %t, want %t", test.label, kind, got, want)
			}
		}
	}
}

// TestPublishedPairs holds what was reached on labelled pairs of real articles.
func TestPublishedPairs(t *testing.T) {
	articles, pairs, ok := publishedPairs(t)
	if !ok {
		articles, pairs = ownPairs(t)
	}
	report, _ := scorePairs(t, articles, pairs)
	t.Logf("\n%s", report)
	if got := rowOf(report, LabelSame); 100*got.Joined < 90*got.Pairs {
		t.Errorf("of %d reposts %d joined, want 90 in 100", got.Pairs, got.Joined)
	}
}

// TestTrain trains on our own articles, each with an edit and beside another.
func TestTrain(t *testing.T) {
	articles, pairs := ownPairs(t)
	store, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "sada.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	report, err := Train(t.Context(), story.New(store, story.Options{}), store, articles, pairs)
	if err != nil {
		t.Fatal(err)
	}
	same, diff := report.Files[0].Rows[labelAt(LabelSame)], report.Files[0].Rows[labelAt(LabelDiff)]
	if same.Pairs == 0 || 10*same.Joined < 9*same.Pairs || diff.Joined > 0 {
		t.Errorf("Train: %d of %d edits and %d of %d others joined, want nine in ten and none", same.Joined, same.Pairs, diff.Joined, diff.Pairs)
	}
	if got := strings.Count(report.Source, "//"); got < 3*(2*len(dedupe.CopiedFeatures)+len(dedupe.WholeFeatures)) {
		t.Errorf("Train: %d comments in the source, want one for each weight", got)
	}
}

func TestReadPairs(t *testing.T) {
	tests := []struct {
		name, text string
		want       []Pair
		fails      bool
	}{
		{"empty", "", nil, false},
		{"a label", `{"a":"x","b":"y","label":"part","sure":2}`, []Pair{{A: "x", B: "y", Label: LabelPart, Sure: 2, Line: 1}}, false},
		{"a series", `{"a":"x","b":"y","kind":"weather"}`, []Pair{{A: "x", B: "y", Label: LabelSeries, Line: 1}}, false},
		{"after a blank line", "\n" + `{"a":"x","b":"y"}`, []Pair{{A: "x", B: "y", Label: LabelSeries, Line: 2}}, false},
		{"itself", `{"a":"x","b":"x","label":"same"}`, nil, true},
		{"no object", `[1]`, nil, true},
		{"an unknown label", `{"a":"x","b":"y","label":"alike"}`, nil, true},
		{"no id", `{"a":"x","label":"same"}`, nil, true},
	}
	for _, tt := range tests {
		var got []Pair
		var failed bool
		for p, err := range ReadPairs(strings.NewReader(tt.text)) {
			if err != nil {
				failed = true
				break
			}
			got = append(got, p)
		}
		if !slices.Equal(got, tt.want) || failed != tt.fails {
			t.Errorf("%s: ReadPairs = %v, failed %v, want %v, %v", tt.name, got, failed, tt.want, tt.fails)
		}
	}
}

func TestFitLearns(t *testing.T) {
	var examples []example
	for i := range 200 {
		e := example{weight: 1, whole: float64(i % 2), copied: float64(i % 2)}
		e.pair.Label = LabelSame
		if i%4 == 1 {
			e.pair.Label = LabelUpdate
		}
		e.signals = dedupe.Signals{SameOutlet: i%4 == 1, Short: 100, Long: 100, CommonLong: 30 + 60*(i%2) + i%7, ChainLong: 30 + 60*(i%2), ChainShort: 20 + 70*(i%2) + i%5, RareOwn: 9 - 9*float64(i%2)}
		examples = append(examples, e)
	}
	m, err := fitModels(examples)
	if err != nil {
		t.Fatal(err)
	}
	for i := range examples[:10] {
		for _, m := range []dedupe.Model{m.Copied, m.Whole} {
			got := m.Probability(m.Measure(nil, examples[i].signals))
			if want := i%2 == 1; got > 0.5 != want {
				t.Errorf("example %d: %.2f, want it above a half: %v", i, got, want)
			}
		}
		later := m.Later.Probability(m.Later.Measure(nil, examples[i].signals))
		if want := i%4 == 1; i%2 == 1 && later > 0.5 != want {
			t.Errorf("example %d: later %.2f, want it above a half: %v", i, later, want)
		}
	}
}
