package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"sada/crawler/feed"
	"sada/news"
	"sada/storage"
)

// The exit codes of every command.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2 // bad usage or configuration
	exitPartly = 3 // some feeds failed, the rest is stored
	exitLocked = 4 // another run holds the store
)

// A usageError is the caller's to mend.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

func usagef(format string, args ...any) error {
	return usageError{fmt.Errorf(format, args...)}
}

// errPartly says that the work was done in part; what failed was reported.
var errPartly = errors.New("partly done")

// errSilent says that the work failed and that this was reported.
var errSilent = errors.New("failed")

// A lockedError says who holds the store.
type lockedError struct{ path, holder string }

func (e lockedError) Error() string {
	return fmt.Sprintf("another run holds %s: %s", e.path, e.holder)
}

// report prints an error with the way out, once, and returns the exit code.
func (a *app) report(err error) int {
	var usage usageError
	var locked lockedError
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errPartly):
		return exitPartly
	case errors.Is(err, errSilent):
		return exitFailed
	case a.ctx.Err() != nil && errors.Is(err, context.Canceled):
		fmt.Fprintln(a.errw, "sada: interrupted")
		return exitPartly
	}
	a.complain(err)
	switch {
	case errors.As(err, &usage):
		return exitUsage
	case errors.As(err, &locked):
		return exitLocked
	}
	return exitFailed
}

// complain prints an error on one line, and a second one that says what to do,
// where that is known.
func (a *app) complain(err error) {
	fmt.Fprintln(a.errw, "sada:", shown(err.Error()))
	if h := hint(err); h != "" {
		fmt.Fprintln(a.errw, "hint:", h)
	}
}

func hint(err error) string {
	switch {
	case errors.Is(err, storage.ErrFull):
		return "make room on the disk and run the command again; what was stored is sound"
	case errors.Is(err, storage.ErrNewer):
		return "use the sada that wrote the database, or a newer one"
	case errors.Is(err, storage.ErrBusy):
		return "close the other program that has the database open for writing, then run the command again"
	case errors.Is(err, storage.ErrReadOnly):
		return "give the file and its folder to the user that runs sada, or name another file with --db"
	case errors.Is(err, storage.ErrSyntax):
		return "leave out --fts to search for the words as they are"
	case errors.Is(err, feed.ErrNotFeed) && strings.Contains(err.Error(), "HTML page"):
		return "`sada feeds discover URL` looks for the feeds of a page; --links PATTERN reads the links of a section page"
	case errors.Is(err, news.ErrNotFound) && strings.Contains(err.Error(), "article"):
		return "an article is named by its id, its URL or the id it had in an imported file; `sada search WORDS` prints ids"
	case errors.Is(err, news.ErrNotFound) && strings.HasPrefix(err.Error(), "story"):
		return "`sada stories` and `sada search WORDS` print the ids of stories; one that became part of another has none any more"
	}
	return ""
}
