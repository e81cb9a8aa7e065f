package main

import (
	"slices"
	"time"

	"sada/dedupe"
	"sada/dedupe/index"
	"sada/dedupe/prints"
	"sada/news"
)

// sada is the deduper: prints, the index of passages, the comparison word by
// word. Its score is 1 where its verdict joins.
type sada struct {
	signer  prints.Signer
	compare dedupe.Comparer
	scratch news.Print

	docs    []document
	prints  []news.Print
	index   *index.Index
	order   []int   // documents in order of time: the one with id n is order[n-1]
	id      []int64 // of each document in the index
	story   []int64 // of each document
	outlets map[string]int64
}

func (s *sada) sign(title, text string) { s.signer.Sign(&s.scratch, title, text) }

// build files the documents in order of time: each under the story of the most
// alike one before it whose verdict joins, as a passage counts less the more
// stories hold it.
func (s *sada) build(docs []document) {
	n := len(docs)
	s.docs, s.index, s.outlets = docs, index.New(), map[string]int64{}
	s.prints, s.id, s.story = make([]news.Print, n), make([]int64, n), make([]int64, n)
	s.order = make([]int, n)
	for i := range docs {
		s.order[i] = i
		if o := docs[i].Outlet; s.outlets[o] == 0 {
			s.outlets[o] = int64(len(s.outlets) + 1)
		}
	}
	slices.SortStableFunc(s.order, func(a, b int) int { return docs[a].At.Compare(docs[b].At) })
	for rank, i := range s.order {
		s.signer.Sign(&s.prints[i], docs[i].Title, docs[i].Joined())
		s.id[i] = int64(rank + 1)
		s.story[i] = s.home(i)
		s.index.Add(s.id[i], s.story[i], docs[i].At, s.prints[i])
	}
}

// home returns the story that a document belongs to, its own if none.
func (s *sada) home(i int) int64 {
	home, best := s.id[i], 0.0
	for _, j := range s.candidates(i) {
		if v := s.verdict(i, j); v.Kind.Joined() && v.Score > best {
			home, best = s.story[j], v.Score
		}
	}
	return home
}

// everAfter is a window that leaves no article out: the other methods know no
// time either.
const everAfter = 100 * 365 * 24 * time.Hour

func (s *sada) candidates(i int) []int {
	var out []int
	for _, c := range s.index.Candidates(s.prints[i], s.docs[i].At, everAfter) {
		if c.ID != s.id[i] {
			out = append(out, s.order[c.ID-1])
		}
	}
	return out
}

func (s *sada) score(i, j int) float64 {
	if s.verdict(i, j).Kind.Joined() {
		return 1
	}
	return 0
}

func (s *sada) verdict(i, j int) news.Verdict {
	return s.compare.Compare(s.document(i), s.document(j), s.index.Around(s.place(i), s.place(j), s.docs[i].At, everAfter))
}

func (s *sada) place(i int) index.Place {
	return index.Place{Article: s.id[i], Story: s.story[i]}
}

func (s *sada) document(i int) dedupe.Document {
	d := s.docs[i]
	return dedupe.Document{Title: d.Title, Text: d.Joined(), At: d.At, Outlet: s.outlets[d.Outlet], Credit: d.credit}
}
