package eval

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const twoArticles = `{"id":"a","outlet":"o","title":"عنوان","published":"2026-03-01 04:05:06","text":"سطر"}

{"id":"b","published":"2026-03-01T04:05:06+03:00"}
`

func TestLoadArticles(t *testing.T) {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	z.Write([]byte(twoArticles))
	z.Close()
	tests := []struct {
		name, file string
		bytes      []byte
	}{
		{"plain", "a.jsonl", []byte(twoArticles)},
		{"gzip", "a.jsonl.gz", packed.Bytes()},
		{"gzip under another name", "a.jsonl", packed.Bytes()},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), tt.file)
			if err := os.WriteFile(path, tt.bytes, 0o600); err != nil {
				t.Fatal(err)
			}
			got, err := LoadArticles(path)
			if err != nil || len(got) != 2 || got[0].Title != "عنوان" || got[1].ID != "b" {
				t.Errorf("LoadArticles = %+v, %v", got, err)
			}
		})
	}
}

func TestReadArticlesErrors(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"not JSON", twoArticles + "x", "line 4"},
		{"no id", `{"title":"x"}`, "line 1: an article without id"},
		{"long line", `{"id":"` + strings.Repeat("x", maxLine) + `"}`, "too long"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var last error
			for _, err := range ReadArticles(strings.NewReader(tt.text)) {
				last = err
			}
			if last == nil || !strings.Contains(last.Error(), tt.want) {
				t.Errorf("ReadArticles = %v, want an error with %q", last, tt.want)
			}
		})
	}
}

func TestArticleAt(t *testing.T) {
	tests := []struct {
		published, want string
		bad             bool
	}{
		{"2026-03-01 04:05:06", "2026-03-01T04:05:06Z", false},
		{"2026-03-01T04:05:06+03:00", "2026-03-01T01:05:06Z", false},
		{"yesterday", "", true},
		{"", "", true},
	}
	for _, tt := range tests {
		got, err := Article{ID: "a", Published: tt.published}.At()
		if (err != nil) != tt.bad || err == nil && got.Format(time.RFC3339) != tt.want {
			t.Errorf("At(%q) = %v, %v, want %s", tt.published, got, err, tt.want)
		}
	}
}
