package main

import (
	"time"

	"sada/dedupe"
	"sada/eval"
	"sada/news"
)

// sada is the whole of the deduper: prints, the index of passages, the
// comparison word by word. Its score is 1 where its verdict joins.
type sada struct {
	signer  dedupe.Signer
	compare dedupe.Comparer
	index   *dedupe.Index
	docs    []eval.Document
	prints  []news.Print
	scratch news.Print
}

func (s *sada) sign(title, text string) { s.signer.Sign(&s.scratch, title, text) }

func (s *sada) build(docs []eval.Document) {
	s.docs, s.index = docs, dedupe.NewIndex()
	s.prints = make([]news.Print, len(docs))
	for i, d := range docs {
		s.signer.Sign(&s.prints[i], d.Title, d.Joined())
		s.index.Add(int64(i+1), int64(i+1), d.At, s.prints[i])
	}
}

// everAfter is a window that leaves no article out: the other methods know no
// time either.
const everAfter = 100 * 365 * 24 * time.Hour

func (s *sada) candidates(i int) []int {
	var out []int
	for _, c := range s.index.Candidates(s.prints[i], s.docs[i].At, everAfter) {
		if at := int(c.ID - 1); at != i {
			out = append(out, at)
		}
	}
	return out
}

func (s *sada) score(i, j int) float64 {
	v := s.compare.Compare(s.document(i), s.document(j), s.index.Weight(int64(i+1), int64(j+1)))
	if v.Kind.Joined() {
		return 1
	}
	return 0
}

func (s *sada) document(i int) dedupe.Document {
	d := s.docs[i]
	return dedupe.Document{Title: d.Title, Text: d.Joined(), At: d.At, Outlet: int64(len(d.Outlet))}
}
