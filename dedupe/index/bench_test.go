package index_test

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"slices"
	"sync"
	"testing"
	"time"

	"sada/dedupe/index"
	"sada/dedupe/prints"
	"sada/internal/specimen"
	"sada/news"
	"sada/storage/segments"
)

// sizes are the articles that an index is asked among. Ten million take four
// gigabytes and some minutes, so that they are made only where asked for.
func sizes() []int {
	if os.Getenv("SADA_10M") == "" {
		return []int{10_000, 100_000, 1_000_000}
	}
	return []int{10_000, 100_000, 1_000_000, 10_000_000}
}

// A library is prints to make an index of: real ones, and as many more as are
// wanted with every hash salted, so that each salt is a press of its own.
type library struct {
	prints []news.Print
	salted news.Print
}

func (l *library) print(i int) news.Print {
	p, salt := l.prints[i%len(l.prints)], uint64(i/len(l.prints))*0xD1B54A32D192ED03
	l.salted.SimHash = p.SimHash ^ salt
	l.salted.Passages = l.salted.Passages[:0]
	for _, h := range p.Passages {
		l.salted.Passages = append(l.salted.Passages, h^salt)
	}
	return l.salted
}

// shelf holds the prints of the real articles that there are, and else made up
// ones of the same length.
var shelf = sync.OnceValue(func() *library {
	var l library
	for _, text := range specimen.News() {
		l.prints = append(l.prints, prints.Sign("", text))
	}
	if len(l.prints) == 0 {
		l.prints = madeUp(20_000)
	}
	return &l
})

// madeUp draws prints of 80 random passages, one in a hundred of them from a
// small stock as formulas are.
func madeUp(n int) []news.Print {
	r := rand.New(rand.NewPCG(1, 2))
	prints := make([]news.Print, n)
	for i := range prints {
		prints[i] = news.Print{SimHash: r.Uint64(), Passages: make([]uint64, 80)}
		for k := range prints[i].Passages {
			prints[i].Passages[k] = r.Uint64()
			if r.IntN(100) == 0 {
				prints[i].Passages[k] = uint64(r.IntN(1000)) << 40
			}
		}
	}
	return prints
}

var dawn = time.Date(2024, 5, 1, 0, 0, 0, 0, time.UTC)

// filled returns an index of n articles, a minute apart, over segments in files.
func filled(b *testing.B, n int) *index.Index {
	x, l, made := index.Over(nil), shelf(), bytesOf{}
	step := max(index.Full, n/128) // so that millions are not made one by one
	for i := range n {
		x.Add(int64(i+1), int64(i+1), minute(i), l.print(i))
		if x.Loose() == step || i == n-100 {
			made.settle(x)
		}
	}
	// As a new process opens it, and without the room that the making took.
	whole := index.Over(made.files(b, x.Segments()))
	for i := n - 100 + 1; i < n; i++ {
		whole.Add(int64(i+1), int64(i+1), minute(i), l.print(i))
	}
	return whole
}

// filledByDay returns an index of n articles in fourteen segments.
func filledByDay(b *testing.B, n int) *index.Index {
	var days []*index.Segment
	x, l, made := index.Over(nil), shelf(), bytesOf{}
	for i := range n {
		if x.Add(int64(i+1), int64(i+1), minute(i), l.print(i)); x.Loose() == (n+13)/14 || i == n-1 {
			made.settle(x)
			days = append(days, x.Segments()...)
			x = index.Over(nil)
		}
	}
	return index.Over(made.files(b, days))
}

// bytesOf are the bytes of segments that were made in memory.
type bytesOf map[*index.Segment][]byte

// settle makes a segment of what is due.
func (made bytesOf) settle(x *index.Index) {
	due := x.Due(1)
	var b bytes.Buffer
	b.Grow(430 * due.Len()) // twice of what it grows to would be too much of ten million
	if _, err := due.WriteTo(&b); err != nil {
		panic(err)
	}
	s, err := index.Open(b.Bytes())
	if err != nil {
		panic(err)
	}
	made[s] = b.Bytes()
	for _, old := range x.Put(due, s) {
		delete(made, old)
	}
}

