//go:build !race

// Processor time is measured here, and the race detector takes many times as much.

package extract_test

import (
	"strings"
	"testing"
	"time"

	"sada/crawler/extract"
	"sada/internal/cputime"
)

// TestHostile reads pages made to exhaust a parser. Each must end soon, with
// or without an error.
func TestHostile(t *testing.T) {
	const n = 100_000
	tests := []struct{ name, body string }{
		{"divs", strings.Repeat("<div>", n)},
		{"bold", strings.Repeat("<b>", n) + paragraph},
		{"links", strings.Repeat("<a href=/1>", n) + paragraph},
		{"links and divs", strings.Repeat("<a><div>", n)},
		{"tables", strings.Repeat("<table>", n)},
		{"cells", strings.Repeat("<table><tr><td>", n/3)},
		{"fonts in paragraphs", strings.Repeat("<p><font>", n/5)},
		{"end tags", strings.Repeat("</p></b></a>", n)},
		{"one long line", "<p>" + strings.Repeat("كلمة ", 1_000_000)},
		{"one long attribute", "<p class=\"" + strings.Repeat("x ", 3_000_000) + "\">" + paragraph},
		{"deep JSON", `<script type="application/ld+json">` + strings.Repeat("[", n) + "</script>" + paragraph},
		{"quotes in JSON", `<script type="application/ld+json">{"a":` + strings.Repeat(`" `, n) + "</script>" + paragraph},
		{"many scripts", strings.Repeat(`<script type="application/ld+json">{"@type":"Article"}</script>`, 10_000) + paragraph},
		{"many articles", strings.Repeat(`<script type="application/ld+json">{"@type":"Article","headline":"خبر طويل عن المدينة","url":"/1"}</script><h1>خبر آخر عنها</h1>`, 10_000) + paragraph},
		{"deep state", `<script type="application/json">` + strings.Repeat(`{"a":[`, n) + "</script>"},
		{"wide state", `<script type="application/json">[` + strings.Repeat(`{"text":"<p>كلمة واحدة</p><p>كلمتان هنا وهناك في هذا النص الطويل</p>"},`, n/4) + "1]</script>"},
		{"nested lists in a state", `<script type="application/json">` + strings.Repeat(`[{"text":"`+strings.Repeat("كلمة ", 50)+`"},`, 10_000) + "</script>"},
		{"paragraphs in nested blocks", strings.Repeat("<div>", 480) + strings.Repeat("<p>كلمة واحدة فقط هنا.</p>", 20_000)},
		{"noscripts", strings.Repeat("<noscript><div><p>كلمة واحدة فقط هنا.</p></noscript>", 20_000)},
		{"paragraphs", strings.Repeat("<p>كلمة واحدة فقط هنا.</p>", 20_000)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			start := cputime.Taken()
			_, err := extract.Article([]byte("<html><body>"+tt.body), extract.Options{URL: "https://www.example.com/1"})
			if took := cputime.Taken() - start; took > 5*time.Second {
				t.Errorf("took %v, error %v", took, err)
			}
		})
	}
}
