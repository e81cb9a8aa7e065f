package sqlite_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"sada/news"
	"sada/storage"
	"sada/storage/migrate"
	"sada/storage/sqlite"
)

// filled makes a closed store with a few articles and returns its path.
func filled(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "sada.db")
	s := open(t, path)
	if err := s.File(context.Background(), filings(madeUp(20)), alone); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func tryOpen(path string, opts sqlite.Options) error {
	s, err := sqlite.Open(context.Background(), path, opts)
	if err != nil {
		return err
	}
	return s.Close()
}

func TestOpenRefuses(t *testing.T) {
	sound, err := os.ReadFile(filled(t))
	if err != nil {
		t.Fatal(err)
	}
	text := []byte(strings.Repeat("هذا نص وليس قاعدة. ", 400))
	tests := []struct {
		name string
		file []byte
		want error
		say  string
	}{
		{"text", text, storage.ErrDamaged, ".recover"},
		{"a short text", text[:30], storage.ErrDamaged, ".recover"},
		{"zeros", make([]byte, 8192), storage.ErrDamaged, ".recover"},
		{"cut in the header", sound[:60], storage.ErrDamaged, "backup"},
		{"cut in the first page", sound[:1000], storage.ErrDamaged, "backup"},
		{"cut after the first page", sound[:4096], storage.ErrDamaged, "backup"},
		{"cut by half", sound[:len(sound)/2], storage.ErrDamaged, "backup"},
		{"cut by a byte", sound[:len(sound)-1], storage.ErrDamaged, "backup"},
		{"schema overwritten", overwritten(sound, 100, 3996), storage.ErrDamaged, "backup"},
		{"another program's", edited(t, sound, `PRAGMA application_id = 7`), storage.ErrDamaged, "another program"},
		{"without migrations", edited(t, sound, `DROP TABLE migrations`), storage.ErrDamaged, "another program"},
		{"newer", edited(t, sound, `INSERT INTO migrations VALUES (9999, '9999_later.sql', 'x', 'y')`), storage.ErrNewer, "newer version"},
		{"an edited migration", edited(t, sound, `UPDATE migrations SET checksum = 'x' WHERE number = 1`), migrate.ErrChanged, "0001"},
	}
	for _, tt := range tests {
		for _, opts := range []sqlite.Options{{}, {ReadOnly: true}} {
			path := filepath.Join(t.TempDir(), "sada.db")
			if err := os.WriteFile(path, tt.file, 0o644); err != nil {
				t.Fatal(err)
			}
			err := tryOpen(path, opts)
			if !errors.Is(err, tt.want) || !strings.Contains(err.Error(), tt.say) || !strings.Contains(err.Error(), path) {
				t.Errorf("%s: Open(%+v): got error %v; want %v, naming %q and the file", tt.name, opts, err, tt.want, tt.say)
			}
			if got, _ := os.ReadFile(path); !bytes.Equal(got, tt.file) {
				t.Errorf("%s: Open(%+v) changed the file", tt.name, opts)
			}
		}
	}
}

func overwritten(file []byte, from, n int) []byte {
	file = bytes.Clone(file)
	copy(file[from:], bytes.Repeat([]byte{0xa5}, n))
	return file
}

// edited applies a statement to a copy of a database file.
func edited(t *testing.T, file []byte, statement string) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "edited.db")
	if err := os.WriteFile(path, file, 0o644); err != nil {
		t.Fatal(err)
	}
	db := raw(t, path)
	if _, err := db.Exec(statement); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil { // the last connection takes the log with it
		t.Fatal(err)
	}
	file, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func TestOpenAcceptsAnEmptyFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a b?c#d%20.db") // signs that mean something in a URI
	if err := os.WriteFile(path, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := tryOpen(path, sqlite.Options{}); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); err != nil || info.Size() == 0 {
		t.Errorf("after Open: %v, %v", info, err)
	}
}

func TestOpenNamesWhatIsMissing(t *testing.T) {
	dir := t.TempDir()
	for _, tt := range []struct {
		name, path string
		opts       sqlite.Options
		want       error
	}{
		{"no folder", filepath.Join(dir, "none", "sada.db"), sqlite.Options{}, fs.ErrNotExist},
		{"no file to read", filepath.Join(dir, "none.db"), sqlite.Options{ReadOnly: true}, fs.ErrNotExist},
		{"a folder", dir, sqlite.Options{}, storage.ErrDamaged},
	} {
		if err := tryOpen(tt.path, tt.opts); !errors.Is(err, tt.want) || !strings.Contains(err.Error(), filepath.Dir(tt.path)) {
			t.Errorf("%s: got error %v, want %v", tt.name, err, tt.want)
		}
	}
	if err := tryOpen("", sqlite.Options{}); err == nil {
		t.Error("Open took an empty path")
	}
}

func TestOpenTogether(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sada.db")
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			if err := tryOpen(path, sqlite.Options{}); err != nil {
				t.Errorf("one of eight that create the store at once: %v", err)
			}
		})
	}
	all.Wait()
}

// TestOpenWhileCreated looks into stores again and again as they are created:
// one that is half seen is never taken for another program's.
func TestOpenWhileCreated(t *testing.T) {
	for range 20 {
		path := filepath.Join(t.TempDir(), "sada.db")
		created := make(chan error, 1)
		go func() { created <- tryOpen(path, sqlite.Options{}) }()
		for done := false; !done; {
			select {
			case err := <-created:
				if err != nil {
					t.Fatalf("create: %v", err)
				}
				done = true
			default:
			}
			err := tryOpen(path, sqlite.Options{ReadOnly: true})
			if err != nil && (done || !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, storage.ErrOlder)) {
				t.Fatalf("done: %v: read while it is created: %v", done, err)
			}
		}
	}
}

func TestReadOnlyNeverWrites(t *testing.T) {
	path := filled(t)
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	s, err := sqlite.Open(context.Background(), path, sqlite.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if counts, err := s.Counts(context.Background()); err != nil || counts.Articles != 20 {
		t.Errorf("Counts: got %+v, %v", counts, err)
	}
	if _, err := s.AddFeed(context.Background(), news.Feed{Name: "x"}); !errors.Is(err, storage.ErrReadOnly) {
		t.Errorf("AddFeed: got error %v, want %v", err, storage.ErrReadOnly)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
		t.Error("the file changed")
	}
}

func TestReadOnlyRefusesAnOlderDatabase(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sada.db")
	db := raw(t, path)
	for _, statement := range []string{
		`PRAGMA application_id = 1935762529`,
		`CREATE TABLE migrations (number INTEGER PRIMARY KEY, name TEXT, checksum TEXT, applied_at TEXT)`,
	} {
		if _, err := db.Exec(statement); err != nil {
			t.Fatal(err)
		}
	}
	if err := tryOpen(path, sqlite.Options{ReadOnly: true}); !errors.Is(err, storage.ErrOlder) {
		t.Errorf("Open: got error %v, want %v", err, storage.ErrOlder)
	}
}

// BenchmarkOpen is what a cron run pays before it does anything.
func BenchmarkOpen(b *testing.B) {
	for _, size := range []struct {
		name string
		n    int
	}{{"empty", 0}, {"20,000 articles", 20_000}} {
		path := filepath.Join(b.TempDir(), "sada.db")
		s := open(b, path)
		fileAll(b, s, filings(madeUp(size.n)))
		s.Close()
		b.Run(size.name, func(b *testing.B) {
			for b.Loop() {
				if err := tryOpen(path, sqlite.Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// shortly is a busy timeout for tests.
const shortly = 150 * time.Millisecond
