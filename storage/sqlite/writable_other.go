//go:build !unix

package sqlite

import (
	"io/fs"
	"os"
)

// writable reads the file's mode: there is no other way to ask without
// opening it.
func writable(path string) error {
	info, err := os.Stat(path)
	if err == nil && info.Mode().Perm()&0o200 == 0 {
		return fs.ErrPermission
	}
	return err
}
