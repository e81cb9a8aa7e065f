package eval

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"sada/news"
)

// maxLine bounds a line of an articles or pairs file, in bytes.
const maxLine = 16 << 20

// A Pair is two articles and what a reader said of them.
type Pair struct {
	A     string `json:"a"` // ids in the articles file
	B     string `json:"b"`
	Label string `json:"label"` // same, part, update, template, indep, diff; empty in a file of series
	Sure  int    `json:"sure"`  // 1 to 3; 0 where not given
	Kind  string `json:"kind"`  // the formula, in a file of series
}

// Labels that a reader gives.
const (
	LabelSame     = "same"     // one report, copied
	LabelPart     = "part"     // copied passages, other reporting besides
	LabelUpdate   = "update"   // the same developing story
	LabelTemplate = "template" // another event, the same formula
	LabelIndep    = "indep"    // one event, reported independently
	LabelDiff     = "diff"     // nothing in common but names
	LabelSeries   = "series"   // two instances of a formula, days apart
)

// ReadArticles reads a file of articles, one JSON object a line, gzipped or
// not: id, outlet, url, title, published, author, text. Outlets are numbered in
// order of appearance.
func ReadArticles(path string) ([]*news.Article, error) {
	var out []*news.Article
	outlets := map[string]int64{}
	err := eachLine(path, func(line []byte) error {
		a, err := parseArticle(line)
		if err != nil {
			return err
		}
		if outlets[a.Outlet.Name] == 0 {
			outlets[a.Outlet.Name] = int64(len(outlets) + 1)
		}
		a.Outlet.ID = outlets[a.Outlet.Name]
		out = append(out, a)
		return nil
	})
	return out, err
}

func parseArticle(line []byte) (*news.Article, error) {
	var in struct{ ID, Outlet, URL, Title, Published, Author, Text string }
	if err := json.Unmarshal(line, &in); err != nil {
		return nil, err
	}
	at, err := parseTime(in.Published)
	if err != nil {
		return nil, err
	}
	a := &news.Article{
		URL: in.URL, ExternalID: in.ID, Title: in.Title, Byline: in.Author,
		Outlet: news.Outlet{Name: in.Outlet}, Published: at, FirstSeen: at,
	}
	for p := range strings.SplitSeq(in.Text, "\n") {
		if p = strings.TrimSpace(p); p != "" {
			a.Blocks = append(a.Blocks, news.Block{Kind: news.BlockBody, Text: p})
		}
	}
	return a, nil
}

func parseTime(s string) (time.Time, error) {
	t, err := time.Parse(time.DateTime, s)
	if err != nil {
		return time.Parse(time.RFC3339, s)
	}
	return t, nil
}

// ReadPairs reads a file of labelled pairs, one JSON object a line. Pairs
// without a label are of a series.
func ReadPairs(path string) ([]Pair, error) {
	var out []Pair
	err := eachLine(path, func(line []byte) error {
		var p Pair
		if err := json.Unmarshal(line, &p); err != nil {
			return err
		}
		if p.Label == "" {
			p.Label = LabelSeries
		}
		out = append(out, p)
		return nil
	})
	return out, err
}

// eachLine calls f with every line of a file, gzipped where its name says so.
func eachLine(path string, f func(line []byte) error) (err error) {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	var r io.Reader = file
	if strings.HasSuffix(path, ".gz") {
		if r, err = gzip.NewReader(file); err != nil {
			return fmt.Errorf("read %s: %w", path, err)
		}
	}
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxLine)
	for n := 1; lines.Scan(); n++ {
		if err := f(lines.Bytes()); err != nil {
			return fmt.Errorf("read %s, line %d: %w", path, n, err)
		}
	}
	return lines.Err()
}
