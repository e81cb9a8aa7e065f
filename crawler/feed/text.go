package feed

import (
	"bytes"
	"html"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	nethtml "golang.org/x/net/html"
)

const (
	// The longest headlines of news sites hold some 200 characters.
	maxTitleRunes = 500
	// Ten times the summary that feeds usually give.
	maxSummaryRunes = 10_000
	// Names and labels longer than this are not names.
	maxNameRunes = 200
	maxLabels    = 50
)

// before are the openings of a document that a parser understands.
var before = []string{"<?xml", "<rss", "<feed", "<rdf:", "<urlset", "<sitemapindex"}

// trimFront removes what may stand before a document's first tag and what no
// document may hold: control characters and noncharacters.
func trimFront(text []byte, notes *repairs) []byte {
	text = dropControls(text, notes)
	trimmed := bytes.TrimLeft(text, " \t\r\n\uFEFF") // byte order mark
	if len(trimmed) < len(text) {
		notes.add("blanks before the document left out")
	}
	if len(trimmed) == 0 || trimmed[0] == '{' || isOpening(trimmed) {
		return trimmed
	}
	at := findOpening(trimmed)
	if at <= 0 {
		return trimmed
	}
	notes.addTimes("byte before the document left out", at)
	return trimmed[at:]
}

// isOpening reports whether a document begins as one should, or is a page.
func isOpening(text []byte) bool {
	head := strings.ToLower(string(text[:min(len(text), 16)]))
	for _, o := range append(slices.Clone(before), "<!--", "<!doctype", "<html", "<channel", "<opml") {
		if strings.HasPrefix(head, o) {
			return true
		}
	}
	return false
}

// junkBytes is how far the beginning of a document is looked for: error
// messages that servers print before it fill a few lines.
const junkBytes = 64 << 10

func findOpening(text []byte) int {
	head := text[:min(len(text), junkBytes)]
	first := -1
	for _, o := range before {
		if at := bytes.Index(head, []byte(o)); at >= 0 && (first < 0 || at < first) {
			first = at
		}
	}
	return first
}

// dropControls removes what XML forbids: C0 controls but for tab and line ends,
// and the noncharacters U+FFFE and U+FFFF.
func dropControls(text []byte, notes *repairs) []byte {
	at := 0
	for at < len(text) && forbidden(text[at:]) == 0 {
		at++
	}
	if at == len(text) {
		return text
	}
	out := append(make([]byte, 0, len(text)), text[:at]...)
	for at < len(text) {
		if n := forbidden(text[at:]); n > 0 {
			notes.add("control character left out")
			at += n
			continue
		}
		out = append(out, text[at])
		at++
	}
	return out
}

// forbidden returns the length of the forbidden character that text begins
// with; 0 if it begins with an allowed one.
func forbidden(text []byte) int {
	switch c := text[0]; {
	case c < ' ' && c != '\t' && c != '\n' && c != '\r':
		return 1
	case c == 0xEF && len(text) > 2 && text[1] == 0xBF && text[2] >= 0xBE: // U+FFFE, U+FFFF
		return 3
	}
	return 0
}

// clean makes one line of text: valid UTF-8, white space joined, controls,
// noncharacters and everything that steers the direction of text left out.
func clean(s string) string {
	if isClean(s) {
		return s
	}
	s = strings.ToValidUTF8(s, "\uFFFD") // replacement character
	return strings.Join(strings.FieldsFunc(strings.Map(printable, s), unicode.IsSpace), " ")
}

// isClean reports whether s is clean already, as nearly all text is: ASCII and
// the letters of the Arabic block, with single blanks between.
func isClean(s string) bool {
	blank := true
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == ' ' && !blank:
			blank = true
			continue
		case c > ' ' && c < 0x7F:
		case c >= 0xD8 && c <= 0xDB && i+1 < len(s) && s[i+1]&0xC0 == 0x80 && !(c == 0xD8 && s[i+1] == 0x9C): // U+061C
			i++
		default:
			return false
		}
		blank = false
	}
	return !blank || s == ""
}

