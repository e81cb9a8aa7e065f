package index

import (
	"bytes"
	"cmp"
	"fmt"
	"math/bits"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"sada/dedupe/hashes"
	"sada/dedupe/prints"
	"sada/news"
)

var day = time.Date(2024, 5, 1, 12, 0, 0, 0, time.UTC)

func printOf(passages ...uint64) news.Print {
	p := news.Print{Scheme: prints.Scheme}
	for _, h := range passages {
		p.Passages = append(p.Passages, hashes.Mix(h))
	}
	slices.Sort(p.Passages)
	return p
}

func TestCandidates(t *testing.T) {
	x := New()
	x.Add(1, 1, day, printOf(1, 2, 3, 4, 5, 6, 7, 8))
	x.Add(2, 2, day.Add(time.Hour), printOf(1, 2, 3, 4, 20, 21, 22))
	x.Add(3, 3, day, printOf(1, 2, 3, 30, 31, 32))
	x.Add(4, 4, day.Add(-100*time.Hour), printOf(1, 2, 3, 4, 5))
	tests := []struct {
		name  string
		print news.Print
		want  []int64
	}{
		{"most shared first", printOf(1, 2, 3, 4, 5, 6, 7, 9), []int64{1, 2}},
		{"three are too few", printOf(1, 2, 3, 40, 41, 42, 43, 44), nil},
		{"a short text needs half of its own", printOf(30, 31, 40), []int64{3}},
		{"nothing", printOf(), nil},
	}
	for _, tt := range tests {
		var got []int64
		for _, c := range x.Candidates(tt.print, day, 48*time.Hour) {
			got = append(got, c.ID)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: Candidates = %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestWeight(t *testing.T) {
	x := New()
	for i := range int64(5) {
		x.Add(i+1, min(i+1, 3), day, printOf(7)) // stories 1, 2, 3, 3, 3
	}
	tests := []struct {
		name string
		a, b int64
		want float64
	}{{"a new article and story 1", 0, 1, 1.0 / 3}, {"stories 1 and 2", 1, 2, 1.0 / 2}, {"three others", 0, 0, 1.0 / 4}}
	for _, tt := range tests {
		if got := x.Around(Place{Story: tt.a}, Place{Story: tt.b}, day, time.Hour).Weight(hashes.Mix(7)); got != tt.want {
			t.Errorf("%s: weight %v, want %v", tt.name, got, tt.want)
		}
	}
	x.SetStory(2, 1)
	if got := x.Around(Place{}, Place{Story: 1}, day, time.Hour).Weight(hashes.Mix(7)); got != 0.5 {
		t.Errorf("after a move: weight %v, want 0.5", got)
	}
}

// drawn makes articles of random passages, a few of them from a stock as
// formulas are; every second one repeats a third of the one before, and every
// fifth has nearly its SimHash.
func drawn(n int) []news.Print {
	r := rand.New(rand.NewPCG(3, 4))
	prints := make([]news.Print, n)
	for i := range prints {
		p := news.Print{SimHash: r.Uint64()}
		for range 6 {
			p.Passages = append(p.Passages, hashes.Mix(r.Uint64N(uint64(n)*20)), hashes.Mix(r.Uint64()), hashes.Mix(r.Uint64N(200)))
		}
		if i%2 == 1 {
			p.Passages = append(p.Passages, prints[i-1].Passages[:6]...)
		}
		if i%5 == 1 {
			p.SimHash = prints[i-1].SimHash ^ 1<<r.IntN(64) ^ 1<<r.IntN(64) ^ 1<<r.IntN(64)
		}
		slices.Sort(p.Passages)
		p.Passages = slices.Compact(p.Passages)
		prints[i] = p
	}
	return prints
}

// counted is what Candidates must return of articles an hour apart, by looking
// at each.
func counted(prints []news.Print, i int, within time.Duration) []Candidate {
	holders := map[uint64]int{}
	w := around(hour(i), within)
	for j, p := range prints {
		for _, h := range p.Passages {
			if w.holds(seconds(hour(j).Unix())) {
				holders[h]++
			}
		}
	}
	var out []Candidate
	for j, p := range prints {
		shared := 0
		for _, h := range prints[i].Passages {
			if _, ok := slices.BinarySearch(p.Passages, h); ok && holders[h] <= maxStories {
				shared++
			}
		}
		d := bits.OnesCount64(p.SimHash ^ prints[i].SimHash)
		if (shared >= minShared || d <= nearBits) && w.holds(seconds(hour(j).Unix())) {
			out = append(out, Candidate{int64(j + 1), int64(j + 1), shared, d})
		}
	}
	slices.SortFunc(out, func(a, b Candidate) int {
		return cmp.Or(b.Shared-a.Shared, a.Bits-b.Bits, int(a.ID-b.ID))
	})
	return out
}

func hour(i int) time.Time { return day.Add(time.Duration(i) * time.Hour) }

// TestIndexAgreesWithCounting compares an index of segments of several sizes, in
// memory and read from bytes, with a plain count over all articles.
func TestIndexAgreesWithCounting(t *testing.T) {
	prints := drawn(3050)
	whole, parts := New(), Over(nil)
	for i, p := range prints {
		whole.Add(int64(i+1), int64(i+1), hour(i), p)
		parts.Add(int64(i+1), int64(i+1), hour(i), p)
		if d := parts.Due(300); d != nil {
			parts.Put(d, written(t, d))
		}
	}
	whole.Settle()
	if len(parts.segments) < 2 || parts.Loose() == 0 {
		t.Fatalf("%d segments and %d articles beside them: want several, and some", len(parts.segments), parts.Loose())
	}
	for i := 0; i < len(prints); i += 59 {
		for _, within := range []time.Duration{10000 * time.Hour, 100 * time.Hour} {
			want := counted(prints, i, within)
			for name, x := range map[string]*Index{"whole": whole, "in parts": parts} {
				if got := x.Candidates(prints[i], hour(i), within); !slices.Equal(got, want) {
					t.Errorf("%s: Candidates of article %d within %v =\n%v, want\n%v", name, i+1, within, got, want)
				}
			}
		}
		for _, h := range prints[i].Passages {
			own := Place{Story: 5}
			a, b := whole.Around(own, Place{}, hour(i), 200*time.Hour).Weight(h), parts.Around(own, Place{}, hour(i), 200*time.Hour).Weight(h)
			if a != b {
				t.Errorf("article %d: a passage weighs %v in the whole, %v in parts", i+1, a, b)
			}
		}
	}
	if len(parts.Damaged()) != 0 {
		t.Errorf("sound segments are called damaged")
	}
}

func written(t testing.TB, d *Draft) *Segment {
	t.Helper()
	var b bytes.Buffer
	n, err := d.WriteTo(&b)
	if err != nil || n != int64(b.Len()) {
		t.Fatalf("WriteTo = %d, %v after %d bytes", n, err, b.Len())
	}
	s, err := Open(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if s.First() != d.First() || s.Last() != d.Last() || s.Len() != d.Len() {
		t.Fatalf("a segment of articles %d to %d, %d of them, reads as %d to %d, %d", d.First(), d.Last(), d.Len(), s.First(), s.Last(), s.Len())
	}
	return s
}

// TestCopyOfCommonPassages has forty-one stories that share all passages, as
// bulletins do: a copy of one is proposed by its SimHash alone.
func TestCopyOfCommonPassages(t *testing.T) {
	x := New()
	p := printOf(1, 2, 3, 4, 5)
	for i := range int64(maxStories + 1) {
		p.SimHash = hashes.Mix(uint64(i))
		x.Add(i+1, i+1, day, p)
	}
	p.SimHash = hashes.Mix(7) ^ 0b111
	if got, want := x.Candidates(p, day, time.Hour), []Candidate{{8, 8, 0, 3}}; !slices.Equal(got, want) {
		t.Errorf("Candidates = %v, want %v", got, want)
	}
	p.SimHash = hashes.Mix(7) ^ 0b1111
	if got := x.Candidates(p, day, time.Hour); len(got) != 0 {
		t.Errorf("with four bits changed: Candidates = %v, want none", got)
	}
}

func TestFurnitureProposesNobody(t *testing.T) {
	x := New()
	line := printOf(1, 2, 3, 4, 5)
	for i := range int64(2*Full + 100) {
		x.Add(i+1, i+1, day, line)
	}
	if got := x.Candidates(line, day, time.Hour); len(got) != 0 {
		t.Errorf("a line of furniture proposes %d articles, want none", len(got))
	}
	if got, want := x.Around(Place{}, Place{}, day, time.Hour).Weight(line.Passages[0]), 1.0/(2+maxStories); got != want {
		t.Errorf("a line of furniture weighs %v, want %v", got, want)
	}
	if perDoc := x.Bytes() / x.Len(); perDoc > 200 {
		t.Errorf("furniture takes %d bytes an article, want at most 200", perDoc)
	}
}

// TestReportThatHundredsCopied has more copies of a report than a segment keeps of a
// passage: they are of one story, however they lie in segments, so that they propose it.
func TestReportThatHundredsCopied(t *testing.T) {
	p := printOf(1, 2, 3, 4, 5)
	p.SimHash = hashes.Mix(9)
	for _, settled := range []int{0, 100, 300, 700, 1000} { // of the articles, in a segment
		x := New()
		for i := range int64(1000) {
			if int(i) == settled {
				x.Settle()
			}
			x.Add(i+1, 1, day.Add(time.Duration(i)*time.Second), p)
		}
		if settled == 1000 {
			x.Settle()
		}
		if got := x.Candidates(p, day, time.Hour); len(got) == 0 || got[0].Story != 1 || got[0].Shared != len(p.Passages) {
			t.Errorf("%d of 1,000 in a segment: %d candidates, want those of the story", settled, len(got))
		}
		if got := x.Around(Place{}, Place{}, day, time.Hour).Weight(p.Passages[0]); got != 0.5 {
			t.Errorf("%d of 1,000 in a segment: what one story holds weighs %v, want 0.5", settled, got)
		}
	}
}

// TestFurnitureOfLongAgo has a passage so common for a year that a segment
// cannot keep who holds it; what it weighs before and after is told all the same.
func TestFurnitureOfLongAgo(t *testing.T) {
	x := New()
	id := int64(0)
	add := func(n int, at time.Time) {
		for range n {
			id++
			x.Add(id, id, at, printOf(1, 2))
		}
	}
	add(2, day)
	add(10*maxPostings, day.AddDate(1, 0, 0))
	add(2, day.AddDate(2, 0, 0))
	x.Settle()
	for year, want := range []float64{1.0 / (2 + maxStories), 1.0 / (2 + maxStories), 1.0 / 3} {
		if got := x.Around(Place{}, Place{}, day.AddDate(year, 0, 0), time.Hour).Weight(hashes.Mix(1)); got != want {
			t.Errorf("in year %d it weighs %v, want %v", year, got, want)
		}
	}
}

// TestFullBucket has five passages that everybody holds in one bucket, which is more
// than it has room for: of each the newest articles are kept.
func TestFullBucket(t *testing.T) {
	const n = 300
	r := rand.New(rand.NewPCG(5, 6))
	bucket := func(passage uint64) uint64 { return shortened(passage) >> (32 - slotBitsFor(n)) }
	passages := []uint64{r.Uint64()}
	for len(passages) < maxBucket/maxPostings+1 {
		if p := r.Uint64(); bucket(p) == bucket(passages[0]) {
			passages = append(passages, p)
		}
	}
	x := Over(nil)
	for i := range int64(n) {
		x.Add(i+1, 1, day, news.Print{Passages: passages})
	}
	x.Put(x.Due(1), written(t, x.Due(1)))
	f := x.finder(day, time.Hour)
	f.gather(passages)
	held := 0
	for i := range passages {
		list := f.holders(i)
		held += len(list)
		for k, h := range list {
			if got, want := f.id(h), int64(n-k); got != want {
				t.Fatalf("passage %d: holder %d of %d is article %d, want %d", i, k+1, len(list), got, want)
			}
		}
	}
	if held != maxBucket {
		t.Errorf("%d postings in the bucket, want %d", held, maxBucket)
	}
}

func TestSetStory(t *testing.T) {
	x := Over(nil)
	for i := range int64(20) {
		x.Add(i+1, i+1, day, printOf(1, uint64(i)+10, uint64(i)+40))
	}
	x.Put(x.Due(1), written(t, x.Due(1)))
	x.Add(21, 21, day, printOf(1, 99))
	for _, id := range []int64{3, 20, 21} {
		x.SetStory(id, 7)
		x.SetStory(id+100, 7) // no such article
	}
	if got, want := x.Around(Place{}, Place{}, day, time.Hour).Weight(hashes.Mix(1)), 1.0/19; got != want { // stories 1 to 19 without 3
		t.Errorf("weight %v, want %v", got, want)
	}
	if got := x.Segments()[0].Changed(); !slices.Equal(got, []int64{3, 20}) {
		t.Errorf("changed %v, want [3 20]", got)
	}
	for i := range int64(20) {
		x.Add(i+22, i+22, day, printOf(uint64(i)+70))
	}
	x.Put(x.Due(1), written(t, x.Due(1)))
	if got := x.Segments(); len(got) != 1 || len(got[0].Changed()) != 0 {
		t.Errorf("written anew: %d segments, changed %v, want one and none", len(got), got[0].Changed())
	}
	if got, want := x.Around(Place{}, Place{}, day, time.Hour).Weight(hashes.Mix(1)), 1.0/19; got != want {
		t.Errorf("written anew: weight %v, want %v", got, want)
	}
}

func ExampleIndex() {
	x := New()
	at := time.Date(2024, 5, 1, 12, 0, 0, 0, time.UTC)
	text := "افتتح رئيس البلدية أمس حديقة الزيتون بعد عامين من العمل وحضر الحفل سكان الحي وتلاميذ المدارس القريبة"
	x.Add(1, 1, at, prints.Sign("", text))
	for _, c := range x.Candidates(prints.Sign("", "قال مراسلنا: "+text), at.Add(time.Hour), 24*time.Hour) {
		fmt.Println(c.ID, c.Shared >= minShared)
	}
	// Output: 1 true
}
