package eval

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"sada/arabic"
	"sada/news"
)

// fileAll files articles as an import does: in order of time, in batches.
func fileAll(ctx context.Context, filer Filer, articles []Article) error {
	filings, err := filingsOf(articles)
	if err != nil {
		return err
	}
	for part := range slices.Chunk(filings, batch) {
		if err := filer.Add(ctx, part...); err != nil {
			return err
		}
	}
	return nil
}

func filingsOf(articles []Article) ([]*news.Filing, error) {
	type dated struct {
		at time.Time
		a  Article
	}
	order := make([]dated, len(articles))
	for i, a := range articles {
		at, err := a.At()
		if err != nil {
			return nil, err
		}
		order[i] = dated{at, a}
	}
	slices.SortStableFunc(order, func(x, y dated) int { return cmp.Or(x.at.Compare(y.at), cmp.Compare(x.a.ID, y.a.ID)) })
	filings := make([]*news.Filing, len(order))
	for i, o := range order {
		filings[i] = &news.Filing{Article: newsArticle(o.a, o.at)}
	}
	return filings, nil
}

// newsArticle is an article as filed, its wire credit read from the byline.
func newsArticle(a Article, at time.Time) *news.Article {
	d := Document{Text: Text{Title: a.Title, Paragraphs: lines(a.Text)}, ID: a.ID, Outlet: a.Outlet, At: at}
	out := d.article()
	out.Byline = a.Author
	out.Credit.Agency, out.Credit.Place = arabic.Agency(a.Author, "", "")
	return out
}

// named reads back the articles that the pairs name.
func named(ctx context.Context, archive Archive, pairs []Pair) (map[string]news.Stored, error) {
	out := map[string]news.Stored{}
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
