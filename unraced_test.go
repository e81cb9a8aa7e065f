package sada_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	markedUnraced = regexp.MustCompile(`(?m)^//go:build .*!race`)
	testFunction  = regexp.MustCompile(`(?m)^func (Test\w+)\(t \*testing\.T\)`)
	namedTests    = regexp.MustCompile(`(?m)^\t\$\(TEST\) -run '([^']+)' (.+)$`)
)

// TestUnracedTestsAreNamed holds that `make check` asks by name for each test that
// is not run with the race detector: nothing else would run it.
func TestUnracedTestsAreNamed(t *testing.T) {
	makefile, err := os.ReadFile("Makefile")
	if err != nil {
		t.Fatal(err)
	}
	named := map[string][]*regexp.Regexp{} // by package
	for _, line := range namedTests.FindAllStringSubmatch(string(makefile), -1) {
		for _, pkg := range strings.Fields(line[2]) {
			pkg = strings.TrimPrefix(pkg, "./")
			named[pkg] = append(named[pkg], regexp.MustCompile(line[1]))
		}
	}
	tests := 0
	for pkg, names := range unraced(t) {
		for _, name := range names {
			if tests++; !matches(named[pkg], name) {
				t.Errorf("%s of %s is not run with the race detector, and `make check` does not ask for it", name, pkg)
			}
		}
	}
	if tests == 0 {
		t.Error("no test is marked !race: this one looks for them in the wrong way")
	}
}

func matches(patterns []*regexp.Regexp, name string) bool {
	for _, p := range patterns {
		if p.MatchString(name) {
			return true
		}
	}
	return false
}

// unraced returns the tests of files marked !race, by package.
func unraced(t *testing.T) map[string][]string {
	t.Helper()
	found := map[string][]string{}
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		source, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if !markedUnraced.Match(source) {
			return nil
		}
		for _, f := range testFunction.FindAllStringSubmatch(string(source), -1) {
			pkg := filepath.ToSlash(filepath.Dir(path))
			found[pkg] = append(found[pkg], f[1])
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
