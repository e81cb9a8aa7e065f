package extract

import (
	"io"
	"strings"

	"golang.org/x/net/html"
)

// A tokenKind says what a token is.
type tokenKind uint8

const (
	tokenNone tokenKind = iota // the page is at its end
	tokenText
	tokenStart
	tokenEnd
)

// A tokenizer cuts a page into text and tags where html.Tokenizer would, and
// passes over comments and declarations. It works on a page that is whole in
// memory and copies nothing of it, which makes it some five times as fast: the
// tokenizer was the largest cost of a page with JSON-LD.
type tokenizer struct {
	src   string
	pos   int
	inRaw string // the element whose content comes next, as raw text; empty for none

	text        string     // of a text token, as written
	element     element    // of a tag; the zero value for one that nothing is made of
	attrs       attributes // of a start tag of such an element
	selfClosing bool
}

// next goes to the next token.
func (t *tokenizer) next() tokenKind {
	if name := t.inRaw; name != "" {
		t.inRaw = ""
		if n := rawLength(t.src[t.pos:], name); n > 0 {
			return t.takeText(n)
		}
	}
	for t.pos < len(t.src) {
		rest := t.src[t.pos:]
		if n := textLength(rest); n > 0 {
			return t.takeText(n)
		}
		switch {
		case isLetter(rest[1]):
			return t.tag(1, tokenStart)
		case rest[1] == '/' && isLetter(rest[2]):
			return t.tag(2, tokenEnd)
		}
		t.pos += declarationLength(rest)
	}
	return tokenNone
}

func (t *tokenizer) takeText(n int) tokenKind {
	t.text = t.src[t.pos : t.pos+n]
	t.pos += n
	return tokenText
}

// textLength returns how much of s is text before the next tag, comment or
// declaration.
func textLength(s string) int {
	for i := 0; ; i++ {
		n := strings.IndexByte(s[i:], '<')
		if n < 0 {
			return len(s)
		}
		i += n
		switch rest := s[i+1:]; {
		case rest == "" || rest == "/":
			return len(s)
		case isLetter(rest[0]), rest[0] == '/', rest[0] == '!', rest[0] == '?':
			return i
		}
	}
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// declarationLength returns the length of the comment, the declaration or the
// nameless end tag with which s begins.
func declarationLength(s string) int {
	if strings.HasPrefix(s, "<!--") {
		return commentLength(s)
	}
	if end := strings.IndexByte(s, '>'); end >= 0 {
		return end + 1
	}
	return len(s)
}

// commentLength goes by HTML, section 13.2.5.43 and after: a comment ends with
// "-->" or "--!>", and "<!-->" and "<!--->" are comments, too.
func commentLength(s string) int {
	const opening = len("<!--")
	for end := opening; ; end++ {
		n := strings.IndexByte(s[end:], '>')
		if n < 0 {
			return len(s)
		}
		end += n
		body := s[opening:end]
		if body == "" || body == "-" || strings.HasSuffix(body, "--") || strings.HasSuffix(body, "--!") {
			return end + 1
		}
	}
}

// rawLength returns the length of the content of a raw text element.
func rawLength(s, name string) int {
	if name == "plaintext" {
		return len(s)
	}
	n := endTagAt(s, name)
	if name == "script" && strings.Contains(s[:n], "<!--") {
		return scriptLength(s)
	}
	return n
}

// scriptLength leaves a script with a comment inside, in which an end tag may
// be none, to html.Tokenizer.
func scriptLength(s string) int {
	z := html.NewTokenizer(io.MultiReader(strings.NewReader("<script>"), strings.NewReader(s)))
	z.Next()
	z.Next()
	return len(z.Raw())
}

// endTagAt returns where the end tag of an element begins; the end of s where
// there is none.
func endTagAt(s, name string) int {
	for at := 0; ; {
		n := strings.Index(s[at:], "</")
		if n < 0 {
			return len(s)
		}
		start := at + n
		at = start + len("</")
		end := at + len(name)
		if end < len(s) && strings.EqualFold(s[at:end], name) && endsName(s[end]) {
			return start
		}
	}
}
