package sqlite_test

import (
	"context"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"sada/news"
	"sada/storage/sqlite"
)

func TestClean(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"sound", "نص سليم", "نص سليم"},
		{"empty", "", ""},
		{"NUL", "a\x00b\x00", "ab"},
		{"a broken letter", "\xd9نص", "\ufffdنص"},
		{"both", "\x00\xff\x00", "\ufffd"},
		{"a surrogate", "\xed\xa0\x80", "\ufffd"},
	}
	for _, tt := range tests {
		if got := sqlite.Clean(tt.text); got != tt.want {
			t.Errorf("%s: clean(%q): got %q, want %q", tt.name, tt.text, got, tt.want)
		}
	}
}

// Every byte, and every two, stand at every place of the eight that are looked at
// together.
func TestValid(t *testing.T) {
	for pair := range 1 << 16 {
		for at := range 9 {
			text := []byte("نص abسص“نص")
			text[at], text[at+1] = byte(pair>>8), byte(pair)
			if got, want := sqlite.Valid(string(text)), utf8.Valid(text); got != want {
				t.Fatalf("valid(%q): got %t, want %t", text, got, want)
			}
		}
	}
}

func FuzzClean(f *testing.F) {
	f.Add("نص")
	f.Add("\x00\xff")
	f.Fuzz(func(t *testing.T, text string) {
		if got, want := sqlite.Valid(text), utf8.ValidString(text); got != want {
			t.Errorf("valid(%q): got %t, want %t", text, got, want)
		}
		got := sqlite.Clean(text)
		if !utf8.ValidString(got) || strings.ContainsRune(got, 0) || sqlite.Clean(got) != got {
			t.Errorf("clean(%q): got %q", text, got)
		}
	})
}

func TestAt(t *testing.T) {
	riyadh := time.FixedZone("", 3*60*60)
	tests := []struct {
		name string
		time time.Time
		want any
	}{
		{"UTC", time.Date(2026, 7, 27, 18, 0, 0, 0, time.UTC), "2026-07-27T18:00:00.000Z"},
		{"elsewhere", time.Date(2026, 7, 27, 21, 0, 0, 987_654_321, riyadh), "2026-07-27T18:00:00.987Z"},
		{"zero", time.Time{}, nil},
		{"year 10000", time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC), nil},
		{"before Christ", time.Date(-5, 1, 1, 0, 0, 0, 0, time.UTC), nil},
		{"early", time.Date(622, 7, 16, 0, 0, 0, 0, time.UTC), "0622-07-16T00:00:00.000Z"},
	}
	for _, tt := range tests {
		if got := sqlite.At(tt.time); got != tt.want {
			t.Errorf("%s: at(%v): got %v, want %v", tt.name, tt.time, got, tt.want)
		}
	}
}

func TestQuoteWords(t *testing.T) {
	tests := []struct{ text, want string }{
		{"", ""},
		{"؟ ، «»", ""},
		{"وزارة الصحة", `"وزارة" "الصحة"`},
		{`a"b`, `"a" "b"`},
		{"NEAR(x, 2) OR*", `"NEAR" "x" "2" "OR"`},
		{"مرتين مرتين", `"مرتين"`},
		{"x\x00y", `"x" "y"`},
		{"كوفيد-19", `"كوفيد" "19"`},
	}
	for _, tt := range tests {
		if got := sqlite.QuoteWords(tt.text); got != tt.want {
			t.Errorf("quoteWords(%q): got %s, want %s", tt.text, got, tt.want)
		}
	}
}

// FuzzSearch holds every text to be a query without error.
func FuzzSearch(f *testing.F) {
	for _, text := range []string{"الجسر", `"`, "a AND (b", "title:x*", "\x00\xff", "^{a}:", "٣٫٥", "\u064b\u200f"} { // tanwin, right-to-left mark
		f.Add(text)
	}
	s := open(f, filepath.Join(f.TempDir(), "sada.db"))
	if err := s.File(context.Background(), filings(madeUp(3)), alone); err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, err := range s.Search(context.Background(), news.SearchQuery{Text: text}) {
			if err != nil {
				t.Errorf("Search(%q): %v", text, err)
			}
		}
	})
}

func ExampleOpen() {
	dir, err := os.MkdirTemp("", "sada-example-")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	ctx := context.Background()
	store, err := sqlite.Open(ctx, filepath.Join(dir, "sada.db"), sqlite.Options{})
	if err != nil {
		log.Fatal(err)
	}
	defer store.Close()
	filing := &news.Filing{
		Article: &news.Article{
			URL: "https://rabwa.example/news/1", Title: "افتتاح الجسر", Outlet: news.Outlet{Name: "الربوة"},
			FirstSeen: time.Date(2026, 7, 27, 18, 0, 0, 0, time.UTC),
			Blocks:    []news.Block{{Kind: news.BlockBody, Text: "فتحت البلدية الجسر."}},
		},
		Folded: news.Folded{Title: "افتتاح الجسر", Text: "فتحت البلديه الجسر"},
	}
	err = store.File(ctx, []*news.Filing{filing}, func(context.Context, news.Desk, *news.Filing) (news.Decision, error) {
		return news.Decision{Variant: news.Variant{Relation: news.Canonical, Why: "the first"}}, nil
	})
	if err != nil {
		log.Fatal(err)
	}
	for article, err := range store.Search(ctx, news.SearchQuery{Text: "الجسر"}) {
		fmt.Println(article.ID, article.Title, article.Variant.Relation, err)
	}
	// Output: 1 افتتاح الجسر canonical <nil>
}
