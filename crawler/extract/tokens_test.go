package extract

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// TestTokenizer holds the tokenizer to its law on what pages do seldom.
func TestTokenizer(t *testing.T) {
	tests := []struct{ name, src string }{
		{"text", "a < b <3 </ c"},
		{"ends in a bracket", "a<"},
		{"ends in a bracket and a slash", "a</"},
		{"cut-off tag", "a<p class=x"},
		{"cut-off value", "a<p class=\"x>b</p>"},
		{"comments", "a<!-->b<!--->c<!-- > -- -->d<!-- --!>e<!--x--!-->f<!--"},
		{"declarations", "<!DOCTYPE html>a<?xml ?>b<!x>c<![CDATA[d]]>e<!"},
		{"nameless end tags", "a</>b</ p>c</1>"},
		{"upper case", "<DIV CLASS=x ID='y'>a</DIV>"},
		{"references", `<a href="?a=1&copy=2&amp;b=3&#34;">x</a>`},
		{"spaces around =", "<a href = x rel= 'y'>"},
		{"first = in a name", "<a =b href==c>"},
		{"slashes", "<br/><a href=x/><a href='x'/><p /><p/ class=x/ >"},
		{"raw text", "<title>a<b>c</titles></TITLE >d<style></style><textarea><p></textarea>"},
		{"raw text without end", "<iframe><p>a</p>"},
		{"rest of the page", "<plaintext>a</plaintext>"},
		{"script", "<script>a<b</scripts></script>c"},
		{"script with a script inside", "<script><!--<script></script>--></script>a"},
		{"script with a comment", "<script><!--\na\n//--></script>b"},
		{"zero bytes", "<a href='x\x00y'>a\x00b</a><p\x00>"},
		{"line breaks in a value", "<meta content='a\r\nb\rc'>"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { sameTokens(t, tt.src) })
	}
}

// FuzzTokenizer holds the tokenizer to its law: text and tags are those of
// html.Tokenizer.
func FuzzTokenizer(f *testing.F) {
	names, err := filepath.Glob("testdata/pages/*.html")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range names {
		page, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(page))
	}
	f.Add("<script><!-- <script> </script> --></script><!-- --!><p a=1/ b='2'/></")
	f.Fuzz(func(t *testing.T, src string) {
		if !doubtfulSlash.MatchString(src) {
			sameTokens(t, src)
		}
	})
}

// doubtfulSlash is a slash at the end of a bare value: html.Tokenizer takes it
// for one that closes the tag where the attribute stands there twice.
var doubtfulSlash = regexp.MustCompile(`=[^"'>]*/>`)

func sameTokens(t *testing.T, src string) {
	t.Helper()
	got, want := tokensOf(src), wantTokens(src)
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) || got[i] != want[i] {
			t.Fatalf("token %d of %q: got %q, want %q", i, src, got[min(i, len(got)):], want[min(i, len(want)):])
		}
	}
}

// tokensOf writes down what the tokenizer finds; neighbouring texts are joined.
func tokensOf(src string) []string {
	var out []string
	z := tokenizer{src: src}
	for {
		switch z.next() {
		case tokenNone:
			return out
		case tokenText:
			out = addText(out, z.text)
		case tokenStart:
			var values []string
			if z.element.tag != 0 {
				for i := range attrCount {
					values = append(values, decoded(z.attrs.get(i)))
				}
			}
			out = append(out, fmt.Sprintf("start %s %v %q", z.element.tag, z.selfClosing, values))
		case tokenEnd:
			out = append(out, "end "+z.element.tag.String())
		}
	}
}

// wantTokens does the same by html.Tokenizer.
func wantTokens(src string) []string {
	var out []string
	z := html.NewTokenizer(strings.NewReader(src))
	for {
		kind := z.Next()
		switch kind {
		case html.ErrorToken:
			return out
		case html.TextToken:
			out = addText(out, string(z.Raw()))
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			tag := knownTag(name)
			out = append(out, fmt.Sprintf("start %s %v %q", tag, kind == html.SelfClosingTagToken, wantAttributes(z, tag)))
		case html.EndTagToken:
			name, _ := z.TagName()
			out = append(out, "end "+knownTag(name).String())
		}
	}
}

func knownTag(name []byte) atom.Atom { return elements[string(name)].tag }

func wantAttributes(z *html.Tokenizer, tag atom.Atom) []string {
	if tag == 0 {
		return nil
	}
	values := make([]string, attrCount)
	for more := true; more; {
		var k, v []byte
		k, v, more = z.TagAttr()
		if i := attributeIndex(string(k)); i >= 0 {
			values[i] = string(v)
		}
	}
	return values
}

func addText(out []string, text string) []string {
	if n := len(out) - 1; n >= 0 && strings.HasPrefix(out[n], "text ") {
		out[n] += text
		return out
	}
	return append(out, "text "+text)
}
