package extract_test

import (
	"encoding/json"
	"fmt"
	"html"
	"math/rand/v2"
	"strings"
	"text/template"
	"time"
)

// A sample is a made-up article, to be laid out in every way in which news
// pages are.
type sample struct {
	Title, Site, By, URL, ISO, Date string
	Caption, Legal                  string
	Blocks                          []piece
	Paragraphs                      []string
	Related                         []relatedStory
	Side, Comments, Tags            []string
}

// A piece is one block of a sample: p, h, li and quote are of the report,
// promo, link and labelled send the reader elsewhere.
type piece struct{ Kind, Text, URL, Label string }

type relatedStory struct{ Text, Short, URL, Body string }

func (p piece) isPromo() bool { return p.Kind == "promo" || p.Kind == "link" || p.Kind == "labelled" }

// The parts of made-up sentences.
var (
	sayers = []string{
		"قال رئيس بلدية الزيتونة", "أعلنت هيئة موانئ السهل", "أكدت مديرة متحف الواحة", "أوضح المتحدث باسم شركة المياه", "أفادت جمعية مزارعي الشيح",
		"ذكر تقرير جامعة الحكمة", "كشفت دائرة الآثار", "رأى أستاذ الاقتصاد سعد المرعي", "طالب سكان حي الميناء", "بدأ عمال مصنع النسيج", "شهدت سوق الخضار المركزية", "ناقش مجلس إقليم النخيل",
	}
	deeds = []string{
		"أن أعمال ترميم السور القديم ستنتهي قبل حلول الشتاء", "أن خط الحافلات الجديد نقل أربعين ألف راكب في أسبوعه الأول", "أن محصول الزيتون هذا العام يفوق محصول العام الماضي بالربع",
		"أن ثلاث مدارس جديدة ستفتح أبوابها في القرى البعيدة", "أن المياه عادت إلى الأحياء الجنوبية بعد انقطاع دام يومين", "أن لجنة من خمسة خبراء ستراجع أسباب الحريق",
		"أن ميزانية الإقليم خصصت مبلغا كبيرا لإنارة الطرق الزراعية", "أن الصيادين عثروا على حطام سفينة غرقت قبل قرن", "أن موسم السياحة بدأ مبكرا بفضل دفء الطقس", "أن أسعار السمك انخفضت إلى نصف ما كانت عليه",
		"أن المكتبة العامة ستبقى مفتوحة حتى منتصف الليل", "أن فرق الإنقاذ أخرجت جميع العالقين سالمين",
	}
	tails = []string{
		"وفق ما جاء في بيان وزع على الصحفيين صباح أمس.", "مشيرا إلى أن التفاصيل ستعلن مطلع الشهر المقبل.", "وسط ترحيب واسع من الأهالي الذين انتظروا ذلك سنوات.", "بعد مفاوضات طويلة شارك فيها ممثلون عن القرى السبع.",
		"على الرغم من الصعوبات التي رافقت المشروع منذ بدايته.", "في خطوة وصفها المراقبون بأنها متأخرة لكنها ضرورية.", "وهو ما لم تؤكده حتى الآن الجهات المعنية في العاصمة.", "ومن المنتظر أن تصدر نتائج التحقيق خلال عشرة أيام.",
		"كما تعهد المسؤولون بنشر الأرقام كاملة على لوحة البلدية.", "وقد حضر اللقاء عدد من أصحاب المحال والحرفيين.",
	}
	headlines = []string{
		"ترميم السور القديم يدخل مرحلته الأخيرة", "حافلات جديدة تصل القرى السبع بالميناء", "مزارعو الشيح يحصدون أول محصول بعد الجفاف", "متحف الواحة يعرض كنزا عمره ألف عام", "سفينة غارقة تثير فضول الصيادين",
		"مكتبة الإقليم تفتح أبوابها ليلا", "خلاف على رسوم السوق المركزية ينتهي بالتراضي", "فرق الإنقاذ تنهي تدريبا في وادي النخيل", "مهرجان الزيتون يعود بعد غياب ثلاثة أعوام", "أسعار السمك تهبط مع هدوء البحر",
		"جامعة الحكمة تختبر مضخة تعمل بالشمس", "عمال النسيج يعودون إلى مصنعهم", "طلاب الزيتونة يرسمون جدران مدرستهم", "قرية الشيح تستقبل أول قافلة سياحية",
	}
	promoLabelsSeen = []string{"اقرأ أيضًا:", "شاهد أيضا:", "مواضيع ذات صلة:", "طالع أيضًا:", "قد يهمك:", "للمزيد:", "إقرأ أيضاً :"}
	subheads        = []string{"تفاصيل المشروع", "ردود الأهالي", "ماذا بعد؟", "أرقام وحقائق"}
	commentsSeen    = []string{
		"خبر جميل، نتمنى أن يكتمل العمل في وقته كما وعدوا وألا يتأخر مثل كل مرة سابقة.", "أنا من سكان المنطقة ولم أسمع بشيء من هذا، فهل من مصدر آخر للخبر يا إخوان؟", "شكرا للكاتب على هذه المتابعة، وننتظر المزيد من الأخبار المفرحة عن مدينتنا.",
	}
)

