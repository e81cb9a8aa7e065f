package sada_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// allowed is the whole of the architecture: which packages of sada each package
// may import. Arrows go down this table, never up.
var allowed = map[string][]string{
	"news":   {},
	"arabic": {},

	"dedupe/hashes": {},
	"dedupe/prints": {"arabic", "dedupe/hashes", "news"},
	"dedupe/index":  {"dedupe/hashes", "dedupe/prints", "news"},
	"dedupe":        {"arabic", "dedupe/hashes", "dedupe/index", "dedupe/prints", "news"},
	"story":         {"arabic", "dedupe", "dedupe/index", "dedupe/prints", "news"},

	"furniture": {"arabic", "internal/wording", "news"},

	"crawler/address":  {},
	"crawler/robots":   {},
	"crawler/schedule": {"news"},
	"crawler/standin":  {"arabic", "news"},
	"crawler/fetch":    {"arabic", "crawler/address", "crawler/robots", "news"},
	"crawler/feed":     {"arabic", "news"},
	"crawler/extract":  {"arabic", "news"},
	"crawler":          {"crawler/address", "crawler/extract", "crawler/feed", "crawler/fetch", "crawler/schedule", "crawler/standin", "internal/wording", "news"},

	"storage":           {"news"},
	"storage/migrate":   {"storage"},
	"storage/sqlite":    {"news", "storage", "storage/migrate"},
	"storage/segments":  {},
	"storage/storetest": {"news", "storage"},

	"internal/term":     {"arabic"},
	"internal/fakeweb":  {"news"},
	"internal/hostile":  {},
	"internal/cputime":  {},
	"internal/specimen": {},
	"internal/wording":  {},

	"eval": {"arabic", "crawler/address", "dedupe", "dedupe/index", "dedupe/prints", "furniture", "internal/fakeweb", "internal/wording", "news", "storage", "storage/sqlite", "story"},

	"cmd/sada": {
		"arabic", "crawler", "crawler/address", "crawler/extract", "crawler/feed", "crawler/fetch", "crawler/schedule",
		"eval", "furniture", "internal/fakeweb", "internal/term", "internal/wording", "news", "storage", "storage/segments", "storage/sqlite", "story",
	},
}

// TestLayers fails on a package that the table does not know, and on an import
// that it does not allow. Tests may reach further, but not from the library
// packages up to the command.
func TestLayers(t *testing.T) {
	for _, file := range goFiles(t) {
		dir := filepath.ToSlash(filepath.Dir(file))
		if dir == "." {
			continue
		}
		may, known := allowed[dir]
		if !known {
			t.Errorf("package %s is not in the table of layers: say what it may import", dir)
			continue
		}
		for _, imp := range imports(t, file) {
			if !slices.Contains(may, imp) {
				t.Errorf("%s imports %s: the table of layers does not allow it", file, imp)
			}
		}
	}
}

// TestLayersHaveNoCycle orders the table: an import of a package must come from
// one that stands after it.
func TestLayersHaveNoCycle(t *testing.T) {
	done := map[string]bool{}
	for range allowed {
		for dir, imps := range allowed {
			if !slices.ContainsFunc(imps, func(i string) bool { return !done[i] }) {
				done[dir] = true
			}
		}
	}
	for dir := range allowed {
		if !done[dir] {
			t.Errorf("package %s imports itself, by way of others", dir)
		}
	}
}

func goFiles(t *testing.T) []string {
	t.Helper()
	var files []string
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && path != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata" || d.Name() == "bench"):
			return filepath.SkipDir
		case strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go"):
			files = append(files, path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// imports returns the packages of sada that a file imports, without the module
// path.
func imports(t *testing.T, file string) []string {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, i := range f.Imports {
		path, err := strconv.Unquote(i.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		if own, ok := strings.CutPrefix(path, "sada/"); ok {
			out = append(out, own)
		}
	}
	return out
}
