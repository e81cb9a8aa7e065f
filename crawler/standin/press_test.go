package standin_test

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"sada/crawler/standin"
)

// An article is one of a corpus of real reports.
type article struct{ Outlet, URL, Title, Text string }

// corpus returns the articles of $SADA_NEWS/articles.jsonl.gz by outlet, in
// their order; without it, those of this test.
func corpus(t *testing.T) map[string][]article {
	t.Helper()
	press := map[string][]article{}
	dir := os.Getenv("SADA_NEWS")
	if dir == "" {
		for i, title := range titles {
			press["nibras"] = append(press["nibras"], article{"nibras", fmt.Sprint("https://nibras.example/", i), title, reports[i]})
		}
		return press
	}
	f, err := os.Open(filepath.Join(dir, "articles.jsonl.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var a article
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			t.Fatal(err)
		}
		press[a.Outlet] = append(press[a.Outlet], a)
	}
	return press
}

// TestRealReportsAreNoStandIns takes the reports of each outlet for pages of
// one run, and counts those that are taken for something else. Then it gives
// the first reports of an outlet one text for all: a login page, a notice, and
// the outlet's first report.
func TestRealReportsAreNoStandIns(t *testing.T) {
	reports, doubted, wrong := 0, 0, 0
	walls := map[string]string{"login page": login, "notice": gone, "another report": ""}
	shown, missed := 0, map[string]int{}
	for _, articles := range corpus(t) {
		var pages []standin.Page
		for _, a := range articles {
			if a.Text != "" { // extraction refuses a page without text
				pages = append(pages, standin.Page{Address: a.URL, Title: a.Title, Headline: a.Title, Text: a.Text})
			}
		}
		for i, kind := range judge(pages...) {
			reports++
			if standin.Read(pages[i]).Doubted() {
				doubted++
			}
			if kind.Counts() {
				wrong++
				t.Logf("%s taken for a %s: %s", pages[i].Address, kind, pages[i].Title)
			}
		}
		few := pages[1:min(len(pages), 51)]
		shown += len(few)
		for name, wall := range walls {
			for _, kind := range judge(walled(few, cmp.Or(wall, pages[0].Text))...) {
				if !kind.Counts() {
					missed[name]++
				}
			}
		}
	}
	t.Logf("of %d reports %d were doubted and %d taken for no report; of %d addresses each, taken for reports: %v", reports, doubted, wrong, shown, missed)
	if wrong*1000 > reports {
		t.Errorf("%d of %d reports were taken for no report", wrong, reports)
	}
	if missed["login page"]*50 > shown || missed["notice"]*50 > shown || missed["another report"]*3 > shown {
		t.Errorf("of %d addresses each, taken for reports: %v", shown, missed)
	}
}

// walled gives pages one text.
func walled(pages []standin.Page, text string) []standin.Page {
	out := slices.Clone(pages)
	for i := range out {
		out[i].Headline, out[i].Text = "نبراس", text
	}
	return out
}
