package extract_test

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"sada/crawler/extract"
	"sada/news"
)

const paragraph = "<p>افتتح محافظ مدينة الواحة صباح أمس جسر النخيل الجديد الذي يربط ضفتي النهر، بعد عامين من العمل وبكلفة بلغت أربعين مليون دينار.</p>\n"

func TestErrors(t *testing.T) {
	deep := strings.Repeat("<div>", 2000)
	tests := []struct {
		name, body, contentType string
		rules                   *extract.Rules
		want                    error
	}{
		{"empty", "", "", nil, extract.ErrNotHTML},
		{"plain text", "افتتح الجسر", "", nil, extract.ErrNotHTML},
		{"PDF by its bytes", "%PDF-1.7 <p>", "text/html", nil, extract.ErrNotHTML},
		{"image by its header", "<p>x", "image/png", nil, extract.ErrNotHTML},
		{"nothing to read", "<html><body></body></html>", "", nil, extract.ErrNoText},
		{"links only", "<ul><li><a href=/1>خبر</a></ul>", "", nil, extract.ErrNoText},
		{"deep", deep + paragraph, "", nil, extract.ErrTooDeep},
		{"undecidable bytes", "<p>\x81\x8d\xff\xfe\x90 \xc3\x28\xa0\xa1", "", nil, extract.ErrEncoding},
		{"UTF-8 that is none", "<meta charset=utf-8><p>\xff\xf0\xf1\xf2 \xff\xfa\xfb\xfc \xd0\xd1", "", nil, extract.ErrEncoding},
		{"selector", "<p>x", "", &extract.Rules{Body: "p["}, extract.ErrRule},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := extract.Article([]byte(tt.body), extract.Options{ContentType: tt.contentType, Rules: tt.rules})
			if !errors.Is(err, tt.want) {
				t.Errorf("Article = %v, want %v", err, tt.want)
			}
		})
	}
}

func TestBounds(t *testing.T) {
	tests := []struct {
		name string
		opts extract.Options
		want error
	}{
		{"bytes", extract.Options{MaxBytes: 100}, extract.ErrTooLarge},
		{"elements", extract.Options{MaxElements: 2}, extract.ErrTooLarge},
		{"text", extract.Options{MaxText: 500}, extract.ErrTooLarge},
		{"depth", extract.Options{MaxDepth: 2}, extract.ErrTooDeep},
	}
	body := []byte("<html><body><div>" + strings.Repeat(paragraph, 5) + "</div></body></html>")
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := extract.Article(body, tt.opts); !errors.Is(err, tt.want) {
				t.Errorf("Article = %v, want %v", err, tt.want)
			}
		})
	}
}

func TestEncodings(t *testing.T) {
	page := func(label string) string {
		return "<html><head>" + label + "<title>جسر النخيل</title></head><body>" + strings.Repeat(paragraph, 3) + "</body></html>"
	}
	utf16le := func(s string) string {
		var b strings.Builder
		for _, r := range s {
			b.WriteByte(byte(r))
			b.WriteByte(byte(r >> 8))
		}
		return b.String()
	}
	arabic := func(m *charmap.Charmap, s string) string {
		out, err := m.NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	tests := []struct {
		name, body, contentType string
		encoding                string
		flags                   []string
	}{
		{"UTF-8", page(""), "", "utf-8", nil},
		{"UTF-8 with mark", "\uFEFF" + page(""), "text/html; charset=windows-1256", "utf-8", nil},
		{"UTF-8 called windows-1256", page("<meta charset=windows-1256>"), "", "utf-8", nil},
		{"windows-1256 by header", arabic(charmap.Windows1256, page("")), "text/html; charset=windows-1256", "windows-1256", nil},
		{"windows-1256 by meta", arabic(charmap.Windows1256, page("<meta charset=windows-1256>")), "", "windows-1256", nil},
		{"windows-1256 without a label", arabic(charmap.Windows1256, page("")), "", "windows-1256", nil},
		{"windows-1256 called UTF-8", arabic(charmap.Windows1256, page("<meta charset=utf-8>")), "text/html; charset=utf-8", "windows-1256", []string{extract.FlagEncoding}},
		{"windows-1256 called Latin", arabic(charmap.Windows1256, page("")), "text/html; charset=iso-8859-1", "windows-1256", []string{extract.FlagEncoding}},
		{"iso-8859-6 without a label", arabic(charmap.ISO8859_6, page("")), "", "iso-8859-6", nil},
		{"iso-8859-6 called windows-1256", arabic(charmap.ISO8859_6, page("")), "text/html; charset=windows-1256", "iso-8859-6", []string{extract.FlagEncoding}},
		{"UTF-16 with mark", "\xFF\xFE" + utf16le(page("")), "", "utf-16le", nil},
		{"UTF-16 by header", utf16le(page("")), "text/html; charset=utf-16le", "utf-16le", nil},
		{"one bad byte", page("") + "\xC3", "", "utf-8", []string{extract.FlagBadBytes}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := extract.Article([]byte(tt.body), extract.Options{ContentType: tt.contentType})
			if err != nil {
				t.Fatal(err)
			}
			if got.Title != "جسر النخيل" || got.Encoding != tt.encoding || !slices.Equal(got.Flags, tt.flags) {
				t.Errorf("Article: title %q, encoding %q, flags %q, want %q, %q", got.Title, got.Encoding, got.Flags, tt.encoding, tt.flags)
			}
		})
	}
}

