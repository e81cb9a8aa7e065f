package main

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"sada/eval"
)

func TestTuned(t *testing.T) {
	tests := []struct {
		name    string
		matches []match
		edits   int
		want    float64
	}{
		{"none", nil, 3, 1},
		{"the lowest that is clean", []match{{0.9, true}, {0.5, true}, {0.3, false}, {0.2, true}}, 3, 0.5},
		{"the most precise where none is clean", []match{{0.9, false}, {0.5, true}, {0.4, false}}, 1, 0.5},
	}
	for _, tt := range tests {
		if got := tuned(tt.matches, tt.edits); got != tt.want {
			t.Errorf("%s: tuned = %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestTallied(t *testing.T) {
	matches := []match{{0.9, true}, {0.5, false}, {0.4, true}, {0.1, false}}
	got := tallied(matches, 4, 0.4)
	if want := (tally{of: 4, found: 2, wrong: 1}); got != want {
		t.Errorf("tallied = %+v, want %+v", got, want)
	}
	if got.recall() != 0.5 || (tally{}).precision() != 1 {
		t.Errorf("recall %v, precision of nothing %v; want 0.5, 1", got.recall(), (tally{}).precision())
	}
}

func TestWordRuns(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string
	}{
		{"folded, without punctuation", "قالت: «المدينةُ» آمنة، اليوم", []string{"قالت المدينه امنه", "المدينه امنه اليوم"}},
		{"too few words", "خبر عاجل", nil},
		{"empty", "", nil},
	}
	for _, tt := range tests {
		var got []string
		for _, r := range wordRuns(tt.text) {
			got = append(got, string(r))
		}
		if strings.Join(got, "|") != strings.Join(tt.want, "|") {
			t.Errorf("%s: wordRuns = %q, want %q", tt.name, got, tt.want)
		}
	}
}

// TestReadersLeaveOutStopWords holds for each reader that it drops the stop word
// and keeps the others.
func TestReadersLeaveOutStopWords(t *testing.T) {
	for _, r := range readers() {
		if got := r.read("وصلت السفينة إلى الميناء"); got != 3 {
			t.Errorf("%s: %d stems of a sentence of three words and a particle, want 3", r.name, got)
		}
	}
}

// TestPerSecondVisitsAll holds that documents are measured in turn, near ones far
// apart.
func TestPerSecondVisitsAll(t *testing.T) {
	seen := map[int]int{}
	if v := perSecond(101, time.Millisecond, func(i int) { seen[i]++ }); v <= 0 {
		t.Errorf("perSecond = %v, want more than 0", v)
	}
	if len(seen) < perLook {
		t.Errorf("%d documents visited, want at least %d different ones", len(seen), perLook)
	}
}

// TestMethodsKnowACopy holds for each contender that a copy of an article is
// found and alike, and another article is not.
func TestMethodsKnowACopy(t *testing.T) {
	c, err := load("", eval.EditOptions{})
	if err != nil {
		t.Fatal(err)
	}
	twin := c.docs[0]
	twin.ID = "twin"
	docs := []document{c.docs[0], c.docs[1], twin}
	for _, k := range contenders() {
		k.build(docs)
		if got := k.candidates(0); len(got) == 0 || got[len(got)-1] != 2 {
			t.Errorf("%s: candidates of an article = %v, want its copy, 2, among them", k.name, got)
		}
		if same, other := k.score(0, 2), k.score(0, 1); same != 1 || other >= lowest {
			t.Errorf("%s: score of a copy %v, of another article %v; want 1 and less than %v", k.name, same, other, lowest)
		}
	}
}

func TestLoadHalvesTheEdits(t *testing.T) {
	c, err := load("", eval.EditOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if n := len(eval.Kinds()); len(c.tune) != n || len(c.test) != n {
		t.Errorf("%d edits to tune by, %d to test; want %d of each", len(c.tune), len(c.test), n)
	}
	for i, b := range c.base {
		if c.docs[i].Base != c.docs[b].ID {
			t.Errorf("base of %s is %s, want %s", c.docs[i].ID, c.docs[b].ID, c.docs[i].Base)
		}
	}
}

func TestArrangeRefusesUnknownPairs(t *testing.T) {
	c := corpus{docs: []document{{Document: eval.Document{ID: "a"}}}, base: map[int]int{}}
	if err := c.arrange([]eval.Pair{{A: "a", B: "b", Label: eval.LabelSame}}); err == nil {
		t.Error("a pair of an article that is not there was taken")
	}
}

func TestReport(t *testing.T) {
	c := corpus{docs: make([]document, 2), pairs: []pair{{0, 1, eval.LabelSame}}, bytes: 1500}
	results := []result{
		{
			name: "ours", from: 1, perSecond: 200, candidates: 1500 * time.Nanosecond, verdict: 2 * time.Microsecond,
			edits: tally{of: 4, found: 3, wrong: 1}, labels: map[string]tally{eval.LabelSame: {of: 1, found: 1}},
		},
		{name: "peer", from: 0.25, perSecond: 50},
	}
	got := report(c, results, []reading{{"keys", 3000, 200}, {"words", 600, 210}})
	for _, want := range []string{
		"2 documents of 1.5 KB in the mean",
		"| ours | 200 | 1.00 | 1.5 | 2.0 |\n",
		"| ours | 0.750 | 0.750 | 1 of 1 | 0 of 0 | 0 of 0 |\n",
		"| peer (0.25) | 50 | 0.25 |",
		"| keys | 3000 | 1.00 | 200 |\n| words | 600 | 0.20 | 210 |\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("report lacks %q:\n%s", want, got)
		}
	}
}

func TestRun(t *testing.T) {
	tests := []struct {
		name string
		news string
		args []string
		want int
		out  string
	}{
		{"own articles", "", []string{"-time", "1ms"}, 0, "| sada |"},
		{"bad flag", "", []string{"-no"}, 2, "not defined"},
		{"too many bases", "", []string{"-bases", "900"}, 1, "too few articles"},
		{"no such folder", "nowhere", nil, 1, "articles.jsonl.gz"},
	}
	for _, tt := range tests {
		t.Setenv("SADA_NEWS", tt.news)
		var out bytes.Buffer
		if got := run(tt.args, &out, &out); got != tt.want || !strings.Contains(out.String(), tt.out) {
			t.Errorf("%s: run(%q) = %d, want %d and %q in\n%s", tt.name, tt.args, got, tt.want, tt.out, out.String())
		}
	}
}
