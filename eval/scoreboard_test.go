//go:build !race

// The scores are long arithmetic, ten times as slow under the race detector. The
// other tests of this package file through the same tracker and store with it.

package eval

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"sada/dedupe/prints"
	"sada/storage/sqlite"
)

const goldenRun = "testdata/scoreboard.txt"

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
		prints.Scheme, boardSeed, len(b.bases), len(Kinds()), len(b.formulas), len(b.partials))
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
			linked, err := linkedTo(ctx, desk, filed, i, home)
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

// linkedTo reports whether document i is linked to any document of a story.
func linkedTo(ctx context.Context, d Desk, f Filed, i int, story int64) (bool, error) {
	links, err := d.Reader.(*sqlite.Store).Links(ctx, f.article[i])
	if err != nil {
		return false, err
	}
	for _, l := range links {
		other := l.OtherID
		if other == f.article[i] {
			other = l.ArticleID
		}
		if at := slices.Index(f.article, other); at >= 0 && f.Story[at] == story {
			return true, nil
		}
	}
	return false, nil
}
