package sqlite_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write storage/schema.sql anew")

const (
	schemaFile = "../schema.sql"
	schemaDoc  = "../../docs/schema.md"

	// The tables that the full-text index keeps for itself are left out.
	sqlSchema = `
SELECT sql FROM sqlite_schema
WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite~_%' ESCAPE '~' AND name NOT LIKE 'articles~_fts~_%' ESCAPE '~'
ORDER BY tbl_name, type = 'index', name`

	sqlColumns = `
SELECT t.name, c.name FROM pragma_table_list t, pragma_table_info(t.name) c
WHERE t.schema = 'main' AND t.type <> 'shadow' AND t.name NOT LIKE 'sqlite~_%' ESCAPE '~'
ORDER BY t.name, c.cid`
)

// TestSchemaFile holds storage/schema.sql to what the migrations make.
func TestSchemaFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sada.db")
	ok(t, open(t, path).Close())
	got := "-- What the migrations make of an empty database. Written by the test of\n" +
		"-- storage/sqlite with -update; docs/schema.md explains it.\n\n" +
		strings.Join(texts(t, path, sqlSchema), ";\n\n") + ";\n"
	if *update {
		ok(t, os.WriteFile(schemaFile, []byte(got), 0o644))
	}
	want, err := os.ReadFile(schemaFile)
	ok(t, err)
	if got != string(want) {
		t.Errorf("%s is not what the migrations make; run the test with -update and read the difference", schemaFile)
	}
}

// TestSchemaDocument holds docs/schema.md to naming every table, under a
// heading of its own, and every column in the section under it.
func TestSchemaDocument(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sada.db")
	ok(t, open(t, path).Close())
	doc, err := os.ReadFile(schemaDoc)
	ok(t, err)
	sections := make(map[string]string)
	for _, part := range strings.Split(string(doc), "\n### ")[1:] {
		heading, body, _ := strings.Cut(part, "\n")
		sections[heading] = body
	}
	columns := texts(t, path, `SELECT name || '.' || column FROM (`+strings.Replace(sqlColumns, "c.name", "c.name AS column", 1)+`)`)
	if len(columns) < 100 {
		t.Fatalf("only %d columns found", len(columns))
	}
	for _, name := range columns {
		table, column, _ := strings.Cut(name, ".")
		if !strings.Contains(sections[table], "`"+column+"`") {
			t.Errorf("%s: section %q does not explain `%s`", schemaDoc, table, column)
		}
	}
}

// texts runs a query whose rows are one text each.
func texts(t *testing.T, path, query string) (found []string) {
	t.Helper()
	rows, err := raw(t, path).Query(query)
	ok(t, err)
	defer rows.Close()
	for rows.Next() {
		var text string
		ok(t, rows.Scan(&text))
		found = append(found, text)
	}
	ok(t, rows.Err())
	return found
}
