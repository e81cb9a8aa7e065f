package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"

	"sada/internal/fakeweb"
)

// readmes are the documents whose commands must work as they are printed.
var readmes = []string{"../../README.md", "../../README.ar.md", "../../docs/operating.md", "../../docs/evaluation.md"}

// commandsOf returns the lines of a document's code blocks that begin with a
// prefix, without comments.
func commandsOf(t *testing.T, path, prefix string) []string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	inside := false
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "```") {
			inside = !inside
			continue
		}
		if rest, ok := strings.CutPrefix(line, prefix); ok && inside {
			rest, _, _ = strings.Cut(rest, " #")
			out = append(out, strings.TrimSpace(rest))
		}
	}
	return out
}

// TestDocumentedCommandsParse holds every `bin/sada …` line of the documents
// against the commands and flags that there are.
func TestDocumentedCommandsParse(t *testing.T) {
	seen := 0
	for _, path := range readmes {
		for _, line := range commandsOf(t, path, "bin/sada ") {
			var c cli
			k, err := kong.New(&c)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := k.Parse(strings.Fields(line)); err != nil {
				t.Errorf("%s: bin/sada %s: %v", path, line, err)
			}
			seen++
		}
	}
	if seen < 6 {
		t.Errorf("found %d commands in the documents, want at least 6", seen)
	}
}

// TestMakeTargetsExist holds every `make …` line against the Makefile.
func TestMakeTargetsExist(t *testing.T) {
	makefile, err := os.ReadFile("../../Makefile")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range append(readmes, "../../CONTRIBUTING.md") {
		for _, target := range commandsOf(t, path, "make ") {
			if !strings.Contains(string(makefile), "\n"+target+":") {
				t.Errorf("%s: make %s: no such target", path, target)
			}
		}
	}
}

// TestCrontabLine runs the line of the README as cron would: by sh, without an
// environment, from another folder. Only the two paths are put in place.
func TestCrontabLine(t *testing.T) {
	press, err := fakeweb.Start(fakeweb.Options{Now: time.Now(), Port: fakeweb.EphemeralPort, Outlets: 2})
	if err != nil {
		t.Fatal(err)
	}
	defer press.Close()
	for _, path := range []string{"../../README.md", "../../README.ar.md", "../../docs/operating.md"} {
		lines := commandsOf(t, path, "*/5 * * * * ")
		if len(lines) != 1 {
			t.Fatalf("%s: %d crontab lines, want 1", path, len(lines))
		}
		dir := pressFolder(t, press)
		line := strings.Replace(lines[0], "/usr/local/bin/sada", os.Args[0], 1)
		line = strings.Replace(line, "/etc/sada/config.yaml", filepath.Join(dir, "config.yaml"), 1)
		cmd := exec.CommandContext(t.Context(), "/bin/sh", "-c", line)
		cmd.Env = []string{asSada + "=1", goRace + "=" + os.Getenv(goRace)}
		cmd.Dir = "/"
		if out, err := cmd.CombinedOutput(); err != nil || len(out) > 0 {
			t.Errorf("%s: %s: %v, printed %q; want nothing printed", path, lines[0], err, out)
		}
		if out, err := query(filepath.Join(dir, "sada.db"), "SELECT count(*) > 0 FROM articles"); err != nil || out != "1\n" {
			t.Errorf("%s: the line filed no article: %q, %v", path, out, err)
		}
	}
}
