package story

import (
	"slices"
	"weak"

	"sada/arabic"
	"sada/dedupe"
	"sada/dedupe/prints"
	"sada/news"
)

// A prepared is an article on its way to be filed: it is signed, and maybe read
// and compared ahead of its filing.
type prepared struct {
	filing   *news.Filing
	reading  *dedupe.Reading // nil until it is read
	trace    *trace          // nil if it was not read ahead
	overlaps []overlap       // with some of those prepared before it
}

// An overlap is what an article has in common with one that was prepared before.
type overlap struct {
	with *trace
	dedupe.Overlap
}

// A trace stands for a prepared article after its filing, when the prepared itself
// is let go. The reading is there as long as the library, or the prepared, holds
// it.
type trace struct {
	reading weak.Pointer[dedupe.Reading]
	article int64 // its id; 0 unless it was filed with that reading
}

// member is the article as a member of a story, before it has an id.
func (p *prepared) member() news.Member {
	a := p.filing.Article
	return news.Member{At: a.At(), OutletID: a.Outlet.ID, Print: p.filing.Print}
}

// overlap returns what the article is known to have in common with a filed one;
// nil if it must be compared first.
func (p *prepared) overlap(article int64) *dedupe.Overlap {
	for i := range p.overlaps {
		if o := &p.overlaps[i]; o.with.article == article {
			return &o.Overlap
		}
	}
	return nil
}

// A reader signs and reads articles. It is not for use by several goroutines at
// once.
type reader struct {
	signer   prints.Signer
	comparer dedupe.Comparer
	room     []byte // for a text that is folded
}

// sign fills in the print of a filing and its words for search. It returns the
// text.
func (r *reader) sign(f *news.Filing) (text string) {
	text = f.Article.Text()
	r.signer.Sign(&f.Print, f.Article.Title, text)
	f.Folded = news.Folded{Title: r.fold(f.Article.Title), Text: r.fold(text)}
	return text
}

func (r *reader) fold(text string) string {
	r.room = arabic.AppendFold(slices.Grow(r.room[:0], len(text)+8), text)
	return string(r.room)
}

// document is what is compared of an article that is being filed.
func document(a *news.Article, text string) dedupe.Document {
	return dedupe.Document{Title: a.Title, Text: text, At: a.At(), Outlet: a.Outlet.ID, Credit: a.Credit.Agency}
}
