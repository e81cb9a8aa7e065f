package arabic_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"sada/arabic"
)

// TestOddTexts asks for a defined answer to texts that no newsroom writes.
func TestOddTexts(t *testing.T) {
	const word = "والمسؤولون "
	tests := []struct {
		name, text     string
		tokens, stops  int
		first, last    string
		sentences, max int // max: letters of the longest token
	}{
		{"empty", "", 0, 0, "", "", 0, 0},
		{"white space", " \n\t\u00A0\u200F", 0, 0, "", "", 0, 0},
		{"ten words", "وصل وفد المدينة إلى الميناء في الصباح ثم عاد مساء", 10, 3, "وصل", "مسا", 1, 7},
		{"a megabyte", strings.Repeat(word, 1<<20/len(word)), 1 << 20 / len(word), 0, "والمسوولون", "والمسوولون", 1, 10},
		{"all digits", strings.Repeat("7", 200), 4, 0, strings.Repeat("7", 64), "77777777", 1, 64},
		{"Latin only", "Port Oasis opens its second pier", 6, 0, "port", "pier", 1, 6},
		{"mixed direction", "شركة Oasis\u200F تفتح 2 من G20 في\u202E القاهرة\u202C", 9, 2, "شركه", "القاهره", 1, 7},
		{"100,000 copies", strings.Repeat("خبر ", 100_000), 100_000, 0, "خبر", "خبر", 1, 3},
		{"no space", strings.Repeat("ب", 200), 4, 0, strings.Repeat("ب", 64), "بببببببب", 1, 64},
		{"marks only", strings.Repeat("\u064E\u0640", 5000), 0, 0, "", "", 0, 0}, // fatha, tatweel
		{"invalid UTF-8", "خبر\xD8\xFF\xC0\xAF\xED\xA0\x80 عاجل\xD9", 2, 0, "خبر", "عاجل", 1, 4},
		{"rare letter at the end", "بابۊ", 1, 0, "بابۊ", "بابۊ", 1, 6},
	}
	for _, tt := range tests {
		got := measured(t, tt.text)
		want := oddness{tt.tokens, tt.stops, tt.first, tt.last, tt.sentences, tt.max}
		if got != want {
			t.Errorf("%s: %+v, want %+v", tt.name, got, want)
		}
	}
}

// oddness is what comes of a text.
type oddness struct {
	tokens, stops  int
	first, last    string
	sentences, max int
}

func measured(t *testing.T, text string) oddness {
	t.Helper()
	var o oddness
	for s := arabic.NewScanner(text); s.Scan(); o.tokens++ {
		o.last = string(s.AppendText(nil))
		if o.tokens == 0 {
			o.first = o.last
		}
		if s.Stop() {
			o.stops++
		}
		o.max = max(o.max, s.Len())
		if stem := s.AppendStem(nil); len(stem) == 0 || !utf8.Valid(stem) {
			t.Errorf("stem of %q = %q", o.last, stem)
		}
	}
	for range arabic.Sentences(text) {
		o.sentences++
	}
	if f := arabic.Fold(text); !utf8.ValidString(f) || len(f) > arabic.MaxGrowth*len(text) {
		t.Errorf("Fold of %d bytes: %d bytes, valid %v", len(text), len(f), utf8.ValidString(f))
	}
	return o
}

// FuzzSentences holds that sentences are in order, trimmed and of
// something.
func FuzzSentences(f *testing.F) {
	for _, s := range []string{"", "أولا. ثانيا؟ 3.5!", "...\n\n", "a\xff. b", "…", strings.Repeat(". ", 50)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		last := 0
		for start, end := range arabic.Sentences(text) {
			if start < last || end <= start || end > len(text) {
				t.Fatalf("sentence %d-%d after %d in %d bytes of %q", start, end, last, len(text), text)
			}
			if s := arabic.NewScanner(text[start:end]); !s.Scan() {
				t.Fatalf("sentence %q holds no word", text[start:end])
			}
			last = end
		}
	})
}

// FuzzToken holds that the slice of a token, folded on its own, is that token,
// and that a stem is a part of it.
func FuzzToken(f *testing.F) {
	for _, s := range []string{"", "والمسؤولون", "1,234.5 ٣٫٥", "ﷺ ﻻ", "بابۊ", "ـا\u064E", "007", strings.Repeat("ب", 70)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for s := arabic.NewScanner(text); s.Scan(); {
			start, end := s.Span()
			word, stem := string(s.AppendText(nil)), string(s.AppendStem(nil))
			again := arabic.NewScanner(text[start:end])
			if !again.Scan() || string(again.AppendText(nil)) != word {
				t.Fatalf("token %q at %d-%d of %q is %q on its own", word, start, end, text, again.AppendText(nil))
			}
			if stem == "" || !strings.Contains(word, stem) {
				t.Fatalf("stem of %q = %q", word, stem)
			}
			if s.Kind() == arabic.Number && stem != word {
				t.Fatalf("stem of the number %q = %q", word, stem)
			}
		}
	})
}
