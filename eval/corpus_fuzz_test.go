package eval

import (
	"bytes"
	"encoding/json"
	"testing"
)

// FuzzReadArticles: every article that is read has an id, and written out again
// reads as the same article.
func FuzzReadArticles(f *testing.F) {
	f.Add([]byte(twoArticles))
	f.Add([]byte("{}\n"))
	f.Add([]byte(`{"id":"\ud800","text":"` + "\xff" + `"}`))
	f.Fuzz(func(t *testing.T, in []byte) {
		for a, err := range ReadArticles(bytes.NewReader(in)) {
			if err != nil {
				return
			}
			if a.ID == "" {
				t.Fatal("an article without id was read")
			}
			line, err := json.Marshal(a)
			if err != nil {
				t.Fatal(err)
			}
			if b, err := parseArticle(line); err != nil || a != b {
				t.Fatalf("%+v reads back as %+v, %v", a, b, err)
			}
		}
	})
}
