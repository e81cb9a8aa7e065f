package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"sada/arabic"
	"sada/eval"
	"sada/internal/fakeweb"
)

// A corpus is what every method is measured on.
type corpus struct {
	docs  []document  // articles, then edits of some of them
	base  map[int]int // edit -> the article it is an edit of, as places in docs
	tune  []int       // edits by which thresholds are chosen
	test  []int       // edits that are reported
	pairs []pair
	bytes int // mean length of an article
}

// A document is an article or an edit of one.
type document struct {
	eval.Document
	credit string // agency credited in the byline; empty if none
}

// A pair is two articles that a reader has labelled.
type pair struct {
	a, b  int
	label string
}

// load reads the articles and makes the edits.
func load(folder string, opts eval.EditOptions) (corpus, error) {
	articles, labelled, err := sources(folder)
	if err != nil {
		return corpus{}, err
	}
	if folder == "" && opts.Bases == 0 {
		opts.Bases = 2
	}
	docs, err := eval.EditPool(articles, opts)
	if err != nil {
		return corpus{}, err
	}
	c := corpus{base: map[int]int{}}
	total := 0
	for i, d := range docs {
		c.docs = append(c.docs, document{Document: d})
		if i < len(articles) {
			c.docs[i].credit, _ = arabic.Agency(articles[i].Author, "", "")
		}
		total += len(d.Joined())
	}
	c.bytes = total / len(docs)
	return c, c.arrange(labelled)
}

// arrange finds the bases of the edits, halves the edits and finds the pairs.
func (c *corpus) arrange(labelled []eval.Pair) error {
	at := map[string]int{}
	for i, d := range c.docs {
		at[d.ID] = i
		if d.Base == "" {
			continue
		}
		c.base[i] = at[d.Base]
		if n := len(c.base) - 1; n/len(eval.Kinds())%2 == 0 {
			c.tune = append(c.tune, i)
		} else {
			c.test = append(c.test, i)
		}
	}
	for _, p := range labelled {
		a, okA := at[p.A]
		b, okB := at[p.B]
		if !okA || !okB {
			return fmt.Errorf("pair %s, %s: not among the articles", p.A, p.B)
		}
		c.pairs = append(c.pairs, pair{a, b, p.Label})
	}
	return nil
}

// sources reads the files of a folder, or the articles that come with sada.
func sources(folder string) ([]eval.Article, []eval.Pair, error) {
	if folder == "" {
		return ownArticles(), nil, nil
	}
	articles, err := eval.LoadArticles(filepath.Join(folder, "articles.jsonl.gz"))
	if err != nil {
		return nil, nil, err
	}
	var files []string
	for _, name := range []string{"pairs.jsonl", "series.jsonl"} {
		path := filepath.Join(folder, name)
		if _, err := os.Stat(path); err == nil {
			files = append(files, path)
		}
	}
	pairs, err := eval.LoadPairs(files...)
	return articles, pairs, err
}

// instances is how many stories of each formula stand among the own articles.
const instances = 5

// ownArticles are the originals of the made-up press, an hour apart, and some
// formula stories.
func ownArticles() []eval.Article {
	start := time.Date(2026, 3, 1, 6, 0, 0, 0, time.UTC)
	var out []eval.Article
	add := func(id, title string, paragraphs []string) {
		at := start.Add(time.Duration(len(out)) * time.Hour)
		out = append(out, eval.Article{
			ID: id, Outlet: "press", Title: title,
			Published: at.Format(time.DateTime), Text: strings.Join(paragraphs, "\n"),
		})
	}
	for _, o := range fakeweb.Originals() {
		add(o.Slug, o.Title, o.Paragraphs)
	}
	for _, f := range eval.Formulas() {
		for n := range instances {
			t := f.Story(1, n, start.AddDate(0, 0, n))
			add(f.Family+strconv.Itoa(n), t.Title, t.Paragraphs)
		}
	}
	return out
}
