package dedupe_test

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"sada/dedupe"
	"sada/dedupe/prints"
	"sada/internal/cputime"
	"sada/internal/specimen"
	"sada/news"
)

func BenchmarkCompare(b *testing.B) {
	var c dedupe.Comparer
	one := dedupe.Document{Title: "توسعة الميناء القديم", Text: specimen.Report}
	other := dedupe.Document{Title: "الميناء القديم يتسع", Text: specimen.Report[len(specimen.Report)/3:]}
	b.ReportAllocs()
	for b.Loop() {
		c.Compare(one, other, nil)
	}
}

// growing are texts that a number of bytes is made of: reports as they come, and
// what nobody writes and everybody meets.
var growing = []struct {
	name string
	unit func(i int) string
}{
	{"report", func(i int) string { return fmt.Sprintf("%s %d ", specimen.Words("قص", 1+i%600)[3:], i) }},
	{"paragraph again", func(int) string { return specimen.Paragraph }},
	{"one word", func(int) string { return "خبر " }},
	{"two words", func(int) string { return "خبر عاجل " }},
	{"digits", func(i int) string { return fmt.Sprintf("%d ", i) }},
	{"no space", func(int) string { return "ب" }},
	{"marks", func(int) string { return "بَـء " }},
	{"Latin", func(i int) string { return fmt.Sprintf("word%c%c ", 'a'+i%26, 'a'+i/26%26) }},
	{"mixed directions", func(i int) string { return "\u202bخبر Reuters\u202c " }},
	{"broken bytes", func(int) string { return "\xff\xd8 ب\xd9" }},
}

// BenchmarkGrowth signs and compares texts of growing size. Time a byte that
// does not grow with them shows that no text costs more than its length.
func BenchmarkGrowth(b *testing.B) {
	for _, g := range growing {
		for _, size := range []int{1 << 12, 1 << 15, 1 << 18, 1 << 20} {
			text := grown(g.unit, size)
			other := "مقدمة أخرى " + text
			b.Run(fmt.Sprintf("Sign/%s/%dKB", g.name, size>>10), func(b *testing.B) {
				var s prints.Signer
				var p news.Print
				perByte(b, size, func() { s.Sign(&p, "", text) })
			})
			b.Run(fmt.Sprintf("Compare/%s/%dKB", g.name, size>>10), func(b *testing.B) {
				var c dedupe.Comparer
				perByte(b, size, func() { c.Compare(dedupe.Document{Text: text}, dedupe.Document{Text: other}, nil) })
			})
		}
	}
}

func grown(unit func(int) string, size int) string {
	var t strings.Builder
	for i := 0; t.Len() < size; i++ {
		t.WriteString(unit(i))
	}
	return t.String()
}

// perByte reports the CPU time of f for each byte, the least of a few rounds,
// each long enough for the clock.
func perByte(b *testing.B, size int, f func()) {
	const rounds, least = 5, 5 * time.Millisecond
	best := math.Inf(1)
	for b.Loop() {
		for range rounds {
			start, n := cputime.Taken(), 0
			for n == 0 || cputime.Taken()-start < least {
				f()
				n++
			}
			best = min(best, float64((cputime.Taken()-start).Nanoseconds())/float64(n*size))
		}
	}
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(best, "ns/B")
}
