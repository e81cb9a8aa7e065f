//go:build !race

// Time is measured here, and the race detector takes many times as much.

package extract_test

import (
	"strings"
	"testing"
	"time"

	"sada/crawler/extract"
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
		{"paragraphs", strings.Repeat("<p>كلمة واحدة فقط هنا.</p>", 20_000)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			start := time.Now()
			_, err := extract.Article([]byte("<html><body>"+tt.body), extract.Options{URL: "https://www.example.com/1"})
			if took := time.Since(start); took > 5*time.Second {
				t.Errorf("took %v, error %v", took, err)
			}
		})
	}
}