func TestPromoLines(t *testing.T) {
	const (
		none      = ""
		promo     = news.BlockPromo
		furniture = news.BlockFurniture
	)
	tests := []struct {
		line string // between two paragraphs
		want news.BlockKind
	}{
		{"<p>مواضيع مشابهة: البلدية تعد بخمسة جسور</p>", promo},
		{"<p>شوف كمان: طريق السهل يفتح أمام الشاحنات</p>", promo},
		{"<p>اقرأ أيضًا: ماذا قال الدرويش عن الميناء؟</p>", promo},
		{"<p>إقرأ أيضاً : ماذا قال الدرويش عن الميناء؟</p>", promo},
		{"<p>اقرأ أيضا - ماذا قال الدرويش عن الميناء</p>", promo},
		{"<p>▪ اقرأ المزيد</p>", promo},
		{"<p>ذات صلة</p>", promo},
		{"<p>مقال له علاقة: أسعار التمور ترتفع</p>", promo},
		{"<p>رابط الخبر بصحيفة الصدى: افتتاح جسر</p>", furniture},
		{"<p><b>ذات صلة | أسعار التمور ترتفع</b></p>", promo},
		{"<p>من أرشيفنا: <a href=/n/5>قصة أقدم جسر في المدينة</a></p>", promo},
		{"<p><a href=/n/5>قصة أقدم جسر في المدينة</a></p>", promo},
		{"<p><a href=https://www.example.com/n/5>قصة أقدم جسر في المدينة</a></p>", promo},
		{"<p>تابعونا على تويتر وفيسبوك</p>", furniture},
		{"<p>شارك</p>", furniture},
		{"<p>الوسوم: جسور، نهر</p>", furniture},
		{"<p>#جسر_النخيل #الواحة</p>", furniture},
		{"<p>جميع الحقوق محفوظة لصحيفة الصدى</p>", furniture},

		{"<p>مشاركة الخبر عبر: فيسبوك | تويتر | واتساب</p>", furniture},
		{"<p><strong>للمزيد من الأخبار تابعونا عبر قناتنا على تلغرام</strong></p>", furniture},
		{"<p>لمتابعة آخر الأخبار انضموا إلى قناة نبراس على واتساب</p>", furniture},
		{"<p>لا تنسوا متابعتنا على فيسبوك</p>", furniture},
		{"<p>1,245 مشاهدة</p>", furniture},
		{"<p>مدة القراءة 3 دقائق</p>", furniture},
		{"<p>ويمكنك أيضا قراءة: أقدم جسر في المدينة</p>", promo},
		{"<p>كما يمكنكم الاطلاع على: أقدم جسر في المدينة</p>", promo},
		{"<p>أخبار قد تهمك: أقدم جسر في المدينة</p>", promo},
		{"<p>موضوعات قد تهمك</p>", promo},
		{"<p>تصفح المزيد: أقدم جسر في المدينة</p>", promo},
		{"<p>قصص ذات صلة: أقدم جسر في المدينة</p>", promo},
		{"<p>خبر ذو صلة: أقدم جسر في المدينة</p>", promo},
		{"<p>اقرأ المزيد على نبراس: أقدم جسر في المدينة</p>", promo},
		{"<p>لمزيد من الأخبار: أقدم جسر في المدينة</p>", promo},
		{"<p>اقرأ/ي أيضًا: أقدم جسر في المدينة</p>", promo},
		{"<p>اقرأ أيضًا &gt;&gt; أقدم جسر في المدينة</p>", promo},
		{"<p>🔴 اقرأ أيضًا: أقدم جسر في المدينة</p>", promo},
		{"<p>اقرأ ايضا.. أقدم جسر في المدينة</p>", promo},

		{"<p>وشاهد أيضا: رجلين يعبران الجسر القديم ثم يعودان.</p>", none},
		{"<p>خبر عاجل: الجسر يفتح أمام السيارات</p>", none},
		{"<p>تقرير: كلفة الجسر فاقت التقدير</p>", none},
		{"<p>قراءة في كتاب: حكاية الجسور</p>", none},
		{"<p>تابع المدير: لن يتأخر المشروع</p>", none},
		{"<p>شارك مئات على فيسبوك صور الجسر.</p>", none},
		{"<p>انضموا إلى الاحتفال عبر قناة القرية المحلية.</p>", none},
		{"<p>سجلت الصفحة 1,245 مشاهدة</p>", none},
		{"<p>وقال: لن يتأخر المشروع يوما واحدا عن موعده.</p>", none},
		{"<p>الدرويش: لن يتأخر المشروع</p>", none},
		{"<p>شاهد سكان الحي النيران من نوافذ بيوتهم.</p>", none},
		{"<p>اقرأ البيان كاملا في الجلسة ثم انصرف.</p>", none},
		{"<p>شارك في الافتتاح مئات من أهالي المدينة.</p>", none},
		{"<p>المزيد من العمال سيصلون الأسبوع المقبل.</p>", none},
		{"<p>وتفاصيل الخطة في <a href=/plan>موقع البلدية</a> لمن أرادها.</p>", none},
		{"<p><a href=/n/5>افتتح الجسر أمس بحضور الأهالي والمسؤولين في المدينة.</a></p>", none},
		{"<p>ذات صلة: " + strings.Repeat("جملة طويلة ", 20) + "</p>", none},
	}
	for _, tt := range tests {
		t.Run(tt.line, func(t *testing.T) {
			body := "<html><body><article><h1>جسر النخيل</h1>" + paragraph + paragraph + tt.line + strings.Repeat(paragraph, 3) + "</article></body></html>"
			page, err := extract.Article([]byte(body), extract.Options{URL: "https://example.com/n/1"})
			if err != nil {
				t.Fatal(err)
			}
			if got := marked(page.Blocks); got != tt.want {
				t.Errorf("marked %q, want %q: %+v", got, tt.want, page.Blocks)
			}
		})
	}
}

