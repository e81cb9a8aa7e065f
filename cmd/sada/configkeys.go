package main

import (
	"errors"
	"fmt"
	"reflect"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// checkKeys walks the file and names the first key that no section knows, with
// the nearest one that it does. empty says that the file holds nothing.
func checkKeys(path string, text []byte) (empty bool, err error) {
	file, err := parser.ParseBytes(text, 0)
	if err != nil {
		return false, yamlError(path, err)
	}
	empty = true
	for _, doc := range file.Docs {
		if doc.Body == nil {
			continue
		}
		if _, ok := doc.Body.(ast.MapNode); !ok {
			if doc.Body.Type() == ast.NullType || doc.Body.Type() == ast.CommentType {
				continue
			}
			return false, fmt.Errorf("%s:%d: expected keys such as `database: sada.db`, found %s", path, doc.Body.GetToken().Position.Line, doc.Body.Type())
		}
		empty = false
		if err := checkNode(path, doc.Body, reflect.TypeFor[config](), ""); err != nil {
			return false, err
		}
	}
	return empty, nil
}

// checkNode checks the keys of one node against a type.
func checkNode(path string, n ast.Node, t reflect.Type, section string) error {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if seq, ok := n.(*ast.SequenceNode); ok && t.Kind() == reflect.Slice {
		for _, v := range seq.Values {
			if err := checkNode(path, v, t.Elem(), section); err != nil {
				return err
			}
		}
		return nil
	}
	m, ok := n.(ast.MapNode)
	if !ok || t.Kind() != reflect.Struct || len(keysOf(t)) == 0 {
		return nil
	}
	iter := m.MapRange()
	for iter.Next() {
		if err := checkKey(path, iter.KeyValue(), t, section); err != nil {
			return err
		}
	}
	return nil
}

func checkKey(path string, kv *ast.MappingValueNode, t reflect.Type, section string) error {
	key := kv.Key.GetToken().Value
	for i := range t.NumField() {
		f := t.Field(i)
		if name, _, _ := strings.Cut(f.Tag.Get("yaml"), ","); name == key {
			return checkNode(path, kv.Value, f.Type, section+key+".")
		}
	}
	known := keysOf(t)
	line := kv.Key.GetToken().Position.Line
	if near := nearest(key, known); near != "" {
		return fmt.Errorf("%s:%d: unknown key %q: did you mean %q?", path, line, section+key, section+near)
	}
	return fmt.Errorf("%s:%d: unknown key %q: known here are %s", path, line, section+key, strings.Join(known, ", "))
}

// nearest returns the word at the least edit distance, if that is less than
// half of the key's length.
func nearest(key string, words []string) string {
	best, dist := "", len(key)/2+1
	for _, w := range words {
		if d := distance(strings.ToLower(key), w); d < dist {
			best, dist = w, d
		}
	}
	return best
}

// distance is the edit distance of Levenshtein (1966), by bytes.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diag := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			diag, row[j+1] = row[j+1], min(row[j+1]+1, row[j]+1, diag+cost)
		}
	}
	return row[len(b)]
}

// lineOf returns the line of the node that the keys lead to, or of the last one
// on the way that the file has; 1 for none.
func lineOf(text []byte, keys ...any) int {
	file, err := parser.ParseBytes(text, 0)
	if err != nil {
		return 1
	}
	line := 1
	at := "$"
	for _, k := range keys {
		switch k := k.(type) {
		case int:
			at += fmt.Sprintf("[%d]", k)
		case string:
			at += "." + k
		}
		p, err := yaml.PathString(at)
		if err != nil {
			return line
		}
		n, err := p.FilterFile(file)
		if err != nil || n == nil {
			return line
		}
		line = n.GetToken().Position.Line
	}
	return line
}

// A nodeError is a value that its key does not take.
type nodeError struct {
	node ast.Node
	err  error
}

func (e nodeError) Error() string { return e.err.Error() }

// yamlError turns an error of the YAML reader into one line that names file and
// line.
func yamlError(path string, err error) error {
	var bad nodeError
	if errors.As(err, &bad) {
		return fmt.Errorf("%s:%d: %w", path, bad.node.GetToken().Position.Line, bad.err)
	}
	var kind *yaml.TypeError
	if errors.As(err, &kind) && kinds[kind.DstType.Kind()] != "" {
		return fmt.Errorf("%s:%d: %q is not %s", path, kind.Token.Position.Line, kind.Token.Value, kinds[kind.DstType.Kind()])
	}
	var y yaml.Error
	if errors.As(err, &y) {
		return fmt.Errorf("%s:%d: %s", path, y.GetToken().Position.Line, oneReason(y.GetMessage()))
	}
	return fmt.Errorf("%s: %s", path, oneReason(err.Error()))
}

// kinds names what a key takes.
var kinds = map[reflect.Kind]string{reflect.String: "a text", reflect.Int: "a whole number", reflect.Bool: "true or false"}

// oneReason keeps the sentence of an error and leaves out the source excerpt.
func oneReason(s string) string {
	first, _, _ := strings.Cut(s, "\n")
	return first
}
