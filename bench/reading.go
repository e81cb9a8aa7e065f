package main

import (
	"time"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/lang/ar"
	"github.com/blevesearch/bleve/v2/registry"

	"sada/arabic"
)

// A reader turns a text into folded words without affixes, stop words left out,
// and returns how many there are.
type reader struct {
	name string
	read func(text string) int
}

// readers returns sada's first, to which the other is compared.
func readers() []reader {
	var keys []uint64
	b := newBleve()
	return []reader{
		{"sada, as 64-bit keys", func(text string) int {
			keys = arabic.AppendKeys(keys[:0], text)
			return len(keys)
		}},
		{"sada, as text", stemsAsText},
		{"blevesearch/bleve, Arabic analyzer", func(text string) int { return len(b.analyze(text)) }},
	}
}

func stemsAsText(text string) int {
	n := 0
	var stem []byte
	for s := arabic.NewScanner(text); s.Scan(); {
		if !s.Stop() {
			stem = s.AppendStem(stem[:0])
			n++
		}
	}
	return n
}

// A reading is one line of the table of readers.
type reading struct {
	name      string
	perSecond float64 // documents, of CPU time
	stems     float64 // of a document, in the mean
}

func measureReaders(docs []document, least time.Duration) []reading {
	texts := textsOf(docs)
	var out []reading
	for _, r := range readers() {
		stems, n := 0, 0
		speed := perSecond(len(texts), least, func(i int) {
			stems += r.read(texts[i])
			n++
		})
		out = append(out, reading{r.name, speed, float64(stems) / float64(n)})
	}
	return out
}

// bleve is the Arabic analyzer of github.com/blevesearch/bleve: words by the
// rules of Unicode, lower case, NFKC, stop words, orthography, light stems.
type bleve struct{ analysis.Analyzer }

func newBleve() bleve {
	a, err := registry.NewCache().AnalyzerNamed(ar.AnalyzerName)
	if err != nil {
		panic(err) // the package that was imported registers it
	}
	return bleve{a}
}

func (b bleve) analyze(text string) analysis.TokenStream { return b.Analyze([]byte(text)) }

// stemRuns returns the runs of stems of a text.
func (b bleve) stemRuns(text string) [][]byte {
	var stems []string
	for _, t := range b.analyze(text) {
		stems = append(stems, string(t.Term))
	}
	return runsOf(stems)
}
