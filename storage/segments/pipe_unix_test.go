//go:build unix

package segments_test

import (
	"path/filepath"
	"syscall"
	"testing"

	"sada/storage/segments"
)

// TestOpenOfAPipe finds a pipe where a file should be: nobody writes into it, and opening
// it would wait for ever.
func TestOpenOfAPipe(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mkfifo(filepath.Join(dir, "one"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, _, err := segments.Folder(dir).Open("one"); err == nil {
		t.Error("Open of a pipe = nil, want an error")
	}
}