// files writes segments to files and maps these, as a run finds them.
func (made bytesOf) files(b *testing.B, all []*index.Segment) (mapped []*index.Segment) {
	folder := segments.Folder(b.TempDir())
	must := func(err error) {
		if err != nil {
			b.Fatal(err)
		}
	}
	for i, s := range all {
		name := fmt.Sprint(i)
		must(folder.Write(name, func(w io.Writer) error {
			for block := range slices.Chunk(made[s], 4096) { // as a draft writes, for so it comes to lie in memory
				if _, err := w.Write(block); err != nil {
					return err
				}
			}
			return nil
		}))
		delete(made, s)
		data, release, err := folder.Open(name)
		must(err)
		b.Cleanup(func() { must(release()) })
		m, err := index.Open(data)
		must(err)
		mapped = append(mapped, m)
	}
	return mapped
}

func minute(i int) time.Time { return dawn.Add(time.Duration(i) * time.Minute) }

// everAfter is a window that leaves nothing out.
const everAfter = 100 * 365 * 24 * time.Hour

// BenchmarkIndex asks indexes of growing size: for candidates among all
// articles, among those of a window of 14 days, for near SimHashes alone; and it
// adds articles.
func BenchmarkIndex(b *testing.B) {
	for _, n := range sizes() {
		b.Run(sizeText(n), func(b *testing.B) {
			x, l := filled(b, n), shelf()
			r := rand.New(rand.NewPCG(5, 6))
			ask := func(b *testing.B, within time.Duration, question func(i int, p news.Print, within time.Duration)) {
				p50, p99 := time.Hour, time.Hour
				for b.Loop() {
					took := asked(n, r, l, within, question)
					p50, p99 = min(p50, took[len(took)/2]), min(p99, took[len(took)*99/100])
				}
				b.ReportMetric(float64(p50.Nanoseconds())/1e3, "p50-us")
				b.ReportMetric(float64(p99.Nanoseconds())/1e3, "p99-us")
				b.ReportMetric(float64(x.Bytes())/float64(x.Len()), "B/article")
			}
			candidates := func(i int, p news.Print, within time.Duration) {
				x.Candidates(p, minute(i), within)
			}
			b.Run("all", func(b *testing.B) { ask(b, everAfter, candidates) })
			b.Run("14d", func(b *testing.B) { ask(b, 14*24*time.Hour, candidates) })
			if n <= 1_000_000 { // as if there were a segment for each day
				b.Run("days", func(b *testing.B) {
					x := filledByDay(b, n)
					ask(b, everAfter, func(i int, p news.Print, within time.Duration) { x.Candidates(p, minute(i), within) })
				})
			}
			b.Run("near", func(b *testing.B) {
				ask(b, everAfter, func(i int, p news.Print, within time.Duration) {
					if len(x.Near(p.SimHash, minute(i), within)) == 0 {
						b.Fatalf("article %d does not find itself", i)
					}
				})
			})
			b.Run("add", func(b *testing.B) {
				i, made := n, bytesOf{}
				best := time.Hour
				for b.Loop() {
					start := time.Now()
					for range 5000 {
						if x.Add(int64(i+1), int64(i+1), minute(i), l.print(i)); x.Loose() == index.Full {
							made.settle(x)
						}
						i++
					}
					best = min(best, time.Since(start))
				}
				b.ReportMetric(float64(best.Nanoseconds())/5e6, "us/article")
			})
		})
	}
}

// asked asks a thousand questions and returns how long each took, in order. The
// best of several such rounds is that which the machine left alone.
func asked(n int, r *rand.Rand, l *library, within time.Duration, question func(i int, p news.Print, within time.Duration)) []time.Duration {
	took := make([]time.Duration, 1000)
	for k := range took {
		i := r.IntN(n)
		p := l.print(i)
		start := time.Now()
		question(i, p, within)
		took[k] = time.Since(start)
	}
	slices.Sort(took)
	return took
}

func sizeText(n int) string {
	if n >= 1_000_000 {
		return fmt.Sprint(n/1_000_000, "M")
	}
	return fmt.Sprint(n/1000, "k")
}
