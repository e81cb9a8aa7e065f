package index_test

import (
	"bytes"
	"testing"
	"time"

	"sada/dedupe/index"
	"sada/news"
)

// TestAbout counts the articles around a time, which lie in segments that were
// merged, in one that was read from bytes, or in none.
func TestAbout(t *testing.T) {
	noon := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	hours := []int{0, 1, 30, 47, 53, 60, 100, -20, -60, 200, 201}
	built := map[string]func() *index.Index{
		"loose":   func() *index.Index { return hourly(noon, hours) },
		"settled": func() *index.Index { x := hourly(noon, hours); x.Settle(); return x },
		"settled after a question": func() *index.Index {
			x := hourly(noon, hours[:5])
			x.Around(index.Place{}, index.Place{}, noon, time.Hour)
			x.Settle()
			for i, h := range hours[5:] {
				x.Add(int64(6+i), 1, noon.Add(time.Duration(h)*time.Hour), news.Print{SimHash: uint64(i)})
			}
			x.Settle()
			return x
		},
		"read": func() *index.Index { return reread(t, hourly(noon, hours)) },
	}
	for name, build := range built {
		for _, tt := range []struct{ at, want int }{{0, 5}, {50, 6}, {200, 2}, {400, 0}, {-200000, 0}} {
			got := build().Around(index.Place{}, index.Place{}, noon.Add(time.Duration(tt.at)*time.Hour), time.Hour).About()
			if got != tt.want {
				t.Errorf("%s: %d articles about hour %d, want %d", name, got, tt.at, tt.want)
			}
		}
	}
}

// TestAboutTheEnds counts at both ends of the time that an index knows.
func TestAboutTheEnds(t *testing.T) {
	for _, at := range []time.Time{time.Unix(0, 0), time.Unix(1<<32-1, 0)} {
		x := index.New()
		x.Add(1, 1, at, news.Print{SimHash: 1})
		if got := x.Around(index.Place{}, index.Place{}, at, time.Hour).About(); got != 1 {
			t.Errorf("%d articles about %v, want 1", got, at)
		}
	}
}

func hourly(noon time.Time, hours []int) *index.Index {
	x := index.New()
	for i, h := range hours {
		x.Add(int64(i+1), 1, noon.Add(time.Duration(h)*time.Hour), news.Print{SimHash: uint64(i)})
	}
	return x
}

// reread writes an index to bytes and opens these.
func reread(t *testing.T, x *index.Index) *index.Index {
	t.Helper()
	var b bytes.Buffer
	if _, err := x.Due(1).WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	s, err := index.Open(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return index.Over([]*index.Segment{s})
}
