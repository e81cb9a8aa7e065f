package main

import (
	"database/sql"
	"fmt"
	"io"
	"maps"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"sada/arabic"
	"sada/internal/cputime"
	"sada/internal/fakeweb"
	"sada/storage/sqlite"
)

// newsFile names a file of real articles to import, JSON Lines as `sada import`
// reads them, or the folder of articles.jsonl.gz. Without it the benchmarks
// import the made-up press.
const newsFile = "SADA_NEWS"

func realNews(b *testing.B) string {
	b.Helper()
	file := os.Getenv(newsFile)
	if file == "" {
		return pressFile(b)
	}
	if s, err := os.Stat(file); err == nil && s.IsDir() {
		return filepath.Join(file, "articles.jsonl.gz")
	}
	return file
}

// BenchmarkImport imports a file of articles into an empty store, in a process of
// its own, and beside it inserts the same rows with nothing but the driver, as
// many a transaction. of-bare is the speed of the one beside the other, the best
// run of each; cpu-of-bare is the CPU time that the one takes beside the other,
// which other work on the machine hardly changes.
func BenchmarkImport(b *testing.B) {
	file := realNews(b)
	var articles, peak, size float64
	best, bare, own, barest := longest, longest, longest, longest
	for b.Loop() {
		db := filepath.Join(b.TempDir(), "sada.db")
		started := time.Now()
		importing := child(b.Context(), "import", file, "--db", db)
		peak = max(peak, measure(b, importing))
		best = min(best, time.Since(started))
		own = min(own, importing.ProcessState.UserTime()+importing.ProcessState.SystemTime())
		info, err := os.Stat(db)
		if err != nil {
			b.Fatal(err)
		}
		rows := rowsOf(b, db)
		articles, size = float64(len(rows.words)), float64(info.Size())
		took, cpu := rows.insertBare(b)
		bare, barest = min(bare, took), min(barest, cpu)
	}
	b.ReportMetric(articles/best.Seconds(), "articles/s")
	b.ReportMetric(articles/bare.Seconds(), "bare/s")
	b.ReportMetric(bare.Seconds()/best.Seconds(), "of-bare")
	b.ReportMetric(own.Seconds()/barest.Seconds(), "cpu-of-bare")
	b.ReportMetric(peak, "peak-MB")
	b.ReportMetric(size/articles, "B/article")
}

// BenchmarkImportFurniture imports a file twice in one process: as an import
// does, and with no furniture learned or marked. cpu-of-plain is the CPU time of
// the one beside that of the other, the least of the runs of each.
func BenchmarkImportFurniture(b *testing.B) {
	file := realNews(b)
	least := map[bool]time.Duration{false: longest, true: longest}
	for b.Loop() {
		for _, furnished := range []bool{false, true} {
			runtime.GC()
			before := cputime.Taken()
			importInto(b, filepath.Join(b.TempDir(), "sada.db"), file, furnished)
			least[furnished] = min(least[furnished], cputime.Taken()-before)
		}
	}
	b.ReportMetric(least[true].Seconds(), "cpu-s")
	b.ReportMetric(least[true].Seconds()/least[false].Seconds(), "cpu-of-plain")
}

// BenchmarkImportFile reads the articles of a file as an import does, and does
// nothing with them. The CPU time is the least of the runs.
func BenchmarkImportFile(b *testing.B) {
	file := realNews(b)
	least, articles := longest, 0
	for b.Loop() {
		runtime.GC()
		before := cputime.Taken()
		articles = readAll(b, file)
		least = min(least, cputime.Taken()-before)
	}
	b.ReportMetric(least.Seconds(), "cpu-s")
	b.ReportMetric(float64(least.Microseconds())/float64(articles), "cpu-us/article")
}

func readAll(b *testing.B, file string) (articles int) {
	b.Helper()
	in, err := openImport(file, time.Now(), func(string) *time.Location { return time.UTC })
	if err != nil {
		b.Fatal(err)
	}
	defer in.Close()
	for _, err := range in.articles() {
		if err != nil {
			b.Fatal(err)
		}
		articles++
	}
	return articles
}

