package eval

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// articleFiles reads testdata/articles: the base articles, in order of name.
func articleFiles(t *testing.T) []Document {
	t.Helper()
	docs := readFiles(t, "articles")
	for i := range docs {
		docs[i].Truth = docs[i].ID
	}
	return docs
}

// readFiles reads the articles of a folder of testdata: "key: value" lines, a
// blank line, paragraphs with a blank line between two.
func readFiles(t *testing.T, folder string) []Document {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join("testdata", folder, "*.txt"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no articles in testdata/%s: %v", folder, err)
	}
	var docs []Document
	for _, path := range paths {
		docs = append(docs, readFile(t, path))
	}
	return docs
}

func readFile(t *testing.T, path string) Document {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	head, body, _ := strings.Cut(string(text), "\n\n")
	d := Document{ID: strings.TrimSuffix(filepath.Base(path), ".txt")}
	d.Paragraphs = lines(body)
	for line := range strings.Lines(head) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		switch key {
		case "title":
			d.Title = value
		case "outlet":
			d.Outlet = value
		case "published":
			if d.At, err = time.Parse(time.RFC3339, value); err != nil {
				t.Fatalf("%s: %v", path, err)
			}
		default:
			t.Fatalf("%s: unknown header %q", path, key)
		}
	}
	return d
}

// A partial is an article that copies paragraphs of others beside its own.
type partial struct {
	Document
	sources []string // IDs of the articles it copies from
}

// partialFiles reads testdata/partials. A line "> article 1 3" stands for the
// first and third paragraph of that article.
func partialFiles(t *testing.T, articles []Document) []partial {
	t.Helper()
	var out []partial
	for _, d := range readFiles(t, "partials") {
		p := partial{Document: d}
		p.Truth = d.ID
		p.Paragraphs = nil
		for _, line := range d.Paragraphs {
			quote, copied := strings.CutPrefix(line, "> ")
			if !copied {
				p.Paragraphs = append(p.Paragraphs, line)
				continue
			}
			fields := strings.Fields(quote)
			p.sources = append(p.sources, fields[0])
			p.Paragraphs = append(p.Paragraphs, paragraphsOf(t, articles, fields[0], fields[1:])...)
		}
		out = append(out, p)
	}
	return out
}

func paragraphsOf(t *testing.T, articles []Document, id string, numbers []string) []string {
	t.Helper()
	at := slices.IndexFunc(articles, func(d Document) bool { return d.ID == id })
	if at < 0 {
		t.Fatalf("no article %s to copy from", id)
	}
	var out []string
	for _, n := range numbers {
		i, err := strconv.Atoi(n)
		if err != nil || i < 1 || i > len(articles[at].Paragraphs) {
			t.Fatalf("article %s has no paragraph %s", id, n)
		}
		out = append(out, articles[at].Paragraphs[i-1])
	}
	return out
}
