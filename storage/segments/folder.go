// Package segments keeps the parts of the index of prints as files in a folder
// beside the store, mapped into memory. It knows neither what is in them nor
// which of them count: the store lists those. Losing the folder loses nothing.
package segments

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// A Folder is the path of a folder. It is made when the first file is written.
type Folder string

// Beside returns the folder that belongs to a database file.
func Beside(database string) Folder { return Folder(database + ".index") }

// Open returns the content of a file, which is read from the disk as it is
// looked at. It is valid until it is released, even if the file is replaced or
// removed in the meantime. A reader of it meets a fault where somebody cuts the
// file short.
func (f Folder) Open(name string) (data []byte, release func() error, err error) {
	path := filepath.Join(string(f), name)
	info, err := os.Stat(path) // first, since to open a pipe is to wait for who writes into it
	if err != nil {
		return nil, nil, fmt.Errorf("open part of the index: %w", err)
	}
	if !info.Mode().IsRegular() {
		return nil, nil, fmt.Errorf("open part of the index %s: not a file", path)
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, nil, fmt.Errorf("open part of the index: %w", err)
	}
	defer file.Close() // a mapping outlives it
	if info, err = file.Stat(); err == nil {
		data, release, err = mapped(file, info.Size())
	}
	if err != nil {
		return nil, nil, fmt.Errorf("open part of the index %s: %w", path, err)
	}
	return data, release, nil
}

// writeBuffer is how much is written to a file at a time. With 2 MB Linux may keep
// and map it in pages as large: lookups among a million articles took a seventh
// less, but a run that looks up one article then has the whole file resident.
const writeBuffer = 256 << 10

// unfinished is the beginning of the name of a file that is being written.
const unfinished = "unfinished-"

// Write makes a file of what write writes, in place of one of that name. Either
// the whole of it is on the disk in the end, or nothing has changed.
func (f Folder) Write(name string, write func(w io.Writer) error) (err error) {
	if err := os.MkdirAll(string(f), 0o755); err != nil {
		return fmt.Errorf("write part of the index: %w", err)
	}
	file, err := os.CreateTemp(string(f), unfinished)
	if err != nil {
		return fmt.Errorf("write part of the index: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(file.Name()))
		}
	}()
	out := bufio.NewWriterSize(file, writeBuffer)
	err = write(out)
	if err == nil {
		err = errors.Join(out.Flush(), file.Chmod(0o644), file.Sync())
	}
	if err = errors.Join(err, file.Close()); err == nil {
		err = os.Rename(file.Name(), filepath.Join(string(f), name))
	}
	if err != nil {
		return fmt.Errorf("write part of the index %s: %w", filepath.Join(string(f), name), err)
	}
	return f.sync()
}

// sync makes the names in the folder outlast a loss of power.
func (f Folder) sync() error {
	dir, err := os.Open(string(f))
	if err != nil {
		return fmt.Errorf("write part of the index: %w", err)
	}
	defer dir.Close() // opened to be read
	if err := dir.Sync(); err != nil && !errors.Is(err, errors.ErrUnsupported) && !errors.Is(err, fs.ErrInvalid) {
		return fmt.Errorf("write part of the index: %w", err)
	}
	return nil
}

// Retain removes all files but those named: the ones that others took the place
// of, and those that a killed run left.
func (f Folder) Retain(names []string) error {
	files, err := os.ReadDir(string(f))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("clear the index: %w", err)
	}
	for _, file := range files {
		if slices.Contains(names, file.Name()) || !file.Type().IsRegular() {
			continue
		}
		if err := os.Remove(filepath.Join(string(f), file.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("clear the index: %w", err)
		}
	}
	return nil
}
