//go:build !race

package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sada/internal/fakeweb"
)

// replayKills is how many replays are killed, each at another moment.
const replayKills = 16

// pressArticles polls the made-up press and returns its articles as a file to
// be imported.
func pressArticles(t *testing.T) string {
	t.Helper()
	press, err := fakeweb.Start(fakeweb.Options{Now: time.Now().Truncate(time.Second), Port: fakeweb.EphemeralPort})
	if err != nil {
		t.Fatal(err)
	}
	defer press.Close()
	dir := pressFolder(t, press)
	sada(t, "poll", "--config", filepath.Join(dir, "config.yaml"))
	path := filepath.Join(dir, "articles.jsonl")
	if err := os.WriteFile(path, []byte(sada(t, "export", "articles", "--db", filepath.Join(dir, "sada.db"))), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// sada runs a command as a process of its own and returns what it printed.
func sada(t *testing.T, args ...string) string {
	t.Helper()
	out, err := child(t.Context(), args...).Output()
	if err != nil {
		t.Fatalf("sada %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

// imported imports a file into a new store, with a story window.
func imported(t *testing.T, articles, window string) string {
	t.Helper()
	dir := t.TempDir()
	config := filepath.Join(dir, "config.yaml")
	if err := os.WriteFile(config, []byte("story:\n  window: "+window+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	db := filepath.Join(dir, "sada.db")
	sada(t, "import", articles, "--db", db, "--config", config)
	return db
}

func copied(t *testing.T, db string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "sada.db")
	if _, err := query(db, "VACUUM INTO '"+to+"'"); err != nil {
		t.Fatal(err)
	}
	return to
}

// TestReplay imports the made-up press with a window in which hardly a repost
// is found. A replay by the default rules ends where an import by them does, once
// that is told of the furniture that it taught; and so it does after one that was
// killed: at each moment the stories stand as before or as afterwards.
func TestReplay(t *testing.T) {
	t.Parallel() // with the other tests that kill: each uses one core
	articles := pressArticles(t)
	apart, other := imported(t, articles, "1m"), imported(t, articles, "336h")
	sada(t, "replay", "--db", other)
	fresh := state(t, other)
	before := state(t, apart)
	if before == fresh {
		t.Fatal("both windows give the same stories")
	}
	db := copied(t, apart)
	start := time.Now()
	sada(t, "replay", "--db", db)
	took := time.Since(start)
	if got := state(t, db); got != fresh {
		t.Fatalf("the replay ends in another state than an import:\n%s", firstDifference(got, fresh))
	}
	early := 0
	for i := range replayKills {
		db := copied(t, apart)
		var cut bool
		at := moment(i, took)
		if cut, took = cutShort(t, child(t.Context(), "replay", "--db", db), at, took); cut {
			early++
		}
		if got := state(t, db); got != before && got != fresh {
			t.Errorf("kill %d at %v: stories neither old nor new:\n%s", i, at, firstDifference(got, before))
		}
		sada(t, "replay", "--db", db)
		if got := state(t, db); got != fresh {
			t.Errorf("kill %d at %v: the next replay ends in another state:\n%s", i, at, firstDifference(got, fresh))
		}
	}
	if early < replayKills/2 {
		t.Errorf("only %d of %d replays were killed before their end", early, replayKills)
	}
}
