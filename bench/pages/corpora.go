package main

import (
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// A page is one page and what is known of its text.
type page struct {
	name, url string
	body      []byte
	gold      string   // its whole text; empty where only parts are known
	with      []string // parts of the text
	without   []string // parts of the page that are no text
	title     string   // empty if not known
	letters   bool     // parts are compared by their letters alone
}

type corpus struct {
	name  string
	pages []page
}

// load reads the corpora whose folders are named.
func load(getenv func(string) string) ([]corpus, error) {
	var all []corpus
	for _, source := range []struct {
		variable string
		read     func(string) (corpus, error)
	}{{"SADA_EXTRACTION", loadBenchmark}, {"SADA_EXTRACTION", loadArabic}, {"SADA_LAYOUTS", loadLayouts}, {"SADA_COMPARISON", loadComparison}} {
		folder := getenv(source.variable)
		if folder == "" {
			continue
		}
		c, err := source.read(folder)
		if err != nil {
			return nil, err
		}
		if len(c.pages) > 0 {
			all = append(all, c)
		}
	}
	return all, nil
}

// loadLayouts reads the pages that TestLayouts of crawler/extract writes, with
// what is known of each beside it.
func loadLayouts(folder string) (corpus, error) {
	c := corpus{name: "Arabic layouts"}
	names, err := filepath.Glob(filepath.Join(folder, "*.html"))
	for _, name := range names {
		body, err := os.ReadFile(name)
		if err != nil {
			return c, err
		}
		text, err := os.ReadFile(strings.TrimSuffix(name, ".html") + ".json")
		if err != nil {
			return c, err
		}
		var known struct {
			URL           string
			With, Without []string
		}
		if err := json.Unmarshal(text, &known); err != nil {
			return c, fmt.Errorf("read %s: %w", name, err)
		}
		c.pages = append(c.pages, page{name: filepath.Base(name), url: known.URL, body: body, with: known.With, without: known.Without, letters: true})
	}
	return c, err
}

// arabicPages are those of the folder arabic beside the benchmark's, with a gold
// text: plain, or the paragraphs of a JSON file.
var arabicPages = []page{
	{name: "cnn_arabic_2013_newspaper4k.html", url: "http://arabic.cnn.com/2013/middle_east/8/3/syria.clashes/index.html", gold: "cnn_arabic_2013_newspaper4k.gold.txt"},
	{name: "LBCGroup_2026_01_08.html.gz", url: "https://www.lbcgroup.tv/news/lifestyle/898682/x/ar", gold: "LBCGroup.json"},
}

// loadArabic reads those of them that are there.
func loadArabic(folder string) (corpus, error) {
	c := corpus{name: "Arabic pages"}
	for _, p := range arabicPages {
		text, err := os.ReadFile(filepath.Join(folder, "arabic", p.gold))
		if errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err != nil {
			return c, err
		}
		if p.body, err = readPage(filepath.Join(folder, "arabic", p.name)); err != nil {
			return c, err
		}
		if p.gold = string(text); strings.HasPrefix(p.gold, "{") {
			if p.gold, err = paragraphsOf(text); err != nil {
				return c, fmt.Errorf("read gold of %s: %w", p.name, err)
			}
		}
		c.pages = append(c.pages, p)
	}
	return c, nil
}

// paragraphsOf returns the paragraphs of a gold text in JSON.
func paragraphsOf(text []byte) (string, error) {
	var gold struct {
		V1 struct {
			Body struct {
				Sections []struct{ Paragraphs []string }
			}
		}
	}
	err := json.Unmarshal(text, &gold)
	var out []string
	for _, s := range gold.V1.Body.Sections {
		out = append(out, s.Paragraphs...)
	}
	return strings.Join(out, "\n"), err
}

// loadBenchmark reads scrapinghub's pages with their whole gold texts.
func loadBenchmark(folder string) (corpus, error) {
	text, err := os.ReadFile(filepath.Join(folder, "ground-truth.json"))
	if err != nil {
		return corpus{}, err
	}
	var gold map[string]struct{ ArticleBody, URL string }
	if err := json.Unmarshal(text, &gold); err != nil {
		return corpus{}, err
	}
	c := corpus{name: "scrapinghub/article-extraction-benchmark"}
	for id, g := range gold {
		body, err := readPage(filepath.Join(folder, "html", id+".html.gz"))
		if err != nil {
			return corpus{}, err
		}
		c.pages = append(c.pages, page{name: id, url: g.URL, body: body, gold: g.ArticleBody})
	}
	c.sort()
	return c, nil
}

// loadComparison reads go-trafilatura's comparison pages. What is known of them
// is Go source there: a map of composite literals.
func loadComparison(source string) (corpus, error) {
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(source, "scripts", "comparison", "data.go"), nil, 0)
	if err != nil {
		return corpus{}, err
	}
	c := corpus{name: "go-trafilatura's comparison"}
	var failed error
	ast.Inspect(file, func(n ast.Node) bool {
		kv, ok := n.(*ast.KeyValueExpr)
		if !ok {
			return true
		}
		entry, ok := kv.Value.(*ast.CompositeLit)
		if !ok || entry.Type != nil {
			return true
		}
		p := page{url: literal(kv.Key)}
		p.fill(entry)
		if p.body, err = readPage(filepath.Join(source, "test-files", "comparison", p.name)); err != nil {
			if p.body, err = readPage(filepath.Join(source, "test-files", "mock", p.name)); err != nil {
				failed = err
				return false
			}
		}
		c.pages = append(c.pages, p)
		return false
	})
	c.sort()
	return c, failed
}

// fill reads the fields of one entry.
func (p *page) fill(entry *ast.CompositeLit) {
	for _, e := range entry.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		switch fmt.Sprint(kv.Key) {
		case "File":
			p.name = literal(kv.Value)
		case "Title":
			p.title = literal(kv.Value)
		case "With":
			p.with = literals(kv.Value)
		case "Without":
			p.without = literals(kv.Value)
		}
	}
}

func literal(e ast.Expr) string {
	lit, ok := e.(*ast.BasicLit)
	if !ok {
		return ""
	}
	s, err := strconv.Unquote(lit.Value)
	if err != nil {
		return ""
	}
	return s
}

func literals(e ast.Expr) []string {
	lit, ok := e.(*ast.CompositeLit)
	if !ok {
		return nil
	}
	var out []string
	for _, e := range lit.Elts {
		out = append(out, literal(e))
	}
	return out
}

func (c *corpus) sort() {
	slices.SortFunc(c.pages, func(a, b page) int { return strings.Compare(a.name, b.name) })
}

func readPage(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(name, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
	}
	return io.ReadAll(r)
}
