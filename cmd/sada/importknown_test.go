package main

import (
	"bytes"
	"compress/gzip"
	"database/sql"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// A workbench is a folder with a store and a configuration without feeds, over which sada
// runs as a process of its own.
type workbench struct {
	*testing.T
	dir string
}

func newWorkbench(t *testing.T) workbench {
	w := workbench{t, t.TempDir()}
	w.write("config.yaml", "feeds: []")
	return w
}

// write writes a file of those lines.
func (w workbench) write(name string, lines ...string) {
	w.Helper()
	if err := os.WriteFile(filepath.Join(w.dir, name), []byte(strings.Join(lines, "\n")+"\n"), 0o644); err != nil {
		w.Fatal(err)
	}
}

// imports imports a file and returns what was printed.
func (w workbench) imports(name string, env ...string) (out, errs string) {
	w.Helper()
	out, errs, _ = w.run(nil, name, env...)
	return out, errs
}

// importsFrom is imports with something to read from.
func (w workbench) importsFrom(in io.Reader, name string) (out, errs string) {
	w.Helper()
	out, errs, _ = w.run(in, name)
	return out, errs
}

func (w workbench) run(in io.Reader, name string, env ...string) (out, errs string, code int) {
	w.Helper()
	c := child(w.Context(), "--config", "config.yaml", "--db", "sada.db", "import", name)
	c.Env, c.Dir, c.Stdin = append(c.Env, env...), w.dir, in
	var o, e bytes.Buffer
	c.Stdout, c.Stderr = &o, &e
	_ = c.Run() // the exit code says how it went
	return o.String(), e.String(), c.ProcessState.ExitCode()
}

// open opens the store.
func (w workbench) open() *sql.DB {
	w.Helper()
	db, err := sql.Open("sqlite3", filepath.Join(w.dir, "sada.db"))
	if err != nil {
		w.Fatal(err)
	}
	w.Cleanup(func() { db.Close() })
	return db
}

// TestImportIsTheSameWhateverRunsIt imports a file of which 256 lines repeat the address
// of a line shortly before: the same lines are furniture with any number of processors.
func TestImportIsTheSameWhateverRunsIt(t *testing.T) {
	var lines []string
	add := func(i int) {
		at := time.Date(2026, 7, 1, 0, len(lines), 0, 0, time.UTC).Format(time.RFC3339)
		lines = append(lines, fmt.Sprintf(`{"url":"https://o.example/%d","outlet":"o","title":"title number%[1]d of%[1]d","published":%[2]q,"text":"alpha%[1]d beta%[1]d gamma%[1]d delta%[1]d says so%[1]d.\nnothing%[1]d else%[1]d happened%[1]d there%[1]d.\nfollow us on our pages"}`, i, at))
	}
	for i := range 512 {
		add(i)
	}
	for i := range 256 { // again, as files of scrapers have them
		add(i)
	}
	for i := 512; i < 1600; i++ {
		add(i)
	}
	marked := map[string]string{}
	for _, procs := range []string{"1", "2", "8"} {
		w := newWorkbench(t)
		w.write("first.jsonl", `{"url":"https://other.example/1","outlet":"other","title":"x","published":"2026-06-01T00:00:00Z","text":"something"}`)
		w.write("all.jsonl", lines...)
		w.imports("first.jsonl")
		if out, errs := w.imports("all.jsonl", "GOMAXPROCS="+procs); !strings.Contains(out, "filed 1600 articles") {
			t.Fatalf("import prints %q and %q", out, errs)
		}
		var found string
		err := w.open().QueryRow(`SELECT count(*) || ', the first at ' || min(a.url) FROM blocks b JOIN articles a ON a.id = b.article_id WHERE b.kind IN ('furniture', 'promo')`).Scan(&found)
		if err != nil {
			t.Fatal(err)
		}
		marked[found] += " " + procs
	}
	if len(marked) != 1 {
		t.Errorf("lines of furniture by numbers of processors: %v, want the same of all", marked)
	}
}

// TestImportOfAnAddressThatIsAnID files an agency's article whose address is the id under
// which one of its clients listed it before.
func TestImportOfAnAddressThatIsAnID(t *testing.T) {
	w := newWorkbench(t)
	w.write("client.jsonl", `{"id":"https://agency.example/1","url":"https://client.example/a","outlet":"client","title":"a","published":"2026-07-27T10:00:00Z","text":"one two three"}`)
	w.write("agency.jsonl", `{"url":"https://agency.example/1","outlet":"agency","title":"b","published":"2026-07-27T09:00:00Z","text":"four five six"}`)
	w.imports("client.jsonl")
	if out, errs := w.imports("agency.jsonl"); !strings.Contains(out, "filed 1 article ") {
		t.Errorf("import prints %q and %q, want the agency's article filed", out, errs)
	}
}

// TestImportTellsWhyALessonFailed has a store that takes no lessons.
func TestImportTellsWhyALessonFailed(t *testing.T) {
	w := newWorkbench(t)
	var lines []string
	for i := range 60 {
		lines = append(lines, fmt.Sprintf(`{"url":"https://o.example/%d","outlet":"o","title":"t%[1]d","published":"2026-07-%02[2]dT10:00:00Z","text":"word%[1]d other%[1]d more%[1]d"}`, i, 1+i%28))
	}
	w.write("first.jsonl", lines[0])
	w.write("all.jsonl", lines...)
	w.imports("first.jsonl")
	if _, err := w.open().Exec(`CREATE TRIGGER no BEFORE INSERT ON lessons BEGIN SELECT raise(ABORT, 'the disk is sick'); END`); err != nil {
		t.Fatal(err)
	}
	if out, errs := w.imports("all.jsonl"); !strings.Contains(errs, "the disk is sick") {
		t.Errorf("import prints %q and %q, want why it ended", out, errs)
	}
}

// TestImportKeepsExternalIDs imports what export writes: the id of another store beside
// the one that the outlet gave.
func TestImportKeepsExternalIDs(t *testing.T) {
	w := newWorkbench(t)
	w.write("all.jsonl",
		`{"id":17,"external_id":"n-1","url":"https://o.example/1","outlet":"o","title":"t","published_at":"2026-07-01T10:00:00Z","text":"one two"}`,
		`{"id":18,"url":"https://o.example/2","outlet":"o","title":"u","published_at":"2026-07-01T11:00:00Z","text":"three four"}`)
	w.imports("all.jsonl")
	var got string
	if err := w.open().QueryRow(`SELECT group_concat(external_id, ' ') FROM (SELECT external_id FROM articles ORDER BY at)`).Scan(&got); err != nil {
		t.Fatal(err)
	}
	if want := "n-1 18"; got != want {
		t.Errorf("external ids %q, want %q", got, want)
	}
}

// TestImportOfAPipe reads lines, plain and packed, from what can be read only once.
func TestImportOfAPipe(t *testing.T) {
	w := newWorkbench(t)
	line := []byte(`{"url":"https://o.example/one","outlet":"o","title":"t","published":"2026-07-01T10:00:00Z","text":"one two"}` + "\n")
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	z.Write(bytes.ReplaceAll(line, []byte("one"), []byte("three")))
	z.Close()
	for _, in := range [][]byte{line, packed.Bytes()} {
		if out, errs := w.importsFrom(bytes.NewReader(in), "/dev/stdin"); !strings.Contains(out, "filed 1 article ") {
			t.Errorf("import prints %q and %q, want an article filed", out, errs)
		}
	}
}

// TestImportThatEndsInTheMiddle fails after the first batch: what it stored is stored,
// and the exit code says so.
func TestImportThatEndsInTheMiddle(t *testing.T) {
	w := newWorkbench(t)
	var lines []string
	for i := range 600 {
		lines = append(lines, fmt.Sprintf(`{"url":"https://o.example/%d","outlet":"o%[1]d","title":"t%[1]d","published":"2026-07-01T%02[2]d:%02[3]d:00Z","text":"word%[1]d other%[1]d more%[1]d"}`, i, i/60, i%60))
	}
	w.write("first.jsonl", `{"url":"https://other.example/1","outlet":"other","title":"x","published":"2026-06-01T00:00:00Z","text":"something"}`)
	w.write("all.jsonl", lines...)
	w.imports("first.jsonl")
	if _, err := w.open().Exec(`CREATE TRIGGER no BEFORE INSERT ON articles WHEN new.url LIKE '%/590' BEGIN SELECT raise(ABORT, 'the disk is sick'); END`); err != nil {
		t.Fatal(err)
	}
	_, errs, code := w.run(nil, "all.jsonl")
	if code != exitPartly || !strings.Contains(errs, "after 512 articles") || !strings.Contains(errs, "the disk is sick") {
		t.Errorf("import exits with %d and prints %q, want %d and why", code, errs, exitPartly)
	}
}
