package feed

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const opmlText = `<?xml version="1.0" encoding="utf-8"?><opml version="2.0"><head><title>صحف</title></head><body>
<outline text="محليات"><outline text="النخيل" type="rss" xmlUrl="https://nakheel.example/feed" htmlUrl="https://nakheel.example/"/>
<outline text="الوادي" xmlurl="/wadi.xml"></outline></outline><outline text="الميناء" xmlUrl="https://mina.example/?a=1&b=2"/>`

func TestParseOPML(t *testing.T) {
	want := []Outline{
		{Title: "النخيل", URL: "https://nakheel.example/feed", Site: "https://nakheel.example/", Folder: "محليات"},
		{Title: "الوادي", URL: "https://list.example/wadi.xml", Folder: "محليات"},
		{Title: "الميناء", URL: "https://mina.example/?a=1&b=2"},
	}
	tests := []struct{ name, body string }{
		{"whole", opmlText + "</body></opml>"},
		{"cut off", opmlText + `<outline text="مقط`},
		{"headless", opmlText[strings.Index(opmlText, "<outline"):]},
		{"twice", opmlText + `<outline xmlUrl="https://nakheel.example/feed"/></body></opml>`},
		{"a file's address", opmlText + `<outline xmlUrl="file:///etc/passwd"/></body></opml>`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, _, err := ParseOPML([]byte(tt.body), Options{BaseURL: "https://list.example/"})
			if diff := cmp.Diff(want, got); diff != "" || err != nil {
				t.Errorf("ParseOPML: %v (-want +got)\n%s", err, diff)
			}
		})
	}
}

func TestParseOPMLRefuses(t *testing.T) {
	for name, body := range map[string]string{"feed": rssFeed(""), "page": "<html></html>", "empty": "", "text": "x"} {
		t.Run(name, func(t *testing.T) {
			if got, _, err := ParseOPML([]byte(body), Options{}); !errors.Is(err, ErrNotFeed) {
				t.Errorf("ParseOPML = %v, %v; want ErrNotFeed", got, err)
			}
		})
	}
}

// What is written reads back the same.
func TestWriteOPML(t *testing.T) {
	outlines := []Outline{
		{Title: `صحيفة "النخيل" & <الوادي>`, URL: "https://nakheel.example/?a=1&b=2", Site: "https://nakheel.example/"},
		{Title: "الوادي", URL: "https://wadi.example/feed", Folder: "محليات"},
		{Title: "الساحل", URL: "https://sahel.example/feed", Folder: "محليات"},
	}
	var b strings.Builder
	if err := WriteOPML(&b, "صحفي", outlines); err != nil {
		t.Fatal(err)
	}
	got, mended, err := ParseOPML([]byte(b.String()), Options{})
	if diff := cmp.Diff(outlines, got); diff != "" || err != nil || mended != nil {
		t.Errorf("read back: %v, %q (-want +got)\n%s", err, mended, diff)
	}
}

// An opmlCase is a file and the addresses that a reader must find in it.
type opmlCase struct {
	ID    string   `json:"id"`
	Data  []byte   `json:"data_b64"`
	Feeds []string `json:"feeds"`
}

func TestOPMLSuite(t *testing.T) {
	path := filepath.Join(suiteDir(), "opml", "cases.jsonl")
	if _, err := os.Stat(path); err != nil {
		t.Fatal(err)
	}
	cases := readLines[opmlCase](t, path)
	passed := 0
	for _, c := range cases {
		outlines, _, err := ParseOPML(c.Data, Options{})
		var got []string
		for _, o := range outlines {
			got = append(got, o.URL)
		}
		slices.Sort(got)
		slices.Sort(c.Feeds)
		if !slices.Equal(got, slices.Compact(c.Feeds)) {
			t.Logf("%s: %v\n got %q\nwant %q", c.ID, err, got, c.Feeds)
			continue
		}
		passed++
	}
	t.Logf("opml: %d of %d", passed, len(cases))
	if passed*100 < 97*len(cases) {
		t.Errorf("opml: %d of %d; want 97 of 100", passed, len(cases))
	}
}
