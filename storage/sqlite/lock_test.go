package sqlite_test

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"sada/news"
	"sada/storage"
	"sada/storage/sqlite"
)

// held takes the write lock of a database as another program would, and
// returns the function that lets it go.
func held(t *testing.T, path string) (release func()) {
	t.Helper()
	db := raw(t, path)
	conn, err := db.Conn(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := conn.ExecContext(context.Background(), `BEGIN EXCLUSIVE`); err != nil {
		t.Fatal(err)
	}
	return sync.OnceFunc(func() {
		if _, err := conn.ExecContext(context.Background(), `ROLLBACK`); err != nil {
			t.Errorf("release: %v", err)
		}
		conn.Close()
	})
}

func openWaiting(t *testing.T, path string, timeout time.Duration) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(context.Background(), path, sqlite.Options{BusyTimeout: timeout})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func TestEndlessLockEnds(t *testing.T) {
	path := filled(t)
	s := openWaiting(t, path, shortly)
	release := held(t, path)
	defer release()
	_, err := s.AddFeed(context.Background(), news.Feed{Name: "one", URL: "https://rabwa.example/rss"})
	if !errors.Is(err, storage.ErrBusy) || !strings.Contains(err.Error(), path) {
		t.Errorf("AddFeed: got error %v, want %v naming the file", err, storage.ErrBusy)
	}
	if counts, err := s.Counts(context.Background()); err != nil || counts.Articles != 20 {
		t.Errorf("Counts beside a lock: got %+v, %v", counts, err)
	}
	release()
	if _, err := s.AddFeed(context.Background(), news.Feed{Name: "one", URL: "https://rabwa.example/rss"}); err != nil {
		t.Errorf("AddFeed once the lock is gone: %v", err)
	}
}

func TestPassingLockIsWaitedOut(t *testing.T) {
	path := filled(t)
	s := openWaiting(t, path, 0)
	release := held(t, path)
	time.AfterFunc(shortly, release)
	if err := s.SaveRobots(context.Background(), news.Host{Name: "rabwa.example"}); err != nil {
		t.Errorf("SaveRobots: %v", err)
	}
}

func TestWaitingEndsWithItsContext(t *testing.T) {
	path := filled(t)
	s := openWaiting(t, path, time.Hour)
	defer held(t, path)()
	ctx, cancel := context.WithTimeout(context.Background(), shortly)
	defer cancel()
	if err := s.SaveRobots(ctx, news.Host{Name: "rabwa.example"}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("SaveRobots: got error %v, want %v", err, context.DeadlineExceeded)
	}
}

func TestCreatingWaitsForALock(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sada.db")
	db := raw(t, path)
	if _, err := db.Exec(`PRAGMA user_version = 0`); err != nil { // makes the file
		t.Fatal(err)
	}
	release := held(t, path)
	if err := tryOpen(path, sqlite.Options{BusyTimeout: shortly}); !errors.Is(err, storage.ErrBusy) {
		t.Errorf("Open: got error %v, want %v", err, storage.ErrBusy)
	}
	time.AfterFunc(shortly, release)
	if err := tryOpen(path, sqlite.Options{}); err != nil {
		t.Errorf("Open: %v", err)
	}
}

// A full disk is stood in for by a bound on the database's pages, which
// SQLite reports alike.
func TestFullDisk(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sada.db")
	s := open(t, path)
	all := filings(madeUp(60))
	if err := s.File(context.Background(), all[:20], alone); err != nil {
		t.Fatal(err)
	}
	limit(t, s.Writer(), `PRAGMA max_page_count = 1`) // SQLite takes what is used already
	err := s.File(context.Background(), all[20:], alone)
	if !errors.Is(err, storage.ErrFull) || !strings.Contains(err.Error(), "disk full") || !strings.Contains(err.Error(), path) {
		t.Errorf("File: got error %v, want %v naming the file", err, storage.ErrFull)
	}
	sound(t, path, 20)
	limit(t, s.Writer(), `PRAGMA max_page_count = 1000000`)
	if err := s.File(context.Background(), all[20:], alone); err != nil {
		t.Errorf("File once there is room: %v", err)
	}
	sound(t, path, 60)
}

func limit(t *testing.T, db *sql.DB, pragma string) {
	t.Helper()
	if _, err := db.Exec(pragma); err != nil {
		t.Fatal(err)
	}
}

func TestManyAtOnce(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "sada.db"))
	all := filings(madeUp(120))
	var writers, readers sync.WaitGroup
	for part := range 4 {
		writers.Go(func() {
			for i := part; i < len(all); i += 4 {
				if err := s.File(context.Background(), all[i:i+1], alone); err != nil {
					t.Errorf("File: %v", err)
				}
			}
		})
		readers.Go(func() {
			for range 20 {
				for _, err := range s.Articles(context.Background()) {
					if err != nil {
						t.Errorf("Articles: %v", err)
					}
				}
			}
		})
	}
	writers.Wait()
	readers.Wait()
	if counts, err := s.Counts(context.Background()); err != nil || counts.Articles != 120 {
		t.Errorf("Counts: got %+v, %v", counts, err)
	}
}
