package dedupe

import (
	"math/rand/v2"
	"strings"
	"testing"

	"sada/arabic"
)

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