func importInto(b *testing.B, path, file string, furnished bool) {
	b.Helper()
	st, err := sqlite.Open(b.Context(), path, sqlite.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer st.Close()
	in, err := openImport(file, time.Now(), func(string) *time.Location { return time.UTC })
	if err != nil {
		b.Fatal(err)
	}
	defer in.Close()
	var none config
	desk := none.desk(st, none.keptOptions(path, io.Discard))
	defer desk.Close(b.Context())
	if !furnished {
		desk.sorter = nil
	}
	job := &importJob{store: st, tracker: desk, progress: newProgress(io.Discard, true)}
	if err := job.file(b.Context(), in); err != nil {
		b.Fatal(err)
	}
}

const longest = time.Duration(math.MaxInt64)

// filledTables are those that an import fills, in the order in which rows that
// refer to others follow them, each with the article that a row came with.
var filledTables = []struct{ name, article string }{
	{"outlets", "0"},
	{"stories", "canonical_id"},
	{"articles", "id"},
	{"article_urls", "article_id"},
	{"prints", "article_id"},
	{"blocks", "article_id"},
	{"variants", "article_id"},
	{"passages", "article_id"},
	{"events", "coalesce(article_id, 0)"},
}

// A filled is what an import stored: for each table its rows by article, and
// the folded words.
type filled struct {
	inserts []string
	rows    []map[int64][][]any
	words   map[int64][]any
}

func rowsOf(b *testing.B, path string) filled {
	b.Helper()
	db := openRaw(b, path, "")
	defer db.Close()
	var f filled
	for _, t := range filledTables {
		insert, rows := tableOf(b, db, t.name, t.article)
		f.inserts, f.rows = append(f.inserts, insert), append(f.rows, rows)
	}
	f.words = map[int64][]any{}
	_, texts := tableOf(b, db, "(SELECT id, title, text FROM articles)", "id")
	for id, rows := range texts {
		f.words[id] = []any{id, arabic.Fold(rows[0][1].(string)), arabic.Fold(rows[0][2].(string))}
	}
	return f
}

// tableOf reads a table, and makes the statement that fills it.
func tableOf(b *testing.B, db *sql.DB, name, article string) (insert string, byArticle map[int64][][]any) {
	b.Helper()
	rows, err := db.Query(`SELECT ` + article + ` AS article, * FROM ` + name)
	if err != nil {
		b.Fatal(err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		b.Fatal(err)
	}
	byArticle = map[int64][][]any{}
	for rows.Next() {
		values, places := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			places[i] = &values[i]
		}
		if err := rows.Scan(places...); err != nil {
			b.Fatal(err)
		}
		id := values[0].(int64)
		byArticle[id] = append(byArticle[id], values[1:])
	}
	if err := rows.Err(); err != nil {
		b.Fatal(err)
	}
	return `INSERT INTO ` + name + ` VALUES (?` + strings.Repeat(`, ?`, len(columns)-2) + `)`, byArticle
}

// insertBare inserts the rows into a store that has the schema and nothing else,
// without checking what refers to what, and returns how long that took,
// by the clock and in CPU time.
func (f filled) insertBare(b *testing.B) (took, cpu time.Duration) {
	b.Helper()
	path := filepath.Join(b.TempDir(), "bare.db")
	st, err := sqlite.Open(b.Context(), path, sqlite.Options{})
	if err != nil {
		b.Fatal(err)
	}
	if err := st.Close(); err != nil {
		b.Fatal(err)
	}
	db := openRaw(b, path, "&_synchronous=NORMAL&_foreign_keys=off&_cache_size=-16384")
	defer db.Close()
	db.SetMaxOpenConns(1)
	ids := slices.Sorted(maps.Keys(f.words))
	ids = append([]int64{0}, ids...) // 0 holds what belongs to no article
	runtime.GC()                     // what was read before is not its cost
	started, before := time.Now(), cputime.Taken()
	for batch := range slices.Chunk(ids, importBatch) {
		f.insertBatch(b, db, batch)
	}
	return time.Since(started), cputime.Taken() - before
}

func (f filled) insertBatch(b *testing.B, db *sql.DB, ids []int64) {
	b.Helper()
	tx, err := db.Begin()
	if err != nil {
		b.Fatal(err)
	}
	defer tx.Rollback() // does nothing after a commit
	for t, insert := range append(slices.Clone(f.inserts), `INSERT INTO articles_fts (rowid, title, text) VALUES (?, ?, ?)`) {
		stmt, err := tx.Prepare(insert)
		if err != nil {
			b.Fatal(err)
		}
		for _, id := range ids {
			for _, row := range f.rowsFor(t, id) {
				if _, err := stmt.Exec(row...); err != nil {
					b.Fatal(err)
				}
			}
		}
	}
	if err := tx.Commit(); err != nil {
		b.Fatal(err)
	}
}

// rowsFor returns an article's rows of a table; behind the last come the words.
func (f filled) rowsFor(table int, article int64) [][]any {
	if table < len(f.rows) {
		return f.rows[table][article]
	}
	if article == 0 {
		return nil
	}
	return [][]any{f.words[article]}
}

// openRaw opens a database file with the driver alone.
func openRaw(b *testing.B, path, options string) *sql.DB {
	b.Helper()
	db, err := sql.Open("sqlite3", "file:"+path+"?_busy_timeout=5000"+options)
	if err != nil {
		b.Fatal(err)
	}
	return db
}

// pressFile writes the originals of the made-up press as a file to import.
func pressFile(b *testing.B) string {
	b.Helper()
	var lines strings.Builder
	for i, o := range fakeweb.Originals() {
		err := writeJSON(&lines, map[string]string{
			"url": fmt.Sprintf("http://nibras.example/%d", i), "outlet": "nibras", "title": o.Title,
			"published": "2026-07-27T18:00:00Z", "text": strings.Join(o.Paragraphs, "\n"),
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	path := filepath.Join(b.TempDir(), "press.jsonl")
	if err := os.WriteFile(path, []byte(lines.String()), 0o644); err != nil {
		b.Fatal(err)
	}
	return path
}
