//go:build unix

package index_test

import (
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"sada/dedupe/index"
	"sada/news"
	"sada/storage/segments"
)

// TestFileCutShort cuts a file short while it is mapped: reading it faults, and that is
// damage, not the end of the program.
func TestFileCutShort(t *testing.T) {
	made := index.New()
	held := passages('p', 40)
	for id := int64(1); id <= 300; id++ {
		made.Add(id, id, noon, news.Print{SimHash: uint64(id), Passages: held})
	}
	dir := t.TempDir()
	folder := segments.Folder(dir)
	err := folder.Write("one", func(w io.Writer) error {
		_, err := made.Due(1).WriteTo(w)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	data, release, err := folder.Open("one")
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	s, err := index.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(filepath.Join(dir, "one"), 0); err != nil {
		t.Fatal(err)
	}
	x := index.Over([]*index.Segment{s})
	if got := x.Candidates(news.Print{Passages: held}, noon, time.Hour); len(got) != 0 {
		t.Errorf("Candidates = %v of a file that is gone", got)
	}
	if got := x.Damaged(); len(got) != 1 || got[0] != s {
		t.Errorf("Damaged = %v, want the segment", got)
	}
}
