package sqlite

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	"github.com/mattn/go-sqlite3"

	"sada/storage"
	"sada/storage/migrate"
)

// applicationID marks the file as sada's in its header: the letters "sada".
const applicationID = 0x73616461

const (
	sqlHasFTS5  = `SELECT sqlite_compileoption_used('ENABLE_FTS5')`
	sqlPageSize = `PRAGMA page_size`
	sqlCheck    = `PRAGMA quick_check(1)`
	// One statement sees the file at one moment: another program may be creating it.
	sqlWhose = `SELECT count(*), coalesce(sum(name = 'migrations'), 0),
		(SELECT application_id FROM pragma_application_id) FROM sqlite_schema`
)

var errNoFTS5 = errors.New("this build has no full-text search: build with -tags sqlite_fts5,sqlite_math_functions")

// Open opens the database file at path, creates it if there is none, and
// brings its schema up to date. It writes nothing to a file that it refuses:
// storage.ErrNewer, ErrDamaged, ErrReadOnly, ErrBusy say why.
func Open(ctx context.Context, path string, opts Options) (*Store, error) {
	if err := checkPath(path, opts.ReadOnly); err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	steps, err := migrate.Load(migrate.SQLite, "sqlite")
	if err != nil {
		return nil, err
	}
	pending, err := inspect(ctx, path, opts, steps)
	if err != nil {
		return nil, openFault(path, err)
	}
	s := &Store{path: path, waits: waits(opts.busyTimeout())}
	s.close = sync.OnceValue(s.shut)
	if opts.ReadOnly && len(pending) > 0 {
		return nil, fmt.Errorf("open database: %s: %w: it lacks %s", path, storage.ErrOlder, pending[0].Name)
	}
	if !opts.ReadOnly {
		if err := s.openWriter(ctx, opts, steps, len(pending) > 0); err != nil {
			return nil, openFault(path, err)
		}
	}
	s.reader = pool(readDSN(path, opts))
	s.reader.SetMaxIdleConns(idleReaders)
	return s, nil
}

// openWriter makes the connection that writes, and migrates where there is need.
func (s *Store) openWriter(ctx context.Context, opts Options, steps []migrate.Step, migrating bool) error {
	s.writer = pool(writeDSN(s.path, opts))
	s.writer.SetMaxOpenConns(1) // SQLite has one writer; two of ours would only wait for each other
	if !migrating {
		return nil
	}
	if err := s.migrate(ctx, steps); err != nil {
		return errors.Join(err, s.writer.Close())
	}
	return nil
}

// pool makes a pool of connections, which open when they are used.
func pool(dsn string) *sql.DB { return sql.OpenDB(connector(dsn)) }

// A connector opens connections to the file that it names.
type connector string

// Connect opens a connection.
func (c connector) Connect(context.Context) (driver.Conn, error) { return c.Driver().Open(string(c)) }

// Driver returns the driver that connects.
func (connector) Driver() driver.Driver { return &sqlite3.SQLiteDriver{ConnectHook: setLog} }

// logPages is the number of pages in the write-ahead log, 32 MB, from which a
// commit copies them into the file and waits for the disk. By SQLite's own 1,000
// nearly every commit of an import does.
const logPages = 8 << 10

func setLog(c *sqlite3.SQLiteConn) error {
	_, err := c.Exec(fmt.Sprintf(`PRAGMA wal_autocheckpoint = %d`, logPages), nil)
	return err
}

// idleReaders are kept open between reads. Pages and terminal commands read
// one thing at a time, seldom two or three.
const idleReaders = 4

func (s *Store) migrate(ctx context.Context, steps []migrate.Step) error {
	if err := s.retry(ctx, func() error {
		_, err := s.writer.ExecContext(ctx, `PRAGMA journal_mode = WAL`)
		return err
	}); err != nil {
		return err
	}
	return s.retry(ctx, func() error {
		return migrate.Apply(ctx, s.writer, steps, time.Now())
	})
}

// retry repeats f while another program holds the database, as long as begin
// would wait for it.
func (s *Store) retry(ctx context.Context, f func() error) error {
	for wait := 1; ; wait++ {
		err := f()
		if err == nil || !isBusy(err) || wait >= s.waits || ctx.Err() != nil {
			return err
		}
	}
}

// waits is the number of slices in a busy timeout, at least one.
func waits(timeout time.Duration) int {
	return int(max(1, (timeout+busySlice-1)/busySlice))
}

// checkPath finds out what can be known without touching the file: SQLite
// would name neither a missing folder nor who may not write what.
func checkPath(path string, readOnly bool) error {
	info, err := os.Stat(path)
	switch {
	case path == "":
		return errors.New("no file named")
	case errors.Is(err, fs.ErrNotExist) && !readOnly:
		return checkFolder(filepath.Dir(path))
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		return fmt.Errorf("%s is not a file: %w", path, storage.ErrDamaged)
	case readOnly:
		return nil
	}
	if err := writable(path); err != nil {
		return fmt.Errorf("%s: %w (%w)", path, storage.ErrReadOnly, err)
	}
	return checkFolder(filepath.Dir(path)) // the write-ahead log stands beside the file
}

func checkFolder(dir string) error {
	if _, err := os.Stat(dir); err != nil {
		return err
	}
	if err := writable(dir); err != nil {
		return fmt.Errorf("folder %s: %w (%w)", dir, storage.ErrReadOnly, err)
	}
	return nil
}

