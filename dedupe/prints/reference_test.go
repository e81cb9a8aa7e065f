package prints_test

import (
	"fmt"
	"math/bits"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"sada/arabic"
	"sada/dedupe/prints"
	"sada/internal/specimen"
	"sada/news"
)

// referencePrint makes the prints of the scheme in the plainest way: each count counted,
// each window looked through. Prints are stored, so Sign may become faster, but never
// differ from this.
func referencePrint(text string) news.Print {
	var stems, shingles []uint64
	for s := arabic.NewScanner(text); s.Scan(); {
		if !s.Stop() {
			stems = append(stems, s.Key())
		}
	}
	for i := 0; i+3 <= len(stems); i++ {
		shingles = append(shingles, splitMix(stems[i]^bits.RotateLeft64(stems[i+1], 21)^bits.RotateLeft64(stems[i+2], 42)))
	}
	p := news.Print{Scheme: prints.Scheme, SimHash: referenceSimHash(stems)}
	for i := range shingles {
		if i+4 <= len(shingles) || i == 0 {
			p.Passages = append(p.Passages, slices.Min(shingles[i:min(i+4, len(shingles))]))
		}
	}
	slices.Sort(p.Passages)
	p.Passages = slices.Compact(p.Passages)
	return p
}

// referenceSimHash sets each bit that more than half of the hashes have.
func referenceSimHash(hashes []uint64) (sum uint64) {
	for bit := range 64 {
		n := 0
		for _, h := range hashes {
			n += int(h >> bit & 1)
		}
		if n > len(hashes)/2 {
			sum |= 1 << bit
		}
	}
	return sum
}

// splitMix is the finaliser of SplitMix64.
func splitMix(v uint64) uint64 {
	v = (v ^ v>>30) * 0xBF58476D1CE4E5B9
	v = (v ^ v>>27) * 0x94D049BB133111EB
	return v ^ v>>31
}

// checkPrint signs with s, which has signed before, as it does in use.
func checkPrint(t *testing.T, s *prints.Signer, text string) {
	t.Helper()
	var got news.Print
	s.Sign(&got, "", text)
	want := referencePrint(text)
	if got.Scheme != want.Scheme || got.SimHash != want.SimHash || !slices.Equal(got.Passages, want.Passages) {
		t.Errorf("Sign(%.60q) = %s %016x, %d passages; want %s %016x, %d passages, and the same ones",
			text, got.Scheme, got.SimHash, len(got.Passages), want.Scheme, want.SimHash, len(want.Passages))
	}
}

func TestSignAgreesWithReference(t *testing.T) {
	var s prints.Signer
	for _, h := range specimen.Odd {
		t.Run(h.Name, func(t *testing.T) { checkPrint(t, &s, h.Text) })
	}
	r := rand.New(rand.NewPCG(1, 2))
	for n := range 300 {
		checkPrint(t, &s, randomText(r, n))
	}
}

// randomText returns n words and some numbers. The words are of a stock that is
// small for every other n, so that the text repeats itself.
func randomText(r *rand.Rand, n int) string {
	stock := strings.Fields(specimen.Words("قص", 1+n/(1+n%2*20)))
	var b strings.Builder
	for range n {
		b.WriteString(stock[r.IntN(len(stock))] + " ")
		if r.IntN(9) == 0 {
			fmt.Fprintf(&b, "%d، ", r.IntN(n))
		}
	}
	return b.String()
}

func FuzzSign(f *testing.F) {
	for _, h := range specimen.Odd {
		if len(h.Text) < 10_000 {
			f.Add(h.Text)
		}
	}
	f.Add(specimen.Report)
	var s prints.Signer
	f.Fuzz(func(t *testing.T, text string) { checkPrint(t, &s, text) })
}
