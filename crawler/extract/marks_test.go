package extract

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"sada/news"
)

// mostMarked is the most lines in a thousand of real articles' texts that may be
// marked by their words: those texts were cleaned once, but hold some promo lines.
const mostMarked = 10

// TestMarksOnNews marks the paragraphs and headlines of real articles by their
// words alone, and lists how many by each reason: what is marked there is lost
// to comparison. SADA_NEWS names the folder that holds articles.jsonl.gz.
func TestMarksOnNews(t *testing.T) {
	dir := os.Getenv("SADA_NEWS")
	if dir == "" {
		return
	}
	lines, marked := 0, 0
	reasons := map[string]int{}
	examples := map[string]string{}
	scanner := bufio.NewScanner(bytes.NewReader(readPage(t, filepath.Join(dir, "articles.jsonl.gz"))))
	scanner.Buffer(nil, 16<<20)
	for scanner.Scan() {
		var a struct{ Title, Text string }
		if err := json.Unmarshal(scanner.Bytes(), &a); err != nil {
			t.Fatal(err)
		}
		for _, l := range split(a.Title + "\n" + a.Text) {
			lines++
			var c classifier
			if kind, why := c.aside(l, false); kind == news.BlockPromo || kind == news.BlockFurniture {
				marked++
				reasons[why]++
				examples[why] = l.text
			}
		}
	}
	for _, why := range sorted(reasons) {
		t.Logf("%6d  %s: %.120s", reasons[why], why, examples[why])
	}
	t.Logf("%d of %d lines marked", marked, lines)
	if lines == 0 || marked*1000 > lines*mostMarked {
		t.Errorf("%d of %d lines marked, want at most %d in a thousand", marked, lines, mostMarked)
	}
}

func sorted(counts map[string]int) []string {
	var keys []string
	for k := range counts {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
