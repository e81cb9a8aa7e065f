package main

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"

	"github.com/lmittmann/tint"
	"golang.org/x/term"

	"sada/storage/sqlite"
)

// databasePath is the flag's path, or the configuration's.
func (a *app) databasePath(cfg *config) string {
	if a.DB != "" {
		return a.DB
	}
	return cfg.database()
}

// openToRead opens the store of a command that only reads. A missing file is an
// error that names the first command to run.
func (a *app) openToRead() (*sqlite.Store, *config, error) {
	cfg, err := loadConfig(a.Config)
	if err != nil {
		return nil, nil, err
	}
	path := a.databasePath(&cfg)
	if err := storeThere(path); err != nil {
		return nil, nil, err
	}
	st, err := sqlite.Open(a.ctx, path, sqlite.Options{ReadOnly: true})
	if err != nil {
		return nil, nil, err
	}
	return st, &cfg, nil
}

// storeThere reports a store that is not there yet, and how to make one.
func storeThere(path string) error {
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("no store at %s yet: run `sada poll` to fill it, or `sada demo --keep demo` to try sada on a made-up press", path)
	}
	return nil
}

// openToWrite takes the store's lock and opens it, making it if there is none.
func (a *app) openToWrite(path string) (*sqlite.Store, func(), error) {
	unlock, err := a.lock(path)
	if err != nil {
		return nil, nil, err
	}
	st, err := sqlite.Open(a.ctx, path, sqlite.Options{})
	if err != nil {
		unlock()
		return nil, nil, err
	}
	return st, func() { st.Close(); unlock() }, nil
}

// isTerminal reports whether w is a terminal.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// quiet reports whether to print only what is wrong.
func (a *app) quiet() bool {
	if a.Quiet != nil {
		return *a.Quiet
	}
	return !isTerminal(a.errw)
}

// logger writes to stderr: errors alone when quiet, single requests when
// verbose. One record is one line, whatever text from the web stands in it.
func (a *app) logger(w io.Writer) *slog.Logger {
	level := slog.LevelInfo
	switch {
	case a.Verbose:
		level = slog.LevelDebug
	case a.quiet():
		level = slog.LevelError
	}
	if a.Log == "json" {
		return slog.New(slog.NewJSONHandler(w, &slog.HandlerOptions{Level: level, ReplaceAttr: oneLineAttr}))
	}
	return slog.New(tint.NewTextHandler(w, &tint.Options{
		Level: level, NoColor: !isTerminal(a.errw) || os.Getenv("NO_COLOR") != "", ReplaceAttr: oneLineAttr,
	}))
}

// oneLineAttr keeps line breaks, escapes, direction marks and secrets out of the
// log.
func oneLineAttr(_ []string, at slog.Attr) slog.Attr {
	switch v := at.Value.Any().(type) {
	case string:
		at.Value = slog.StringValue(shown(v))
	case error:
		at.Value = slog.StringValue(shown(v.Error()))
	}
	return at
}
