package sqlite

import (
	"errors"
	"fmt"
	"syscall"

	"github.com/mattn/go-sqlite3"

	"sada/storage"
)

// fault names the operation and, where SQLite itself gave up, the file and the
// error of package storage that callers branch on.
func (s *Store) fault(op string, err error) error { return fault(op, s.path, err) }

func fault(op, path string, err error) error {
	if err == nil {
		return nil
	}
	var cause sqlite3.Error
	if !errors.As(err, &cause) {
		return fmt.Errorf("%s: %w", op, err)
	}
	advice, kind := classify(cause)
	if kind == nil {
		return fmt.Errorf("%s: %s: %w", op, path, err)
	}
	return fmt.Errorf("%s: %s: %w%s (%w)", op, path, kind, advice, err)
}

// openFault is fault for opening, where every error names the file.
func openFault(path string, err error) error {
	var cause sqlite3.Error
	if err == nil || errors.As(err, &cause) {
		return fault("open database", path, err)
	}
	return fmt.Errorf("open database: %s: %w", path, err)
}

// howToMend is what to do about a damaged database.
const howToMend = "; it was left as it is: restore a backup, or save what can be read with `sqlite3 FILE .recover | sqlite3 NEW`"

// classify finds the error of package storage that stands for one of SQLite's,
// and what to do about it; nil if there is none.
func classify(err sqlite3.Error) (advice string, kind error) {
	if err.SystemErrno == syscall.ENOSPC || err.SystemErrno == syscall.EDQUOT {
		return "", storage.ErrFull
	}
	switch err.Code {
	case sqlite3.ErrBusy, sqlite3.ErrLocked:
		return "", storage.ErrBusy
	case sqlite3.ErrFull:
		return "", storage.ErrFull
	case sqlite3.ErrCorrupt, sqlite3.ErrNotADB, sqlite3.ErrFormat:
		return howToMend, storage.ErrDamaged
	case sqlite3.ErrReadonly, sqlite3.ErrPerm:
		return "", storage.ErrReadOnly
	}
	return "", nil
}

func isBusy(err error) bool {
	var cause sqlite3.Error
	return errors.As(err, &cause) && (cause.Code == sqlite3.ErrBusy || cause.Code == sqlite3.ErrLocked)
}

// isHalfWritten tells a file with a rollback journal beside it, which a
// connection that only reads may not apply.
func isHalfWritten(err error) bool {
	var cause sqlite3.Error
	return errors.As(err, &cause) && cause.ExtendedCode == sqlite3.ErrReadonlyRollback
}
