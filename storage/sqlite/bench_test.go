package sqlite_test

import (
	"bufio"
	"compress/gzip"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"sada/news"
	"sada/storage/sqlite"
)

// batch is how many articles go in one transaction.
const batch = 100

// BenchmarkFile and BenchmarkBareInsert store the same rows: through File with
// a decision that decides nothing, and by prepared INSERTs in one transaction
// per batch. SADA_NEWS names a folder with articles.jsonl.gz to measure on.
func BenchmarkFile(b *testing.B) {
	articles := corpus(b)
	for b.Loop() {
		b.StopTimer()
		path := filepath.Join(b.TempDir(), "sada.db")
		s, filings := open(b, path), filings(articles)
		b.StartTimer()
		fileAll(b, s, filings)
		b.StopTimer()
		reportSize(b, s, path, len(articles))
		b.StartTimer()
	}
	b.ReportMetric(float64(len(articles)*b.N)/b.Elapsed().Seconds(), "articles/s")
}

func fileAll(b *testing.B, s *sqlite.Store, filings []*news.Filing) {
	for part := range slices.Chunk(filings, batch) {
		if err := s.File(context.Background(), part, alone); err != nil {
			b.Fatal(err)
		}
	}
}

func reportSize(b *testing.B, s *sqlite.Store, path string, n int) {
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(info.Size())/float64(n), "B/article")
}

func BenchmarkBareInsert(b *testing.B) {
	articles := corpus(b)
	full := filepath.Join(b.TempDir(), "full.db")
	filed := filings(articles)
	fileAll(b, open(b, full), filed)
	tables := rowsOf(b, full, filed)
	for b.Loop() {
		b.StopTimer()
		path := filepath.Join(b.TempDir(), "sada.db")
		s := open(b, path)
		b.StartTimer()
		insertAll(b, path, tables, len(articles))
		b.StopTimer()
		reportSize(b, s, path, len(articles))
		b.StartTimer()
	}
	b.ReportMetric(float64(len(articles)*b.N)/b.Elapsed().Seconds(), "articles/s")
}

// A copied table is what BenchmarkBareInsert inserts: the rows of each article.
type copied struct {
	insert string
	rows   map[int64][][]any // by article id
}

// rowsOf reads back what filing the articles stored. The words, which cannot
// be read back, come from the filings.
func rowsOf(b *testing.B, path string, filed []*news.Filing) []copied {
	db := raw(b, path)
	tables := []copied{}
	for _, t := range []struct{ name, article string }{
		{"outlets", "0"},
		{"articles", "id"},
		{"article_urls", "article_id"},
		{"prints", "article_id"},
		{"blocks", "article_id"},
		{"stories", "canonical_id"},
		{"variants", "article_id"},
		{"events", "article_id"},
	} {
		tables = append(tables, readTable(b, db, t.name, t.article))
	}
	words := copied{insert: `INSERT INTO articles_fts (rowid, title, text) VALUES (?, ?, ?)`, rows: map[int64][][]any{}}
	for _, f := range filed {
		words.rows[f.Article.ID] = [][]any{{f.Article.ID, f.Folded.Title, f.Folded.Text}}
	}
	return append(tables, words)
}

func readTable(b *testing.B, db *sql.DB, name, article string) copied {
	rows, err := db.Query(`SELECT ` + article + ` AS article, * FROM ` + name)
	if err != nil {
		b.Fatal(err)
	}
	defer rows.Close()
	columns, _ := rows.Columns()
	t := copied{
		insert: `INSERT INTO ` + name + ` VALUES (?` + strings.Repeat(`, ?`, len(columns)-2) + `)`,
		rows:   map[int64][][]any{},
	}
	for rows.Next() {
		values := make([]any, len(columns))
		pointers := make([]any, len(columns))
		for i := range values {
			pointers[i] = &values[i]
		}
		if err := rows.Scan(pointers...); err != nil {
			b.Fatal(err)
		}
		id := values[0].(int64)
		t.rows[id] = append(t.rows[id], values[1:])
	}
	return t
}

func insertAll(b *testing.B, path string, tables []copied, articles int) {
	db := raw(b, path)
	db.SetMaxOpenConns(1)
	statements := make([]*sql.Stmt, len(tables))
	for i, t := range tables {
		stmt, err := db.Prepare(t.insert)
		if err != nil {
			b.Fatal(err)
		}
		defer stmt.Close()
		statements[i] = stmt
	}
	for from := 0; from <= articles; from += batch {
		tx, err := db.Begin()
		if err != nil {
			b.Fatal(err)
		}
		for id := from; id < min(from+batch, articles+1); id++ { // 0 holds what belongs to no article
			insertArticle(b, tx, statements, tables, int64(id))
		}
		if err := tx.Commit(); err != nil {
			b.Fatal(err)
		}
	}
}

