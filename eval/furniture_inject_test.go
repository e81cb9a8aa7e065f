package eval

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// An injection puts made-up lines into articles at known places. lines are
// those of article n; at is the paragraph before which they stand, negative
// from the end; every is how often.
type injection struct {
	name   string
	every  int
	at     int
	report bool // they are parts of reports, and to be left alone
	inline bool // they are run together with the paragraph before
	author string
	lines  func(n int, own string, title func(n int) string) []string
}

var injections = []injection{
	{name: "share", every: 4, at: -1, lines: fixed("تابعوا منصة المدى على كل الشبكات")},
	{name: "share, a sentence", every: 2, at: -1, lines: fixed("تصلكم أخبار المدى على هواتفكم كل صباح عبر نشرتنا.")},
	{name: "share between", every: 2, at: 2, lines: fixed("اشتركوا في نشرة المدى")},
	{name: "rights", every: 1, at: -1, lines: fixed("جميع الحقوق محفوظة لصحيفة المدى")},
	{name: "advertisement", every: 5, at: -1, lines: func(n int, _ string, _ func(int) string) []string {
		return []string{fmt.Sprintf("للإعلان معنا اتصلوا بالرقم 555%03d", n)}
	}},
	{name: "mail", every: 5, at: -1, lines: func(n int, _ string, _ func(int) string) []string {
		return []string{fmt.Sprintf("desk%d@mada.example", n)}
	}},
	{name: "tags", every: 2, at: -1, lines: func(n int, own string, _ func(int) string) []string {
		return []string{"دليل " + firstWords(own, 4)}
	}},
	{name: "tags inline", every: 2, at: -1, inline: true, lines: func(n int, own string, _ func(int) string) []string {
		return []string{"دليل " + firstWords(own, 4)}
	}},
	{name: "dateline", every: 2, at: 0, lines: func(n int, own string, _ func(int) string) []string {
		return []string{firstWords(own, 2) + " – المدى"}
	}},
	{name: "promo", every: 4, at: 1, lines: func(n int, _ string, title func(int) string) []string {
		return []string{"طالعوا عندنا: " + title(n*2/3)}
	}},
	{name: "promo, seldom stored", every: 4, at: 1, lines: func(n int, _ string, title func(int) string) []string {
		if n%12 == 0 {
			return []string{"طالعوا عندنا: " + title(n*2/3)}
		}
		return []string{fmt.Sprintf("طالعوا عندنا: عنوان بعيد من أيام مضت رقمه %d", n)}
	}},
	{name: "own headline", every: 1, at: -1, lines: func(_ int, own string, _ func(int) string) []string {
		return []string{"الخبر على موقعنا: " + own}
	}},
	{name: "own headline inline", every: 1, at: -1, inline: true, lines: func(_ int, own string, _ func(int) string) []string {
		return []string{"الخبر على موقعنا: " + own}
	}},
	{name: "headlines alone", every: 5, at: 2, lines: func(n int, _ string, title func(int) string) []string { return []string{title(n * 2 / 3)} }},
	{name: "headlines under a label", every: 5, at: -1, lines: func(n int, _ string, title func(int) string) []string {
		return []string{"من صفحاتنا", title(n * 2 / 3), title(n / 2)}
	}},

	{name: "agencies", every: 4, at: -1, report: true, lines: fixed("(وكالات)")},
	{name: "columnist's farewell", every: 6, at: -1, report: true, author: "هادي الساحل", lines: fixed("وإلى الملتقى في مقال قادم")},
	{name: "formula", every: 6, at: -1, report: true, lines: fixed("وتمنى الحاضرون للمدينة وأهلها دوام العافية.")},
	{name: "formula with figures", every: 6, at: -1, report: true, lines: func(n int, _ string, _ func(int) string) []string {
		return []string{fmt.Sprintf("وبلغت درجة الحرارة أمس %d درجة في الظل.", 20+n%20)}
	}},
	{name: "openings", every: 3, at: -1, report: true, lines: func(n int, own string, _ func(int) string) []string {
		return []string{"يذكر أن هذا الخبر يتصل بما سبق عن " + firstWords(own, 5) + "."}
	}},
}

