package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"syscall"
	"time"

	"github.com/gofrs/flock"

	"sada/storage"
)

// lock takes the lock of a store for as long as this process works on it.
func (a *app) lock(database string) (func(), error) { return lockStore(database, time.Now()) }

// lockStore takes the lock of a store for this process and writes into it who
// holds it since when. The lock is the operating system's: it ends with the
// process, however that ends. The file stays.
func lockStore(database string, now time.Time) (unlock func(), err error) {
	path := database + ".lock"
	l := flock.New(path, flock.SetFlag(os.O_CREATE|os.O_RDWR))
	ok, err := l.TryLock()
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS) {
		return nil, fmt.Errorf("lock %s: %w: %w", path, storage.ErrReadOnly, err)
	}
	if err != nil {
		return nil, fmt.Errorf("lock %s: %w", path, err)
	}
	if !ok {
		return nil, lockedError{path: database, holder: holder(path)}
	}
	text := fmt.Sprintf("pid %d, started %s\n", os.Getpid(), now.UTC().Format(time.RFC3339))
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		l.Unlock()
		return nil, fmt.Errorf("write lock %s: %w", path, err)
	}
	return func() {
		os.Truncate(path, 0)
		l.Unlock()
	}, nil
}

// holder reads who holds a lock. The holder writes its line right after it has
// taken the lock, so an empty file means that it is just starting.
func holder(path string) string {
	for range 20 {
		text, err := os.ReadFile(path)
		if line := strings.TrimSpace(string(text)); err == nil && line != "" {
			return line
		}
		time.Sleep(5 * time.Millisecond)
	}
	return "a run that is just starting"
}
