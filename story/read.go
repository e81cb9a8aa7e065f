package story

import (
	"context"
	"fmt"
	"slices"

	"sada/arabic"
	"sada/dedupe"
	"sada/dedupe/prints"
	"sada/news"
)

// A proof is an article ready to be filed: signed, and read where its outlet is
// known, with what it has in common with some of those that came shortly before.
type proof struct {
	filing  *news.Filing
	reading *dedupe.Reading
	spot    *spot      // nil where it was not read ahead
	beside  []likeness // read only once it is filed
}

// member is the article as a member of a story, before it is one.
func (p *proof) member() news.Member {
	a := p.filing.Article
	return news.Member{At: a.At(), OutletID: a.Outlet.ID, Print: p.filing.Print}
}

// A likeness is what an article has in common with one that was prepared before.
type likeness struct {
	with    *spot
	overlap dedupe.Overlap
}

// overlap returns what is known of what the article has in common with a filed
// one; nil for nothing.
func (p *proof) overlap(article int64) *dedupe.Overlap {
	for i := range p.beside {
		if p.beside[i].with.article == article {
			return &p.beside[i].overlap
		}
	}
	return nil
}

// A typist signs and reads articles. It is not for use by several goroutines at
// once.
type typist struct {
	signer   prints.Signer
	comparer dedupe.Comparer
	room     []byte // for a text that is folded
}

// sign fills in the print of a filing and its words for search. It returns the
// text.
func (y *typist) sign(f *news.Filing) (text string) {
	text = f.Article.Text()
	y.signer.Sign(&f.Print, f.Article.Title, text)
	f.Folded = news.Folded{Title: y.fold(f.Article.Title), Text: y.fold(text)}
	return text
}

func (y *typist) fold(text string) string {
	y.room = arabic.AppendFold(slices.Grow(y.room[:0], len(text)+8), text)
	return string(y.room)
}

// document is what is compared of an article that is being filed.
func document(a *news.Article, text string) dedupe.Document {
	return dedupe.Document{Title: a.Title, Text: text, At: a.At(), Outlet: a.Outlet.ID, Credit: a.Credit.Agency}
}

// libraryBytes bounds the readings that are kept of filed articles: about 6,500
// of 3.3 KB of text. An import of SaudiNewsNet stays below 256 MB with it.
const libraryBytes = 56 << 20

// A library keeps the readings of filed articles that were compared lately, so
// that a text is read once and not for every article like it. It forgets by
// halves: what was not asked for since the younger half began goes with the
// older one.
type library struct {
	young, old map[int64]*dedupe.Reading
	bytes      int // of the young ones
}

func (l *library) put(article int64, r *dedupe.Reading) {
	if l.young == nil || l.bytes > libraryBytes/2 {
		l.old, l.young, l.bytes = l.young, make(map[int64]*dedupe.Reading), 0
	}
	l.young[article] = r
	l.bytes += r.Bytes()
}

func (l *library) get(article int64) *dedupe.Reading {
	if r := l.young[article]; r != nil {
		return r
	}
	r := l.old[article]
	if r != nil {
		delete(l.old, article)
		l.put(article, r)
	}
	return r
}

// reading returns a filed article as it is compared.
func (c *clerk) reading(ctx context.Context, article int64) (*dedupe.Reading, error) {
	if r := c.library.get(article); r != nil {
		return r, nil
	}
	w, err := c.desk.Wording(ctx, article)
	if err != nil {
		return nil, fmt.Errorf("read article %d: %w", article, err)
	}
	r := c.comparer.Read(dedupe.Document{Title: w.Title, Text: w.Text, At: w.At, Outlet: w.OutletID, Credit: w.Credit})
	c.library.put(article, r)
	return r, nil
}
