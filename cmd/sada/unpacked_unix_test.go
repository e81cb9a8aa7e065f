//go:build unix

package main

import (
	"compress/gzip"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestUnpackedCopyIsNowhere holds that a packed import has no file in the
// temporary folder even while it is read: a kill can leave none.
func TestUnpackedCopyIsNowhere(t *testing.T) {
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
