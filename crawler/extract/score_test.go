package extract

import (
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"sada/news"
)

// scores are averages over pages of the precision and the recall of word
// 4-grams, and the F1 of the two averages.
type scores struct {
	precision, recall float64
	pages             int
}

func (s *scores) add(gold, got string) {
	var precision, recall float64
	tp, fp, fn := shared(fourGrams(gold), fourGrams(got))
	if tp+fp > 0 {
		precision = tp / (tp + fp)
	}
	if tp+fn > 0 {
		recall = tp / (tp + fn)
	}
	if tp+fp+fn == 0 {
		precision, recall = 1, 1
	}
	s.precision += precision
	s.recall += recall
	s.pages++
}

func (s scores) mean() (precision, recall, f1 float64) {
	p, r := s.precision/float64(s.pages), s.recall/float64(s.pages)
	return p, r, 2 * p * r / (p + r)
}

var token = regexp.MustCompile(`[\p{L}\p{N}\p{M}_]+`)

func fourGrams(text string) map[string]int {
	words := token.FindAllString(text, -1)
	grams := map[string]int{}
	for i := range words {
		if end := min(len(words), i+4); end-i == 4 || i == 0 {
			grams[strings.Join(words[i:end], " ")]++
		}
	}
	return grams
}

func shared(gold, got map[string]int) (tp, fp, fn float64) {
	for g, n := range got {
		tp += float64(min(n, gold[g]))
		fp += float64(n - min(n, gold[g]))
	}
	for g, n := range gold {
		fn += float64(n - min(n, got[g]))
	}
	return tp, fp, fn
}

// TestScoreBenchmark scores the text against the 181 pages of scrapinghub's
// article extraction benchmark. SADA_EXTRACTION names the folder that holds
// them. The command in bench/pages does the same beside other packages.
func TestScoreBenchmark(t *testing.T) {
	dir := os.Getenv("SADA_EXTRACTION")
	if dir == "" {
		return
	}
	gold := map[string]struct{ ArticleBody, URL string }{}
	readJSON(t, filepath.Join(dir, "ground-truth.json"), &gold)
	var ours scores
	sources := map[string]int{}
	for id, g := range gold {
		body := readPage(t, filepath.Join(dir, "html", id+".html.gz"))
		page, err := Article(body, Options{URL: g.URL})
		if err != nil {
			t.Logf("%s: %v", g.URL, err)
		}
		ours.add(g.ArticleBody, reportOf(page))
		sources[page.BodySource]++
	}
	p, r, f := ours.mean()
	t.Logf("ours:        precision %.4f recall %.4f F1 %.4f on %d pages %v", p, r, f, ours.pages, sources)
	if f < 0.97 {
		t.Errorf("F1 = %.4f, want 0.97", f)
	}
}

// arabicGold are the Arabic pages with a gold text, by file and address.
var arabicGold = []struct{ file, address, gold string }{
	{"cnn_arabic_2013_newspaper4k.html", "http://arabic.cnn.com/2013/middle_east/8/3/syria.clashes/index.html", "cnn_arabic_2013_newspaper4k.gold.txt"},
	{"LBCGroup_2026_01_08.html.gz", "https://www.lbcgroup.tv/news/lifestyle/898682/x/ar", "LBCGroup.json"},
}

// TestScoreArabic does the same for the Arabic pages, of which no paragraph may
// be lost.
func TestScoreArabic(t *testing.T) {
	dir := os.Getenv("SADA_EXTRACTION")
	if dir == "" {
		return
	}
	for _, g := range arabicGold {
		body := readPage(t, filepath.Join(dir, "arabic", g.file))
		gold := arabicText(t, filepath.Join(dir, "arabic", g.gold))
		page, err := Article(body, Options{URL: g.address})
		if err != nil {
			t.Errorf("%s: %v", g.file, err)
			continue
		}
		var ours scores
		ours.add(gold, reportOf(page))
		p, r, f := ours.mean()
		t.Logf("%s: ours precision %.3f recall %.3f F1 %.3f", g.file, p, r, f)
		if r < 0.999 {
			t.Errorf("%s: recall %.3f: a paragraph was lost", g.file, r)
		}
	}
}

// arabicText reads a gold text: plain, or the paragraphs of a JSON file.
func arabicText(t *testing.T, name string) string {
	t.Helper()
	if strings.HasSuffix(name, ".txt") {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	var gold struct {
		V1 struct {
			Body struct {
				Sections []struct{ Paragraphs []string }
			}
		}
	}
	readJSON(t, name, &gold)
	var all []string
	for _, s := range gold.V1.Body.Sections {
		all = append(all, s.Paragraphs...)
	}
	return strings.Join(all, "\n")
}

func reportOf(p Page) string { return news.Article{Blocks: p.Blocks}.Text() }

func readJSON(t *testing.T, name string, into any) {
	t.Helper()
	data, err := os.ReadFile(name)
	if err == nil {
		err = json.Unmarshal(data, into)
	}
	if err != nil {
		t.Fatalf("read %s: %v", name, err)
	}
}

func readPage(t testing.TB, name string) []byte {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(name, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			t.Fatal(err)
		}
	}
	body, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return body
}
