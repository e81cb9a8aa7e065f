//go:build unix

package sqlite_test

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"sada/storage"
)

// nobody is the user without rights that a test run by root becomes.
const nobody = 65534

// TestOpenWithoutRights tries files and folders that may not be written, as a
// user whom the system holds to it.
func TestOpenWithoutRights(t *testing.T) {
	root, binary := publicFolder(t)
	tests := []struct {
		name         string
		word         string
		folder, file os.FileMode
		want         error // nil: works
	}{
		{"writing to a file that may only be read", "write", 0o777, 0o444, storage.ErrReadOnly},
		{"writing in a folder that may only be read", "write", 0o555, 0o666, storage.ErrReadOnly},
		{"creating in a folder that may only be read", "write", 0o555, 0, storage.ErrReadOnly},
		{"reading in a folder that may only be read", "read", 0o555, 0o444, nil},
		{"reading a file that may only be read", "read", 0o777, 0o444, nil},
	}
	store, err := os.ReadFile(filled(t))
	if err != nil {
		t.Fatal(err)
	}
	for i, tt := range tests {
		dir := filepath.Join(root, string(rune('a'+i)))
		path := filepath.Join(dir, "sada.db")
		ok(t, os.Mkdir(dir, 0o777))
		if tt.file != 0 {
			ok(t, os.WriteFile(path, store, 0o600))
			ok(t, os.Chmod(path, tt.file))
		}
		ok(t, os.Chmod(dir, tt.folder))
		cmd, out := child(t, binary, tt.word, path, asNobody)
		said, _ := io.ReadAll(out)
		ok(t, cmd.Wait())
		ok(t, os.Chmod(dir, 0o777))
		switch {
		case tt.want == nil && len(said) > 0:
			t.Errorf("%s: %s", tt.name, said)
		case tt.want != nil && !(strings.Contains(string(said), tt.want.Error()) && strings.Contains(string(said), dir)):
			t.Errorf("%s: got %q, want %q and the path", tt.name, said, tt.want)
		}
	}
}

// publicFolder makes a folder that everyone may enter, with a copy of this
// test's binary.
func publicFolder(t *testing.T) (dir, binary string) {
	t.Helper()
	dir, err := os.MkdirTemp("", "sada-rights-")
	ok(t, err)
	t.Cleanup(func() { os.RemoveAll(dir) })
	ok(t, os.Chmod(dir, 0o755))
	program, err := os.ReadFile(os.Args[0])
	ok(t, err)
	binary = filepath.Join(dir, "child")
	ok(t, os.WriteFile(binary, program, 0o755))
	return dir, binary
}

func asNobody(cmd *exec.Cmd) {
	cmd.Dir = "/"
	if os.Geteuid() == 0 {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	}
}
