package feed

import (
	"bytes"
	"encoding/json"
	"net/url"
	"reflect"
	"regexp"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// Whatever the page, each item of it has an address of its own that matches the
// pattern on the page's site, and a second reading gives the same.
func FuzzParsePage(f *testing.F) {
	f.Add([]byte(`<title>س</title><base href="/a/"><ul><li><a href="news/1" title="x">خبر</a><time datetime="2026-07-12">أمس</time></li></ul>`), `news/\d`)
	f.Add([]byte(`<article><a href="//b.example/news/1"><img alt="س"></a><a href="/news/1#x">أ<a href="/news/2">ب</article>`), `/news/`)
	f.Add([]byte(`<a href="http://a.example/%D8%AE%D8%A8%D8%B1/1">`), `/خبر/`)
	f.Fuzz(func(t *testing.T, page []byte, pattern string) {
		links, err := regexp.Compile(pattern)
		if err != nil || len(pattern) > 100 {
			return
		}
		opts := Options{BaseURL: "https://a.example/section", Now: testNow, MaxItems: 5}
		doc, err := ParsePage(page, links, opts)
		again, errAgain := ParsePage(page, links, opts)
		if diff := cmp.Diff(doc, again); diff != "" || (err == nil) != (errAgain == nil) {
			t.Errorf("ParsePage twice differs: %v, %v\n%s", err, errAgain, diff)
		}
		seen := map[string]bool{}
		for _, i := range doc.Items {
			u, err := url.Parse(i.Link)
			if err != nil || seen[i.Link] || !matches(links, i.Link, u) {
				t.Errorf("item %q: seen before, or not matching %q", i.Link, pattern)
			}
			seen[i.Link] = true
		}
		if len(doc.Items) > opts.MaxItems || err == nil && len(doc.Items) == 0 {
			t.Errorf("ParsePage = %d items, %v", len(doc.Items), err)
		}
		checkTexts(t, doc)
	})
}

// What is read from a list of feeds and written is read again the same.
func FuzzOPML(f *testing.F) {
	f.Add([]byte(`<opml><body><outline text="أ"><outline text="ب" xmlUrl="http://a.example/f" htmlUrl="http://a.example/"/></outline></body></opml>`))
	f.Add([]byte(`<opml xmlns:sada="urn:sada:opml"><outline text="&quot;" sada:page="http://a.example/s" sada:links="/\d+" sada:outlet="س"/></opml>`))
	f.Add([]byte(`<outline title=' x ' xmlurl=HTTP://A.EXAMPLE/f?a=1&b=2>`))
	f.Fuzz(func(t *testing.T, body []byte) {
		first, _, err := ParseOPML(body, Options{})
		if err != nil {
			return
		}
		var b bytes.Buffer
		if err := WriteOPML(&b, "س", first); err != nil {
			t.Fatal(err)
		}
		second, _, err := ParseOPML(b.Bytes(), Options{})
		if err != nil || len(second) != len(first) {
			t.Fatalf("ParseOPML of what was written = %d feeds, %v; want %d\n%s", len(second), err, len(first), b.String())
		}
		byURL := map[string]Outline{}
		for _, o := range second { // folders may bring feeds together
			byURL[o.URL] = o
		}
		for _, o := range first {
			if o.Title == "" { // written as its address, so that readers show something
				o.Title = o.URL
			}
			if got := byURL[o.URL]; got != o {
				t.Errorf("read again: %+v; want %+v", got, o)
			}
		}
	})
}

// JSON that is sound means the same after it was mended; what comes out of
// anything is valid UTF-8 if that was.
func FuzzMendValues(f *testing.F) {
	f.Add([]byte(`{"a":[1,-2.5e+10,true,null,"\u0633\n\"",{}],"b":"س"}`))
	f.Add([]byte("{\"a\":NaN,\"b\":\"x\ny\\'\",}"))
	f.Fuzz(func(t *testing.T, text []byte) {
		var notes repairs
		got := mendValues(text, &notes)
		if utf8.Valid(text) && !utf8.Valid(got) {
			t.Errorf("mendValues(%q) = %q: not UTF-8", text, got)
		}
		var want, value any
		if json.Unmarshal(text, &want) != nil {
			return
		}
		if err := json.Unmarshal(got, &value); err != nil || !reflect.DeepEqual(want, value) || notes.words() != nil {
			t.Errorf("mendValues(%q) = %q, %v, notes %q; want the same value", text, got, err, notes.words())
		}
	})
}

// Text that was decoded twice is not decoded a third time.
func FuzzUndouble(f *testing.F) {
	f.Add(arabicText)
	f.Add("Ø£Ø®Ø¨Ø§Ø± Ø£Ø®Ø¨Ø§Ø± Ø£Ø®Ø¨Ø§Ø±")
	f.Add("ط£ط®ط¨ط§ط± ط£ط®ط¨ط§ط±")
	f.Add(frenchText)
	f.Fuzz(func(t *testing.T, s string) {
		if !utf8.ValidString(s) {
			return
		}
		var notes repairs
		once := undouble([]byte(s), &notes)
		if !utf8.Valid(once) {
			t.Errorf("undouble(%q) = %q: not UTF-8", s, once)
		}
		if len(once) > len(s) {
			t.Errorf("undouble(%q) = %q: longer", s, once)
		}
	})
}
