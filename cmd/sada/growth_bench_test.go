package main

import (
	"context"
	"database/sql"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"sada/dedupe/prints"
	"sada/eval"
	"sada/storage/sqlite"
)

// growthSizes names, in the environment, the numbers of articles that a store
// holds before the benchmark of growth goes to work on it. A million take 3 GB
// of disk and some minutes.
const growthSizes = "SADA_STORED"

// BenchmarkGrowth works on stores of growing size: it makes the index anew, runs
// a poll that finds nothing new, files one article in a run of its own, and then
// many. Each run is a process. The articles stored beforehand have the prints of
// the corpus, salted so that none is like a new one, and lie within the window;
// their texts are cut, since nothing reads them.
func BenchmarkGrowth(b *testing.B) {
	sizes := os.Getenv(growthSizes)
	if sizes == "" {
		sizes = "0,10000"
	}
	articles, err := eval.LoadArticles(realNews(b))
	if err != nil {
		b.Fatal(err)
	}
	for _, size := range strings.Split(sizes, ",") {
		n, err := strconv.Atoi(size)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(size, func(b *testing.B) { growth(b, articles, n) })
	}
}

func growth(b *testing.B, articles []eval.Article, n int) {
	dir := b.TempDir()
	db := filepath.Join(dir, "sada.db")
	config := filepath.Join(dir, "config.yaml")
	if err := os.WriteFile(config, []byte(strings.Replace(openFeeds(b, 5), "fetch: {", "fetch: {delay: 0s, ", 1)), 0o644); err != nil {
		b.Fatal(err)
	}
	fill(b, db, articles, n)
	timed := func(unit string, args ...string) {
		start := time.Now()
		peak := peakOf(b, args...)
		b.ReportMetric(float64(time.Since(start).Milliseconds()), unit+"-ms")
		b.ReportMetric(peak, unit+"-MB")
	}
	for b.Loop() {
		timed("reindex", "reindex", "--db", db)
		peakOf(b, "poll", "--db", db, "--config", config)
		timed("poll", "poll", "--all", "--db", db, "--config", config)
		timed("one", "import", newArticles(b, dir, articles[:1]), "--db", db)
		many := articles[1:min(len(articles), 3001)]
		start := time.Now()
		peakOf(b, "import", newArticles(b, dir, many), "--db", db)
		b.ReportMetric(float64(time.Since(start).Microseconds())/float64(len(many)), "us/article")
	}
}

// newArticles writes articles as a file to import, as if they had come just now.
func newArticles(b *testing.B, dir string, articles []eval.Article) string {
	b.Helper()
	var lines strings.Builder
	for i, a := range articles {
		err := writeJSON(&lines, map[string]string{
			"url": "http://new.example/" + a.ID, "outlet": a.Outlet, "title": a.Title,
			"published": growthNow.Add(time.Duration(i) * time.Second).Format(time.RFC3339), "text": a.Text,
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	path := filepath.Join(dir, fmt.Sprintf("%d.jsonl", len(articles)))
	if err := os.WriteFile(path, []byte(lines.String()), 0o644); err != nil {
		b.Fatal(err)
	}
	return path
}

// growthNow is when the new articles come: the stored ones came in the ten days
// before.
var growthNow = time.Date(2026, 7, 27, 12, 0, 0, 0, time.UTC)

// fill stores n articles by plain inserts.
func fill(b *testing.B, path string, articles []eval.Article, n int) {
	b.Helper()
	s, err := sqlite.Open(context.Background(), path, sqlite.Options{})
	if err != nil {
		b.Fatal(err)
	}
	s.Close()
	db, err := sql.Open("sqlite3", "file:"+path+"?_synchronous=OFF&_cache_size=-200000")
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	tx, err := db.Begin()
	if err != nil {
		b.Fatal(err)
	}
	passages := make([][]byte, len(articles))
	simHashes := make([]uint64, len(articles))
	for i := range n {
		a, salt := &articles[i%len(articles)], uint64(i/len(articles)+1)*0xD1B54A32D192ED03
		if k := i % len(articles); passages[k] == nil {
			passages[k], simHashes[k] = printOf(a)
		}
		k := i % len(articles)
		at := growthNow.Add(-10 * 24 * time.Hour * time.Duration(n-i) / time.Duration(n)).Format(stampLayout)
		exec := func(query string, args ...any) {
			if _, err := tx.Exec(query, args...); err != nil {
				b.Fatal(err)
			}
		}
		if i == 0 {
			exec(`INSERT INTO outlets (id, name) VALUES (1, 'stored')`)
		}
		exec(`INSERT INTO articles (id, url, outlet_id, title, at, first_seen_at, text_hash, words, simhash, scheme, text)
			VALUES (?1, ?2, 1, ?3, ?4, ?4, ?5, 300, ?6, ?7, '')`,
			i+1, fmt.Sprintf("http://stored.example/%d", i), a.Title, at, fmt.Sprintf("%016x", i), int64(simHashes[k]^salt), prints.Scheme)
		exec(`INSERT INTO prints (article_id, scheme, passages) VALUES (?, ?, ?)`, i+1, prints.Scheme, salted(passages[k], salt))
		exec(`INSERT INTO stories (id, canonical_id, title, outlets, articles, texts, first_seen_at, last_seen_at)
			VALUES (?1, ?1, ?2, 1, 1, 1, ?3, ?3)`, i+1, a.Title, at)
		exec(`INSERT INTO variants (article_id, story_id, relation, score, coverage_a, coverage_b, why, scheme, filed_at)
			VALUES (?1, ?1, 'canonical', 1, 1, 1, '', ?2, ?3)`, i+1, prints.Scheme, at)
	}
	if err := tx.Commit(); err != nil {
		b.Fatal(err)
	}
}

func printOf(a *eval.Article) ([]byte, uint64) {
	p := prints.Sign(a.Title, a.Text)
	var out []byte
	for _, h := range p.Passages {
		out = binary.LittleEndian.AppendUint64(out, h)
	}
	return out, p.SimHash
}

func salted(passages []byte, salt uint64) []byte {
	out := make([]byte, 0, len(passages))
	for ; len(passages) > 0; passages = passages[8:] {
		out = binary.LittleEndian.AppendUint64(out, binary.LittleEndian.Uint64(passages)^salt)
	}
	return out
}

// peakOf runs sada to its end and returns what memory it had resident at most,
// in MB.
func peakOf(b *testing.B, args ...string) float64 {
	b.Helper()
	told := filepath.Join(b.TempDir(), "peak")
	cmd := child(b.Context(), args...)
	cmd.Env = append(cmd.Env, peakFile+"="+told)
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("sada %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	text, err := os.ReadFile(told)
	if err != nil {
		b.Fatal(err)
	}
	var kb float64
	fmt.Sscan(string(text), &kb)
	return kb / 1024
}
