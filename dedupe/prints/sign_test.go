package prints_test

import (
	"fmt"
	"math/bits"
	"slices"
	"testing"

	"sada/dedupe/prints"
	"sada/internal/specimen"
	"sada/news"
)

func TestSignReadsThroughSpelling(t *testing.T) {
	a := prints.Sign("", "أعلنت وزارة الصحّة أنّ ١٢٣ مريضاً غادروا المستشفى الرئيسي بالعاصمة صباحاً")
	b := prints.Sign("", "اعلنت وزاره الصحـــة ان 123 مريضا غادروا المستشفي الرئيسى بالعاصمه صباحا")
	if a.SimHash != b.SimHash || !slices.Equal(a.Passages, b.Passages) {
		t.Errorf("two spellings sign as %x %x and %x %x, want the same", a.SimHash, a.Passages, b.SimHash, b.Passages)
	}
}

func TestSignerUsesItsMemoryAgain(t *testing.T) {
	var s prints.Signer
	var p news.Print
	n := testing.AllocsPerRun(20, func() { s.Sign(&p, "عنوان", specimen.Report) })
	if n != 0 {
		t.Errorf("Sign allocates %v times a text, want 0", n)
	}
	if want := prints.Sign("عنوان", specimen.Report); !slices.Equal(p.Passages, want.Passages) {
		t.Errorf("a used Signer gives other passages than a new one")
	}
}

// FuzzCommonRun holds the promise of winnowing: two texts with six stems in a
// row in common share a passage, whatever surrounds them.
func FuzzCommonRun(f *testing.F) {
	f.Add("قبل هذا", "بعد ذلك كله", "نص آخر", "")
	f.Fuzz(func(t *testing.T, a1, a2, b1, b2 string) {
		run := specimen.Words("قص", 6)
		a := prints.Sign("", a1+"\n"+run+"\n"+a2)
		b := prints.Sign("", b1+"\n"+run+"\n"+b2)
		for _, h := range a.Passages {
			if _, ok := slices.BinarySearch(b.Passages, h); ok {
				return
			}
		}
		t.Fatalf("no passage in common of %q and %q", a1+run+a2, b1+run+b2)
	})
}

func TestSimHashNear(t *testing.T) {
	a := prints.Sign("", specimen.Report)
	b := prints.Sign("", specimen.Report+" كلمة زائدة")
	if d := bits.OnesCount64(a.SimHash ^ b.SimHash); d > 3 {
		t.Errorf("two words more change %d bits, want at most 3", d)
	}
}

func ExampleSign() {
	a := prints.Sign("", "افتتح رئيس البلدية أمس حديقة الزيتون بعد عامين من العمل")
	b := prints.Sign("", "افتتح رئيسُ البلديّة امس حديقة الزيتون بعد عامين من العمل")
	fmt.Println(a.Scheme, a.SimHash == b.SimHash)
	// Output: sada/2 true
}
