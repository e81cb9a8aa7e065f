package hostile_test

import (
	"flag"
	"fmt"
	"net/http"
	"os"
	"strings"
	"testing"

	"sada/internal/hostile"
)

var update = flag.Bool("update", false, "rewrite the tables of docs/hostile.md")

const document = "../../docs/hostile.md"

// TestDocument holds that docs/hostile.md lists the cases that the tests try,
// and what comes of each.
func TestDocument(t *testing.T) {
	text, err := os.ReadFile(document)
	if err != nil {
		t.Fatal(err)
	}
	want := string(text)
	for name, table := range map[string]string{
		"answers": answers(), "handshakes": hosts(hostile.Handshakes()), "streams": hosts(hostile.Streams()), "pages": pages(),
	} {
		begin, end := "<!-- "+name+" -->\n", "<!-- end of "+name+" -->"
		before, rest, ok := strings.Cut(want, begin)
		_, after, closed := strings.Cut(rest, end)
		if !ok || !closed {
			t.Fatalf("%s has no place for the table of %s", document, name)
		}
		want = before + begin + table + end + after
	}
	if want == string(text) {
		return
	}
	if !*update {
		t.Fatalf("%s does not list the cases as they are; run the test with -update and read the difference", document)
	}
	if err := os.WriteFile(document, []byte(want), 0o644); err != nil {
		t.Fatal(err)
	}
}

func answers() string {
	return table(hostile.Answers(strings.Repeat("x", 200), 1<<10), func(c hostile.Case) (string, string) {
		return c.Does, outcome(c.Kind, c.Says, c.Code)
	})
}

func hosts(hosts []hostile.Host) string {
	return table(hosts, func(h hostile.Host) (string, string) { return h.Does, outcome(h.Kind, h.Says, 0) })
}

func pages() string {
	return table(hostile.Pages("", "", ""), func(p hostile.Page) (string, string) {
		switch {
		case p.State == "filed":
			return p.Does, "reads the report"
		case p.Says == "":
			return p.Does, "skips the entry"
		}
		return p.Does, "skips the entry: «" + p.Says + "»"
	})
}

func table[T any](rows []T, row func(T) (does, sada string)) string {
	var b strings.Builder
	b.WriteString("\n| a server that … | sada |\n|---|---|\n")
	for _, r := range rows {
		does, sada := row(r)
		fmt.Fprintf(&b, "| %s | %s |\n", does, sada)
	}
	b.WriteString("\n")
	return b.String()
}

// outcome says in words what comes of a kind of error.
func outcome(kind, says string, code int) string {
	words := map[string]string{
		"":          "reads the page",
		"timeout":   "gives up at the deadline; tries again later",
		"too_large": "stops at the bound: «too large»; stores nothing, does not try again",
		"truncated": "stores nothing; tries again later",
		"protocol":  "stores nothing; tries again later",
		"tls":       "refuses; tries again later, never without TLS",
		"network":   "does not connect: names the network and `fetch.allow_networks`",
		"redirects": "stops after 10 hops or at a circle; does not try again",
		"bad_url":   "does not follow it",
		"status":    "takes it for a refusal; does not try again",
	}[kind]
	switch {
	case code == http.StatusGone:
		return "asks this feed no more; skips the entry of a page"
	case code >= 500 || code == http.StatusTooManyRequests:
		words = "tries again later, and slows down"
	}
	if says != "" && kind != "network" && kind != "too_large" {
		words += ": «" + says + "»"
	}
	return words
}
