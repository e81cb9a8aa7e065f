package eval

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"sada/dedupe"
	"sada/internal/fakeweb"
	"sada/storage/sqlite"
	"sada/story"
)

var update = flag.Bool("update", false, "write the golden files anew")

const (
	boardSeed = 1
	goldenRun = "testdata/scoreboard.txt"
	leastBase = 64 // base articles, below which a share says little
)

// newDesk returns the real tracker over a real store of its own.
func newDesk(t *testing.T) Desk {
	t.Helper()
	store, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "sada.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	})
	return Desk{Filer: story.New(store, story.Options{}), Reader: store}
}

// A board is what the scoreboard is made from.
type board struct {
	bases    []Document
	formulas []Document
	reposts  []Document // one of each formula story
	partials []partial
	room     *Newsroom
}

func newBoard(t *testing.T) board {
	t.Helper()
	files := articleFiles(t)
	b := board{bases: append(pressBases(), files...), formulas: append(pressFormulas(), formulaDocs()...)}
	b.partials = partialFiles(t, files)
	if len(b.bases) < leastBase {
		t.Fatalf("%d base articles, want %d", len(b.bases), leastBase)
	}
	var texts []Text
	for _, d := range b.bases {
		texts = append(texts, d.Text)
	}
	b.room = NewNewsroom(boardSeed, texts)
	for _, f := range b.formulas {
		r := variant(b.room, f, Light)
		r.Kind = "" // counted apart
		b.reposts = append(b.reposts, r)
	}
	return b
}

var firstDay = time.Date(2026, 3, 1, 4, 0, 0, 0, time.UTC)

// pressBases are the stories of the demo press that are no formula.
func pressBases() []Document {
	var out []Document
	for i, o := range fakeweb.Originals() {
		if o.Series == "" {
			out = append(out, pressDocument(o, firstDay.Add(time.Duration(i)*79*time.Minute)))
		}
	}
	return out
}

func pressFormulas() []Document {
	var out []Document
	for i, o := range fakeweb.Originals() {
		if o.Series != "" {
			d := pressDocument(o, firstDay.Add(time.Duration(i)*time.Hour))
			d.Family = "press-" + o.Series
			out = append(out, d)
		}
	}
	return out
}

func pressDocument(o fakeweb.Original, at time.Time) Document {
	id := "press-" + o.Slug
	return Document{
		Text:   Text{Title: o.Title, Paragraphs: o.Paragraphs},
		ID:     id,
		Outlet: "press",
		At:     at,
		Truth:  id,
	}
}

// formulaDocs are four days of each formula, five of those that name no number.
func formulaDocs() []Document {
	counts := map[string]int{"telegram": 5, "reception": 5, "arrival": 5}
	var out []Document
	for _, f := range Formulas() {
		for n := range max(counts[f.Family], 4) {
			at := firstDay.Add(time.Duration(n)*24*time.Hour + 2*time.Hour)
			out = append(out, instance(f, boardSeed, n, at))
		}
	}
	return out
}

// documents are the base articles with their edits of some kinds, and the
// partial reports that copy from them.
func (b board) documents(kinds ...Kind) []Document {
	docs := slices.Clone(b.bases)
	for _, p := range b.partials {
		docs = append(docs, p.Document)
	}
	for _, base := range b.bases {
		for _, kind := range kinds {
			docs = append(docs, variant(b.room, base, kind))
		}
	}
	return docs
}

