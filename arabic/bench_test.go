package arabic_test

import (
	"fmt"
	"strings"
	"testing"

	"sada/arabic"
)

// BenchmarkFold and the others read a report with vowel marks, numbers and two
// scripts in it, at sizes from a short report to a megabyte: MB/s that do not
// fall from one size to the next show that time is linear.
func BenchmarkFold(b *testing.B) {
	var buf []byte
	overSizes(b, func(text string) { buf = arabic.AppendFold(buf[:0], text) })
}

func BenchmarkScanner(b *testing.B) {
	var s arabic.Scanner
	overSizes(b, func(text string) {
		for s.Reset(text); s.Scan(); {
		}
	})
}

// BenchmarkKeys is what the print of an article needs: the keys of all tokens
// but stop words.
func BenchmarkKeys(b *testing.B) {
	var keys []uint64
	overSizes(b, func(text string) { keys = arabic.AppendKeys(keys[:0], text) })
}

func BenchmarkSentences(b *testing.B) {
	overSizes(b, func(text string) {
		for range arabic.Sentences(text) {
		}
	})
}

// BenchmarkOdd reads a megabyte of what is no report.
func BenchmarkOdd(b *testing.B) {
	for _, odd := range []struct{ name, unit string }{
		{"word", "خبر "},
		{"letter", "ب"},
		{"digit", "7"},
		{"mark", "\u064E"},
		{"Latin", "word "},
		{"ligature", "ﷺ"},
		{"invalid", "\xff"},
		{"comma", "1،"},
		{"accent", "e\u0301"},
	} {
		text := strings.Repeat(odd.unit, 1<<20/len(odd.unit))
		b.Run(odd.name, func(b *testing.B) {
			var s arabic.Scanner
			var buf []byte
			var keys []uint64
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				buf = arabic.AppendFold(buf[:0], text)
				for s.Reset(text); s.Scan(); {
				}
				keys = arabic.AppendKeys(keys[:0], text)
			}
		})
	}
}

func overSizes(b *testing.B, f func(text string)) {
	b.Helper()
	whole := strings.Repeat(report(b), 1<<20/len(report(b))+1)
	for _, size := range []int{1 << 10, 1 << 14, 1 << 17, 1 << 20} {
		text := whole[:size]
		b.Run(fmt.Sprintf("%dKB", size>>10), func(b *testing.B) {
			b.SetBytes(int64(size))
			b.ReportAllocs()
			for b.Loop() {
				f(text)
			}
		})
	}
}
