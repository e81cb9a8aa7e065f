package index_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"sada/dedupe/index"
	"sada/news"
)

// TestWeigherRemembers asks a Weigher that has answered before, and a new one, for
// passages that few and very many stories hold, within the time and without.
func TestWeigherRemembers(t *testing.T) {
	const passages, articles, within = 20, 900, 24 * time.Hour
	r := rand.New(rand.NewPCG(1, 1))
	filed := index.New()
	for id := int64(1); id <= articles; id++ {
		var p news.Print
		for n := range uint64(passages) {
			if r.IntN(passages) <= int(n) { // the last is held by nearly all
				p.Passages = append(p.Passages, n<<40+n)
			}
		}
		filed.Add(id, 1+int64(r.IntN(60)), noon.Add(time.Duration(id)*5*time.Minute), p)
	}
	var w index.Weigher
	for _, hours := range []int{0, 12, 40, 80} {
		at := noon.Add(time.Duration(hours) * time.Hour)
		w.Reset(filed, at, within)
		for range 400 {
			a, b, passage := int64(r.IntN(64)), int64(r.IntN(64)), uint64(r.IntN(passages+2))
			passage = passage<<40 + passage
			x, y := index.Place{Story: a}, index.Place{Story: b}
			if got, want := w.Between(x, y).Weight(passage), filed.Around(x, y, at, within).Weight(passage); got != want {
				t.Fatalf("passage %d between stories %d and %d after %d hours weighs %v, want %v", passage, a, b, hours, got, want)
			}
		}
	}
}
