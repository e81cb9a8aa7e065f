package main

import (
	"bufio"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"

	"sada/arabic"
)

// A csvTable writes records as CSV (RFC 4180), a column for each field of the
// record under its JSON name.
type csvTable[R any] struct {
	w     *bufio.Writer
	raw   bool // text as it is stored
	names []string
}

func newCSV[R any](w *bufio.Writer, raw bool) *csvTable[R] {
	t := &csvTable[R]{w: w, raw: raw}
	kind := reflect.TypeFor[R]()
	for i := range kind.NumField() {
		name, _, _ := strings.Cut(kind.Field(i).Tag.Get("json"), ",")
		t.names = append(t.names, name)
	}
	return t
}

func (t *csvTable[R]) head(bom bool) error {
	if bom {
		t.w.WriteString("\uFEFF") // a Writer of package bufio keeps its error for the end of the line
	}
	return t.line(t.names)
}

func (t *csvTable[R]) row(r R) error {
	v := reflect.ValueOf(r)
	cells := make([]string, len(t.names))
	for i := range cells {
		cells[i] = t.cell(v.Field(i))
	}
	return t.line(cells)
}

// cell returns a field as text: unknown times and absent numbers empty, ids of
// a list apart by a space, names of a list by "; ".
func (t *csvTable[R]) cell(v reflect.Value) string {
	if v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return ""
		}
		v = v.Elem()
	}
	switch x := v.Interface().(type) {
	case stamp:
		return x.String()
	case float64:
		return strconv.FormatFloat(x, 'f', -1, 64)
	case []int64:
		return strings.Trim(fmt.Sprint(x), "[]")
	case []string:
		return t.text(strings.Join(x, "; "))
	}
	if v.Kind() == reflect.String {
		return t.text(v.String())
	}
	return fmt.Sprint(v.Interface())
}

// text makes text from the web safe for a spreadsheet, unless it is wanted raw.
func (t *csvTable[R]) text(s string) string {
	if t.raw {
		return s
	}
	return guardFormula(arabic.Lines(s))
}

// formulaStarts are the characters with which a cell becomes a formula in one
// spreadsheet or another (OWASP, CSV Injection), their full-width forms among
// them. Controls are gone already; a guard stays right if that changes.
const formulaStarts = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20" // full-width = + - @

// guardFormula puts an apostrophe before what would begin a formula (ASVS 5.0,
// requirement 1.2.10): spreadsheets then show the text as it is.
func guardFormula(s string) string {
	first, _ := utf8.DecodeRuneInString(s)
	if s != "" && strings.ContainsRune(formulaStarts, first) {
		return "'" + s
	}
	return s
}

// line writes one record. Its end is CRLF; a line break in a cell stays LF, as
// it is stored, which is why this is not encoding/csv.
func (t *csvTable[R]) line(cells []string) error {
	for i, c := range cells {
		if i > 0 {
			t.w.WriteByte(',')
		}
		if strings.ContainsAny(c, ",\"\r\n") {
			c = `"` + strings.ReplaceAll(c, `"`, `""`) + `"`
		}
		t.w.WriteString(c)
	}
	_, err := t.w.WriteString("\r\n")
	return err
}
