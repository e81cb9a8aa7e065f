package migrate_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	_ "github.com/mattn/go-sqlite3"

	"sada/storage"
	"sada/storage/migrate"
)

var noon = time.Date(2026, 7, 27, 12, 0, 0, 0, time.UTC)

const (
	first  = `CREATE TABLE a (x INTEGER);`
	second = `CREATE TABLE b (x INTEGER); INSERT INTO b VALUES (7);`
	broken = `CREATE TABLE c (x INTEGER); INSERT INTO nowhere VALUES (1);`
)

// folder makes a folder of migrations from pairs of name and text.
func folder(pairs ...string) fs.FS {
	files := fstest.MapFS{}
	for i := 0; i < len(pairs); i += 2 {
		files["sql/"+pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
	}
	return files
}

func steps(t *testing.T, pairs ...string) []migrate.Step {
	t.Helper()
	steps, err := migrate.Load(folder(pairs...), "sql")
	if err != nil {
		t.Fatal(err)
	}
	return steps
}

func database(t *testing.T) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+filepath.Join(t.TempDir(), "x.db")+"?_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func tables(t *testing.T, db *sql.DB) string {
	t.Helper()
	var names string
	if err := db.QueryRow(`SELECT coalesce(group_concat(name, ' '), '') FROM (SELECT name FROM sqlite_schema ORDER BY name)`).Scan(&names); err != nil {
		t.Fatal(err)
	}
	return names
}

func TestLoad(t *testing.T) {
	tests := []struct {
		name  string
		files fs.FS
		want  string // the names in order, or part of the error
	}{
		{"in order", folder("0002_b.sql", second, "0001_a.sql", first, "README.md", "x"), "0001_a.sql 0002_b.sql"},
		{"none", folder(), ""},
		{"a gap", folder("0001_a.sql", first, "0003_c.sql", second), "want number 2"},
		{"twice", folder("0001_a.sql", first, "0001_b.sql", second), "want number 2"},
		{"no number", folder("first.sql", first), "must begin with its number"},
	}
	for _, tt := range tests {
		steps, err := migrate.Load(tt.files, "sql")
		var got []string
		for _, s := range steps {
			got = append(got, s.Name)
		}
		if joined := strings.Join(got, " "); (err == nil && joined != tt.want) || (err != nil && !strings.Contains(err.Error(), tt.want)) {
			t.Errorf("%s: Load: got %q, %v; want %q", tt.name, joined, err, tt.want)
		}
	}
}

func TestApply(t *testing.T) {
	ctx, db := context.Background(), database(t)
	one := steps(t, "0001_a.sql", first)
	both := steps(t, "0001_a.sql", first, "0002_b.sql", second)
	for _, apply := range [][]migrate.Step{one, one, both, both} {
		if err := migrate.Apply(ctx, db, apply, noon); err != nil {
			t.Fatal(err)
		}
	}
	if got := tables(t, db); got != "a b migrations" {
		t.Errorf("tables: got %s", got)
	}
	history, err := migrate.History(ctx, db)
	if err != nil || len(history) != 2 || history[1].Name != "0002_b.sql" || history[1].Checksum != both[1].Checksum {
		t.Errorf("History: got %+v, %v", history, err)
	}
	var at string
	if err := db.QueryRow(`SELECT applied_at FROM migrations WHERE number = 2`).Scan(&at); err != nil || at != "2026-07-27T12:00:00.000Z" {
		t.Errorf("applied_at: got %s, %v", at, err)
	}
}

func TestApplyRefuses(t *testing.T) {
	ctx := context.Background()
	tests := []struct {
		name   string
		before []migrate.Step
		now    []migrate.Step
		want   error
		tables string
	}{
		{"a newer database", steps(t, "0001_a.sql", first, "0002_b.sql", second), steps(t, "0001_a.sql", first), storage.ErrNewer, "a b migrations"},
		{"an edited step", steps(t, "0001_a.sql", first), steps(t, "0001_a.sql", first+" ", "0002_b.sql", second), migrate.ErrChanged, "a migrations"},
	}
	for _, tt := range tests {
		db := database(t)
		if err := migrate.Apply(ctx, db, tt.before, noon); err != nil {
			t.Fatal(err)
		}
		if err := migrate.Apply(ctx, db, tt.now, noon); !errors.Is(err, tt.want) {
			t.Errorf("%s: got error %v, want %v", tt.name, err, tt.want)
		}
		if got := tables(t, db); got != tt.tables {
			t.Errorf("%s: tables: got %s, want %s", tt.name, got, tt.tables)
		}
	}
}

// TestApplyAllOrNothing finds the old schema whole after a step that fails.
func TestApplyAllOrNothing(t *testing.T) {
	ctx, db := context.Background(), database(t)
	if err := migrate.Apply(ctx, db, steps(t, "0001_a.sql", first), noon); err != nil {
		t.Fatal(err)
	}
	err := migrate.Apply(ctx, db, steps(t, "0001_a.sql", first, "0002_b.sql", second, "0003_c.sql", broken), noon)
	if err == nil || !strings.Contains(err.Error(), "0003_c.sql") {
		t.Errorf("Apply: got error %v, want one that names 0003_c.sql", err)
	}
	if got := tables(t, db); got != "a migrations" {
		t.Errorf("tables: got %s", got)
	}
}

func ExamplePending() {
	steps := []migrate.Step{{Number: 1, Name: "0001_first.sql", Checksum: "aa"}, {Number: 2, Name: "0002_hosts.sql", Checksum: "bb"}}
	pending, err := migrate.Pending(steps, []migrate.Applied{{Number: 1, Name: "0001_first.sql", Checksum: "aa"}})
	fmt.Println(pending[0].Name, err)
	// Output: 0002_hosts.sql <nil>
}
