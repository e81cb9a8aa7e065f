package dedupe

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"sada/news"
)

var day = time.Date(2024, 5, 1, 12, 0, 0, 0, time.UTC)

func printOf(passages ...uint64) news.Print {
	p := news.Print{Scheme: Scheme}
	for _, h := range passages {
		p.Passages = append(p.Passages, mix(h))
	}
	slices.Sort(p.Passages)
	return p
}

func TestCandidates(t *testing.T) {
	x := NewIndex()
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
	x := NewIndex()
	for i := range int64(5) {
		x.Add(i+1, min(i+1, 3), day, printOf(7)) // stories 1, 2, 3, 3, 3
	}
	tests := []struct {
		name string
		a, b int64
		want float64
	}{{"a new article and story 1", 0, 1, 1.0 / 3}, {"stories 1 and 2", 1, 2, 1.0 / 2}, {"three others", 0, 0, 1.0 / 4}}
	for _, tt := range tests {
		if got := x.Weight(tt.a, tt.b)(mix(7)); got != tt.want {
			t.Errorf("%s: weight %v, want %v", tt.name, got, tt.want)
		}
	}
	x.SetStory(2, 1)
	if got := x.Weight(0, 1)(mix(7)); got != 0.5 {
		t.Errorf("after a move: weight %v, want 0.5", got)
	}
}

// TestIndexAgreesWithCounting adds enough articles for segments of several
// sizes and compares with a plain count over all of them.
func TestIndexAgreesWithCounting(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	x := NewIndex()
	const n = 3*1<<headBits + 100
	prints := make([]news.Print, n)
	for i := range prints {
		prints[i] = printOf(r.Uint64N(400_000), r.Uint64N(400_000), r.Uint64N(400_000), r.Uint64N(400_000), r.Uint64N(400_000), uint64(i/2)+1<<40, uint64(i/2)+1<<41)
		x.Add(int64(i+1), int64(i+1), day, prints[i])
	}
	if len(x.segments) != 2 {
		t.Fatalf("%d articles make %d segments, want 2", n, len(x.segments))
	}
	for i := 0; i < n; i += 997 {
		x.count(prints[i].Passages)
		for _, slot := range x.touched {
			want := 0
			for _, h := range prints[i].Passages {
				if _, ok := slices.BinarySearch(prints[slot].Passages, h); ok {
					want++
				}
			}
			if got := int(x.seen[slot]); got != want {
				t.Errorf("articles %d and %d share %d passages, want %d", i+1, slot+1, got, want)
			}
			x.seen[slot] = 0
		}
		if len(x.touched) < 2 {
			t.Errorf("article %d finds %d articles, want itself and its twin", i+1, len(x.touched))
		}
	}
}

func TestFurnitureProposesNobody(t *testing.T) {
	x := NewIndex()
	line := printOf(1, 2, 3, 4, 5)
	for i := range int64(3 << headBits) {
		x.Add(i+1, i+1, day, line)
	}
	if got := x.Candidates(line, day, time.Hour); len(got) != 0 {
		t.Errorf("a line of furniture proposes %d articles, want none", len(got))
	}
	if perDoc := x.Bytes() / x.Len(); perDoc > 200 {
		t.Errorf("furniture takes %d bytes an article, want at most 200", perDoc)
	}
}

func TestTable(t *testing.T) {
	var tb table
	for round := range 3 {
		tb.reset(4)
		for k := range uint64(1000) {
			if got := tb.put(mix(k), int32(k)); got != -1 {
				t.Fatalf("round %d: put of new key %d = %d, want -1", round, k, got)
			}
		}
		if got := tb.put(mix(5), 7); got != 5 {
			t.Errorf("put over 5 = %d, want 5", got)
		}
		if got := tb.get(mix(5)); got != 7 {
			t.Errorf("get = %d, want 7", got)
		}
		if tb.has(mix(1000)) {
			t.Errorf("a key never put is there")
		}
	}
}

func ExampleIndex() {
	x := NewIndex()
	at := time.Date(2024, 5, 1, 12, 0, 0, 0, time.UTC)
	text := "افتتح رئيس البلدية أمس حديقة الزيتون بعد عامين من العمل وحضر الحفل سكان الحي وتلاميذ المدارس القريبة"
	x.Add(1, 1, at, Sign("", text))
	for _, c := range x.Candidates(Sign("", "قال مراسلنا: "+text), at.Add(time.Hour), 24*time.Hour) {
		fmt.Println(c.ID, c.Shared >= MinShared)
	}
	// Output: 1 true
}
