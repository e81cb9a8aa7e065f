package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// oddLines are lines that are read by both ways of reading them; flatly says
// whether the quick one does.
var oddLines = []struct {
	line   string
	flatly bool
}{
	{`{"url": "http://nibras.example/1", "title": "صدى", "text": "قال \"نعم\".\n\tثم \\ مضى \u0635\/"}`, true},
	{` { "id" : 12 , "outlet":"nibras" } ` + "\r\n", true},
	{`{"id":-0.5e+3,"url":""}`, true},
	{`{"score":0.25,"parent_id":null,"gone":true,"tags":[],"url":null}`, true},
	{`{"title":"1","title":"2","title":null}`, true}, // the last that says something
	{`{"title":"\u0000\u001b\u202e"}`, true},
	{`{}`, false},
	{`{"id":null}`, false},
	{`{"id":"7","id":true}`, false},
	{`{"id":["7"]}`, false},
	{`{"URL":"http://nibras.example/1"}`, false},
	{`{"author\u017f":"x","authorſ":"y"}`, false},
	{`{"title":7}`, false},
	{`{"text":7}`, false},
	{`{"tags":["a","b"],"title":"x"}`, false},
	{`{"credit":{"title":"y"},"title":"x"}`, false},
	{`{"title":"\ud83d\ude00"}`, false},
	{`{"title":"\ud83d"}`, false},
	{`{"title":"\x41"}`, false},
	{`{"title":"\u00g1"}`, false},
	{"{\"title\":\"a\tb\"}", false},
	{"{\"title\":\"\xd8\"}", false},
	{`{"title":"x",}`, false},
	{`{"title":"x"} {}`, false},
	{"{\"title\":\"x\"}\x00", false},
	{`{"title":01}`, false},
	{`{"id":+1}`, false},
	{`{"id":1 2}`, false},
	{`{"title":"x`, false},
	{`{"title":"x\`, false},
	{`["title"]`, false},
	{strings.Repeat("[", 20_000), false},
	{``, false},
}

func TestFlat(t *testing.T) {
	for _, tt := range oddLines {
		var l importLine
		var f flat
		if got := f.read([]byte(tt.line), l.field); got != tt.flatly {
			t.Errorf("flat.read(%.60q) = %t, want %t", tt.line, got, tt.flatly)
		}
		checkLine(t, tt.line)
	}
}

// FuzzLine holds that a line is read as package encoding/json reads it.
func FuzzLine(f *testing.F) {
	for _, tt := range oddLines {
		f.Add(tt.line)
	}
	f.Fuzz(checkLine)
}

func checkLine(t *testing.T, line string) {
	t.Helper()
	var f flat
	var got, want importLine
	err, wantErr := got.read(&f, []byte(line)), json.Unmarshal([]byte(line), &want)
	if got != want || fmt.Sprint(err) != fmt.Sprint(wantErr) {
		t.Errorf("line %.100q: %+v, %v; want %+v, %v", line, got, err, want, wantErr)
	}
	var head, wantHead importHead
	err, wantErr = head.read(&f, []byte(line)), json.Unmarshal([]byte(line), &wantHead)
	if head != wantHead || fmt.Sprint(err) != fmt.Sprint(wantErr) {
		t.Errorf("head of %.100q: %+v, %v; want %+v, %v", line, head, err, wantHead, wantErr)
	}
}
