package prints_test

import (
	"testing"

	"sada/dedupe/prints"
	"sada/internal/cputime"
	"sada/internal/specimen"
	"sada/news"
)

// BenchmarkSign signs real articles in turn where SADA_NEWS names a file of
// them, and else one of ours of their mean length.
func BenchmarkSign(b *testing.B) {
	texts := specimen.News()
	if len(texts) == 0 {
		texts = []string{specimen.Report}
	}
	total := 0
	for _, t := range texts {
		total += len(t)
	}
	var s prints.Signer
	var p news.Print
	for _, t := range texts { // so that the working memory has grown
		s.Sign(&p, "", t)
	}
	b.SetBytes(int64(total / len(texts)))
	b.ReportAllocs()
	i := 0
	start := cputime.Taken()
	for b.Loop() {
		s.Sign(&p, "", texts[i%len(texts)])
		i++
	}
	b.ReportMetric(float64(i)/(cputime.Taken()-start).Seconds(), "docs/CPU-s")
}
