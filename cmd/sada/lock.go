package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
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
	path := linkedTo(database) + ".lock"
	l := flock.New(path, flock.SetFlag(os.O_CREATE|os.O_RDWR))
	ok, err := l.TryLock()
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS) {
		return nil, fmt.Errorf("lock %s: %w: %w", path, storage.ErrReadOnly, err)
	}
	if err != nil {
		return nil, fmt.Errorf("lock %s: %w", path, fullDisk(err))
	}
	if !ok {
		return nil, lockedError{path: database, holder: holder(path)}
	}
	text := fmt.Sprintf("pid %d, started %s\n", os.Getpid(), now.UTC().Format(time.RFC3339))
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		l.Unlock()
		return nil, fmt.Errorf("write lock %s: %w", path, fullDisk(err))
	}
	return func() {
		os.Truncate(path, 0)
		l.Unlock()
	}, nil
}

// linkedTo follows links to the file itself, so that one store has one lock by
// whatever name it is called.
func linkedTo(database string) string {
	if file, err := filepath.EvalSymlinks(database); err == nil {
		return file
	}
	if dir, err := filepath.EvalSymlinks(filepath.Dir(database)); err == nil {
		return filepath.Join(dir, filepath.Base(database))
	}
	return database
}

// fullDisk gives a full disk the error that the store gives it.
func fullDisk(err error) error {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		return fmt.Errorf("%w: %w", storage.ErrFull, err)
	}
	return err
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
