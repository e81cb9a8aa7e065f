// Package sqlite keeps the store in one SQLite file. It implements
// storage.Store: one connection writes, others read beside it from a snapshot
// (write-ahead log). It decides nothing about stories; the functions that do
// are handed in and run inside its transactions.
//
// The full-text index needs a build with
//
//	go build -tags sqlite_fts5,sqlite_math_functions
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"sada/storage"
)

// A Store is one open database file. It is safe for use by many goroutines.
type Store struct {
	path   string
	writer *sql.DB // one connection; nil when opened read-only
	reader *sql.DB
	waits  int // how often a write asks for the lock before it gives up

	close func() error // once
}

var _ storage.Store = (*Store)(nil)

// Options say how a database is opened.
type Options struct {
	// ReadOnly opens an existing database without migrating it and without
	// ever writing to it. Default: false.
	ReadOnly bool
	// BusyTimeout is how long to wait for a lock that another program holds.
	// Default: DefaultBusyTimeout.
	BusyTimeout time.Duration
}

// DefaultBusyTimeout outlasts a backup, a checkpoint or a batch of another
// program, each a few seconds at most, and still ends a run that meets a lock
// for good within a minute even if both its opening and its first write wait.
const DefaultBusyTimeout = 20 * time.Second

// busySlice is how long SQLite itself waits for a lock. A wait inside SQLite
// cannot be interrupted, so a longer one is made of slices, between which the
// context is asked: a signal stops a waiting program within one.
const busySlice = time.Second

func (o Options) busyTimeout() time.Duration {
	if o.BusyTimeout <= 0 {
		return DefaultBusyTimeout
	}
	return o.BusyTimeout
}

// Close ends the store. What is in the write-ahead log is copied into the
// database file, as far as other programs' readers allow. Closing again does
// nothing and returns what closing returned.
func (s *Store) Close() error { return s.close() }

func (s *Store) shut() error {
	err := s.reader.Close()
	if s.writer == nil {
		return err
	}
	_, checkpoint := s.writer.Exec(`PRAGMA wal_checkpoint(PASSIVE)`)
	return errors.Join(err, s.fault("close", checkpoint), s.writer.Close())
}

// write runs f in one transaction that holds the write lock from its start.
func (s *Store) write(ctx context.Context, op string, f func(ctx context.Context, tx *sql.Tx) error) error {
	if s.writer == nil {
		return fmt.Errorf("%s: %s was opened read-only: %w", op, s.path, storage.ErrReadOnly)
	}
	tx, err := s.begin(ctx)
	if err != nil {
		return s.fault(op, err)
	}
	defer tx.Rollback() // does nothing after a commit
	// A statement is never cancelled by itself: f asks ctx between its steps,
	// and the driver starts a goroutine for every statement that might be.
	if err := f(context.WithoutCancel(ctx), tx); err != nil {
		return s.fault(op, err)
	}
	return s.fault(op, tx.Commit())
}

// begin takes the write lock, waiting for it in slices.
func (s *Store) begin(ctx context.Context) (*sql.Tx, error) {
	for wait := 1; ; wait++ {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		tx, err := s.writer.BeginTx(context.WithoutCancel(ctx), nil)
		if err == nil || !isBusy(err) || wait >= s.waits {
			return tx, err
		}
	}
}

// read runs f in one transaction that sees the database at one point in time.
func (s *Store) read(ctx context.Context, op string, f func(tx *sql.Tx) error) error {
	tx, err := s.reader.BeginTx(ctx, nil)
	if err != nil {
		return s.fault(op, err)
	}
	defer tx.Rollback() // nothing to commit
	return s.fault(op, f(tx))
}
