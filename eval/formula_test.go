package eval

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func TestFormulas(t *testing.T) {
	day := time.Date(2026, 3, 7, 8, 0, 0, 0, time.UTC)
	var families []string
	for _, f := range Formulas() {
		families = append(families, f.Family)
		seen := map[string]bool{}
		for n := range 60 {
			text := f.Story(1, n, day)
			all := text.Title + "\n" + text.Joined()
			if strings.ContainsAny(all, "{}|") {
				t.Errorf("%s %d has a slot left open: %s", f.Family, n, all)
			}
			if seen[text.Joined()] {
				t.Errorf("%s %d tells what another instance told", f.Family, n)
			}
			seen[text.Joined()] = true
			if text.Words() < 60 {
				t.Errorf("%s %d has %d words, want 60", f.Family, n, text.Words())
			}
		}
	}
	if len(families) < 10 || !slices.IsSorted(families) {
		t.Errorf("Formulas() are %v, want ten or more in order", families)
	}
}

func TestFormulaStory(t *testing.T) {
	f, err := parseFormula("family: gold\ntitle: سعر {weekday} {date}\nslot k: 10.00..11.00\nslot town: سهل\n\nبلغ {k} في {town}.\n\nانتهى.\n")
	if err != nil {
		t.Fatal(err)
	}
	got := f.Story(1, 0, time.Date(2026, 3, 7, 0, 0, 0, 0, time.UTC))
	if want := "سعر السبت 7 مارس 2026"; got.Title != want {
		t.Errorf("title %q, want %q", got.Title, want)
	}
	if len(got.Paragraphs) != 2 || !strings.HasPrefix(got.Paragraphs[0], "بلغ 10.") || !strings.HasSuffix(got.Paragraphs[0], " في سهل.") {
		t.Errorf("paragraphs %q", got.Paragraphs)
	}
}

func TestParseFormulaErrors(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"no body", "family: x", "no blank line"},
		{"unknown key", "colour: x\n\nنص", `unknown header "colour"`},
		{"bad number", "slot a: 1..x\n\nنص", "slot a"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := parseFormula(tt.text)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("parseFormula(%q) = %v, want an error with %q", tt.text, err, tt.want)
			}
		})
	}
}
