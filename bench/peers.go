package main

import (
	"slices"
	"strings"

	"github.com/dgryski/go-minhash"
	minhashlsh "github.com/ekzhu/minhash-lsh"
	"github.com/mfonda/simhash"
	"github.com/zeebo/xxh3"

	"sada/arabic"
)

// What the peers are given: folded words, in runs of as many as sada's passages
// have stems; and the size of a signature, cut into 64 bands of two, which finds
// pairs from a Jaccard similarity of an eighth on.
const (
	runWords   = 3
	hashes     = 128
	bands      = 64
	lowest     = 0.125 // (1/64)^(1/2), where half of the pairs are found
	seed       = 1
	secondSeed = 2
)

// wordRuns returns the runs of words of a text, folded.
func wordRuns(text string) [][]byte {
	return runsOf(strings.FieldsFunc(arabic.Fold(text), notInWord))
}

func runsOf(words []string) [][]byte {
	var out [][]byte
	for i := 0; i+runWords <= len(words); i++ {
		out = append(out, []byte(strings.Join(words[i:i+runWords], " ")))
	}
	return out
}

// notInWord tells the punctuation of folded text: ASCII but letters and digits,
// and the commas, marks and quotation marks of Arabic.
func notInWord(r rune) bool {
	switch {
	case r >= '0' && r <= '9', r >= 'a' && r <= 'z':
		return false
	case r < 0x80:
		return true
	}
	return strings.ContainsRune("،؛؟«»“”‘’–—…", r)
}

// signatures holds the MinHash signatures of documents.
type signatures [][]uint64

// score estimates the Jaccard similarity of two documents.
func (s signatures) score(i, j int) float64 {
	equal := 0
	for k, v := range s[i] {
		if v == s[j][k] {
			equal++
		}
	}
	return float64(equal) / hashes
}

// ekzhu is github.com/ekzhu/minhash-lsh: its signatures and its LSH forest,
// whose candidates are kept by the estimate of their signatures.
type ekzhu struct {
	signatures
	forest *minhashlsh.MinhashLSH
}

func (e *ekzhu) signature(text string) []uint64 {
	m := minhashlsh.NewMinhash(seed, hashes)
	for _, run := range wordRuns(text) {
		m.Push(run)
	}
	return m.Signature()
}

func (e *ekzhu) sign(_, text string) { e.signature(text) }

func (e *ekzhu) build(docs []document) {
	e.forest = minhashlsh.NewMinhashLSH64(hashes, lowest)
	e.signatures = nil
	for i, d := range docs {
		s := e.signature(d.Joined())
		e.signatures = append(e.signatures, s)
		e.forest.Add(i, s)
	}
	e.forest.Index()
}

func (e *ekzhu) candidates(i int) []int {
	var out []int
	for _, key := range e.forest.Query(e.signatures[i]) {
		if at, ok := key.(int); ok && at != i {
			out = append(out, at)
		}
	}
	slices.Sort(out)
	return out
}

// dgryski is github.com/dgryski/go-minhash with a fast hash (XXH3) and tables of
// 64 bands of two, which the package leaves to its user.
type dgryski struct {
	signatures
	runs   func(text string) [][]byte // what a text is taken for
	tables [bands]map[[hashes / bands]uint64][]int32
}

func (g *dgryski) signature(text string) []uint64 {
	first := func(b []byte) uint64 { return xxh3.HashSeed(b, seed) }
	second := func(b []byte) uint64 { return xxh3.HashSeed(b, secondSeed) }
	m := minhash.NewMinWise(first, second, hashes)
	for _, run := range g.runs(text) {
		m.Push(run)
	}
	return m.Signature()
}

func (g *dgryski) sign(_, text string) { g.signature(text) }

func (g *dgryski) build(docs []document) {
	g.signatures = nil
	for i := range g.tables {
		g.tables[i] = map[[hashes / bands]uint64][]int32{}
	}
	for i, d := range docs {
		s := g.signature(d.Joined())
		g.signatures = append(g.signatures, s)
		for b, table := range g.tables {
			key := band(s, b)
			table[key] = append(table[key], int32(i))
		}
	}
}

func band(s []uint64, b int) [hashes / bands]uint64 {
	return [hashes / bands]uint64(s[b*hashes/bands:])
}

func (g *dgryski) candidates(i int) []int {
	var out []int
	for b, table := range g.tables {
		for _, at := range table[band(g.signatures[i], b)] {
			if int(at) != i {
				out = append(out, int(at))
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// mfonda is github.com/mfonda/simhash over folded words, and a scan of all
// prints: there is no index in the package.
type mfonda struct {
	bits   uint8
	prints []uint64
}

func (m *mfonda) print(text string) uint64 {
	var words [][]byte
	for _, w := range strings.FieldsFunc(arabic.Fold(text), notInWord) {
		words = append(words, []byte(w))
	}
	return simhash.SimhashBytes(words)
}

func (m *mfonda) sign(_, text string) { m.print(text) }

func (m *mfonda) build(docs []document) {
	m.prints = nil
	for _, d := range docs {
		m.prints = append(m.prints, m.print(d.Joined()))
	}
}

func (m *mfonda) candidates(i int) []int {
	var out []int
	for j, p := range m.prints {
		if j != i && simhash.Compare(p, m.prints[i]) <= m.bits {
			out = append(out, j)
		}
	}
	return out
}

func (m *mfonda) score(i, j int) float64 {
	if simhash.Compare(m.prints[i], m.prints[j]) <= m.bits {
		return 1
	}
	return 0
}
