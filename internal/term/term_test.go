package term_test

import (
	"bytes"
	"strings"
	"testing"

	"sada/internal/term"
)

func table() *term.Table {
	t := &term.Table{Head: []string{"LAG", "OUT", "ORIGIN", "HEADLINE"}, Right: []bool{true, true}}
	t.Row("+12m", "8", "nibras.example", "إعادة تشغيل خط القطار")
	t.Row("+3m", "21", "gov.example", "رفعُ أسعارِ الوقود\x1b[31m 7% \u202Eالليلة")
	return t
}

func TestTableOnTerminal(t *testing.T) {
	var b bytes.Buffer
	if err := table().Write(&b, term.Screen{Terminal: true, Bidi: true, Width: 60}); err != nil {
		t.Fatal(err)
	}
	want := " LAG  OUT  ORIGIN          HEADLINE\n" +
		"+12m    8  nibras.example  \u202bإعادة تشغيل خط القطار \u202c\u200e\n" +
		" +3m   21  gov.example     \u202bرفعُ أسعارِ الوقود[31m 7% الليلة \u202c\u200e\n"
	if got := b.String(); got != want {
		t.Errorf("Write =\n%q\nwant\n%q", got, want)
	}
}

// The cell at which the last column begins is the same in every row, whatever
// marks stand in the text: that is what a person sees as a straight column.
func TestColumnsAreStraight(t *testing.T) {
	var b bytes.Buffer
	if err := table().Write(&b, term.Screen{Terminal: true, Width: 40}); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(b.String()) {
		head := line[:strings.LastIndex(line, "  ")+2]
		if got := term.Width(head); got != 27 {
			t.Errorf("last column of %q begins at cell %d, want 27", line, got)
		}
		if got := term.Width(strings.TrimSuffix(line, "\n")); got > 40 {
			t.Errorf("%q is %d cells wide, want at most 40", line, got)
		}
	}
}

func TestTableInPipe(t *testing.T) {
	var b bytes.Buffer
	if err := table().Write(&b, term.Screen{}); err != nil {
		t.Fatal(err)
	}
	want := "LAG\tOUT\tORIGIN\tHEADLINE\n+12m\t8\tnibras.example\tإعادة تشغيل خط القطار\n+3m\t21\tgov.example\tرفعُ أسعارِ الوقود[31m 7% الليلة\n"
	if got := b.String(); got != want {
		t.Errorf("Write = %q, want %q", got, want)
	}
}

func TestCut(t *testing.T) {
	for _, tc := range []struct {
		in    string
		width int
		want  string
	}{
		{"خبر", 0, "خبر"},
		{"خبر", 3, "خبر"},
		{"خبر عاجل", 6, "خبر ع…"},
		{"خَبَرٌ عاجِل", 5, "خَبَرٌ…"},
	} {
		if got := term.Cut(tc.in, tc.width); got != tc.want {
			t.Errorf("Cut(%q, %d) = %q, want %q", tc.in, tc.width, got, tc.want)
		}
	}
}

func TestWrap(t *testing.T) {
	tab := &term.Table{Head: []string{"ID", "WHY"}, Right: []bool{true}, Wrap: true}
	tab.Row("7", "71 of 80 words shared; longest passage 71 words")
	var b bytes.Buffer
	if err := tab.Write(&b, term.Screen{Terminal: true, Bidi: true, Width: 30}); err != nil {
		t.Fatal(err)
	}
	want := "ID  WHY\n 7  71 of 80 words shared;\n    longest passage 71 words\n"
	if got := b.String(); got != want {
		t.Errorf("Write = %q, want %q", got, want)
	}
}

func TestParagraph(t *testing.T) {
	for _, tc := range []struct {
		name   string
		screen term.Screen
		want   string
	}{
		{"pipe", term.Screen{}, "A  بدأت الهيئة أعمال التوسعة\n"},
		{"terminal", term.Screen{Terminal: true, Bidi: true, Width: 20}, "A  \u202bبدأت الهيئة \u202c\u200e\n   \u202bأعمال التوسعة \u202c\u200e\n"},
	} {
		var b bytes.Buffer
		if err := tc.screen.Paragraph(&b, "A  ", "بدأت الهيئة أعمال التوسعة"); err != nil {
			t.Fatal(err)
		}
		if got := b.String(); got != tc.want {
			t.Errorf("%s: Paragraph = %q, want %q", tc.name, got, tc.want)
		}
	}
}

// One more column fills the screen to its edge, but for the two cells that an
// embedding may take.
func TestColumn(t *testing.T) {
	tab := &term.Table{Head: []string{"ID", "SEEN"}, Right: []bool{true}}
	tab.Row("7", "12:00Z")
	tab.Row("18", "12:05Z")
	for width, want := range map[int]int{40: 26, 22: 8, 10: 8, 0: 8} {
		if got := tab.Room(term.Screen{Terminal: true, Width: width}); got != want {
			t.Errorf("Room at width %d = %d, want %d", width, got, want)
		}
	}
	tab.Column("LANE", func(row int) string { return strings.Repeat(".", row) + "o" })
	var b bytes.Buffer
	if err := tab.Write(&b, term.Screen{Terminal: true, Width: 40}); err != nil {
		t.Fatal(err)
	}
	want := "ID  SEEN    LANE\n 7  12:00Z  o\n18  12:05Z  .o\n"
	if got := b.String(); got != want {
		t.Errorf("Write = %q, want %q", got, want)
	}
}