// printable maps what must not be in a line to -1, or to a blank where it
// separates words.
func printable(r rune) rune {
	switch {
	case unicode.IsSpace(r):
		return ' '
	case unicode.IsControl(r) || r == '\uFFFE' || r == '\uFFFF' || r == '\uFEFF': // noncharacters, byte order mark
		return -1
	case r >= '\u202A' && r <= '\u202E', r >= '\u2066' && r <= '\u2069', // embeddings, overrides, isolates
		r == '\u200E', r == '\u200F', r == '\u061C', r == '\u200B': // direction marks, zero-width space
		return -1
	case r >= 0xFDD0 && r <= 0xFDEF:
		return -1
	}
	return r
}

// cleanHTML keeps HTML as it is, but for what clean leaves out of any text.
// White space stays.
func cleanHTML(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD") // replacement character
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' {
			return r
		}
		if r == '\u200E' || r == '\u200F' { // direction marks, which HTML may need
			return r
		}
		return printable(r)
	}, s)
}

// plain turns HTML into one line of text. What only looks like markup ("1 < 2")
// stays.
func plain(s string) string {
	if !strings.ContainsAny(s, "<&") {
		return clean(s)
	}
	if !markup(s) {
		return clean(html.UnescapeString(s))
	}
	var b strings.Builder
	z := nethtml.NewTokenizer(strings.NewReader(closeComments(s)))
	hidden := ""
	for {
		switch z.Next() {
		case nethtml.ErrorToken:
			return clean(b.String())
		case nethtml.TextToken:
			if hidden == "" {
				b.Write(z.Text())
			}
		case nethtml.StartTagToken, nethtml.SelfClosingTagToken:
			hidden = openHidden(&b, z, hidden)
		case nethtml.EndTagToken:
			name, _ := z.TagName()
			if string(name) == hidden {
				hidden = ""
			}
			separate(&b, string(name))
		}
	}
}

// closeComments ends a comment that never ends at its first ">", so that the
// text behind it is kept.
func closeComments(s string) string {
	at := strings.LastIndex(s, "<!--")
	if at < 0 || strings.Contains(s[at:], "-->") {
		return s
	}
	_, after, _ := strings.Cut(s[at:], ">")
	return s[:at] + after
}

// openHidden notes a start tag whose content is not for reading.
func openHidden(b *strings.Builder, z *nethtml.Tokenizer, hidden string) string {
	name, _ := z.TagName()
	tag := string(name)
	separate(b, tag)
	if hidden == "" && (tag == "script" || tag == "style") {
		return tag
	}
	return hidden
}

// separate writes a blank where a tag ends a word: at every one but those that
// mark words up.
func separate(b *strings.Builder, tag string) {
	switch tag {
	case "a", "b", "i", "u", "em", "strong", "span", "font", "mark", "small", "sub", "sup", "blink", "bdi", "bdo", "code", "wbr":
	default:
		b.WriteByte(' ')
	}
}

// markup reports whether text holds a tag or a comment.
func markup(s string) bool {
	for {
		at := strings.IndexByte(s, '<')
		if at < 0 || at+1 >= len(s) {
			return false
		}
		s = s[at+1:]
		c := s[0]
		if c == '/' || c == '!' || c|0x20 >= 'a' && c|0x20 <= 'z' {
			return strings.IndexByte(s, '>') >= 0
		}
	}
}

// bytesPerRune is how much HTML is read for each character of text wanted:
// mark-up outweighs the text of a summary tenfold at most.
const bytesPerRune = 40

// short is plain text of at most the given length; what is over is cut, and
// noted.
func short(s string, runes int, what string, notes *repairs) string {
	if most := runes * bytesPerRune; len(s) > most {
		notes.add(overlong(what))
		for !utf8.RuneStart(s[most]) {
			most--
		}
		s = s[:most]
	}
	return cut(plain(s), runes, what, notes)
}

// cut shortens text that is over the bound, and notes it.
func cut(s string, runes int, what string, notes *repairs) string {
	if len(s) <= runes {
		return s
	}
	n := 0
	for i := range s {
		if n == runes {
			notes.add(overlong(what))
			return strings.TrimRight(s[:i], " ") + "…"
		}
		n++
	}
	return s
}

func overlong(what string) string { return "overlong " + what + " cut short" }
