package standin_test

import (
	"fmt"
	"strings"
	"testing"

	"sada/crawler/standin"
	"sada/news"
)

const (
	login = "سجل الدخول لمتابعة القراءة. أدخل بريدك الإلكتروني وكلمة المرور، أو أنشئ حسابا جديدا في دقيقة واحدة. رقم الجلسة %d"
	gone  = "عذرا، لم نعثر على ما تبحث عنه. ربما نقلت المادة إلى مكان آخر أو حذفت. عد إلى الصفحة الرئيسية أو استخدم البحث."
)

// front are the other headlines of a front page.
const front = `
بلدية الواحة تعيد فتح المتحف البحري أمام الزوار
طلبة المعهد العالي يبتكرون مرشحا رخيصا للمياه
انقطاع الكهرباء عن ثلاثة أحياء في الميناء القديم
مهرجان التمور يستقبل خمسين ألف زائر في أسبوعه الأول
وزارة النقل تعلن مواعيد القطار الليلي الجديد
عودة الصيادين بعد أسبوع من العواصف في البحر
معرض للخط يجمع أعمال مئة فنانة من تسع مدن
دراسة جديدة عن هجرة اللقالق فوق السهوب الشرقية`

var (
	titles  = []string{"افتتاح جسر الزيتون بعد ترميمه", "المنتخب يتعادل في مباراته الأخيرة", "أسعار القمح ترتفع في السوق المركزية", "باحثون يكتشفون نوعا من السحالي"}
	reports = []string{
		"افتتح المحافظ صباح الأربعاء جسر الزيتون أمام حركة السير بعد أعمال ترميم دامت عامين وكلفت سبعة ملايين.",
		"تعادل المنتخب مع ضيفه بهدف لكل منهما في مباراة حضرها أربعون ألف متفرج، وأضاع قائده ركلة جزاء.",
		"ارتفعت أسعار القمح في السوق المركزية بنسبة عشرة في المئة بعد تأخر وصول شحنتين من الموانئ البعيدة.",
		"اكتشف باحثون من جامعة الواحات نوعا من السحالي يعيش في شقوق الصخور ولا يخرج إلا قبيل الغروب.",
	}
)

// judge reads pages as one run of an outlet does, and returns the kind that each
// comes to; empty for a report.
func judge(pages ...standin.Page) []news.StandInKind {
	var seen []news.StandIn
	kinds := make([]news.StandInKind, len(pages))
	readings := make([]standin.Reading, len(pages))
	take := func(i int, last bool) {
		var others []news.StandIn
		for _, s := range seen {
			if s.EntryID != int64(i+1) {
				others = append(others, s)
			}
		}
		v := readings[i].Judge(others, last)
		if v.Kind == "" {
			return
		}
		seen = append(others, news.StandIn{EntryID: int64(i + 1), Address: pages[i].Address, Title: pages[i].Title, Kind: v.Kind, Sketch: v.Sketch})
		kinds[i] = v.Kind
	}
	for i := range pages {
		pages[i].Entry = int64(i + 1)
		if pages[i].Address == "" {
			pages[i].Address = fmt.Sprint("https://nibras.example/", i)
		}
		if readings[i] = standin.Read(pages[i]); readings[i].Doubted() {
			take(i, false)
		}
	}
	for i := range pages {
		if kinds[i] == news.StandInDoubt {
			take(i, true)
		}
		if kinds[i] == news.StandInUnlike {
			kinds[i] = ""
		}
	}
	return kinds
}

// each makes a page for every title from a text, which may hold %s for it.
func each(headline, text string, says news.StandInKind) (pages []standin.Page) {
	for i, title := range titles {
		text := text
		switch {
		case strings.Contains(text, "%s"):
			text = fmt.Sprintf(text, title)
		case strings.Contains(text, "%p"): // the first words of the title
			text = strings.Replace(text, "%p", strings.Join(strings.Fields(title)[:3], "-"), 1)
		case strings.Contains(text, "%d"):
			text = fmt.Sprintf(text, 5512+97*i)
		}
		h := headline
		if h == "own" {
			h = title
		}
		pages = append(pages, standin.Page{Title: title, Headline: h, Text: text, Says: says})
	}
	return pages
}

func all(kind news.StandInKind) []news.StandInKind {
	return []news.StandInKind{kind, kind, kind, kind}
}

