package eval

import (
	"strings"

	"sada/arabic"
)

// A Text is an article without its circumstances.
type Text struct {
	Title      string
	Paragraphs []string
}

// Words counts the words of the paragraphs, split at white space.
func (t Text) Words() int {
	n := 0
	for _, p := range t.Paragraphs {
		n += len(strings.Fields(p))
	}
	return n
}

// Joined is the text as one string, one paragraph a line.
func (t Text) Joined() string { return strings.Join(t.Paragraphs, "\n") }

// lines cuts text into its lines, blank ones left out.
func lines(text string) []string {
	var out []string
	for l := range strings.Lines(text) {
		if l = strings.TrimSpace(l); l != "" {
			out = append(out, l)
		}
	}
	return out
}

// reflowWords is how many words a paragraph made of sentences holds at least:
// the mean of the paragraphs of SaudiNewsNet's articles that have four or more.
const reflowWords = 44

// reflow gives a text that is printed in one or two blocks the paragraphs that
// an editor would cut and move.
func reflow(t Text) Text {
	if len(t.Paragraphs) >= 3 {
		return t
	}
	out := Text{Title: t.Title}
	var part []string
	words := 0
	for _, s := range sentences(t.Joined()) {
		part = append(part, s)
		words += len(strings.Fields(s))
		if words >= reflowWords {
			out.Paragraphs = append(out.Paragraphs, strings.Join(part, " "))
			part, words = nil, 0
		}
	}
	if len(part) > 0 {
		out.Paragraphs = append(out.Paragraphs, strings.Join(part, " "))
	}
	return out
}

func sentences(text string) []string {
	var out []string
	for from, to := range arabic.Sentences(text) {
		out = append(out, text[from:to])
	}
	return out
}
