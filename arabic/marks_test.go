package arabic_test

import (
	"testing"
	"unicode/utf8"

	"sada/arabic"
)

func TestOneLine(t *testing.T) {
	for _, tc := range []struct{ name, in, want string }{
		{"plain", "خبر عاجل", "خبر عاجل"},
		{"empty", "", ""},
		{"spaces", "  خبر \t\n عاجل ", "خبر عاجل"},
		{"escape", "a\x1b[31mred\x1b]0;t\x07", "a[31mred]0;t"},
		{"c1", "a\u009b31mb", "a31mb"},
		{"override", "a\u202Eb\u2066c\u200Fd", "abcd"},
		{"separators", "a\u2028b\u2029c", "a b c"},
		{"invalid", "a\xffb", "a\uFFFDb"},
		{"nul", "a\x00b", "ab"},
		{"shaping switched off", "a\u206Db\uFFF9c\U000E0041d", "abcd"},
		{"vertical tab and form feed", "a\vb\fc", "a b c"},
		{"joiner kept", "می\u200cخواهم", "می\u200cخواهم"}, // zero width non-joiner shapes letters
	} {
		if got := arabic.OneLine(tc.in); got != tc.want {
			t.Errorf("%s: OneLine(%q) = %q, want %q", tc.name, tc.in, got, tc.want)
		}
	}
}

func TestLines(t *testing.T) {
	for _, tc := range []struct{ in, want string }{
		{"خبر", "خبر"}, {"a \n\nb\x1b\u2028c\n", "a\n\nb c\n"}, {"", ""},
	} {
		if got := arabic.Lines(tc.in); got != tc.want {
			t.Errorf("Lines(%q) = %q, want %q", tc.in, got, tc.want)
		}
	}
}

func FuzzOneLine(f *testing.F) {
	f.Add("خبر \u202E عاجل\x1b[2J")
	f.Fuzz(func(t *testing.T, s string) {
		got := arabic.OneLine(s)
		if !utf8.ValidString(got) {
			t.Errorf("OneLine(%q) = %q: not UTF-8", s, got)
		}
		for _, r := range got {
			if arabic.Unsafe(r) {
				t.Errorf("OneLine(%q) keeps %U", s, r)
			}
		}
		if again := arabic.OneLine(got); again != got {
			t.Errorf("OneLine(OneLine(%q)) = %q, want %q", s, again, got)
		}
	})
}

func TestRightToLeft(t *testing.T) {
	for _, tc := range []struct {
		in   string
		want bool
	}{
		{"خبر", true}, {"«خبر»", true}, {"12 خبر", true}, {"Gulf بوست", false}, {"", false}, {"١٢", false},
	} {
		if got := arabic.RightToLeft(tc.in); got != tc.want {
			t.Errorf("RightToLeft(%q) = %v, want %v", tc.in, got, tc.want)
		}
	}
}
