package arabic_test

import (
	"fmt"
	"strings"
	"testing"

	"sada/arabic"
)

func TestByline(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"", ""},
		{"سلمى النور", "سلمى النور"},
		{"كتب - هادي الساحل:", "هادي الساحل"},
		{"بقلم سلمى النور", "سلمى النور"},
		{"بقلم: سلمى النور", "سلمى النور"},
		{"إعداد وتقرير: سلمى النور", "إعداد وتقرير: سلمى النور"},
		{"متابعة: هادي الساحل، سلمى النور", "هادي الساحل، سلمى النور"},
		{"\u00A0&nbsp;هادي الساحل (السدرة)", "هادي الساحل (السدرة)"},
		{"كتب قديمة", "كتب قديمة"},
		{"كتب:", "كتب"},
		{"السدرة - المدى:", "السدرة - المدى"},
		{"By: Salma Alnour", "Salma Alnour"},
	} {
		if got := arabic.Byline(tt.in); got != tt.want {
			t.Errorf("Byline(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

// FuzzByline: what is clean stays as it is; entities alone may hide further
// ones.
func FuzzByline(f *testing.F) {
	f.Add("كتب - هادي الساحل:")
	f.Add("&amp;nbsp; بقلم:: بقلم")
	f.Fuzz(func(t *testing.T, s string) {
		once := arabic.Byline(s)
		if again := arabic.Byline(once); again != once && !strings.Contains(once, "&") {
			t.Errorf("Byline(%q) = %q, then %q", s, once, again)
		}
	})
}

func ExampleByline() {
	fmt.Println(arabic.Byline("كتب - هادي الساحل:"))
	// Output: هادي الساحل
}
