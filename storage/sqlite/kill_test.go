package sqlite_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"sada/news"
	"sada/storage/sqlite"
)

// childEnv names what the test binary does when it is started as a child: a
// word and a database file.
const childEnv = "SADA_SQLITE_CHILD"

var children = map[string]func(path string) error{
	"fill":  fillForEver,
	"write": writeOnce,
	"read":  readOnce,
}

// beChild runs as a child if the environment says so; false if it doesn't.
func beChild() bool {
	word, path, ok := strings.Cut(os.Getenv(childEnv), " ")
	if !ok {
		return false
	}
	if err := children[word](path); err != nil {
		fmt.Println(err)
	}
	return true
}

// ready tells the parent that the child is where it is to be watched.
func ready() { fmt.Println("ready") }

// child starts the test binary as a child; it has said that it is ready.
func child(t *testing.T, binary, word, path string, change func(*exec.Cmd)) (cmd *exec.Cmd, out *bufio.Reader) {
	t.Helper()
	cmd = exec.Command(binary)
	// Built with the race detector, it would wait for a second at its end.
	cmd.Env = append(os.Environ(), childEnv+"="+word+" "+path, "GORACE=atexit_sleep_ms=0")
	change(cmd)
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	out = bufio.NewReader(pipe)
	if line, err := out.ReadString('\n'); line != "ready\n" {
		t.Fatalf("child said %q, %v", line, err)
	}
	return cmd, out
}

// killAfter starts a child and kills it in its work.
func killAfter(t *testing.T, word, path string, d time.Duration) {
	t.Helper()
	cmd, out := child(t, os.Args[0], word, path, func(*exec.Cmd) {})
	<-time.After(d) // where in its work it is killed is what varies
	if err := cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		t.Fatal(err)
	}
	said, _ := io.ReadAll(out)
	cmd.Wait() // killed: the error says so
	if len(said) > 0 {
		t.Fatalf("child: %s", said)
	}
}

// TestKilled kills a program that polls and files, twenty times, and finds the
// store sound each time, nothing lost that was there before.
func TestKilled(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sada.db")
	ok(t, tryOpen(path, sqlite.Options{}))
	var before news.Counts
	for i := range 20 {
		killAfter(t, "fill", path, time.Duration(i*7%40)*time.Millisecond)
		sound(t, path, -1)
		s := open(t, path)
		now, err := s.Counts(context.Background())
		if err != nil || now.Articles < before.Articles || now.Entries < before.Entries || now.Stories < before.Stories {
			t.Errorf("kill %d: %+v after %+v, %v", i, now, before, err)
		}
		before = now
		s.Close()
	}
	if before.Articles < 20 {
		t.Errorf("only %d articles were filed between the kills", before.Articles)
	}
}

// TestKilledMigrating kills a program that makes a new store.
func TestKilledMigrating(t *testing.T) {
	for i := range 20 {
		path := filepath.Join(t.TempDir(), "sada.db")
		killAfter(t, "write", path, time.Duration(i)*500*time.Microsecond)
		if err := tryOpen(path, sqlite.Options{}); err != nil {
			t.Errorf("kill %d: %v", i, err)
		}
		sound(t, path, 0)
	}
}

// fillForEver polls a feed and files its entries. The feed's ETag is the
// number of its entries, so that a lost one shows.
func fillForEver(path string) error {
	ctx := context.Background()
	s, err := sqlite.Open(ctx, path, sqlite.Options{})
	if err != nil {
		return err
	}
	feed := news.Feed{Name: "one", URL: "https://rabwa.example/rss", Outlet: news.Outlet{Name: "الربوة"}, Enabled: true}
	if err := s.SyncFeeds(ctx, []news.Feed{feed}); err != nil {
		return err
	}
	var once sync.Once
	for {
		if err := fillOnce(ctx, s); err != nil {
			return err
		}
		once.Do(ready)
	}
}

func fillOnce(ctx context.Context, s *sqlite.Store) error {
	feeds, err := s.Feeds(ctx)
	if err != nil {
		return err
	}
	counts, err := s.Counts(ctx)
	if err != nil {
		return err
	}
	p := &news.Poll{FeedID: feeds[0].ID, Started: noon, Outcome: news.PollRead, Feed: feeds[0]}
	for i := range 5 {
		url := fmt.Sprintf("https://rabwa.example/%d", counts.Entries+int64(i))
		p.Entries = append(p.Entries, news.Entry{GUID: url, URL: url, Address: url, Title: url})
	}
	p.Validator.ETag = fmt.Sprint(counts.Entries + 5)
	if err := s.SavePoll(ctx, p); err != nil {
		return err
	}
	entries, err := s.Pending(ctx, noon, 0)
	if err != nil {
		return err
	}
	filed := filings(madeUp(len(entries)))
	for i, e := range entries {
		filed[i].EntryID, filed[i].Article.URL, filed[i].Article.OriginalURL = e.ID, e.URL, e.URL+"?rss"
	}
	return s.File(ctx, filed, inPairs)
}

var noon = time.Date(2026, 7, 27, 12, 0, 0, 0, time.UTC)

// inPairs makes every second article the canonical one of the story before.
func inPairs(ctx context.Context, d news.Desk, f *news.Filing) (news.Decision, error) {
	before, err := d.Member(ctx, f.Article.ID-1)
	if err != nil || f.Article.ID%2 == 1 {
		return alone(ctx, d, f)
	}
	return news.Decision{
		Variant: news.Variant{StoryID: before.StoryID, Relation: news.Canonical},
		Moved:   []news.Variant{{ArticleID: before.ArticleID, Relation: news.Repost, ParentID: f.Article.ID}},
	}, nil
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// writeOnce opens a store to be written, making it if there is none.
func writeOnce(path string) error {
	ready()
	return tryOpen(path, sqlite.Options{})
}

// readOnce opens a store to be read and reads it.
func readOnce(path string) error {
	ready()
	s, err := sqlite.Open(context.Background(), path, sqlite.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	if _, err := s.Counts(context.Background()); err != nil {
		return err
	}
	return s.Close()
}
