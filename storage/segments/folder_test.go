package segments_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sada/storage/segments"
)

func text(s string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, s)
		return err
	}
}

func ok(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// content opens a file and lets go of it.
func content(t *testing.T, f segments.Folder, name string) string {
	t.Helper()
	data, release, err := f.Open(name)
	ok(t, err)
	got := string(data)
	ok(t, release())
	return got
}

func names(t *testing.T, f segments.Folder) (all []string) {
	t.Helper()
	files, err := os.ReadDir(string(f))
	ok(t, err)
	for _, file := range files {
		all = append(all, file.Name())
	}
	return all
}

func TestWrittenIsRead(t *testing.T) {
	f := segments.Beside(filepath.Join(t.TempDir(), "sada.db"))
	for _, want := range []string{"", "صدى", strings.Repeat("a long one ", 100_000), "a short one"} {
		ok(t, f.Write("part", text(want)))
		if got := content(t, f, "part"); got != want {
			t.Errorf("%d bytes written, %d others read", len(want), len(got))
		}
	}
	if got := names(t, f); !slices.Equal(got, []string{"part"}) || filepath.Base(string(f)) != "sada.db.index" {
		t.Errorf("%s holds %v, want the one file", f, got)
	}
}

func TestFailedWriteChangesNothing(t *testing.T) {
	f, full := segments.Folder(t.TempDir()), errors.New("disk full")
	ok(t, f.Write("part", text("before")))
	err := f.Write("part", func(w io.Writer) error {
		fmt.Fprint(w, strings.Repeat("half", 1<<20))
		return full
	})
	if !errors.Is(err, full) || !strings.Contains(err.Error(), filepath.Join(string(f), "part")) {
		t.Errorf("Write = %v, want one that names the file and %v", err, full)
	}
	if got := content(t, f, "part"); got != "before" {
		t.Errorf("afterwards it is %d bytes, want what was before", len(got))
	}
	if got := names(t, f); !slices.Equal(got, []string{"part"}) {
		t.Errorf("the folder holds %v, want the one file", got)
	}
}

func TestOpenOutlastsReplacing(t *testing.T) {
	f := segments.Folder(t.TempDir())
	ok(t, f.Write("part", text("before")))
	data, release, err := f.Open("part")
	ok(t, err)
	ok(t, f.Write("part", text("after!")))
	ok(t, f.Retain(nil))
	if string(data) != "before" {
		t.Errorf("the open file now reads %q", data)
	}
	ok(t, release())
	if _, _, err := f.Open("part"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("Open of a removed file = %v, want ErrNotExist", err)
	}
}

func TestOpenRefusesAFolder(t *testing.T) {
	f := segments.Folder(t.TempDir())
	ok(t, os.Mkdir(filepath.Join(string(f), "part"), 0o755))
	if _, _, err := f.Open("part"); err == nil || !strings.Contains(err.Error(), "not a file") {
		t.Errorf("Open of a folder = %v, want: not a file", err)
	}
}

func TestRetain(t *testing.T) {
	f := segments.Folder(filepath.Join(t.TempDir(), "absent"))
	ok(t, f.Retain([]string{"a"}))
	for _, name := range []string{"a", "b", "unfinished-123"} {
		ok(t, f.Write(name, text(name)))
	}
	ok(t, os.Mkdir(filepath.Join(string(f), "somebody's"), 0o755))
	ok(t, f.Retain([]string{"b", "c"}))
	if got := names(t, f); !slices.Equal(got, []string{"b", "somebody's"}) {
		t.Errorf("after Retain the folder holds %v", got)
	}
}
