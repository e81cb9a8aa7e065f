package eval

import (
	"flag"
	"path/filepath"
	"testing"
	"time"

	"sada/internal/fakeweb"
	"sada/storage/sqlite"
	"sada/story"
)

var update = flag.Bool("update", false, "write the golden files anew")

const (
	boardSeed = 1
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
