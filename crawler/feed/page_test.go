package feed

import (
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
)

func TestParsePage(t *testing.T) {
	const base = "https://www.nibras.example/latest"
	tests := []struct{ name, links, page, want string }{
		{"relative, once, without its fragment", `/news/\d+`, `<title>نبراس</title><a href="/news/1#c">أ</a><a href="news/2">ب</a><a href="/news/1">خبر</a>`, "page : نبراس\nخبر | https://www.nibras.example/news/1 | https://www.nibras.example/news/1 |  | \nب | https://www.nibras.example/news/2 | https://www.nibras.example/news/2 |  | "},
		{"other sites", `/news/`, `<a href="https://other.example/news/1">أ</a><a href="https://m.nibras.example/news/2">ب</a><a href="https://notnibras.example/news/3">ج</a>`, "page : \nب | https://m.nibras.example/news/2 | https://m.nibras.example/news/2 |  | "},
		{"other schemes", `.`, `<a href="javascript:alert(1)">أ</a><a href="mailto:a@nibras.example">ب</a><a href="ftp://nibras.example/1">ج</a><a href="/x">د</a>`, "page : \nد | https://www.nibras.example/x | https://www.nibras.example/x |  | "},
		{"the page itself", `latest`, `<a href="#top">أ</a><a href="/latest">ب</a><a href="/latest/1">ج</a>`, "page : \nج | https://www.nibras.example/latest/1 | https://www.nibras.example/latest/1 |  | "},
		{"base element", `/a/1`, `<base href="/a/"><a href="1">أ</a>`, "page : \nأ | https://www.nibras.example/a/1 | https://www.nibras.example/a/1 |  | "},
		{"Arabic pattern, escaped address", `/أخبار/`, `<a href="/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/1">أ</a>`, "page : \nأ | https://www.nibras.example/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/1 | https://www.nibras.example/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/1 |  | "},
		{"escaped pattern, Arabic address", `/%D8%A3`, `<a href="https://nibras.example/أخبار/1">أ</a>`, "page : \nأ | https://nibras.example/أخبار/1 | https://nibras.example/أخبار/1 |  | "},
		{"picture as the only text", `/news/`, `<a href="/news/1"><img src="x" alt="صورة الخبر"></a>`, "page : \nصورة الخبر | https://www.nibras.example/news/1 | https://www.nibras.example/news/1 |  | "},
		{"links never closed", `/news/`, `<a href="/news/1">أ<a href="/news/2">ب`, "page : \nأ | https://www.nibras.example/news/1 | https://www.nibras.example/news/1 |  | \nب | https://www.nibras.example/news/2 | https://www.nibras.example/news/2 |  | "},
		{"dates of cards", `/news/`, `<article><a href="/news/1">أ</a><time datetime="2026-07-12T10:00:00Z">أمس</time></article><li><a href="/news/2">ب</a><time>12 تموز 2026 10:00 Z</time></li><ul><li><a href="/news/3">ج</a><a href="/news/4">د</a><time datetime="2026-07-12T10:00:00Z"></time></li></ul>`, "page : \n" +
			"أ | https://www.nibras.example/news/1 | https://www.nibras.example/news/1 |  | 2026-07-12T10:00:00Z time, exact\n" +
			"ب | https://www.nibras.example/news/2 | https://www.nibras.example/news/2 |  | 2026-07-12T10:00:00Z time, exact\n" +
			"ج | https://www.nibras.example/news/3 | https://www.nibras.example/news/3 |  | \nد | https://www.nibras.example/news/4 | https://www.nibras.example/news/4 |  | "},
		{"no match", `/story/`, `<a href="/news/1">أ</a>`, `error: parse page: not a feed: none of its 1 links matches "/story/"`},
		{"an empty page", `.`, ``, `error: parse page: not a feed: none of its 0 links matches "."`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc, err := ParsePage([]byte(tt.page), regexp.MustCompile(tt.links), Options{BaseURL: base})
			if diff := cmp.Diff(tt.want, told(doc, err)); diff != "" {
				t.Errorf("ParsePage(%s) (-want +got):\n%s", tt.page, diff)
			}
		})
	}
}

// A page's meta element tells the encoding where the bytes alone do not.
func TestParsePageCharset(t *testing.T) {
	page := encoded(t, charmap.Windows1251, `<html><head><meta http-equiv="content-type" content="text/html; charset=windows-1251"></head><a href="/news/1">Новый год</a></html>`)
	doc, err := ParsePage(page, regexp.MustCompile("news"), Options{BaseURL: "https://nibras.example/"})
	if err != nil || doc.Items[0].Title != "Новый год" || doc.Encoding != "windows-1251" {
		t.Errorf("ParsePage = %+v, %v; want the title in windows-1251", doc, err)
	}
}
