package main

import (
	"bytes"
	"crypto/sha256"
	"database/sql"
	"fmt"
	"net/http"
	"os"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// slowly serves n articles, each after a wait.
func slowly(site *rogue, n int, wait time.Duration) {
	site.press(0, n)
	for i := range n {
		site.serve(fmt.Sprintf("/a/%d", i), func(w http.ResponseWriter, r *http.Request) {
			select {
			case <-time.After(wait):
			case <-r.Context().Done():
			}
			fmt.Fprint(w, article(i))
		})
	}
}

// waitFor waits until a site was asked for something.
func (r *rogue) waitFor(t *testing.T, n int) {
	t.Helper()
	for end := time.Now().Add(patience); r.asked() < n; time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("asked %d times, want %d", r.asked(), n)
		}
	}
}

func TestThreatRunsOverlap(t *testing.T) {
	site := newRogue(t, "127.0.7.1")
	slowly(site, 8, 100*time.Millisecond)
	d := newDesk(t, "", site.base+"/feed")
	var wg sync.WaitGroup
	results := make([]result, 3)
	for i := range results {
		wg.Go(func() { results[i] = d.sada(t, "poll") })
	}
	wg.Wait()
	codes := map[int]int{}
	for _, r := range results {
		codes[r.code]++
		if r.code == exitLocked {
			r.expect(t, exitLocked, "another run holds "+d.db+": pid ", ", started 20")
		}
	}
	if codes[exitDone] != 1 || codes[exitLocked] != 2 {
		t.Errorf("exit codes %v, want one %d and two %d", codes, exitDone, exitLocked)
	}
	if n := site.askedMost(); n != 1 {
		t.Errorf("one address was asked for %d times", n)
	}
	d.holds(t, map[string]string{`SELECT count(*) FROM articles`: "8"})
	d.sound(t)
}

func TestThreatDatabaseLockedForAWhile(t *testing.T) {
	site := newRogue(t, "127.0.7.2")
	site.press(0, 3)
	d := newDesk(t, "", site.base+"/feed")
	d.sada(t, "feeds", "add", "--name", "x", site.base+"/x").expect(t, exitDone)
	free := d.lock(t)
	timer := time.AfterFunc(3*time.Second, free)
	defer timer.Stop()
	r := d.sada(t, "poll")
	r.expect(t, exitPartly) // x is not found
	if r.took < 2*time.Second {
		t.Errorf("the poll ended after %v, before the lock was gone", r.took)
	}
	d.holds(t, map[string]string{`SELECT count(*) FROM articles`: "3"})
	d.sound(t)
}

// lock takes the database's write lock, as another program would.
func (d *desk) lock(t *testing.T) (free func()) {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+d.db+"?_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	free = sync.OnceFunc(func() { tx.Rollback(); db.Close() })
	t.Cleanup(free)
	return free
}

