package arabic

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// tokens lists the folded tokens of a text.
func tokens(text string) []string {
	var out []string
	for s := NewScanner(text); s.Scan(); {
		out = append(out, string(s.AppendText(nil)))
	}
	return out
}

func TestScanner(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string
	}{
		{"empty", "", nil},
		{"separators only", " .،؛\n", nil},
		{"words", "وصل الوزير، أمس", []string{"وصل", "الوزير", "امس"}},
		{"marks inside", "الأَخْبَـــار", []string{"الاخبار"}},
		{"hamza alone", "شيء ء", []string{"شي"}},
		{"direction marks", "\u200fمصر\u200e 5", []string{"مصر", "5"}},
		{"Eastern digits", "١٢٣ ۴۵", []string{"123", "45"}},
		{"thousands", "1,234 ١٬٢٣٤ 1.234", []string{"1234", "1234", "1234"}},
		{"decimals", "3.5 ٣٫٥ ٣،٥", []string{"3.5", "3.5", "3.5"}},
		{"leading zeros", "007 09:30 0.5", []string{"7", "9", "30", "0.5"}},
		{"number at the end of a sentence", "سنة 2015.", []string{"سنه", "2015"}},
		{"letters and digits", "كوفيد19 G20", []string{"كوفيد", "19", "g", "20"}},
		{"presentation forms", "ﻻ ﺍﻟﺴﻼﻡ", []string{"لا", "السلام"}},
		{"a ligature of words separates", "محمد ﷺ قال", []string{"محمد", "قال"}},
		{"Persian letters", "پاکستان", []string{"پاكستان"}},
		{"Latin with accents", "Élysée", []string{"elysee"}},
		{"broken bytes", "مصر\xff\xd8 لبنان", []string{"مصر", "لبنان"}},
		{"a fraction", "½ كيلو", []string{"كيلو"}},
		{"long word is cut", strings.Repeat("ب", maxWord+1), []string{strings.Repeat("ب", maxWord), "ب"}},
	}
	for _, tt := range tests {
		if got := tokens(tt.text); !slices.Equal(got, tt.want) {
			t.Errorf("%s: tokens(%q) = %q, want %q", tt.name, tt.text, got, tt.want)
		}
	}
}

func TestScannerSpan(t *testing.T) {
	text := "قال: «وصلَ 1,234 زائرًا»."
	var got []string
	for s := NewScanner(text); s.Scan(); {
		start, end := s.Span()
		got = append(got, text[start:end])
	}
	want := []string{"قال", "وصلَ", "1,234", "زائرًا"}
	if !slices.Equal(got, want) {
		t.Errorf("spans of %q = %q, want %q", text, got, want)
	}
}

func TestStop(t *testing.T) {
	tests := []struct {
		word string
		want bool
	}{{"في", true}, {"وفي", true}, {"على", true}, {"إلى", true}, {"واليوم", true}, {"مدينة", false}, {"وادي", false}, {"12", false}}
	for _, tt := range tests {
		s := NewScanner(tt.word)
		if s.Scan(); s.Stop() != tt.want {
			t.Errorf("Stop of %q = %v, want %v", tt.word, s.Stop(), tt.want)
		}
	}
}

func TestStem(t *testing.T) {
	tests := []struct{ name, word, want string }{
		{"article", "الوزير", "وزير"},
		{"article after a preposition", "بالوزير", "وزير"},
		{"lam upon lam", "للوزير", "وزير"},
		{"waw", "والوزير", "وزير"},
		{"sound plural", "المهندسون", "مهندس"},
		{"feminine plural", "الشركات", "شرك"},
		{"ta marbuta", "مدينة", "مدين"},
		{"too short for the article", "الف", "الف"},
		{"two nouns stay apart", "زيارة", "زيار"},
		{"not a word", "…", ""},
		{"Latin", "Reuters", "reuters"},
	}
	for _, tt := range tests {
		if got := Stem(tt.word); got != tt.want {
			t.Errorf("%s: Stem(%q) = %q, want %q", tt.name, tt.word, got, tt.want)
		}
	}
}

func TestSentences(t *testing.T) {
	text := "ارتفع السعر 3.5 في المئة. لماذا؟ لا أحد يعلم!\nفقرة ثانية\n***\n"
	var got []string
	for start, end := range Sentences(text) {
		got = append(got, text[start:end])
	}
	want := []string{"ارتفع السعر 3.5 في المئة.", "لماذا؟", "لا أحد يعلم!", "فقرة ثانية"}
	if !slices.Equal(got, want) {
		t.Errorf("Sentences(%q) = %q, want %q", text, got, want)
	}
}

func TestScannerAllocatesNothing(t *testing.T) {
	text := strings.Repeat("والمسؤولون في المدينة يقولون إن 1,234 زائرا وصلوا. ", 20)
	var s Scanner
	var sum uint64
	n := testing.AllocsPerRun(10, func() {
		for s.Reset(text); s.Scan(); {
			if !s.Stop() {
				sum += s.Key()
			}
		}
	})
	if n != 0 {
		t.Errorf("scanning allocates %v times a text, want 0", n)
	}
}

// FuzzScanner holds that spans ascend inside the text, that tokens are UTF-8, and
// that reading many characters at once finds the tokens that reading them one by
// one does.
func FuzzScanner(f *testing.F) {
	for _, s := range []string{"", "وصل الوزير", "½ ﷺ ﻻ", "1,234.5", "a\xff\u0301", "ﹰ", strings.Repeat("ء", 90)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		last := 0
		slow := NewScanner(text)
		for s := NewScanner(text); s.Scan(); {
			start, end := s.Span()
			if start < last || end <= start || end > len(text) {
				t.Fatalf("span %d-%d after %d in %d bytes of %q", start, end, last, len(text), text)
			}
			last = end
			w := s.AppendText(nil)
			if !utf8.Valid(w) || len(w) == 0 {
				t.Fatalf("token %q of %q", w, text)
			}
			if !slowScan(slow) || slow.start != start || slow.pos != end || string(slow.AppendText(nil)) != string(w) {
				t.Fatalf("token %q at %d-%d of %q; one by one %q at %d-%d", w, start, end, text, slow.AppendText(nil), slow.start, slow.pos)
			}
			if got, want := s.Key(), hashCodes(s.stem()); got != want {
				t.Fatalf("Key of %q in %q = %x, by codes %x", w, text, got, want)
			}
		}
		if slowScan(slow) {
			t.Fatalf("one by one %q too at %d-%d of %q", slow.AppendText(nil), slow.start, slow.pos, text)
		}
	})
}