// marked returns the kind of the only block that is left out of comparison;
// empty if there is none. A line that was lost shows as "lost".
func marked(blocks []news.Block) news.BlockKind {
	if len(blocks) != 6 {
		return "lost"
	}
	for _, b := range blocks {
		if !b.Kind.Compared() {
			return b.Kind
		}
	}
	return ""
}

func TestFallbacks(t *testing.T) {
	published := time.Date(2025, 3, 4, 5, 6, 7, 0, time.UTC)
	page, err := extract.Article([]byte("<html><body>"+strings.Repeat(paragraph, 3)), extract.Options{
		EntryTitle: "جسر  النخيل", EntryAuthor: "ليلى بن عوض", EntryPublished: published,
	})
	if err != nil {
		t.Fatal(err)
	}
	if page.Title != "جسر النخيل" || page.TitleSource != extract.FromFeed || page.Byline != "ليلى بن عوض" {
		t.Errorf("title %q [%s], byline %q", page.Title, page.TitleSource, page.Byline)
	}
	if !page.Published.Equal(published) || page.PublishedSource != extract.FromFeed {
		t.Errorf("published %v [%s], want the feed's", page.Published, page.PublishedSource)
	}
}

// TestDropAlone: a rule that only drops leaves the rest to be found in the
// usual way.
func TestDropAlone(t *testing.T) {
	body := "<html><body><article><h1>جسر النخيل</h1>" + strings.Repeat(paragraph, 3) + `<p class="box">` + strings.Repeat("هذه فقرة عن شيء آخر لا صلة له بالجسر. ", 4) + "</p></article></body></html>"
	for _, tt := range []struct {
		drop   string
		blocks int
		flags  []string
	}{
		{"p.box", 3, nil},
		{"p.absent", 4, nil},
	} {
		page, err := extract.Article([]byte(body), extract.Options{Rules: &extract.Rules{Drop: tt.drop}})
		if err != nil {
			t.Fatal(err)
		}
		if len(page.Blocks) != tt.blocks || !slices.Equal(page.Flags, tt.flags) || page.Title != "جسر النخيل" {
			t.Errorf("drop %q: %d blocks, flags %q, title %q, want %d, %q", tt.drop, len(page.Blocks), page.Flags, page.Title, tt.blocks, tt.flags)
		}
	}
}