// inspect looks into the file through a connection that cannot write, so that
// a file which is refused stays as it was byte for byte. It returns the
// migrations that it lacks: all of them if there is no file.
func inspect(ctx context.Context, path string, opts Options, steps []migrate.Step) ([]migrate.Step, error) {
	dsn := readDSN(path, opts)
	if info, err := os.Stat(path); err != nil || info.Size() == 0 {
		dsn = ":memory:" // nothing to look into, but the build's features
	}
	pending, err := inspectBy(ctx, dsn, path, opts, steps)
	if !opts.ReadOnly && isHalfWritten(err) {
		// A program was killed as it created the store, before there was a
		// write-ahead log. Only one that may write can undo what it began.
		return inspectBy(ctx, writeDSN(path, opts), path, opts, steps)
	}
	return pending, err
}

func inspectBy(ctx context.Context, dsn, path string, opts Options, steps []migrate.Step) (pending []migrate.Step, err error) {
	db := pool(dsn)
	defer func() { err = errors.Join(err, db.Close()) }()
	db.SetMaxOpenConns(1)
	var has bool
	if err := db.QueryRowContext(ctx, sqlHasFTS5).Scan(&has); err != nil {
		return nil, err
	}
	if !has {
		return nil, errNoFTS5
	}
	history, err := history(ctx, db)
	if err != nil {
		return nil, err
	}
	if err := checkLength(ctx, db, path); err != nil {
		return nil, err
	}
	if err := checkPages(ctx, db, path, opts); err != nil {
		return nil, err
	}
	return migrate.Pending(steps, history)
}

// maxChecked is the size in bytes up to which a file is read through before
// anything is written to it: 0.1 s for 54 MB, measured on a store of 6,000
// articles, so a quarter of a second at most. A larger file is refused only
// where a damaged page is met.
const maxChecked = 128 << 20

// checkPages refuses a file with a damaged page before a write can make it
// worse. Who only reads goes as far as the file lets him.
func checkPages(ctx context.Context, db *sql.DB, path string, opts Options) error {
	info, err := os.Stat(path)
	if err != nil || opts.ReadOnly || info.Size() > maxChecked {
		return nil // not made yet, or not to be read through
	}
	var found string
	if err := db.QueryRowContext(ctx, sqlCheck).Scan(&found); err != nil || found == "ok" {
		return err
	}
	return fmt.Errorf("%s: %w%s", found, storage.ErrDamaged, howToMend)
}

// checkLength refuses a file that ends within a page, which SQLite would read
// on with zeros. While there is a log, the last page may be on its way.
func checkLength(ctx context.Context, db *sql.DB, path string) error {
	var page int64
	if err := db.QueryRowContext(ctx, sqlPageSize).Scan(&page); err != nil {
		return err
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil // not made yet
	}
	if log, err := os.Stat(path + "-wal"); err == nil && log.Size() > 0 {
		return nil
	}
	if info.Size()%page != 0 {
		return fmt.Errorf("it ends within a page: %w%s", storage.ErrDamaged, howToMend)
	}
	return nil
}

// history reads which migrations the database has had: none if it is empty.
func history(ctx context.Context, db *sql.DB) ([]migrate.Applied, error) {
	var objects, ours, id int
	if err := db.QueryRowContext(ctx, sqlWhose).Scan(&objects, &ours, &id); err != nil {
		return nil, err
	}
	switch {
	case objects == 0 && id == 0:
		return nil, nil
	case id != applicationID || ours == 0:
		return nil, fmt.Errorf("it holds another program's tables: %w; it was left as it is: name another file", storage.ErrDamaged)
	}
	return migrate.History(ctx, db)
}

// writeDSN names the file for the connection that writes.
//
// synchronous NORMAL: in WAL mode a power failure can then take the last
// transactions but cannot damage the file. A lost transaction is polled again,
// since validators, entries and articles go in one; a sync at every commit
// would buy nothing else.
func writeDSN(path string, opts Options) string {
	return dsn(path, url.Values{
		"_busy_timeout":    {millis(min(busySlice, opts.busyTimeout()))},
		"_foreign_keys":    {"on"},
		"_mutex":           {"no"}, // package sql locks the connection
		"_synchronous":     {"NORMAL"},
		"_txlock":          {"immediate"},
		"_stmt_cache_size": {strconv.Itoa(cachedStatements)},
		"_cache_size":      {strconv.Itoa(-cacheKiB)},
	})
}

// cachedStatements is more than the store has statements, so that each is
// compiled once a connection.
const cachedStatements = 96

// cacheKiB is the page cache of the writer. Measured: filing 18,984 articles
// gains nothing from more.
const cacheKiB = 16 << 10

// readDSN names the file for connections that only read. They wait for the
// whole timeout inside SQLite: in WAL mode a reader meets a lock only while
// the log is recovered.
func readDSN(path string, opts Options) string {
	query := url.Values{
		"mode":             {"ro"},
		"_query_only":      {"on"},
		"_foreign_keys":    {"on"},
		"_busy_timeout":    {millis(opts.busyTimeout())},
		"_stmt_cache_size": {strconv.Itoa(cachedStatements)},
	}
	if frozen(path) {
		query.Set("immutable", "1")
	}
	return dsn(path, query)
}

// frozen reports whether nobody can be writing to the database and SQLite
// could not read it as usual: it lies in a folder where the files of the
// write-ahead log cannot be made, and there are none.
func frozen(path string) bool {
	_, err := os.Stat(path + "-wal")
	return errors.Is(err, fs.ErrNotExist) && writable(filepath.Dir(path)) != nil
}

func dsn(path string, query url.Values) string {
	escaped := (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath()
	return "file:" + escaped + "?" + query.Encode()
}

func millis(d time.Duration) string { return strconv.FormatInt(max(1, d.Milliseconds()), 10) }
