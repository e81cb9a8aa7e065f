package main

import (
	"compress/gzip"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"
)

// TestUnpackedCopyIsNowhere holds that a packed import has no file in the
// temporary folder even while it is read: a kill can leave none.
func TestUnpackedCopyIsNowhere(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a file that is open keeps its name there")
	}
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	path := filepath.Join(t.TempDir(), "articles.jsonl.gz")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	z := gzip.NewWriter(f)
	if _, err := z.Write([]byte(madeUp(0, 3))); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	f.Close()
	in, err := openImport(path, time.Now(), func(string) *time.Location { return time.UTC })
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	if left, err := os.ReadDir(temp); err != nil || len(left) > 0 {
		t.Errorf("the temporary folder holds %v, %v; want nothing", left, err)
	}
	read := 0
	for _, err := range in.articles() {
		if err != nil {
			t.Fatal(err)
		}
		read++
	}
	if read != 3 {
		t.Errorf("%d articles were read, want 3", read)
	}
}

// TestClearThrowaways holds that stores which kills left are removed, and no
// other folder.
func TestClearThrowaways(t *testing.T) {
	temp, now := t.TempDir(), time.Now()
	for _, c := range []struct {
		name         string
		folder, file time.Duration // how long ago they were changed
		want         bool
	}{
		{"sada-eval-1", 48 * time.Hour, 30 * time.Hour, false},
		{"sada-eval-2", 48 * time.Hour, time.Hour, true},
		{"sada-eval-3", time.Hour, time.Hour, true},
		{"another", 48 * time.Hour, 48 * time.Hour, true},
	} {
		dir := filepath.Join(temp, c.name)
		file := filepath.Join(dir, "eval.db-wal")
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		for path, ago := range map[string]time.Duration{file: c.file, dir: c.folder} {
			if err := os.Chtimes(path, time.Time{}, now.Add(-ago)); err != nil {
				t.Fatal(err)
			}
		}
		clearThrowaways(temp, now)
		if _, err := os.Stat(dir); (err == nil) != c.want {
			t.Errorf("%s: %v; want it there: %v", c.name, err, c.want)
		}
	}
}
