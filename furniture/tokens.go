package furniture

import (
	"bytes"
	"math"
	"regexp"
	"strings"

	"sada/arabic"
)

// What stands for the parts of a line that change from article to article.
const (
	anyNumber = "#"
	anyMail   = "@"   // a mail address, or the name of an account
	anyPage   = "www" // an address on the web
)

// A token is a folded word of a line, a number or an address, and where it
// stands.
type token struct {
	folded     string // the whole line, a blank between two tokens
	from, to   int    // where it stands in folded
	start, end int    // where it stands in the line
}

// addresses finds mail and web addresses and names of accounts. In the middle
// of Arabic they end at the first letter that is not ASCII.
var addresses = regexp.MustCompile(`(?:https?://|www\.)[!-~]+|[0-9A-Za-z._%+-]+@[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)+|@[0-9A-Za-z_]{2,}`)

// tokens cuts a line into its tokens.
func tokens(line string) []token {
	return appendTokens(make([]token, 0, len(line)/8), line, math.MaxInt)
}

// appendTokens cuts a line into its tokens, up to so many, in room, which is
// empty.
func appendTokens(room []token, line string, most int) []token {
	var found [][]int
	if mayAddress(line) {
		found = addresses.FindAllStringIndex(line, -1)
	}
	c := cutter{most: most, buf: make([]byte, 0, len(line)+8), out: room}
	at := 0
	for _, f := range found {
		if c.words(line[at:f[0]], at); len(c.out) == most {
			break
		}
		c.end(append(c.buf, address(line[f[0]:f[1]])...), f[0], f[1])
		at = f[1]
	}
	c.words(line[at:], at)
	folded := string(bytes.TrimSuffix(c.buf, []byte(" ")))
	for i := range c.out {
		c.out[i].folded = folded
	}
	return c.out
}

// A cutter gathers the tokens of one line.
type cutter struct {
	most int
	buf  []byte // folded
	out  []token
}

// words adds the words and numbers of a part of the line that begins at byte at.
func (c *cutter) words(text string, at int) {
	s := arabic.NewScanner(text)
	for len(c.out) < c.most && s.Scan() {
		start, end := s.Span()
		if s.Kind() == arabic.Number {
			c.end(append(c.buf, anyNumber...), at+start, at+end)
		} else {
			c.end(s.AppendText(c.buf), at+start, at+end)
		}
	}
}

// end ends the token that was appended to the buffer.
func (c *cutter) end(buf []byte, start, end int) {
	c.out = append(c.out, token{from: len(c.buf), to: len(buf), start: start, end: end})
	c.buf = append(buf, ' ')
}

// address says which kind of address a text is.
func address(text string) string {
	if strings.HasPrefix(text, "www.") || strings.Contains(text, "://") {
		return anyPage
	}
	return anyMail
}

// mayAddress spares most lines the expression.
func mayAddress(line string) bool {
	return strings.Contains(line, "@") || strings.Contains(line, "://") || strings.Contains(line, "www.")
}

// phrase is neighbouring tokens as one text, a blank between two.
func phrase(ts []token) string {
	if len(ts) == 0 {
		return ""
	}
	return ts[0].folded[ts[0].from:ts[len(ts)-1].to]
}

// Key is the form in which lines and headlines are compared: folded words,
// numbers and addresses left open.
func Key(line string) string { return phrase(tokens(line)) }

// Headline is the form in which a line is compared with headlines: folded
// words and numbers as they are.
func Headline(line string) string {
	var b []byte
	s := arabic.NewScanner(line)
	for s.Scan() {
		if len(b) > 0 {
			b = append(b, ' ')
		}
		b = s.AppendText(b)
	}
	return string(b)
}

// gap is what stands between token i-1 and token i of a line.
func gap(line string, ts []token, i int) string {
	from, to := 0, len(line)
	if i > 0 {
		from = ts[i-1].end
	}
	if i < len(ts) {
		to = ts[i].start
	}
	return line[from:to]
}

// Marks of punctuation that carry evidence.
const (
	colon     = ":\uFF1A\uFE55" // colon, its wide and small forms
	colons    = colon + "|"
	dashes    = "-\u2010\u2011\u2012\u2013\u2014\u2015\u0640/\\" // tatweel among them, which some write for a dash
	stopMarks = ".!?\u061F\u06D4\u2026"                          // Arabic question mark, full stop, ellipsis
)

// endsSentence reports whether a line ends as a sentence does. Several points
// («المزيد...») invite to read on and end none.
func endsSentence(line string) bool {
	trimmed := strings.TrimRight(line, "\"'»”’)]} \u00A0\t")
	if strings.HasSuffix(trimmed, "..") || strings.HasSuffix(trimmed, "\u2026") {
		return false
	}
	for _, stop := range []string{".", "!", "?", "\u061F", "\u06D4"} {
		if strings.HasSuffix(trimmed, stop) {
			return true
		}
	}
	return false
}
