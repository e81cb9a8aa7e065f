package furniture_test

import (
	"os"
	"testing"

	"sada/eval"
	"sada/furniture"
	"sada/news"
)

// benchArticles are those of the file that SADA_NEWS names, else made-up ones.
func benchArticles(b *testing.B) []*news.Article {
	b.Helper()
	var out []*news.Article
	path := os.Getenv("SADA_NEWS")
	if path == "" {
		for _, a := range articles(2*furniture.Window, func(n int) (head, tail []string) { return nil, every(3, n, "تابعونا على منصّاتنا") }) {
			out = append(out, &news.Article{ID: a.ID, Title: a.Title, Byline: a.Byline, Published: a.At, Blocks: blocks(a.Lines...)})
		}
		return out
	}
	all, err := eval.LoadArticles(path)
	if err != nil {
		b.Fatal(err)
	}
	for i, a := range all {
		out = append(out, &news.Article{
			ID: int64(i + 1), Title: a.Title, Byline: a.Author, Outlet: news.Outlet{Name: a.Outlet}, Published: monday, Blocks: eval.Blocks(a.Text),
		})
	}
	return out
}

// BenchmarkLearn learns an outlet from a whole window, beside half a window of
// others.
func BenchmarkLearn(b *testing.B) {
	all := benchArticles(b)
	own, _ := windows(all)
	for b.Loop() {
		if _, err := furniture.Learn(own); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*len(own.Articles)), "µs/article")
}

// BenchmarkMark marks the articles of the outlet by what was learned.
func BenchmarkMark(b *testing.B) {
	all := benchArticles(b)
	own, mine := windows(all)
	lines, err := furniture.Learn(own)
	if err != nil {
		b.Fatal(err)
	}
	m := furniture.NewMarker("", lines, nil)
	n := 0
	for b.Loop() {
		m.Marks(mine[n%len(mine)])
		n++
	}
}

// windows returns what is learned from: of the outlet of the first article, and
// of the others.
func windows(all []*news.Article) (s furniture.Sample, own []*news.Article) {
	var others []furniture.Article
	for _, a := range all {
		switch {
		case a.Outlet.Name == all[0].Outlet.Name && len(own) < furniture.Window:
			own = append(own, a)
			s.Articles = append(s.Articles, furniture.FromNews(a))
		case len(others) < furniture.Window/2:
			others = append(others, furniture.FromNews(a))
		}
	}
	s.Others = func() ([]furniture.Article, error) { return others, nil }
	return s, own
}