func fixed(line string) func(int, string, func(int) string) []string {
	return func(int, string, func(int) string) []string { return []string{line} }
}

func firstWords(text string, n int) string {
	words := strings.Fields(text)
	return strings.Join(words[:min(n, len(words))], " ")
}

// injected returns the fixtures as one outlet's articles of several days with
// the lines of an injection in them, articles of others that hold what a formula
// holds, and the places of the lines: article and paragraph.
func (b board) injected(in injection) (articles []Article, places map[string]bool) {
	docs := append(append([]Document{}, b.bases...), b.formulas...)
	places = map[string]bool{}
	title := func(n int) string { return docs[n%len(docs)].Title }
	authors := []string{"سلمى النور", "ريم الوادي", "فارس الجبل", "ليلى الواحة", "نادر السهل"}
	for n := range 2 * len(docs) {
		d := docs[n%len(docs)]
		a := Article{ID: fmt.Sprint(n), Outlet: "المدى", Title: d.Title, Author: authors[n/7%len(authors)]}
		a.Published = time.Date(2026, 7, 1+n%len(docs)/40, n%24, 0, 0, 0, time.UTC).Format(time.RFC3339)
		paragraphs := append([]string{}, d.Paragraphs...)
		if n >= len(docs) {
			a.Outlet = "النهر"
		}
		if n%in.every == 0 && (a.Outlet == "المدى" || in.report && in.author == "") {
			if in.author != "" {
				a.Author = in.author
			}
			add := in.lines(n%len(docs), d.Title, title)
			at := min(in.at, len(paragraphs))
			if at < 0 {
				at = len(paragraphs)
			}
			if in.inline {
				paragraphs[at-1] += " " + add[0]
				add, at = nil, at-1
			}
			paragraphs = append(paragraphs[:at:at], append(add, paragraphs[at:]...)...)
			for i := range max(1, len(add)) {
				places[fmt.Sprint(n, "/", at+i)] = a.Outlet == "المدى"
			}
		}
		a.Text = strings.Join(paragraphs, "\n")
		articles = append(articles, a)
	}
	return articles, places
}

// TestInjected learns furniture that was put into our fixtures and compares
// what is marked with what was put there.
func TestInjected(t *testing.T) {
	b := newBoard(t)
	var s strings.Builder
	fmt.Fprintf(&s, "Lines put into %d articles of one outlet, in days of 40; marked by what earlier days taught\n\n", len(b.bases)+len(b.formulas))
	fmt.Fprintf(&s, "%-24s %6s %7s %7s %6s\n", "kind", "lines", "marked", "recall", "wrong")
	for _, in := range injections {
		articles, places := b.injected(in)
		r, err := Furniture(articles, FurnitureOptions{Marks: true, Labels: []FurnitureLabel{}})
		if err != nil {
			t.Fatal(err)
		}
		tried, marked, wrong := 0, 0, 0
		for _, a := range articles[40 : len(b.bases)+len(b.formulas)] {
			for i := range lines(a.Text) {
				if places[fmt.Sprint(a.ID, "/", i)] {
					tried++
				}
			}
		}
		for _, m := range r.Marks {
			if places[fmt.Sprint(m.ID, "/", m.Block)] && !in.report {
				marked++
			} else {
				wrong++
			}
		}
		recall := fmt.Sprintf("%.2f", float64(marked)/float64(max(1, tried)))
		if in.report {
			recall = "-"
		}
		fmt.Fprintf(&s, "%-24s %6d %7d %7s %6d\n", in.name, tried, marked, recall, wrong)
	}
	path := filepath.Join("testdata", "furniture.txt")
	if *update {
		if err := os.WriteFile(path, []byte(s.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if s.String() != string(want) {
		t.Errorf("scores differ from %s; if the change is meant, run go test -update ./eval\n got:\n%s\nwant:\n%s", path, s.String(), want)
	}
}
