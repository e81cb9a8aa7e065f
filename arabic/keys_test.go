package arabic

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

// slowKeys is AppendKeys by the rules alone: character by character, affix by
// affix, stop words in a list.
func slowKeys(text string) []uint64 {
	var keys []uint64
	for s := NewScanner(text); slowScan(s); {
		if !slowStop(s) {
			keys = append(keys, hashCodes(slowStem(s)))
		}
	}
	return keys
}

// slowScan is Scan without reading many characters at once.
func slowScan(s *Scanner) bool {
	s.kind, s.n, s.solid, s.start = 0, 0, 0, s.pos
	for !s.slow() {
	}
	return s.kind != 0
}

func slowStem(s *Scanner) []byte {
	w := s.word[:s.n]
	if s.kind == Number || w[0] < codeLetter {
		return w
	}
	start := prefix(w)
	return withoutEndings(w, max(start+minStem, s.solid))[start:]
}

var listedWords = strings.Fields(Fold(stopList))

func slowStop(s *Scanner) bool {
	w := string(s.AppendText(nil))
	bare, cut := strings.CutPrefix(w, "و")
	return s.kind == Word && (slices.Contains(listedWords, w) || cut && s.n > 2 && slices.Contains(listedWords, bare))
}

// scannedKeys is AppendKeys by the public means.
func scannedKeys(text string) []uint64 {
	var keys []uint64
	for s := NewScanner(text); s.Scan(); {
		if !s.Stop() {
			keys = append(keys, s.Key())
		}
	}
	return keys
}

// keyTexts are texts that lead down every way of reading, alone and amid words.
func keyTexts(tb testing.TB) []string {
	report, err := os.ReadFile("testdata/report.txt")
	if err != nil {
		tb.Fatal(err)
	}
	out := []string{string(report), "", " ", "و", "وراء را ورا وورا"}
	for _, odd := range []string{
		"سماء", "جداً", "شيء", "ءءء", "الأَخْبَـــار", "والمسؤولون", "وبالاستراتيجيات", "بالمستشفياتها", "12", "١٢", "خبر12", "12خبر", "1,234.5",
		"a", "é", "ﷺ", "ﻻ", "پاكستان", "بۊ", "ابجدۊهوزحطيكلمن", "،", "؛؟", "«»", "…", "\u00A0", "\u200F", "\xff", "\xd9", "ب\xd8ب", "\u064E", "--", "\n\n",
		strings.Repeat("ب", 7), strings.Repeat("ب", 8), strings.Repeat("ب", 9), strings.Repeat("ب", 15), strings.Repeat("ب", 16), strings.Repeat("ب", 17),
		strings.Repeat("بء", 8), strings.Repeat("ء", 20) + "ب", strings.Repeat("ب", 70), strings.Repeat("ات", 8),
	} {
		out = append(out, odd, "خبر"+odd, odd+"خبر", "وصل وفد المدينة إلى "+odd+" ثم عاد إلى الميناء مساء", strings.Repeat(odd+" ", 20))
	}
	return out
}

func TestAppendKeys(t *testing.T) {
	for _, text := range keyTexts(t) {
		got, want := AppendKeys(nil, text), slowKeys(text)
		if !slices.Equal(got, want) {
			t.Errorf("AppendKeys(%q) = %x, by the rules %x", text, got, want)
		}
		if scanned := scannedKeys(text); !slices.Equal(scanned, want) {
			t.Errorf("keys of a Scanner over %q = %x, by the rules %x", text, scanned, want)
		}
	}
}

// TestAppendKeysEdges puts every word of up to four letters of an affix, and
// what may stand around it, through the tables.
func TestAppendKeysEdges(t *testing.T) {
	letters := []string{"ر", "ا", "ل", "و", "ب", "ن", "ت", "ه", "ي"}
	var text strings.Builder
	for n := range len(letters) * len(letters) * len(letters) * len(letters) {
		w := letters[n%9] + letters[n/9%9] + letters[n/81%9] + letters[n/729]
		fmt.Fprintf(&text, "%s ر%s رر%s %sر %sرر %sر%s ", w, w, w, w, w, w, w)
	}
	got, want := AppendKeys(nil, text.String()), slowKeys(text.String())
	if !slices.Equal(got, want) {
		t.Errorf("%d keys, by the rules %d, and not the same", len(got), len(want))
	}
}

func TestAppendKeysAppends(t *testing.T) {
	before := []uint64{1, 2}
	got := AppendKeys(before, "سفينة في الميناء")
	want := append([]uint64{1, 2}, slowKeys("سفينة الميناء")...)
	if !slices.Equal(got, want) {
		t.Errorf("AppendKeys after two keys = %x, want %x", got, want)
	}
	text := strings.Repeat("والمسؤولون في سماء المدينة، 12 Port. ", 20)
	if n := testing.AllocsPerRun(10, func() { got = AppendKeys(got[:0], text) }); n != 0 {
		t.Errorf("AppendKeys into memory that is large enough allocates %v times, want 0", n)
	}
}

func FuzzAppendKeys(f *testing.F) {
	for _, text := range keyTexts(f) {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		want := slowKeys(text)
		if got := AppendKeys(nil, text); !slices.Equal(got, want) {
			t.Fatalf("AppendKeys(%q) = %x, by the rules %x", text, got, want)
		}
		if got := scannedKeys(text); !slices.Equal(got, want) {
			t.Fatalf("keys of a Scanner over %q = %x, by the rules %x", text, got, want)
		}
	})
}
