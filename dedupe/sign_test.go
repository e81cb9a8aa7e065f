package dedupe_test

import (
	"fmt"
	"math/bits"
	"slices"
	"strings"
	"testing"

	"sada/dedupe"
	"sada/news"
)

// hostile are texts that nobody writes and everybody meets.
var hostile = []struct{ name, text string }{
	{"empty", ""},
	{"spaces", " \n\t "},
	{"ten words", "افتتح رئيس البلدية اليوم حديقة جديدة في حي الزيتون الشرقي"},
	{"digits", strings.Repeat("123 456 ", 2000)},
	{"Latin", strings.Repeat("the quick brown fox jumps over it ", 50)},
	{"one word many times", strings.Repeat("خبر ", 100_000)},
	{"two words in turn", strings.Repeat("خبر عاجل ", 50_000)},
	{"no spaces", strings.Repeat("ب", 500_000)},
	{"broken bytes", strings.Repeat("\xff\xd8\xd9", 1000)},
	{"mixed directions", "\u202bقال Reuters إن\u202c 5 من \u20667 شركات\u2069 أغلقت أبوابها هذا العام بسبب الكساد"},
	{"a million bytes", strings.Repeat(oneParagraph, 1_000_000/len(oneParagraph))},
}

func TestSignHostile(t *testing.T) {
	for _, h := range hostile {
		p := dedupe.Sign("", h.text)
		if p.Scheme != dedupe.Scheme || !slices.IsSorted(p.Passages) {
			t.Errorf("%s: Sign gives scheme %q, passages sorted %v", h.name, p.Scheme, slices.IsSorted(p.Passages))
		}
		if again := dedupe.Sign("", h.text); !slices.Equal(again.Passages, p.Passages) || again.SimHash != p.SimHash {
			t.Errorf("%s: Sign differs from call to call", h.name)
		}
	}
}

func TestSignReadsThroughSpelling(t *testing.T) {
	a := dedupe.Sign("", "أعلنت وزارة الصحّة أنّ ١٢٣ مريضاً غادروا المستشفى الرئيسي بالعاصمة صباحاً")
	b := dedupe.Sign("", "اعلنت وزاره الصحـــة ان 123 مريضا غادروا المستشفي الرئيسى بالعاصمه صباحا")
	if a.SimHash != b.SimHash || !slices.Equal(a.Passages, b.Passages) {
		t.Errorf("two spellings sign as %x %x and %x %x, want the same", a.SimHash, a.Passages, b.SimHash, b.Passages)
	}
}

func TestSignerUsesItsMemoryAgain(t *testing.T) {
	var s dedupe.Signer
	var p news.Print
	n := testing.AllocsPerRun(20, func() { s.Sign(&p, "عنوان", benchText) })
	if n != 0 {
		t.Errorf("Sign allocates %v times a text, want 0", n)
	}
	if want := dedupe.Sign("عنوان", benchText); !slices.Equal(p.Passages, want.Passages) {
		t.Errorf("a used Signer gives other passages than a new one")
	}
}

// words returns n words that differ from those of another family.
func words(family string, n int) string {
	letters := []rune("بتثجحخدذرزسشصضطظعغفقكلمنه")
	out := make([]string, n)
	for i := range out {
		out[i] = family + string(letters[i%25]) + string(letters[i/25%25]) + "م"
	}
	return strings.Join(out, " ")
}

// FuzzCommonRun holds the promise of winnowing: two texts with six stems in a
// row in common share a passage, whatever surrounds them.
func FuzzCommonRun(f *testing.F) {
	f.Add("قبل هذا", "بعد ذلك كله", "نص آخر", "")
	f.Fuzz(func(t *testing.T, a1, a2, b1, b2 string) {
		run := words("قص", 6)
		a := dedupe.Sign("", a1+"\n"+run+"\n"+a2)
		b := dedupe.Sign("", b1+"\n"+run+"\n"+b2)
		for _, h := range a.Passages {
			if _, ok := slices.BinarySearch(b.Passages, h); ok {
				return
			}
		}
		t.Fatalf("no passage in common of %q and %q", a1+run+a2, b1+run+b2)
	})
}

func TestSimHashNear(t *testing.T) {
	a := dedupe.Sign("", benchText)
	b := dedupe.Sign("", benchText+" كلمة زائدة")
	if d := bits.OnesCount64(a.SimHash ^ b.SimHash); d > 3 {
		t.Errorf("two words more change %d bits, want at most 3", d)
	}
}

func ExampleSign() {
	a := dedupe.Sign("", "افتتح رئيس البلدية أمس حديقة الزيتون بعد عامين من العمل")
	b := dedupe.Sign("", "افتتح رئيسُ البلديّة امس حديقة الزيتون بعد عامين من العمل")
	fmt.Println(a.Scheme, a.SimHash == b.SimHash)
	// Output: sada/2 true
}
