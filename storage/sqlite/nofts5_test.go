//go:build !sqlite_fts5 && !fts5

package sqlite_test

import (
	"path/filepath"
	"strings"
	"testing"

	"sada/storage/sqlite"
)

// TestOpenWithoutFTS5 runs in a build that lacks the tag: Open says which.
func TestOpenWithoutFTS5(t *testing.T) {
	err := tryOpen(filepath.Join(t.TempDir(), "sada.db"), sqlite.Options{})
	if err == nil || !strings.Contains(err.Error(), "-tags sqlite_fts5,sqlite_math_functions") || strings.Contains(err.Error(), "\n") {
		t.Errorf("Open: got error %v, want one line that names the build tags", err)
	}
}
