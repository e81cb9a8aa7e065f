package dedupe

import (
	"math/rand/v2"
	"strings"
	"testing"

	"sada/arabic"
	"sada/dedupe/hashes"
)

// TestPairing holds the numbers of the stems of two readings to the stems
// themselves.
func TestPairing(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	drawn := func(n int) (keys []uint64) {
		for range n {
			keys = append(keys, hashes.Mix(random.Uint64N(60)))
		}
		return keys
	}
	var c Comparer
	for range 500 {
		a, b := readingOf(&c, drawn(random.IntN(40))), readingOf(&c, drawn(random.IntN(40)))
		c.pair(a, b)
		all := make([]uint64, c.all())
		copy(all, b.different)
		for i, n := range c.short {
			if k := a.text.keys[i]; all[n] == 0 {
				all[n] = k
			} else if all[n] != k {
				t.Fatalf("number %d is that of stems %x and %x", n, all[n], k)
			}
			if got, want := c.longHas(c.short[i]), has(b, a.text.keys[i]); got != want {
				t.Fatalf("longHas(%x) = %t, want %t", a.text.keys[i], got, want)
			}
		}
		for i, n := range b.text.stems {
			if got, want := c.shortHas(n), has(a, b.text.keys[i]); got != want {
				t.Fatalf("shortHas(%x) = %t, want %t", b.text.keys[i], got, want)
			}
		}
	}
}

func has(r *Reading, key uint64) bool {
	for _, k := range r.text.keys {
		if k == key {
			return true
		}
	}
	return false
}

// TestLexicon looks up listed words, and some that are not.
func TestLexicon(t *testing.T) {
	tests := []struct {
		words string
		want  listing
	}{
		{speechBegins, speechBegin},
		{leadVerbs, leadVerb},
		{ordinals, ordinalWord},
		{dayWords, dayWord},
		{"أخرى آخر", turnEnds},
		{"الجمعة", firstWeekday << 7},
		{"وأكد فأكد", speechVerb},
	}
	for _, tt := range tests {
		for s := arabic.NewScanner(tt.words); s.Scan(); {
			if got := words().of(s.Key()); got&tt.want == 0 {
				t.Errorf("listing of %s = %b, want %b among it", s.AppendText(nil), got, tt.want)
			}
		}
	}
	random := rand.New(rand.NewPCG(3, 4))
	for range 10_000 {
		if got := words().of(random.Uint64()); got != 0 {
			t.Fatalf("listing of a stem of no word = %b", got)
		}
	}
	if n := len(strings.Fields(weekdayNames)); n > 8 {
		t.Errorf("%d weekdays have no bit each", n)
	}
}
