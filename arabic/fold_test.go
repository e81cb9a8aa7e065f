package arabic_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"sada/arabic"
)

func TestFold(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"empty", "", ""},
		{"harakat and tatweel", "الأَخْبَـــار", "الاخبار"},
		{"alefs", "أإآٱا", "ااااا"},
		{"yehs", "على ئ ی", "علي ي ي"},
		{"hehs", "مدينة ۀ", "مدينه ه"},
		{"waw, kafs", "مؤتمر کگ", "موتمر كك"},
		{"hamza on the line", "شيء", "شي"},
		{"digits", "١٢٣ ۴۵", "123 45"},
		{"number separators", "١٬٢٣٤٫٥ و٣،٥", "1,234.5 و3,5"},
		{"Arabic comma between words", "مصر، لبنان", "مصر، لبنان"},
		{"comma, then a mark of direction", "1،\u200e2", "1,2"},
		{"presentation forms", "ﻻ", "لا"},
		{"zero width and direction marks", "\u202bمص\u200dر\u202c", "مصر"},
		{"Latin", "ÉCOLE", "ecole"},
		{"broken byte", "a\xffb", "a b"},
	}
	for _, tt := range tests {
		if got := arabic.Fold(tt.in); got != tt.want {
			t.Errorf("%s: Fold(%+q) = %+q, want %+q", tt.name, tt.in, got, tt.want)
		}
	}
}

func TestAppendFoldKeepsWhatIsThere(t *testing.T) {
	if got, want := string(arabic.AppendFold([]byte("1،"), "2")), "1،2"; got != want {
		t.Errorf("AppendFold after %q = %q, want %q", "1،", got, want)
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"", "الأَخْبَار", "ﷺ", "1،\u200e2", "\xd8", "İ", "ﬃ", "각", strings.Repeat("\u0670", 5)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := arabic.Fold(s)
		if !utf8.ValidString(once) {
			t.Fatalf("Fold(%+q) = %+q: not UTF-8", s, once)
		}
		if twice := arabic.Fold(once); twice != once {
			t.Fatalf("Fold(Fold(%+q)) = %+q, once %+q", s, twice, once)
		}
		if len(once) > arabic.MaxGrowth*len(s) {
			t.Fatalf("Fold(%+q) grew from %d to %d bytes", s, len(s), len(once))
		}
	})
}

func ExampleFold() {
	fmt.Println(arabic.Fold("الأَخْبَـــار ١٬٢٣٤"))
	// Output: الاخبار 1,234
}

func ExampleStem() {
	fmt.Println(arabic.Stem("وللوزير"), arabic.Stem("الوزير"))
	// Output: وزير وزير
}

func ExampleScanner() {
	text := "وصل 1,200 زائر إلى المدينة."
	for s := arabic.NewScanner(text); s.Scan(); {
		start, end := s.Span()
		if !s.Stop() {
			fmt.Printf("%d-%d %s\n", start, end, s.AppendStem(nil))
		}
	}
	// Output:
	// 0-6 وصل
	// 7-12 1200
	// 13-21 زاير
	// 29-43 مدين
}

func ExampleSentences() {
	text := "بلغ السعر 3.5 دراهم. هل يرتفع؟"
	for start, end := range arabic.Sentences(text) {
		fmt.Println(text[start:end])
	}
	// Output:
	// بلغ السعر 3.5 دراهم.
	// هل يرتفع؟
}
