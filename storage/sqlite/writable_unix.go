//go:build unix

package sqlite

import "golang.org/x/sys/unix"

// writable asks the system whether this process may write to a file or
// folder. Opening the file to find out would, on closing it, drop the locks
// that SQLite holds on it for this process (POSIX advisory locks).
func writable(path string) error { return unix.Access(path, unix.W_OK) }
