package eval

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"time"

	"sada/arabic"
	"sada/internal/wording"
)

// Bounds on a file of articles. Reaching one is an error.
const (
	maxLine     = 4 << 20   // bytes; the longest article of SaudiNewsNet takes 0.1 MB
	maxArticles = 2_000_000 // about 6 GB of text, more than is held in memory
)

// An Article is one line of a file of articles (JSON Lines).
type Article struct {
	ID        string `json:"id"`
	Outlet    string `json:"outlet"`
	URL       string `json:"url"`
	Title     string `json:"title"`
	Published string `json:"published"` // "2006-01-02 15:04:05" or RFC 3339; UTC where it names no zone
	Author    string `json:"author"`
	Text      string `json:"text"` // one paragraph a line
}

// At reads Published.
func (a Article) At() (time.Time, error) {
	if t, err := time.Parse(time.RFC3339, a.Published); err == nil {
		return t.UTC(), nil
	}
	t, err := time.Parse(time.DateTime, a.Published)
	if err != nil {
		return time.Time{}, fmt.Errorf("article %s: published: %w", a.ID, err)
	}
	return t, nil
}

// ReadArticles yields the articles of r, one JSON object a line, blank lines
// left out. The first error ends it and names the line.
func ReadArticles(r io.Reader) iter.Seq2[Article, error] {
	return func(yield func(Article, error) bool) {
		s := bufio.NewScanner(r)
		s.Buffer(make([]byte, 64<<10), maxLine)
		n := 0
		for line := 1; s.Scan(); line++ {
			if len(bytes.TrimSpace(s.Bytes())) == 0 {
				continue
			}
			a, err := parseArticle(s.Bytes())
			if n++; n > maxArticles {
				err = fmt.Errorf("more than %d articles", maxArticles)
			}
			if err != nil {
				yield(Article{}, fmt.Errorf("line %d: %w", line, err))
				return
			}
			if !yield(a, nil) {
				return
			}
		}
		if err := s.Err(); err != nil {
			yield(Article{}, err)
		}
	}
}

func parseArticle(line []byte) (Article, error) {
	var l struct {
		Article
		ID json.RawMessage `json:"id"` // a string, or a number as export writes it
	}
	if err := json.Unmarshal(line, &l); err != nil {
		return l.Article, wording.JSON(err)
	}
	a, id := l.Article, new(json.Number)
	if err := json.Unmarshal(l.ID, &a.ID); err != nil && json.Unmarshal(l.ID, id) == nil {
		a.ID = id.String()
	} else if err != nil && len(l.ID) > 0 {
		return a, errors.New("id: neither a string nor a number")
	}
	if a.ID == "" {
		return a, errors.New("an article without id")
	}
	a.Title = arabic.Headline(a.Title) // as an import has it
	return a, nil
}

// LoadArticles reads a whole file of articles, plain or gzipped.
func LoadArticles(path string) (articles []Article, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("read articles: %w", err)
	}
	defer f.Close()
	r, err := inflated(f)
	if err != nil {
		return nil, fmt.Errorf("read articles %s: %w", path, err)
	}
	for a, err := range ReadArticles(r) {
		if err != nil {
			return nil, fmt.Errorf("read articles %s: %w", path, err)
		}
		articles = append(articles, a)
	}
	return articles, nil
}

// inflated looks at the first two bytes, not at the name: a gzip file begins
// with 1f 8b (RFC 1952, section 2.3.1).
func inflated(r io.Reader) (io.Reader, error) {
	b := bufio.NewReader(r)
	if head, err := b.Peek(2); err != nil || head[0] != 0x1f || head[1] != 0x8b {
		return b, nil // a file too short to be gzip is an empty list or a bad line
	}
	return gzip.NewReader(b)
}