// TestThreatSpoiledDatabase spoils a store in several ways. Each command must
// refuse it, say what to do, ask nobody, and leave it as it was.
func TestThreatSpoiledDatabase(t *testing.T) {
	site := newRogue(t, "127.0.7.3")
	site.press(0, 8)
	whole := newDesk(t, "", site.base+"/feed")
	whole.sada(t, "poll").expect(t, exitDone)
	text, err := os.ReadFile(whole.db)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name  string
		spoil func(b []byte) []byte
	}{
		{"other bytes", func([]byte) []byte { return []byte("this is somebody's file, and no database at all\n") }},
		{"cut in a page", func(b []byte) []byte { return b[:len(b)/2+100] }},
		{"cut after a page", func(b []byte) []byte { return b[:len(b)/8192*4096] }},
		{"header gone", func(b []byte) []byte { copy(b, make([]byte, 100)); return b }},
		{"first pages overwritten", func(b []byte) []byte { return overwrite(b, 1, 12) }},
		{"a page in the middle overwritten", func(b []byte) []byte { return overwrite(b, len(b)/8192, 1) }},
		{"the last pages overwritten", func(b []byte) []byte { return overwrite(b, len(b)/4096-3, 3) }},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			quiet := newRogue(t, "127.0.7.4")
			d := newDesk(t, "", quiet.base+"/feed")
			spoiled := test.spoil(bytes.Clone(text))
			d.write(t, "sada.db", string(spoiled))
			file := d.write(t, "in.jsonl", `{"url":"http://nibras.example/1","outlet":"nibras","title":"خبر","text":"نص"}`+"\n")
			for _, args := range [][]string{{"poll"}, {"import", file}} {
				d.sada(t, args...).expect(t, exitFailed, d.db, "restore a backup", ".recover")
			}
			got, err := os.ReadFile(d.db)
			if err != nil || sha256.Sum256(got) != sha256.Sum256(spoiled) {
				t.Errorf("the file was changed: %v", err)
			}
			if quiet.asked() > 0 {
				t.Errorf("the web was asked %d times", quiet.asked())
			}
		})
	}
}

// overwrite puts noise over n pages of 4096 bytes.
func overwrite(b []byte, page, n int) []byte {
	for i := page * 4096; i < min((page+n)*4096, len(b)); i++ {
		b[i] = byte(i*i>>3 + i*7)
	}
	return b
}

func TestThreatFolderThatCannotBeWritten(t *testing.T) {
	site := newRogue(t, "127.0.7.5")
	site.press(0, 1)
	d := newDesk(t, "", site.base+"/feed")
	// No user may write here, root included.
	r := d.sada(t, "poll", "--db", "/proc/sada.db")
	r.expect(t, exitFailed, "/proc")
	r = d.sada(t, "poll", "--db", d.dir+"/absent/sada.db")
	r.expect(t, exitFailed, d.dir+"/absent")
	r = d.sada(t, "poll", "--db", d.dir)
	r.expect(t, exitFailed, d.dir)
	if site.asked() > 0 {
		t.Errorf("the web was asked %d times", site.asked())
	}
}

func TestThreatSignals(t *testing.T) {
	for _, sig := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		t.Run(sig.String(), func(t *testing.T) {
			site := newRogue(t, "127.0.7.6")
			slowly(site, 6, 200*time.Millisecond)
			d := newDesk(t, "", site.base+"/feed")
			cmd := child(t.Context(), "--config", d.config, "poll")
			r := finish(t, cmd, func() error {
				if err := cmd.Start(); err != nil {
					return err
				}
				site.waitFor(t, 4)
				cmd.Process.Signal(sig)
				return cmd.Wait()
			})
			r.expect(t, exitPartly, "interrupted, the rest is kept for the next poll")
			if r.took > 10*time.Second {
				t.Errorf("stopped after %v", r.took)
			}
			d.sound(t)
			d.sada(t, "poll").expect(t, exitDone)
			d.holds(t, map[string]string{`SELECT count(*) FROM articles`: "6"})
			if strings.Contains(r.out, "panic") {
				t.Error(r.out)
			}
		})
	}
}

// TestThreatSecondSignal holds the store's lock, which a poll waits for, and
// signals twice: the second signal ends it at once.
func TestThreatSecondSignal(t *testing.T) {
	site := newRogue(t, "127.0.7.7")
	slowly(site, 2, time.Hour)
	d := newDesk(t, "", site.base+"/feed")
	cmd := child(t.Context(), "--config", d.config, "poll")
	r := finish(t, cmd, func() error {
		if err := cmd.Start(); err != nil {
			return err
		}
		site.waitFor(t, 2)
		cmd.Process.Signal(os.Interrupt)
		cmd.Process.Signal(os.Interrupt)
		return cmd.Wait()
	})
	if r.took > 3*time.Second {
		t.Errorf("stopped after %v", r.took)
	}
	d.sound(t)
}
