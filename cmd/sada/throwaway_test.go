package main

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

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
		{"sada-eval-notes", 48 * time.Hour, 48 * time.Hour, true}, // has no store
		{"another", 48 * time.Hour, 48 * time.Hour, true},
	} {
		dir := filepath.Join(temp, c.name)
		file := filepath.Join(dir, "eval.db")
		if c.name == "sada-eval-notes" {
			file = filepath.Join(dir, "notes")
		}
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
