package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"time"

	"sada/storage/sqlite"
)

// throwaways is how the folders of evaluations are named, and throwawayStore the
// store in each.
const (
	throwaways     = "sada-eval-"
	throwawayStore = "eval.db"
)

// abandoned is how long nothing has been written to a throwaway store that a kill
// left: no evaluation reads for so long.
const abandoned = 24 * time.Hour

// openThrowaway opens an empty store in a folder of its own; remove closes and
// removes it. What kills of earlier runs left is removed too.
func openThrowaway(ctx context.Context) (st *sqlite.Store, remove func() error, err error) {
	clearThrowaways(os.TempDir(), time.Now())
	dir, err := os.MkdirTemp("", throwaways)
	if err != nil {
		return nil, nil, err
	}
	if st, err = sqlite.Open(ctx, filepath.Join(dir, throwawayStore), sqlite.Options{}); err != nil {
		return nil, nil, errors.Join(err, os.RemoveAll(dir))
	}
	return st, func() error { return errors.Join(st.Close(), os.RemoveAll(dir)) }, nil
}

// clearThrowaways removes the throwaway stores in a folder that have been
// abandoned. Those of other users stay; nothing depends on it.
func clearThrowaways(in string, now time.Time) {
	dirs, _ := filepath.Glob(filepath.Join(in, throwaways+"*")) // the pattern is sound
	for _, dir := range dirs {
		if _, err := os.Stat(filepath.Join(dir, throwawayStore)); err != nil {
			continue // somebody's own
		}
		if now.Sub(lastWritten(dir)) > abandoned {
			os.RemoveAll(dir)
		}
	}
}

// lastWritten is when a folder of files or any file in it was last changed.
func lastWritten(dir string) (last time.Time) {
	files, _ := filepath.Glob(filepath.Join(dir, "*"))
	for _, path := range append(files, dir) {
		if info, err := os.Lstat(path); err == nil && info.ModTime().After(last) {
			last = info.ModTime()
		}
	}
	return last
}