// makeSample returns the article of a seed: the same for the same seed.
func makeSample(seed uint64) sample {
	r := rand.New(rand.NewPCG(seed, 7))
	order := r.Perm(len(headlines))
	at := func(i int) string { return headlines[order[i%len(order)]] }
	published := time.Date(2026, 3, 11, 6, 30, 0, 0, time.UTC).Add(-time.Duration(seed) * time.Hour)
	s := sample{
		Title: at(0) + " في " + []string{"الزيتونة", "الواحة", "السهل", "الميناء"}[r.IntN(4)], Site: "صحيفة نبراس", By: "ليلى بن عوض",
		URL: fmt.Sprintf("https://www.nibras.example/news/%d", seed), ISO: published.Format(time.RFC3339), Date: published.Format("02/01/2006 15:04"),
		Caption: "جانب من الموقع صباح أمس (تصوير: قسم المصورين)", Legal: "جميع الحقوق محفوظة لصحيفة نبراس",
		Tags: []string{"السهل", "النخيل", "الميناء"}, Comments: commentsSeen,
	}
	sentence := func() string {
		return sayers[r.IntN(len(sayers))] + " " + deeds[r.IntN(len(deeds))] + "، " + tails[r.IntN(len(tails))]
	}
	paragraph := func() string { return strings.Join([]string{sentence(), sentence()}[:1+r.IntN(2)], " ") }
	for i := range 4 {
		s.Related = append(s.Related, relatedStory{at(3 + i), strings.Join(strings.Fields(at(3 + i))[:2], " "), fmt.Sprintf("https://www.nibras.example/news/%d", 900+i), sentence() + " " + sentence() + " " + sentence()})
		s.Side = append(s.Side, sentence()+" "+sentence())
	}
	s.fill(r, paragraph, at)
	return s
}

// fill writes the blocks: paragraphs in numbers drawn, with promo lines of
// every kind between them.
func (s *sample) fill(r *rand.Rand, paragraph func() string, headline func(int) string) {
	seen := map[string]bool{}
	for len(s.Paragraphs) < 5+r.IntN(4) {
		text := paragraph()
		if seen[text] {
			continue
		}
		seen[text] = true
		kind := "p"
		switch n := len(s.Paragraphs); {
		case n == 2:
			s.Blocks = append(s.Blocks, piece{Kind: "promo", Text: promoLabelsSeen[r.IntN(len(promoLabelsSeen))] + " " + headline(8)})
		case n == 3:
			s.Blocks = append(s.Blocks, piece{Kind: "h", Text: subheads[r.IntN(len(subheads))]})
			kind = "quote"
		case n == 4:
			s.Blocks = append(s.Blocks, piece{Kind: "link", Text: headline(9), URL: "/news/77"})
			kind = "li"
		}
		s.Blocks = append(s.Blocks, piece{Kind: kind, Text: text})
		s.Paragraphs = append(s.Paragraphs, text)
	}
	s.Blocks = append(s.Blocks, piece{Kind: "labelled", Label: promoLabelsSeen[r.IntN(len(promoLabelsSeen))], Text: headline(10), URL: "/news/78"})
}

// shortened leaves the first two paragraphs.
func (s sample) shortened() sample {
	s.Paragraphs = s.Paragraphs[:2]
	return s
}

// layoutFuncs are what the layouts write with.
var layoutFuncs = template.FuncMap{
	"json": func(s string) (string, error) {
		b, err := json.Marshal(s)
		return string(b), err
	},
	"join":   strings.Join,
	"cut":    func(s string, n int) string { return string([]rune(s)[:min(n, len([]rune(s)))]) + "..." },
	"escape": html.EscapeString,
	"tags":   func(list []string) string { return "<p>" + strings.Join(list, "</p><p>") + "</p>" },
	"linked": func(s string) string { // a link in the middle, over half of the words
		words := strings.Fields(s)
		at := len(words) / 4
		return strings.Join(words[:at], " ") + ` <a href="/topic/1">` + strings.Join(words[at:3*at], " ") + "</a> " + strings.Join(words[3*at:], " ")
	},
	"spans": func(s string) string { // an element round the first letter of every third word
		words := strings.Fields(s)
		for i := 0; i < len(words); i += 3 {
			if r := []rune(words[i]); len(r) > 3 {
				words[i] = "<span>" + string(r[:1]) + "</span>" + string(r[1:3]) + "<b>" + string(r[3:]) + "</b>"
			}
		}
		return strings.Join(words, " ")
	},
	"marks": func(s string) string { // zero-width marks and no-break spaces
		return strings.ReplaceAll(strings.Replace(s, " ", "&nbsp;", 2), "ال", "ا\u200Bل")
	},
}
