package eval

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"net/url"
	"slices"
	"time"

	"sada/news"
)

// A Document is an article to be filed, with what is known of its right place.
type Document struct {
	Text
	ID     string // unique
	Outlet string
	At     time.Time
	Truth  string // documents of one truth belong under one story; empty if nobody knows
	Base   string // ID of the document that this one is an edit of; empty if none
	Kind   Kind   // of the edit
	Family string // of a formula story
}

// A Filer files articles under stories, in the order given.
type Filer interface {
	Add(ctx context.Context, filings ...*news.Filing) error
}

// A Reader yields the articles that were filed, each with its story.
type Reader interface {
	Articles(ctx context.Context) iter.Seq2[news.Stored, error]
}

// A Desk is what is measured: a tracker, and the empty store that it files into.
type Desk struct {
	Filer  Filer
	Reader Reader
}

// batch is how many articles are filed in one transaction.
const batch = 100

// File files the documents in order of time, and returns where each of them
// ended when all were filed, in the order given.
func (d Desk) File(ctx context.Context, docs []Document) (Filed, error) {
	return d.fileInOrder(ctx, docs, inTime(docs))
}

// fileInOrder files the documents in an order given by their places.
func (d Desk) fileInOrder(ctx context.Context, docs []Document, order []int) (Filed, error) {
	f := Filed{article: make([]int64, len(docs)), Story: make([]int64, len(docs))}
	for part := range slices.Chunk(order, batch) {
		filings := make([]*news.Filing, len(part))
		for i, at := range part {
			filings[i] = &news.Filing{Article: docs[at].article()}
		}
		if err := d.Filer.Add(ctx, filings...); err != nil {
			return f, err
		}
		for i, at := range part {
			if filings[i].Known {
				return f, fmt.Errorf("document %s is stored already", docs[at].ID)
			}
			f.article[at] = filings[i].Article.ID
		}
	}
	return f, d.readBack(ctx, &f)
}

// readBack asks for the places at the end: a later article may have moved an
// earlier one.
func (d Desk) readBack(ctx context.Context, f *Filed) error {
	stories := map[int64]int64{}
	for a, err := range d.Reader.Articles(ctx) {
		if err != nil {
			return err
		}
		stories[a.ID] = a.Variant.StoryID
	}
	for i, id := range f.article {
		f.Story[i] = stories[id]
	}
	return nil
}

// Filed says where documents ended: Story[i] is the story of document i.
type Filed struct {
	Story   []int64
	article []int64
}

// inTime returns the order of filing: by time, then by ID.
func inTime(docs []Document) []int {
	order := make([]int, len(docs))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(docs[a].At.Compare(docs[b].At), cmp.Compare(docs[a].ID, docs[b].ID))
	})
	return order
}

// article is the document as it is filed.
func (d Document) article() *news.Article {
	a := &news.Article{
		URL:       "https://eval.invalid/" + url.PathEscape(d.ID),
		Outlet:    news.Outlet{Name: d.Outlet},
		Title:     d.Title,
		Language:  "ar",
		Published: d.At,
		FirstSeen: d.At,
		Fetched:   d.At,
	}
	a.ExternalID = d.ID
	a.Blocks = blocks(d.Paragraphs)
	return a
}

// Blocks are the paragraphs of a text, one a line, as an import makes them.
func Blocks(text string) []news.Block { return blocks(lines(text)) }

func blocks(paragraphs []string) []news.Block {
	var out []news.Block
	for _, p := range paragraphs {
		out = append(out, news.Block{Kind: news.BlockBody, Text: p})
	}
	return out
}
