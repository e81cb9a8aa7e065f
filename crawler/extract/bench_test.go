package extract_test

import (
	"os"
	"testing"

	"sada/crawler/extract"
)

// The two ways through the package: a page with whole JSON-LD, and one that
// readability has to read.
func BenchmarkJSONLD(b *testing.B)      { benchmark(b, "testdata/pages/jsonld.html") }
func BenchmarkReadability(b *testing.B) { benchmark(b, "testdata/pages/article.html") }

func benchmark(b *testing.B, name string) {
	body, err := os.ReadFile(name)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := extract.Article(body, extract.Options{URL: "https://www.example.com/n/1"}); err != nil {
			b.Fatal(err)
		}
	}
}
