package main

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// FuzzImportLine holds the walk over plain lines to package json: what it reads
// is what json reads, with the text and without.
func FuzzImportLine(f *testing.F) {
	for _, line := range []string{
		`{"id": "a-1", "url": "http://nibras.example/خبر", "outlet": "nibras", "title": "عنوان", "published": "2026-07-27 18:00:00", "text": "قال \"نعم\".\nثم \\ و \/ \t"}`,
		`{"id": 7, "url": "u"}`, `{}`, `{ }`, ` {"text" : "" } `, `{"a":"b","a":"c"}`, `{"\/a":"\n"}`, `{"URL":"u","url":"v"}`, `{"text":"\u0627"}`,
		`{"text":null}`, `{"text":"x"`, `{"text":"x"} y`, `{"text":"x",}`, `{,"text":"x"}`, "{\"text\":\"x\x01\"}", "{\"text\":\"\xff\"}", `{"more":{"a":[1]}}`, `{"first_seen_at":"x","byline":"y","author":"z"}`,
	} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		var s plainScanner
		var got, want importLine
		if !got.readPlain(&s, []byte(line), true) {
			return
		}
		if err := json.Unmarshal([]byte(line), &want); err != nil {
			t.Fatalf("readPlain(%q) reads what json refuses: %v", line, err)
		}
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(importLine{})); diff != "" {
			t.Errorf("readPlain(%q) (-json +got):\n%s", line, diff)
		}
		var head importLine
		if !head.readPlain(&s, []byte(line), false) || head.importHead != want.importHead || head.Text != "" {
			t.Errorf("readPlain(%q) without the text = %+v, want %+v", line, head, want.importHead)
		}
	})
}

// Lines that are not plain are read all the same.
func TestImportLineByPackageJSON(t *testing.T) {
	var l importLine
	if err := l.read(new(plainScanner), []byte(`{"ID": 7, "Url": "http://nibras.example/1", "text": "\u0646\u0635", "tags": ["x"]}`), true); err != nil {
		t.Fatal(err)
	}
	want := importLine{importHead{ID: "7", URL: "http://nibras.example/1"}, "نص"}
	if l != want {
		t.Errorf("read = %+v, want %+v", l, want)
	}
	if err := l.read(new(plainScanner), []byte(`{"url": "http://nibras.example/1"`), false); err == nil {
		t.Error("half an object is read")
	}
}
