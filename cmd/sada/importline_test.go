package main

import (
	"encoding/json"
	"strings"
	"testing"
)

// oddLines are lines on which readers of JSON differ.
var oddLines = []string{
	`{"url": "http://nibras.example/1", "title": "صدى", "text": "قال \"نعم\".\n\tثم \\ مضى \u0635\/"}`,
	` { "id" : 12 , "outlet":"nibras" } ` + "\r\n",
	`{"id":-0.5e+3,"url":""}`,
	`{"score":0.25,"parent_id":null,"gone":true,"tags":[],"url":null}`,
	`{"title":"1","title":"2","title":null}`, // the last that says something
	`{"title":"\u0000\u001b\u202e"}`,
	`{}`,
	`{"id":null}`,
	`{"id":"7","id":true}`,
	`{"id":["7"]}`,
	`{"URL":"http://nibras.example/1"}`,
	`{"author\u017f":"x","authorſ":"y"}`,
	`{"title":7}`,
	`{"text":7}`,
	`{"tags":["a","b"],"title":"x"}`,
	`{"credit":{"title":"y"},"title":"x"}`,
	`{"title":"\ud83d\ude00"}`,
	`{"title":"\ud83d"}`,
	`{"title":"\x41"}`,
	`{"title":"\u00g1"}`,
	"{\"title\":\"a\tb\"}",
	"{\"title\":\"\xd8\"}",
	`{"title":"x",}`,
	`{"title":"x"} {}`,
	"{\"title\":\"x\"}\x00",
	`{"title":01}`,
	`{"id":+1}`,
	`{"id":1 2}`,
	`{"title":"x`,
	`{"title":"x\`,
	`["title"]`,
	strings.Repeat("[", 20_000),
	`{"x":` + strings.Repeat("[", 9_000) + strings.Repeat("]", 9_000) + `,"title":"y"}`,
	`{"title":` + strings.Repeat("[", 9_000) + strings.Repeat("]", 9_000) + `}`,
	`{"id":` + strings.Repeat(`{"id":`, 5_000) + `1` + strings.Repeat("}", 5_001),
	``,
}

func TestReadLineOf(t *testing.T) {
	for _, line := range oddLines {
		checkLine(t, line)
	}
}

// FuzzLine holds that a line is read as package encoding/json reads it.
func FuzzLine(f *testing.F) {
	for _, line := range oddLines {
		f.Add(line)
	}
	f.Fuzz(checkLine)
}

func checkLine(t *testing.T, line string) {
	t.Helper()
	var got, want importLine
	err, wantErr := checkedLine(line, &got), json.Unmarshal([]byte(line), &want)
	compareLines(t, line, got, want, err, wantErr)
	var head, wantHead importHead
	err, wantErr = checkedLine(line, &head), json.Unmarshal([]byte(line), &wantHead)
	compareLines(t, line, head, wantHead, err, wantErr)
}

func checkedLine(line string, into any) error {
	if err := check([]byte(line)); err != nil {
		return err
	}
	return readLineOf([]byte(line), into)
}

// compareLines holds that errors come together, and that what is read without one is the same.
func compareLines[T comparable](t *testing.T, line string, got, want T, err, wantErr error) {
	t.Helper()
	if (err == nil) != (wantErr == nil) || err == nil && got != want {
		t.Errorf("line %.100q: %+v, %v; want %+v, %v", line, got, err, want, wantErr)
	}
}