func insertArticle(b *testing.B, tx *sql.Tx, statements []*sql.Stmt, tables []copied, id int64) {
	for i, t := range tables {
		for _, row := range t.rows[id] {
			if _, err := tx.Stmt(statements[i]).Exec(row...); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// raw opens a database file with the driver alone.
func raw(t testing.TB, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+path+"?_busy_timeout=5000&_foreign_keys=on&_synchronous=NORMAL")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// alone opens a story for every article.
func alone(context.Context, news.Desk, *news.Filing) (news.Decision, error) {
	return news.Decision{Variant: news.Variant{Relation: news.Canonical, Score: 1, Why: "nothing like it is stored"}}, nil
}

// A report is an article of the corpus.
type reportLine struct {
	ID, Outlet, URL, Title, Published, Author, Text string
}

// corpus reads the articles of SADA_NEWS, or makes up 2,000.
func corpus(b *testing.B) []reportLine {
	dir := os.Getenv("SADA_NEWS")
	if dir == "" {
		return madeUp(2000)
	}
	file, err := os.Open(filepath.Join(dir, "articles.jsonl.gz"))
	if err != nil {
		b.Fatal(err)
	}
	defer file.Close()
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		b.Fatal(err)
	}
	var articles []reportLine
	lines := bufio.NewScanner(unzipped)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var a reportLine
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			b.Fatal(err)
		}
		articles = append(articles, a)
	}
	if lines.Err() != nil || len(articles) == 0 {
		b.Fatalf("%s: %d articles, %v", dir, len(articles), lines.Err())
	}
	return articles
}

// madeUp draws articles of twenty paragraphs from a small stock of words.
func madeUp(n int) []reportLine {
	stock := strings.Fields("البلدية افتتحت الجسر الجديد صباح أمس وقال المهندس إن العمل دام سنتين بعد تأخر طويل في وصول المواد من الميناء إلى الموقع")
	articles := make([]reportLine, n)
	for i := range articles {
		var text strings.Builder
		for p := range 20 {
			for w := range 25 {
				fmt.Fprintf(&text, "%s%d ", stock[(i*7+p*3+w)%len(stock)], (i*31+w*p)%997)
			}
			text.WriteByte('\n')
		}
		articles[i] = reportLine{
			ID: fmt.Sprint(i), Outlet: fmt.Sprint("صحيفة ", i%12), URL: fmt.Sprintf("https://o%d.example/news/%d", i%12, i),
			Title: fmt.Sprintf("الجسر رقم %d", i), Published: "2026-07-27 10:00:00", Text: text.String(),
		}
	}
	return articles
}

// filings makes filings with prints of as many passages as real ones have.
func filings(articles []reportLine) []*news.Filing {
	all := make([]*news.Filing, len(articles))
	for i, r := range articles {
		when, _ := time.Parse(time.DateTime, r.Published)
		a := &news.Article{
			URL: r.URL, OriginalURL: r.URL, Outlet: news.Outlet{Name: r.Outlet}, ExternalID: r.ID, Title: r.Title, Byline: r.Author,
			Language: "ar", Published: when, PublishedSource: "import", FirstSeen: when, Fetched: when,
		}
		for line := range strings.Lines(r.Text) {
			if line = strings.TrimSpace(line); line != "" {
				a.Blocks = append(a.Blocks, news.Block{Kind: news.BlockBody, Text: line})
			}
		}
		all[i] = &news.Filing{
			Article: a, Folded: news.Folded{Title: r.Title, Text: a.Text()},
			Print: news.Print{Scheme: "bench/1", SimHash: hash(r.Text), Passages: passages(r.Text)},
		}
	}
	return all
}

// passages hashes every third run of three words: 85 of an article of 400 words
// or so.
func passages(text string) []uint64 {
	words := strings.Fields(text)
	var hashes []uint64
	for i := 0; i+3 <= len(words); i += 3 {
		hashes = append(hashes, hash(strings.Join(words[i:i+3], " ")))
	}
	slices.Sort(hashes)
	return slices.Compact(hashes)
}

func hash(text string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(text))
	return h.Sum64()
}
