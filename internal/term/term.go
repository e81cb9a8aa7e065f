// Package term writes what a person reads in a terminal: columns of ASCII and
// then one Arabic field, last on its line. Terminals differ in how they treat
// text from right to left; this order, with one embedding round the Arabic
// field, reads well in those with the bidirectional algorithm and in those
// without. Where the output is no terminal it is tab-separated, whole, and free
// of control characters.
package term

import (
	"io"
	"os"
	"strings"

	"github.com/clipperhouse/displaywidth"
	"golang.org/x/term"

	"sada/arabic"
)

// Characters of UAX #9 that a terminal with the bidirectional algorithm obeys.
const (
	lre = "\u202A" // left-to-right embedding
	rle = "\u202B" // right-to-left embedding
	pdf = "\u202C" // pop directional formatting
	lrm = "\u200E" // left-to-right mark
)

// A Screen says how to write to one output.
type Screen struct {
	Terminal bool // aligned columns; otherwise tab-separated
	Bidi     bool // put the Arabic field into an embedding
	Color    bool
	Width    int // in cells; 0 means unbounded
}

// DefaultWidth is used for a terminal that does not tell its width.
const DefaultWidth = 80

// For looks at an output and the environment. bidi is "auto", "always" or
// "none"; auto means only on a terminal that isn't the console or "dumb".
func For(w io.Writer, bidi string, getenv func(string) string) Screen {
	var s Screen
	if f, ok := w.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		s.Terminal = true
		s.Width = DefaultWidth
		if cols, _, err := term.GetSize(int(f.Fd())); err == nil && cols > 0 {
			s.Width = cols
		}
	}
	kind := getenv("TERM")
	plain := kind == "dumb" || kind == "linux"
	s.Bidi = bidi == "always" || (bidi == "auto" && s.Terminal && !plain)
	s.Color = s.Terminal && getenv("NO_COLOR") == "" && kind != "dumb"
	return s
}

// Width returns the cells that s takes in a terminal: marks and controls none,
// letters one.
func Width(s string) int { return displaywidth.String(s) }

// Cut shortens s to at most width cells, at the border of a grapheme, ending in
// "…" where something was left out. A width below 1 leaves s whole.
func Cut(s string, width int) string {
	if width < 1 || Width(s) <= width {
		return s
	}
	var b strings.Builder
	used := 0
	g := displaywidth.StringGraphemes(s)
	for g.Next() {
		if used+g.Width() > width-1 {
			break
		}
		used += g.Width()
		b.WriteString(g.Value())
	}
	return strings.TrimRight(b.String(), " ") + "…"
}

// Embed wraps text so that a terminal with the bidirectional algorithm shows
// it in its own direction and lets nothing after it join in. The space before
// the closing mark keeps the last letter's shape in terminals that shape words;
// the mark after it keeps a neighbouring pane's text out.
func (s Screen) Embed(text string) string {
	if !s.Bidi || !strings.ContainsFunc(text, func(r rune) bool { return arabic.RightToLeft(string(r)) }) {
		return text
	}
	open := lre
	if arabic.RightToLeft(text) {
		open = rle
	}
	return open + text + " " + pdf + lrm
}

// A Table is rows of ASCII cells, the last of which may be Arabic.
type Table struct {
	Head  []string
	Right []bool // columns to set flush right
	Wrap  bool   // on a terminal, break the last column at words rather than cut it; for ASCII alone
	rows  [][]string
}

// Row adds a row; what isn't safe to print is taken out of its cells.
func (t *Table) Row(cells ...string) {
	row := make([]string, len(cells))
	for i, c := range cells {
		row[i] = arabic.OneLine(c)
	}
	t.rows = append(t.rows, row)
}

// Column adds a column after the others; cell makes what each row has in it.
func (t *Table) Column(head string, cell func(row int) string) {
	t.Head = append(t.Head, head)
	for i := range t.rows {
		t.rows[i] = append(t.rows[i], arabic.OneLine(cell(i)))
	}
}

// Room returns the cells that one more column would have on a screen of some
// width, at least leastLast.
func (t *Table) Room(s Screen) int {
	used := 0
	for _, w := range t.widths() {
		used += w + 2
	}
	return roomAfter(used, s)
}

// leastLast is the cells that the last column has on any screen.
const leastLast = 8

// roomAfter leaves two cells for what Embed adds.
func roomAfter(used int, s Screen) int { return max(leastLast, s.Width-used-2) }

// Len returns the number of rows.
func (t *Table) Len() int { return len(t.rows) }

// Write prints the table as the screen wants it.
func (t *Table) Write(w io.Writer, s Screen) error {
	var b strings.Builder
	if !s.Terminal {
		for _, row := range append([][]string{t.Head}, t.rows...) {
			b.WriteString(strings.Join(row, "\t"))
			b.WriteByte('\n')
		}
		_, err := io.WriteString(w, b.String())
		return err
	}
	widths := t.widths()
	plain := s
	plain.Bidi = false
	t.line(&b, plain, widths, t.Head)
	for _, row := range t.rows {
		t.line(&b, s, widths, row)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (t *Table) widths() []int {
	widths := make([]int, len(t.Head))
	for _, row := range append([][]string{t.Head}, t.rows...) {
		for i, c := range row {
			if i < len(widths) {
				widths[i] = max(widths[i], Width(c))
			}
		}
	}
	return widths
}

func (t *Table) line(b *strings.Builder, s Screen, widths []int, row []string) {
	used := 0
	for i, c := range row[:len(row)-1] {
		pad := strings.Repeat(" ", max(0, widths[i]-Width(c)))
		if i < len(t.Right) && t.Right[i] {
			b.WriteString(pad + c + "  ")
		} else {
			b.WriteString(c + pad + "  ")
		}
		used += widths[i] + 2
	}
	last, room := row[len(row)-1], roomAfter(used, s)
	switch {
	case s.Width > 0 && t.Wrap:
		b.WriteString(strings.Join(fill(last, room), "\n"+strings.Repeat(" ", used)))
	case s.Width > 0:
		b.WriteString(s.Embed(Cut(last, room)))
	default:
		b.WriteString(s.Embed(last))
	}
	b.WriteByte('\n')
}

// Paragraph writes text behind a label: on a terminal in lines that break
// between words, each an embedding of its own; elsewhere on one line.
func (s Screen) Paragraph(w io.Writer, label, text string) error {
	lines := []string{text}
	if s.Width > 0 {
		lines = fill(text, roomAfter(Width(label), s))
	}
	indent := strings.Repeat(" ", Width(label))
	for _, l := range lines {
		if _, err := io.WriteString(w, label+s.Embed(l)+"\n"); err != nil {
			return err
		}
		label = indent
	}
	return nil
}

// fill breaks text between words into lines of at most width cells, where the
// words allow it.
func fill(text string, width int) []string {
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(text) {
		switch {
		case line == "":
			line = word
		case Width(line)+1+Width(word) <= width:
			line += " " + word
		default:
			lines = append(lines, line)
			line = word
		}
	}
	return append(lines, line)
}
