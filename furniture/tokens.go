package furniture

import (
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
	text       string
	start, end int
}

// addresses finds mail and web addresses and names of accounts. In the middle
// of Arabic they end at the first letter that is not ASCII.
var addresses = regexp.MustCompile(`(?:https?://|www\.)[!-~]+|[0-9A-Za-z._%+-]+@[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)+|@[0-9A-Za-z_]{2,}`)

// tokens cuts a line into its tokens.
func tokens(line string) []token {
	var found [][]int
	if strings.ContainsAny(line, "@/.") && mayAddress(line) {
		found = addresses.FindAllStringIndex(line, -1)
	}
	var out []token
	var buf []byte
	at := 0
	for _, f := range append(found, []int{len(line), len(line)}) {
		s := arabic.NewScanner(line[at:f[0]])
		for s.Scan() {
			start, end := s.Span()
			t := token{text: anyNumber, start: at + start, end: at + end}
			if s.Kind() != arabic.Number {
				buf = s.AppendText(buf[:0])
				t.text = string(buf)
			}
			out = append(out, t)
		}
		if f[1] > f[0] {
			out = append(out, token{address(line[f[0]:f[1]]), f[0], f[1]})
		}
		at = f[1]
	}
	return out
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

// phrase is tokens as one text, a blank between two.
func phrase(ts []token) string {
	n := 0
	for _, t := range ts {
		n += len(t.text) + 1
	}
	b := make([]byte, 0, n)
	for i, t := range ts {
		if i > 0 {
			b = append(b, ' ')
		}
		b = append(b, t.text...)
	}
	return string(b)
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
