package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"sada/internal/fakeweb"
)

// asSada is set in the environment of a child process to make the test binary
// behave as sada.
const asSada = "SADA_TEST_RUN_MAIN"

// peakFile names, in the environment of such a child, the file into which it
// writes what memory it had resident at most. The record that the system keeps
// of an ended child won't do: on Linux it counts what its parent had when it
// was started.
const peakFile = "SADA_TEST_PEAK_FILE"

// tellPeak writes that file, where there is one to write and a way to know.
func tellPeak() {
	path := os.Getenv(peakFile)
	status, err := os.ReadFile("/proc/self/status")
	if path == "" || err != nil {
		return
	}
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			os.WriteFile(path, []byte(strings.TrimSpace(rest)), 0o600)
		}
	}
}

// child starts this test binary as sada with args.
func child(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, os.Args[0], args...)
	cmd.Env = append(os.Environ(), asSada+"=1")
	return cmd
}

// state is what a poll must end in: which articles there are, which of them
// stand together, how each relates to its story, and what became of the
// entries. Ids and the moments of fetching may differ.
func state(t *testing.T, db string) string {
	t.Helper()
	var all strings.Builder
	for _, q := range []string{
		`PRAGMA integrity_check`,
		`SELECT a.url, a.title, a.text_hash, v.relation, c.url FROM articles a
		 JOIN variants v ON v.article_id = a.id JOIN stories s ON s.id = v.story_id JOIN articles c ON c.id = s.canonical_id ORDER BY a.url`,
		`SELECT f.name, e.url, e.state FROM entries e JOIN feeds f ON f.id = e.feed_id ORDER BY 1, 2`,
		`SELECT a.url, b.kind, b.text FROM paragraphs b JOIN articles a ON a.id = b.article_id ORDER BY 1, b.n`,
		`SELECT count(*), sum(articles) FROM stories`,
		`SELECT count(*) FROM articles WHERE id NOT IN (SELECT article_id FROM prints)`,
	} {
		out, err := query(db, q)
		if err != nil {
			t.Fatalf("%s: %v", q, err)
		}
		fmt.Fprintln(&all, out)
	}
	return all.String()
}

func pressFolder(t *testing.T, press *fakeweb.Press) string {
	t.Helper()
	dir := t.TempDir()
	path := filepath.Join(dir, "config.yaml")
	if err := writeDemoConfig(path, press); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	text = bytes.Replace(text, []byte("delay: 50ms"), []byte("delay: 0s"), 1)
	if err := os.WriteFile(path, text, 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return fmt.Sprintf("line %d\n got %s\nwant %s", i+1, g[i], w[i])
		}
	}
	return fmt.Sprintf("got %d lines, want %d", len(g), len(w))
}
