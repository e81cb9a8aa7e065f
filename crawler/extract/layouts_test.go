package extract_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"text/template"
	"unicode"

	"golang.org/x/text/encoding/charmap"

	"sada/crawler/extract"
)

// pagesDir is where TestLayouts writes its pages, for other extractors to read.
var pagesDir = flag.String("pages", "", "folder to write the pages of the layouts to, with what is known of them")

// pagesEach is how many articles are laid out in each way.
const pagesEach = 8

// A tally counts what became of the lines of one layout's pages.
type tally struct {
	paragraphs, kept int // of the report; those that are compared
	promos, marked   int // lines that send elsewhere; those that are not compared
	shown            int // those of them that are kept as blocks
	foreign          int // lines that are compared and belong to no report
	titles           int // headlines that are right
}

// TestLayouts reads made-up Arabic articles in many layouts, each with its
// truth known, and compares the counts with those on file. Every paragraph has
// to be kept and no promo line compared; where that is not so, the file says
// it.
func TestLayouts(t *testing.T) {
	names, err := filepath.Glob("testdata/layouts/*.html")
	if err != nil || len(names) == 0 {
		t.Fatalf("no layouts: %v", err)
	}
	var all tally
	var b strings.Builder
	fmt.Fprintf(&b, "%-16s %11s %11s %7s %8s %7s\n", "layout", "paragraphs", "promo lines", "shown", "foreign", "titles")
	for _, name := range names {
		got := layoutTally(t, name)
		got.write(&b, strings.TrimSuffix(filepath.Base(name), ".html"))
		all = all.plus(got)
	}
	all.write(&b, "all")
	compareGolden(t, "testdata/layouts.golden", b.String())
}

func (c tally) plus(d tally) tally {
	return tally{c.paragraphs + d.paragraphs, c.kept + d.kept, c.promos + d.promos, c.marked + d.marked, c.shown + d.shown, c.foreign + d.foreign, c.titles + d.titles}
}

func (c tally) write(b *strings.Builder, name string) {
	fmt.Fprintf(b, "%-16s %4d of %4d %4d of %4d %7d %8d %7d\n", name, c.kept, c.paragraphs, c.marked, c.promos, c.shown, c.foreign, c.titles)
}

func layoutTally(t *testing.T, name string) tally {
	t.Helper()
	source, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	layout := template.Must(template.New("").Funcs(layoutFuncs).Parse(string(source)))
	var c tally
	for seed := range uint64(pagesEach) {
		s := makeSample(seed)
		if strings.HasSuffix(name, "short.html") {
			s = s.shortened()
		}
		var page bytes.Buffer
		if err := layout.Execute(&page, s); err != nil {
			t.Fatal(err)
		}
		body := page.Bytes()
		if strings.Contains(string(source), "windows-1256") {
			if body, err = charmap.Windows1256.NewEncoder().Bytes(body); err != nil {
				t.Fatal(err)
			}
		}
		writePage(t, s, body, strings.TrimSuffix(filepath.Base(name), ".html"), strings.Contains(string(source), ".Blocks"))
		got, err := extract.Article(body, extract.Options{URL: s.URL, Now: now})
		if err != nil && testing.Verbose() {
			t.Logf("%s %d: %v", name, seed, err)
		}
		c.count(t, s, got, strings.Contains(string(source), ".Blocks"), fmt.Sprintf("%s %d", name, seed))
	}
	return c
}

// writePage writes a page and its truth to the folder that the flag names.
func writePage(t *testing.T, s sample, body []byte, layout string, withPromos bool) {
	t.Helper()
	if *pagesDir == "" {
		return
	}
	without := slices.Clone(s.Comments)
	for _, b := range s.Blocks {
		if b.isPromo() && withPromos {
			without = append(without, b.Text)
		}
	}
	text, err := json.Marshal(map[string]any{"url": s.URL, "with": s.Paragraphs, "without": append(without, s.Legal)})
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(*pagesDir, layout+"-"+filepath.Base(s.URL))
	for ext, content := range map[string][]byte{".html": body, ".json": text} {
		if err := os.WriteFile(name+ext, content, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// count holds what was read against the sample. withPromos says that the
// layout has the sample's promo lines.
func (c *tally) count(t *testing.T, s sample, got extract.Page, withPromos bool, page string) {
	var compared, aside []string
	for _, b := range got.Blocks {
		if b.Kind.Compared() {
			compared = append(compared, b.Text)
		} else {
			aside = append(aside, b.Text)
		}
	}
	var own []string
	c.paragraphs += len(s.Paragraphs)
	for _, p := range s.Paragraphs {
		own = append(own, p)
		if slices.Contains(compared, p) {
			c.kept++
		} else {
			t.Logf("%s lost: %s", page, p)
		}
	}
	for _, b := range s.Blocks {
		switch {
		case b.Kind == "h":
			own = append(own, b.Text)
		case b.isPromo() && withPromos:
			c.promos++
			if !holds(compared, b.Text) {
				c.marked++
			}
			if holds(aside, b.Text) {
				c.shown++
			}
		}
	}
	for _, text := range compared {
		if !slices.Contains(own, text) {
			c.foreign++
			t.Logf("%s foreign: %s", page, text)
		}
	}
	if sameLetters(got.Title, s.Title) {
		c.titles++
	} else {
		t.Logf("%s title: %s", page, got.Title)
	}
}

func holds(lines []string, text string) bool {
	return slices.ContainsFunc(lines, func(l string) bool { return strings.Contains(l, text) })
}

func sameLetters(a, b string) bool {
	letters := func(s string) string {
		return strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				return r
			}
			return -1
		}, s)
	}
	return letters(a) == letters(b)
}
