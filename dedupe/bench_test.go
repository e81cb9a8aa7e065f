package dedupe_test

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"sada/dedupe"
	"sada/news"
)

// benchText is text of ours of the mean length of an article of SaudiNewsNet:
// 3.3 KB.
var benchText = strings.Repeat(oneParagraph, 3300/len(oneParagraph)+1)

const oneParagraph = "أعلنت بلدية المدينة الساحلية أمس انتهاء المرحلة الثانية من مشروع توسعة الميناء القديم بكلفة بلغت 320 مليون درهم، " +
	"وقال مدير المشروع إن الأرصفة الجديدة تتسع لاثنتي عشرة سفينة في وقت واحد، فيما تبدأ أعمال المرحلة الثالثة خلال الربع الأول من العام المقبل. " +
	"وأوضح أن العمال أنجزوا 87% من أعمال الردم قبل موعدها بنحو ستة أسابيع.\n"

func BenchmarkSign(b *testing.B) {
	var s dedupe.Signer
	var p news.Print
	b.SetBytes(int64(len(benchText)))
	b.ReportAllocs()
	for b.Loop() {
		s.Sign(&p, "توسعة الميناء القديم", benchText)
	}
}

func BenchmarkCompare(b *testing.B) {
	var c dedupe.Comparer
	one := dedupe.Document{Title: "توسعة الميناء القديم", Text: benchText}
	other := dedupe.Document{Title: "الميناء القديم يتسع", Text: benchText[len(benchText)/3:]}
	b.ReportAllocs()
	for b.Loop() {
		c.Compare(one, other, nil)
	}
}

// madeIndex holds n articles of 80 random passages, one in a hundred of them
// from a small stock as formulas are.
func madeIndex(n int) (*dedupe.Index, []news.Print) {
	r := rand.New(rand.NewPCG(1, 2))
	x := dedupe.NewIndex()
	at := time.Date(2024, 5, 1, 0, 0, 0, 0, time.UTC)
	var asked []news.Print
	p := news.Print{Passages: make([]uint64, 80)}
	for i := range n {
		for k := range p.Passages {
			p.Passages[k] = r.Uint64()
			if r.IntN(100) == 0 {
				p.Passages[k] = uint64(r.IntN(1000)) << 40
			}
		}
		x.Add(int64(i+1), int64(i+1), at, p)
		if i%(n/1000) == 0 {
			asked = append(asked, news.Print{Passages: append([]uint64(nil), p.Passages...)})
		}
	}
	return x, asked
}

func BenchmarkCandidates(b *testing.B) {
	at := time.Date(2024, 5, 1, 0, 0, 0, 0, time.UTC)
	for _, size := range []struct {
		name string
		n    int
	}{{"100k", 100_000}, {"1M", 1_000_000}} {
		b.Run(size.name, func(b *testing.B) {
			x, asked := madeIndex(size.n)
			b.ReportMetric(float64(x.Bytes())/float64(x.Len()), "B/doc")
			i := 0
			for b.Loop() {
				x.Candidates(asked[i%len(asked)], at, time.Hour)
				i++
			}
			b.ReportMetric(float64(x.Bytes())/float64(x.Len()), "B/doc")
		})
	}
}
