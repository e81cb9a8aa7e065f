package feed

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
)

// Whatever the bytes, Parse returns; what it returns is valid UTF-8 without
// controls, within its bounds, and the same every time.
func FuzzParse(f *testing.F) {
	f.Add([]byte(one("<title>صدى &nbsp; & <b>س</title><pubDate>منذ ساعتين</pubDate>")), "text/xml")
	f.Add([]byte(`<feed xmlns="http://www.w3.org/2005/Atom" xml:base="/a"><entry><title type="xhtml"><div>س</div></title><link href="b"/><category term="x"/></entry></feed>`), "")
	f.Add([]byte(`{"version":"https://jsonfeed.org/version/1","items":[{"id":1,"title":"س","tags":["a"]},{"id":`), "application/json")
	f.Add([]byte(`<!DOCTYPE rss [<!ENTITY a "b">]><rdf:RDF xmlns="http://purl.org/rss/1.0/"><item><title>&a;&#0;</title>`), "")
	f.Add([]byte(`<urlset><url><loc>x</loc><lastmod>2026-03-14</lastmod></url>`), "")
	f.Add([]byte(`<CHANNEL><ITEM><TITLE>x</TITLE><x:y:z a=b c></ITEM>`), "text/xml; charset=utf-16")
	f.Add(encoded(f, charmap.Windows1256, one("<title>"+arabicText+"</title>")), "text/xml; charset=utf-8")
	f.Add([]byte("\xff\xfe<\x00r\x00s\x00s\x00/\x00>\x00"), "")
	opts := Options{BaseURL: "https://a.example/feed", Now: testNow, MaxItems: 5, MaxDepth: 20}
	f.Fuzz(func(t *testing.T, body []byte, contentType string) {
		opts.ContentType = contentType
		doc, err := Parse(body, opts)
		again, errAgain := Parse(body, opts)
		if diff := cmp.Diff(doc, again); diff != "" || (err == nil) != (errAgain == nil) {
			t.Errorf("Parse twice differs: %v, %v\n%s", err, errAgain, diff)
		}
		if len(doc.Items) > opts.MaxItems {
			t.Errorf("Parse = %d items; want at most %d", len(doc.Items), opts.MaxItems)
		}
		checkTexts(t, doc)
		if outlines, _, err := ParseOPML(body, opts); err != nil && outlines != nil {
			t.Errorf("ParseOPML = %v with %v", outlines, err)
		}
		if found := Discover(body, contentType, opts.BaseURL); len(found) > maxCandidates {
			t.Errorf("Discover = %d candidates", len(found))
		}
	})
}

func checkTexts(t *testing.T, doc Document) {
	t.Helper()
	lines := append([]string{doc.Format, doc.Version, doc.Encoding, doc.Title, doc.Link, doc.Language}, doc.Repairs...)
	for _, it := range doc.Items {
		lines = append(lines, it.Title, it.Link, it.ID, it.Author, it.Summary, it.PublishedRaw, it.PublishedSource)
		lines = append(lines, it.Categories...)
		lines = append(lines, strings.NewReplacer("\n", "", "\t", "").Replace(it.Content))
	}
	for _, s := range lines {
		if !utf8.ValidString(s) || strings.ContainsFunc(s, unicode.IsControl) {
			t.Errorf("text %q holds invalid UTF-8 or controls", s)
		}
	}
}