// TestMissedRules: a part of a rule that matches nothing is flagged, and found
// in the usual way.
func TestMissedRules(t *testing.T) {
	body := "<html><body><article><h1>جسر النخيل</h1><time datetime=2025-03-04T05:06:07Z></time>" + strings.Repeat(paragraph, 3) + "</article></body></html>"
	page, evidence, err := extract.Explain([]byte(body), extract.Options{Rules: &extract.Rules{Title: ".t", Body: ".b", Date: ".d"}})
	if err != nil {
		t.Fatal(err)
	}
	if page.Title != "جسر النخيل" || page.PublishedSource != extract.FromTime || len(page.Blocks) != 3 || !slices.Equal(page.Flags, []string{extract.FlagRuleMissed}) {
		t.Errorf("title %q, date from %s, %d blocks, flags %q", page.Title, page.PublishedSource, len(page.Blocks), page.Flags)
	}
	for _, u := range evidence.Rules {
		if u.Matches != 0 {
			t.Errorf("rule %s matches %d, want 0", u.Part, u.Matches)
		}
	}
}

func TestFutureDate(t *testing.T) {
	body := `<html><head><meta property="article:published_time" content="2031-01-01T00:00:00Z"></head><body>` + strings.Repeat(paragraph, 3)
	page, err := extract.Article([]byte(body), extract.Options{Now: time.Date(2025, 3, 4, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	if !page.Published.IsZero() || !slices.Contains(page.Flags, extract.FlagFutureDate) {
		t.Errorf("published %v, flags %q, want none and %q", page.Published, page.Flags, extract.FlagFutureDate)
	}
}

func FuzzArticle(f *testing.F) {
	for _, name := range []string{"jsonld", "jsonld-broken", "article", "br", "table-1256", "login"} {
		body, err := os.ReadFile("testdata/pages/" + name + ".html")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(body, "text/html")
	}
	f.Add([]byte(`<title>خبر</title><script type="application/json">{"a":{"title":"خبر","body":"`+strings.Repeat("<p>كلمة أخرى هنا</p>", 20)+`"}}</script><noscript><p>x</noscript>`), "")
	f.Add([]byte("<p>\u202Eabc\x00</p>"), "text/html; charset=utf-16")
	f.Fuzz(func(t *testing.T, body []byte, contentType string) {
		page, err := extract.Article(body, extract.Options{ContentType: contentType, URL: "https://example.com/1"})
		if err != nil {
			return
		}
		if len(page.Blocks) == 0 {
			t.Error("no block and no error")
		}
		fields := []string{page.Title, page.Byline}
		for _, b := range page.Blocks {
			if b.Text == "" {
				t.Errorf("empty block of kind %s", b.Kind)
			}
			fields = append(fields, b.Text)
		}
		for _, s := range fields {
			if !utf8.ValidString(s) || strings.ContainsFunc(s, unicode.IsControl) || strings.ContainsAny(s, "\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069") {
				t.Errorf("unfit to store: %q", s)
			}
		}
	})
}

func ExampleArticle() {
	body := `<html lang="ar"><head><title>افتتاح جسر - الصدى</title></head><body><article><h1>افتتاح جسر</h1>
<p>الرياض (واس) - افتتح أمس جسر جديد فوق النهر بعد عامين من العمل، بحضور مئات من أهالي المدينة وعمال المشروع.</p>
<p>اقرأ أيضًا: أقدم جسر في المدينة</p>
<p>وقال مدير المشروع إن الجسر سيخفف الزحام عن وسط المدينة، وإن الحافلات ستعبره مطلع الأسبوع المقبل.</p>
</article></body></html>`
	page, err := extract.Article([]byte(body), extract.Options{URL: "https://example.com/1"})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(page.Title, page.Credit.Agency, page.Language)
	for _, b := range page.Blocks {
		fmt.Println(b.Kind, len([]rune(b.Text)))
	}
	// Output:
	// افتتاح جسر واس ar
	// lead 106
	// promo 31
	// body 96
}
