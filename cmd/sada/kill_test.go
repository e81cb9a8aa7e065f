package main

import (
	"bytes"
	"context"
	"fmt"
	"hash/fnv"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

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

// kills is how many polls are killed, each at another moment.
const kills = 50

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

// TestKilledPollsCatchUp kills polls with SIGKILL at moments spread over the
// time that a whole poll takes; the poll after each must end in the same state
// as one that was left alone.
func TestKilledPollsCatchUp(t *testing.T) {
	t.Parallel() // with the other tests that kill: each uses one core
	press, err := fakeweb.Start(fakeweb.Options{Now: time.Now().Truncate(time.Second), Port: fakeweb.EphemeralPort, Outlets: 4})
	if err != nil {
		t.Fatal(err)
	}
	defer press.Close()
	whole, took := pollWhole(t, press)
	early := 0
	for i := range kills {
		dir := pressFolder(t, press)
		var cut bool
		at := moment(i, took)
		if cut, took = cutShort(t, child(t.Context(), "poll", "--config", filepath.Join(dir, "config.yaml")), at, took); cut {
			early++
		}
		if out, err := child(t.Context(), "poll", "--all", "--config", filepath.Join(dir, "config.yaml")).CombinedOutput(); err != nil {
			t.Fatalf("kill %d: the poll after it: %v\n%s", i, err, out)
		}
		if got := state(t, filepath.Join(dir, "sada.db")); got != whole {
			t.Fatalf("kill %d at %v: the next poll ends in another state:\n%s", i, at, firstDifference(got, whole))
		}
	}
	if early < kills/2 {
		t.Errorf("only %d of %d polls were killed before their end", early, kills)
	}
}

// moment is the i-th moment to kill at: spread by a hash over the time a whole
// poll takes.
func moment(i int, took time.Duration) time.Duration {
	h := fnv.New32a()
	fmt.Fprintf(h, "moment %d", i)
	return took * time.Duration(h.Sum32()%1000) / 1000
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

func pollWhole(t *testing.T, press *fakeweb.Press) (string, time.Duration) {
	t.Helper()
	dir := pressFolder(t, press)
	start := time.Now()
	if out, err := child(t.Context(), "poll", "--config", filepath.Join(dir, "config.yaml")).CombinedOutput(); err != nil {
		t.Fatalf("undisturbed poll: %v\n%s", err, out)
	}
	return state(t, filepath.Join(dir, "sada.db")), time.Since(start)
}

// cutShort starts a run and kills it after a time that is to be shorter than a
// whole one took. It reports whether the run was still at work, and what a whole
// one is now known to take: no longer than one that was done before its kill.
func cutShort(t *testing.T, cmd *exec.Cmd, after, took time.Duration) (early bool, whole time.Duration) {
	t.Helper()
	start := time.Now()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	timer := time.AfterFunc(after, func() { cmd.Process.Kill() })
	defer timer.Stop()
	if cmd.Wait() != nil {
		return true, took
	}
	return false, min(took, time.Since(start))
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