// TestScoreboard files the fixtures through the real tracker and store, and
// compares the scores with those on file: a change of method shows as a change
// of that file. Run it with -update to write the file anew.
func TestScoreboard(t *testing.T) {
	b := newBoard(t)
	got := b.scores(t)
	if *update {
		if err := os.WriteFile(goldenRun, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(goldenRun)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("scores differ from %s; if the change is meant, run go test -update ./eval\n got:\n%s\nwant:\n%s", goldenRun, got, want)
	}
}

func (b board) scores(t *testing.T) string {
	t.Helper()
	docs := slices.Concat(b.documents(Kinds()...), b.formulas, b.reposts)
	desk := newDesk(t)
	filed, err := desk.File(t.Context(), docs)
	if err != nil {
		t.Fatal(err)
	}
	var s strings.Builder
	fmt.Fprintf(&s, "scheme %s, seed %d\n%d base articles, %d kinds of edit, %d formula stories with a repost each, %d partial reports\n\n",
		dedupe.Scheme, boardSeed, len(b.bases), len(Kinds()), len(b.formulas), len(b.partials))
	s.WriteString("Recall by kind of edit: with all other edits of the base filed too, and as the only one\n")
	printRecalls(&s, kindRecalls(docs, filed.Story), b.recallsAlone(t))

	s.WriteString("\nAll in one store\n")
	truth, family := labels(docs)
	printScore(&s, Grade(truth, filed.Story))
	s.WriteString("\nFormula stories: pairs that tell of different events\n")
	printFamilies(&s, WrongJoins(family, truth, filed.Story))
	fmt.Fprintf(&s, "reposts of formula stories found  %d of %d\n", repostsFound(b.reposts, docs, filed.Story), len(b.reposts))
	s.WriteString("\nPartial reports: sources copied from\n")
	s.WriteString(b.partialScores(t.Context(), t, desk, docs, filed))
	return s.String()
}

// recallsAlone files each kind of edit in a store of its own.
func (b board) recallsAlone(t *testing.T) []KindRecall {
	t.Helper()
	var out []KindRecall
	for i, kind := range Kinds() {
		docs := b.documents(kind)
		filed, err := newDesk(t).File(t.Context(), docs)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, kindRecalls(docs, filed.Story)[i])
	}
	return out
}

func printRecalls(s *strings.Builder, together, alone []KindRecall) {
	fmt.Fprintf(s, "%-12s %5s  %8s  %6s\n", "kind", "edits", "together", "alone")
	total := KindRecall{Kind: "all"}
	var found int
	for i, k := range together {
		fmt.Fprintf(s, "%-12s %5d  %8.4f  %6.4f\n", k.Kind, k.Edits, k.Recall, alone[i].Recall)
		total.Edits += k.Edits
		total.Found += k.Found
		found += alone[i].Found
	}
	fmt.Fprintf(s, "%-12s %5d  %8.4f  %6.4f\n", total.Kind, total.Edits, share(total.Found, total.Edits), share(found, total.Edits))
}

func repostsFound(reposts, docs []Document, story []int64) int {
	at := map[string]int64{}
	for i, d := range docs {
		at[d.ID] = story[i]
	}
	n := 0
	for _, r := range reposts {
		if at[r.ID] == at[r.Base] {
			n++
		}
	}
	return n
}

// partialScores says of each source that a partial report copies from whether
// the two were wrongly joined, rightly linked, or neither.
func (b board) partialScores(ctx context.Context, t *testing.T, desk Desk, docs []Document, filed Filed) string {
	t.Helper()
	place := func(id string) int {
		return slices.IndexFunc(docs, func(d Document) bool { return d.ID == id })
	}
	count := map[string][3]int{} // joined, linked, neither
	for _, p := range b.partials {
		kind, _, _ := strings.Cut(p.ID, "-")
		c := count[kind]
		for _, source := range p.sources {
			i, home := place(p.ID), filed.Story[place(source)]
			linked, err := desk.Linked(ctx, filed, i, home)
			switch {
			case err != nil:
				t.Fatal(err)
			case filed.Story[i] == home:
				c[0]++
			case linked:
				c[1]++
			default:
				c[2]++
			}
		}
		count[kind] = c
	}
	var s strings.Builder
	fmt.Fprintf(&s, "%-12s %6s  %6s  %7s\n", "kind", "joined", "linked", "neither")
	for _, kind := range []string{"background", "roundup"} {
		fmt.Fprintf(&s, "%-12s %6d  %6d  %7d\n", kind, count[kind][0], count[kind][1], count[kind][2])
	}
	return s.String()
}
