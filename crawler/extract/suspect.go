package extract

import (
	"strings"

	"sada/arabic"
	"sada/news"
)

const (
	// shortWords: fewer words than this are no report. Of 18,984 articles of the
	// Arabic press one in forty is shorter.
	shortWords = 25
	// wallWords is the length up to which a text that asks for a login is taken
	// for nothing but that.
	wallWords = 120
)

// walls are sentences of pages that stand in an article's place, folded.
var walls = []struct {
	flag    string
	phrases []string
}{
	{FlagSoft404, foldList("الصفحة غير موجودة", "الصفحة المطلوبة غير موجودة", "لم يتم العثور على الصفحة", "الصفحة التي تبحث عنها", "خطأ 404", "page not found", "404 not found", "error 404")},
	{FlagLoginWall, foldList("سجل الدخول", "تسجيل الدخول", "للمشتركين فقط", "المحتوى للمشتركين", "اشترك لمتابعة القراءة", "اشترك لقراءة", "log in to continue", "sign in to continue", "subscribe to continue", "subscribers only")},
	{FlagCookieWall, foldList("ملفات تعريف الارتباط", "ملفات الارتباط", "تفعيل جافا سكريبت", "enable javascript", "enable cookies", "accept cookies", "checking your browser", "verify you are human")},
}

func foldList(list ...string) []string {
	for i, s := range list {
		list[i] = arabic.Fold(s)
	}
	return list
}

// suspicions returns the flags for a page that may be no article.
func suspicions(p Page) []string {
	n := 0
	for _, b := range p.Blocks {
		if b.Kind.Compared() {
			n += cleanWords(b.Text)
		}
	}
	var flags []string
	if n < shortWords {
		flags = append(flags, FlagShort)
	}
	if n > wallWords {
		return flags
	}
	folded := arabic.Fold(p.Title + "\n" + news.Article{Blocks: p.Blocks}.Text())
	for _, wall := range walls {
		for _, phrase := range wall.phrases {
			if strings.Contains(folded, phrase) {
				flags = addFlag(flags, wall.flag)
			}
		}
	}
	return flags
}
