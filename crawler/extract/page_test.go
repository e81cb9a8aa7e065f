package extract_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sada/crawler/extract"
)

var update = flag.Bool("update", false, "write the golden files anew")

var now = time.Date(2025, 3, 11, 12, 0, 0, 0, time.UTC)

// pageRules are rules for the fixture that needs them.
var pageRules = map[string]*extract.Rules{
	"rules.html": {Title: ".hd", Body: ".a1, .a2", Drop: ".poll", Date: ".when", Byline: ".w"},
}

// TestPages reads every page of testdata/pages and compares what comes out,
// block by block, with the listing beside it.
func TestPages(t *testing.T) {
	names, err := filepath.Glob("testdata/pages/*.html")
	if err != nil || len(names) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	for _, name := range names {
		base := filepath.Base(name)
		t.Run(base, func(t *testing.T) {
			body, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			page, err := extract.Article(body, extract.Options{
				URL: "https://www.example.com/n/1", Rules: pageRules[base], Now: now, Zone: time.FixedZone("", 3*60*60),
			})
			if err != nil {
				t.Fatal(err)
			}
			compareGolden(t, strings.TrimSuffix(name, ".html")+".golden", listing(page))
		})
	}
}

func compareGolden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

// listing writes a page as a golden file holds it.
func listing(p extract.Page) string {
	var b strings.Builder
	fmt.Fprintf(&b, "title      %s [%s]\n", p.Title, p.TitleSource)
	fmt.Fprintf(&b, "byline     %s\n", p.Byline)
	fmt.Fprintf(&b, "credit     %s [%s]\n", p.Credit.Agency, p.Credit.Place)
	fmt.Fprintf(&b, "language   %s, %s\n", p.Language, p.Encoding)
	fmt.Fprintf(&b, "published  %s [%s]\n", stamp(p.Published), p.PublishedSource)
	fmt.Fprintf(&b, "modified   %s\n", stamp(p.Modified))
	fmt.Fprintf(&b, "canonical  %s %s\n", p.Canonical, p.AMP)
	fmt.Fprintf(&b, "flags      %s\n", strings.Join(p.Flags, ", "))
	fmt.Fprintf(&b, "body from  %s\n\n", p.BodySource)
	for _, block := range p.Blocks {
		fmt.Fprintf(&b, "%-9s  %s", block.Kind, block.Text)
		if block.Why != "" {
			fmt.Fprintf(&b, " [%s]", block.Why)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return "-"
	}
	return t.Format(time.RFC3339)
}
