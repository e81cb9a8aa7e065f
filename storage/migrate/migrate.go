// Package migrate brings a database's schema up to date with numbered SQL
// files: each is applied once, in order, all that are lacking in one transaction
// together with the rows that record them, so that a kill in the midst leaves
// the old schema working. It goes forwards only, never changes an applied
// step, and knows no table but its own.
//
// A library was considered (pressly/goose): it keeps no checksum of what was
// applied, so that an edited step goes unnoticed, and that notice is half of
// what is wanted here.
package migrate

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"
	"time"

	"sada/storage"
)

// SQLite holds the steps of the SQLite store.
//
//go:embed sqlite/*.sql
var SQLite embed.FS

// ErrChanged: a step that was applied reads differently now.
var ErrChanged = errors.New("applied migration was changed")

// A Step is one numbered SQL file.
type Step struct {
	Number   int
	Name     string // the file's name
	SQL      string
	Checksum string // hex SHA-256 of SQL
}

// An Applied is the record of a step in the database's table migrations.
type Applied struct {
	Number   int
	Name     string
	Checksum string
}

// A Queryer runs a query: *sql.DB, *sql.Conn and *sql.Tx do.
type Queryer interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

const (
	sqlCreate = `CREATE TABLE IF NOT EXISTS migrations (
  number     INTEGER PRIMARY KEY,
  name       TEXT NOT NULL,
  checksum   TEXT NOT NULL,
  applied_at TEXT NOT NULL
)`
	sqlApplied = `SELECT number, name, checksum FROM migrations ORDER BY number`
	sqlRecord  = `INSERT INTO migrations (number, name, checksum, applied_at) VALUES ($1, $2, $3, $4)`

	// appliedAt is RFC 3339 with milliseconds, as every time in the database.
	appliedAt = "2006-01-02T15:04:05.000Z"
)

// Load reads the steps of a directory, files named like 0001_first.sql, whose
// numbers must run from 1 without a gap.
func Load(fsys fs.FS, dir string) ([]Step, error) {
	names, err := fs.Glob(fsys, path.Join(dir, "*.sql")) // sorted
	if err != nil {
		return nil, fmt.Errorf("list migrations: %w", err)
	}
	steps := make([]Step, 0, len(names))
	for i, name := range names {
		step, err := load(fsys, name)
		if err != nil {
			return nil, err
		}
		if step.Number != i+1 {
			return nil, fmt.Errorf("migration %s: want number %d", step.Name, i+1)
		}
		steps = append(steps, step)
	}
	return steps, nil
}

func load(fsys fs.FS, name string) (Step, error) {
	text, err := fs.ReadFile(fsys, name)
	if err != nil {
		return Step{}, fmt.Errorf("read migration: %w", err)
	}
	base := path.Base(name)
	digits, _, _ := strings.Cut(base, "_")
	number, err := strconv.Atoi(digits)
	if err != nil {
		return Step{}, fmt.Errorf("migration %s: name must begin with its number", base)
	}
	sum := sha256.Sum256(text)
	return Step{Number: number, Name: base, SQL: string(text), Checksum: hex.EncodeToString(sum[:])}, nil
}

// History reads which steps a database has had, in order. The table
// migrations must exist.
func History(ctx context.Context, q Queryer) (applied []Applied, err error) {
	rows, err := q.QueryContext(ctx, sqlApplied)
	if err != nil {
		return nil, fmt.Errorf("read migrations: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var a Applied
		if err := rows.Scan(&a.Number, &a.Name, &a.Checksum); err != nil {
			return nil, fmt.Errorf("read migrations: %w", err)
		}
		applied = append(applied, a)
	}
	return applied, rows.Err()
}

// Pending returns the steps that a database with this history still lacks:
// storage.ErrNewer if it has had steps that are not known here, ErrChanged if
// one it has had reads differently now.
func Pending(steps []Step, history []Applied) ([]Step, error) {
	for i, a := range history {
		if a.Number > len(steps) {
			return nil, fmt.Errorf("%w: it has migration %s, this program knows %d", storage.ErrNewer, a.Name, len(steps))
		}
		if want := steps[i]; a.Number != want.Number || a.Checksum != want.Checksum {
			return nil, fmt.Errorf("%w: %s", ErrChanged, a.Name)
		}
	}
	return steps[len(history):], nil
}

// Apply brings the database up to date, in one transaction for all steps that
// it lacks. Transactions of db must take the write lock when they begin, so
// that of two programs one waits for the other and then finds nothing to do.
// now is recorded beside each step.
func Apply(ctx context.Context, db *sql.DB, steps []Step, now time.Time) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	defer tx.Rollback() // does nothing after a commit
	pending, err := lacking(ctx, tx, steps)
	if err != nil {
		return err
	}
	for _, step := range pending {
		if err := apply(ctx, tx, step, now); err != nil {
			return err
		}
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("commit migrations: %w", err)
	}
	return nil
}

// lacking returns the steps to apply, as seen from inside the transaction.
func lacking(ctx context.Context, tx *sql.Tx, steps []Step) ([]Step, error) {
	if _, err := tx.ExecContext(ctx, sqlCreate); err != nil {
		return nil, fmt.Errorf("create table migrations: %w", err)
	}
	history, err := History(ctx, tx)
	if err != nil {
		return nil, err
	}
	return Pending(steps, history)
}

func apply(ctx context.Context, tx *sql.Tx, step Step, now time.Time) error {
	if _, err := tx.ExecContext(ctx, step.SQL); err != nil {
		return fmt.Errorf("migration %s: %w", step.Name, err)
	}
	_, err := tx.ExecContext(ctx, sqlRecord, step.Number, step.Name, step.Checksum, now.UTC().Format(appliedAt))
	if err != nil {
		return fmt.Errorf("record migration %s: %w", step.Name, err)
	}
	return nil
}
