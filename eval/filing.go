package eval

import (
	"context"
	"fmt"
	"slices"

	"sada/arabic"
	"sada/news"
)

// fileAll files articles with the credits of their bylines, in order of time.
func fileAll(ctx context.Context, filer Filer, articles []Article) error {
	docs, err := documents(articles)
	if err != nil {
		return err
	}
	for part := range slices.Chunk(inTime(docs), batch) {
		filings := make([]*news.Filing, len(part))
		for i, at := range part {
			filings[i] = &news.Filing{Article: credited(docs[at], articles[at].Author)}
		}
		if err := filer.Add(ctx, filings...); err != nil {
			return err
		}
	}
	return nil
}

// credited is a document as it is filed, with its byline and the agency in it.
func credited(d Document, byline string) *news.Article {
	a := d.article()
	a.Byline = byline
	a.Credit.Agency, a.Credit.Place = arabic.Agency(byline, "", "")
	return a
}

// document makes a document of an article as it is: nothing is known of its place.
func (a Article) document() (Document, error) {
	at, err := a.At()
	return Document{Text: Text{Title: a.Title, Paragraphs: lines(a.Text)}, ID: a.ID, Outlet: a.Outlet, At: at}, err
}

// documents makes documents of articles, in the order given.
func documents(articles []Article) ([]Document, error) {
	docs := make([]Document, len(articles))
	for i, a := range articles {
		var err error
		if docs[i], err = a.document(); err != nil {
			return nil, err
		}
	}
	return docs, nil
}

// namedArticles are articles as they were filed, by their ids in the file of articles.
type namedArticles map[string]news.Stored

// named reads back the articles that the pairs name.
func named(ctx context.Context, archive Archive, pairs []Pair) (namedArticles, error) {
	out := namedArticles{}
	for _, p := range pairs {
		out[p.A], out[p.B] = news.Stored{}, news.Stored{}
	}
	for a, err := range archive.Articles(ctx) {
		if err != nil {
			return nil, fmt.Errorf("read articles back: %w", err)
		}
		if _, ok := out[a.ExternalID]; ok {
			out[a.ExternalID] = a
		}
	}
	return out, nil
}

// both returns the two articles of a pair.
func (s namedArticles) both(p Pair) (a, b news.Stored, err error) {
	a, b = s[p.A], s[p.B]
	if a.ID == 0 || b.ID == 0 {
		return a, b, fmt.Errorf("%s: line %d: pair %s, %s: not among the filed articles", p.File, p.Line, p.A, p.B)
	}
	return a, b, nil
}
