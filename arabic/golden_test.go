package arabic_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sada/arabic"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestGolden pins what comes out of a text with everything in it: prints that
// are stored, and weights that were trained, rest on these tokens and stems.
func TestGolden(t *testing.T) {
	text := report(t)
	const golden = "testdata/report.golden"
	got := listing(text)
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("tokens of report.txt (-want +got):\n%s", diff)
	}
}

// report returns the text of testdata/report.txt.
func report(tb testing.TB) string {
	tb.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "report.txt"))
	if err != nil {
		tb.Fatal(err)
	}
	return string(text)
}

// listing is the folded text, then a line for each token: place, token, stem,
// key, and whether it is a number or a stop word.
func listing(text string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", arabic.Fold(text))
	for s := arabic.NewScanner(text); s.Scan(); {
		start, end := s.Span()
		fmt.Fprintf(&b, "%d-%d %s %s %016x", start, end, s.AppendText(nil), s.AppendStem(nil), s.Key())
		if s.Kind() == arabic.Number {
			b.WriteString(" number")
		}
		if s.Stop() {
			b.WriteString(" stop")
		}
		b.WriteByte('\n')
	}
	return b.String()
}