func TestJudge(t *testing.T) {
	long := strings.Repeat("تجد في هذه الصفحة آخر ما كتبه محررونا عن الحدائق والأسواق والمتاحف والرحلات القصيرة في عطلة الأسبوع. ", 20)
	var good, headless []standin.Page
	for i, title := range titles {
		good = append(good, standin.Page{Title: title, Headline: title, Text: reports[i]})
		headless = append(headless, standin.Page{Headline: title, Text: reports[i]})
	}
	playful := func(i int) standin.Page {
		return standin.Page{Title: fmt.Sprintf("كلام رقم %d", i), Headline: fmt.Sprintf("كلام رقم %d", i), Text: reports[i]}
	}
	tests := []struct {
		name  string
		pages []standin.Page
		want  []news.StandInKind
	}{
		{"reports", good, all("")},
		{"reports of entries without a headline", headless, all("")},
		{"one report at two addresses", []standin.Page{good[0], good[0]}, []news.StandInKind{"", ""}},
		{"a report under a playful headline, alone", []standin.Page{playful(0)}, []news.StandInKind{""}},
		{"playful headlines, each its own text", []standin.Page{playful(0), playful(1), playful(2), playful(3)}, all("")},
		{"one column at two addresses", []standin.Page{playful(0), playful(0)}, []news.StandInKind{"", ""}},
		{"photographs that name who is on them", each("own", "علي العامري", ""), all("")},
		{"a short notice that repeats its headline", each("own", "%s", ""), all("")},
		{"a report about logging in", []standin.Page{{Title: "المصرف يغير طريقة تسجيل الدخول", Text: "غير المصرف طريقة تسجيل الدخول إلى حسابات عملائه.", Says: news.StandInLogin}}, []news.StandInKind{""}},

		{"login page that says so", each("تسجيل الدخول", login, news.StandInLogin), all(news.StandInLogin)},
		{"login page in words we don't know", each("نبراس", login, ""), all(news.StandInSame)},
		{"login page under the headline of the report", each("own", login, ""), all(news.StandInSame)},
		{"login page that repeats the headline", each("own", "لقراءة «%s» "+login, ""), all(news.StandInSame)},
		{"soft 404", each("غير موجود", gone, news.StandInGone), all(news.StandInGone)},
		{"soft 404 of few words", each("نبراس", "عذرا", ""), all(news.StandInSame)},
		{"one long page for all", each("نبراس", long, ""), all(news.StandInSame)},
		{"a soft 404 among reports", []standin.Page{good[0], {Title: titles[1], Text: gone, Says: news.StandInGone}, good[2], good[3]}, []news.StandInKind{"", news.StandInGone, "", ""}},
		{"front page", []standin.Page{{Title: titles[0], Text: reports[0], Front: true}}, []news.StandInKind{news.StandInFront}},
		{"login page without a headline from the feed", []standin.Page{{Headline: "تسجيل الدخول", Text: login, Says: news.StandInLogin}}, []news.StandInKind{news.StandInLogin}},
		{"search without results, for a part of the headline", each("نبراس", "لا نتائج للبحث عن %p في أرشيفنا. جرب كلمات أخرى أو تصفح الأقسام من القائمة أعلاه أو راسل المحررين.", ""), all(news.StandInSame)},
		{"the front page for every address", each("نبراس", strings.Join(titles, "\n")+front, ""), all(news.StandInSame)},
		{"one report under two headlines", []standin.Page{{Title: "الجسر يعود", Headline: "الجسر يعود", Text: "الجسر يعود\n" + long}, {Title: "افتتاح اليوم", Headline: "افتتاح اليوم", Text: "افتتاح اليوم\n" + long}}, []news.StandInKind{"", ""}},
		{"a report shown for every address", []standin.Page{good[0], {Title: titles[1], Headline: titles[0], Text: reports[0]}, {Title: titles[2], Headline: titles[0], Text: reports[0]}, good[3]}, []news.StandInKind{"", news.StandInSame, news.StandInSame, ""}},
	}
	for _, tc := range tests {
		if got := judge(tc.pages...); fmt.Sprint(got) != fmt.Sprint(tc.want) {
			t.Errorf("%s: %q, want %q", tc.name, got, tc.want)
		}
	}
}

func TestWhy(t *testing.T) {
	pages := each("نبراس", login, "")
	first := standin.Read(pages[0]).Judge(nil, false)
	pages[1].Address = "https://nibras.example/2"
	v := standin.Read(pages[1]).Judge([]news.StandIn{{EntryID: 7, Title: titles[0], Kind: first.Kind, Sketch: first.Sketch}}, false)
	if want := "no report: the outlet shows the same page under 2 addresses"; v.Why != want || len(v.Same) != 1 || v.Same[0] != 7 {
		t.Errorf("Judge says %q of entries %v, want %q of 7", v.Why, v.Same, want)
	}
	pages[2].Says = news.StandInLogin
	if v := standin.Read(pages[2]).Judge(nil, false); v.Why != "no report but a login wall: the page does not speak of its headline" {
		t.Errorf("Judge says %q", v.Why)
	}
}

// FuzzRead holds that no text breaks a reading, that a page is like itself, and
// that one that holds its whole headline twice is not doubted.
func FuzzRead(f *testing.F) {
	f.Add(titles[0], reports[0])
	f.Add("", "\xff\x00")
	f.Add("00000", "0")
	f.Add("١٢ خبر", strings.Repeat("خبر ١٢ ", 50))
	f.Fuzz(func(t *testing.T, title, text string) {
		v := standin.Read(standin.Page{Entry: 1, Address: "a", Title: title, Text: text, Says: news.StandInLogin}).Judge(nil, true)
		if len(v.Sketch) > 64 {
			t.Errorf("a sketch of %d", len(v.Sketch))
		}
		if standin.Read(standin.Page{Title: title, Text: title + "\n" + text + strings.Repeat(" كلمة", 130)}).Strange() {
			t.Errorf("strange though its headline %q is in it", title)
		}
	})
}
