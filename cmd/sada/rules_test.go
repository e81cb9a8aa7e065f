package main

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestRulesDocument runs the worked example of docs/rules.md and compares what
// it prints with what the document says.
func TestRulesDocument(t *testing.T) {
	text, err := os.ReadFile("../../docs/rules.md")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	ran := 0
	for _, block := range codeBlocks(string(text)) {
		switch kind, body, _ := strings.Cut(block, "\n"); {
		case kind == "html":
			writeText(t, "page.html", body)
		case kind == "yaml":
			writeText(t, "config.yaml", body)
		case strings.HasPrefix(body, "$ sada "):
			command, want, _ := strings.Cut(body, "\n")
			var out, errw bytes.Buffer
			if code := run(t.Context(), strings.Fields(command)[2:], &out, &errw); code != exitDone {
				t.Errorf("%s exits with %d: %s", command, code, errw.String())
			}
			if diff := cmp.Diff(want, out.String()); diff != "" {
				t.Errorf("%s (-document +printed):\n%s", command, diff)
			}
			ran++
		}
	}
	if ran != 2 {
		t.Errorf("ran %d commands of docs/rules.md, want 2", ran)
	}
}

// codeBlocks returns the code blocks of a document, each with what stands
// behind its opening fence as the first line.
func codeBlocks(text string) []string {
	var out []string
	for i, part := range strings.Split(text, "```") {
		if i%2 == 1 {
			out = append(out, part)
		}
	}
	return out
}

func writeText(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
