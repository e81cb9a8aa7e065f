package main

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"sada/news"
)

func TestCSVGuardsFormulas(t *testing.T) {
	for _, tc := range []struct{ in, want string }{
		{"خبر", "خبر"},
		{"", ""},
		{"=1+1", "'=1+1"},
		{"+1", "'+1"},
		{"-1", "'-1"},
		{"@SUM(A1)", "'@SUM(A1)"},
		{"\uFF1D1+1", "'\uFF1D1+1"},
		{"\u200f=1+1", "'=1+1"}, // what hides the sign goes first
		{"\t=1+1", "'=1+1"},
		{"\x00=1+1", "'=1+1"},
		{"\ufeff=1+1", "'=1+1"},
		{"\U000e0041=1+1", "'=1+1"},
		{"\n=1+1", "'\n=1+1"},
		{"a=1", "a=1"},
		{"a\x1b[2J\nb\u202e", "a[2J\nb"},
	} {
		if got := new(csvTable[storyRecord]).text(tc.in); got != tc.want {
			t.Errorf("text(%q) = %q, want %q", tc.in, got, tc.want)
		}
	}
}

func csvOf[R any](t *testing.T, raw bool, records ...R) string {
	t.Helper()
	var b bytes.Buffer
	w := bufio.NewWriter(&b)
	table := newCSV[R](w, raw)
	if err := table.head(false); err != nil {
		t.Fatal(err)
	}
	for _, r := range records {
		if err := table.row(r); err != nil {
			t.Fatal(err)
		}
	}
	w.Flush()
	return b.String()
}

// TestCSVHasTheFieldsOfJSON holds that each form has every field, with the same
// value.
func TestCSVHasTheFieldsOfJSON(t *testing.T) {
	parent := int64(3)
	r := articleRecord{
		ID: 7, ExternalID: "x", URL: "http://nibras.example/1", Title: `قال: "نعم", ثم سكت`, PublishedAt: stamp(time.Unix(1e9, 0)),
		Score: 0.000012, ParentID: &parent, Relation: news.Copy, Why: "سطر\nوسطر",
	}.withText("فقرة\nوفقرة")
	rows, err := csv.NewReader(strings.NewReader(csvOf(t, false, r))).ReadAll()
	if err != nil || len(rows) != 2 {
		t.Fatalf("read back: %d rows, %v", len(rows), err)
	}
	text, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var fields map[string]any
	if err := json.Unmarshal(text, &fields); err != nil {
		t.Fatal(err)
	}
	if len(rows[0]) != len(fields) {
		t.Errorf("columns %v, want those of %v", rows[0], fields)
	}
	for i, name := range rows[0] {
		want := fmt.Sprint(fields[name])
		switch fields[name].(type) {
		case nil:
			want = ""
		case float64:
			want = strings.TrimRight(strings.TrimRight(fmt.Sprintf("%.6f", fields[name]), "0"), ".")
		}
		if rows[1][i] != want {
			t.Errorf("column %s: %q, want %q", name, rows[1][i], want)
		}
	}
}

// FuzzCSV holds that any text comes back whole from raw CSV, and that the
// guarded form begins no formula.
func FuzzCSV(f *testing.F) {
	for _, s := range []string{"", "=1", "\"", "a,b\r\nc", "\r", "\u202e=1", "'=1", "\xff"} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, title, name string) {
		r := storyRecord{Title: title, Outlets: []string{name}, Members: []int64{1, 2}}
		got := parseCSV(csvOf(t, true, r))
		if len(got) != 2 || got[1][2] != title || got[1][3] != name || got[1][7] != "1 2" {
			t.Errorf("raw CSV of %q, %q comes back as %q", title, name, got)
		}
		for _, row := range parseCSV(csvOf(t, false, r)) {
			for _, cell := range row {
				if cell != "" && strings.ContainsRune(formulaStarts, []rune(cell)[0]) {
					t.Errorf("guarded cell %q of %q", cell, title)
				}
			}
		}
	})
}

// parseCSV reads RFC 4180 to the letter; package csv turns CRLF in a cell into
// LF.
func parseCSV(s string) (rows [][]string) {
	var row []string
	for s != "" {
		var cell string
		if quoted, ok := strings.CutPrefix(s, `"`); ok {
			cell, s = unquote(quoted)
		} else {
			end := strings.IndexAny(s, ",\r")
			cell, s = s[:end], s[end:]
		}
		row = append(row, cell)
		if rest, ok := strings.CutPrefix(s, "\r\n"); ok {
			rows, row, s = append(rows, row), nil, rest
		} else {
			s = strings.TrimPrefix(s, ",")
		}
	}
	return rows
}

func unquote(s string) (cell, rest string) {
	var b strings.Builder
	for {
		end := strings.IndexByte(s, '"')
		b.WriteString(s[:end])
		if !strings.HasPrefix(s[end:], `""`) {
			return b.String(), s[end+1:]
		}
		b.WriteByte('"')
		s = s[end+2:]
	}
}

func TestCSVColumns(t *testing.T) {
	head, _, _ := strings.Cut(csvOf[storyRecord](t, false), "\r\n")
	if want := "id,canonical,title,outlets,texts,first_seen_at,last_seen_at,members"; head != want {
		t.Errorf("head %s, want %s", head, want)
	}
	for i := range reflect.TypeFor[articleRecord]().NumField() {
		if reflect.TypeFor[articleRecord]().Field(i).Tag.Get("json") == "" {
			t.Errorf("field %d has no name", i)
		}
	}
}
