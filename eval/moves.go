package eval

import (
	"math"
	"slices"
	"strings"
)

// What a newsroom adds of its own. Places, agencies and sentences are made up.
var (
	promoLeads = []string{"اقرأ أيضًا: ", "مواضيع مشابهة: ", "شوف كمان: ", "طالع المزيد: ", "قد يهمك: "}
	datelines  = []string{"المرجان – وكالة الفنار: ", "العاصمة (وكالة سهل) – ", "وادي السدر: خاص – ", "الغدير - وكالات: "}
	intros     = []string{
		"ننشر لكم في السطور التالية تفاصيل الخبر كما وردت إلى مكتب التحرير، ونوافيكم بكل جديد فور وصوله عبر منصاتنا المختلفة على مدار الساعة.",
		"تابع محررونا منذ ساعات الصباح ما جرى وما قيل عنه، وفيما يلي أبرز ما توافر من معلومات حتى ساعة إعداد هذه المادة للنشر.",
		"في متابعة لأبرز ما شغل القراء خلال الساعات الماضية، نضع بين أيديكم هذه التفاصيل مع ما رافقها من ردود وتعليقات أولية.",
	}
	outros = []string{
		"وكانت صفحتنا قد نشرت في وقت سابق مواد متصلة بالموضوع، ويمكن للقراء مشاركة آرائهم وصورهم عبر البريد المخصص لرسائل الجمهور.",
		"يذكر أن هذه المادة قابلة للتحديث كلما وردت إلينا معلومات جديدة، فابقوا معنا ولا تنسوا تفعيل التنبيهات على هواتفكم ليصلكم كل جديد.",
		"للمزيد من الأخبار المحلية والعالمية تابعوا نشرتنا المسائية التي تصلكم كل يوم، مع قراءة في عناوين الصحف وأبرز ما ينتظرنا غدًا.",
	}
)

// headlineWords is the length of a headline made from the text.
const headlineWords = 9

// headline takes the first words of a paragraph after the lead, where there is one.
func headline(e edit, t Text) Text {
	if len(t.Paragraphs) == 0 {
		return t
	}
	from := t.Paragraphs[0]
	if len(t.Paragraphs) > 1 {
		from = pick(e.rand, t.Paragraphs[1:])
	}
	words := strings.Fields(from)
	t.Title = strings.Join(words[:min(headlineWords, len(words))], " ")
	return t
}

// promo puts lines that name other articles between the paragraphs.
func promo(lines int) step {
	return func(e edit, t Text) Text {
		for range lines {
			at := e.rand.IntN(len(t.Paragraphs) + 1)
			line := pick(e.rand, promoLeads) + e.other().Title
			t.Paragraphs = slices.Insert(t.Paragraphs, at, line)
		}
		return t
	}
}

func dateline(e edit, t Text) Text {
	if len(t.Paragraphs) > 0 {
		t.Paragraphs[0] = pick(e.rand, datelines) + t.Paragraphs[0]
	}
	return t
}

func frame(e edit, t Text) Text {
	t.Paragraphs = slices.Insert(t.Paragraphs, 0, pick(e.rand, intros))
	t.Paragraphs = append(t.Paragraphs, pick(e.rand, outros))
	return t
}

func reorder(e edit, t Text) Text {
	if len(t.Paragraphs) < 3 {
		return t
	}
	rest := t.Paragraphs[1:]
	first := rest[0]
	e.rand.Shuffle(len(rest), func(i, j int) { rest[i], rest[j] = rest[j], rest[i] })
	if rest[0] == first {
		rest[0], rest[len(rest)-1] = rest[len(rest)-1], rest[0]
	}
	return t
}

// drop takes out whole sentences, drawn at random, never the first, until as
// near to percent of the words are gone as whole sentences allow.
func drop(percent int) step {
	return func(e edit, t Text) Text {
		left := float64(t.Words()*percent) / 100
		parts, places := take(t)
		e.rand.Shuffle(len(places), func(i, j int) { places[i], places[j] = places[j], places[i] })
		for _, s := range places {
			n := float64(len(strings.Fields(*s)))
			if math.Abs(left-n) < left {
				*s = ""
				left -= n
			}
		}
		t.Paragraphs = rejoin(parts)
		return t
	}
}

// take cuts a text into the sentences of its paragraphs, and names the place of
// every one but the first.
func take(t Text) (parts [][]string, places []*string) {
	parts = make([][]string, len(t.Paragraphs))
	for i, p := range t.Paragraphs {
		parts[i] = sentences(p)
		for j := range parts[i] {
			if i+j > 0 {
				places = append(places, &parts[i][j])
			}
		}
	}
	return parts, places
}

// rejoin makes paragraphs of sentences, empty ones left out.
func rejoin(parts [][]string) []string {
	var out []string
	for _, p := range parts {
		p = slices.DeleteFunc(p, func(s string) bool { return s == "" })
		if len(p) > 0 {
			out = append(out, strings.Join(p, " "))
		}
	}
	return out
}

// replace puts other articles' words in place of percent of the words, the
// places drawn evenly over the text.
func replace(percent int) step {
	return func(e edit, t Text) Text {
		total := t.Words()
		chosen := make([]bool, total)
		for _, i := range e.rand.Perm(total)[:total*percent/100] {
			chosen[i] = true
		}
		at := 0
		for i, p := range t.Paragraphs {
			words := strings.Fields(p)
			for j := range words {
				if chosen[at] && len(e.room.words) > 0 {
					words[j] = pick(e.rand, e.room.words)
				}
				at++
			}
			t.Paragraphs[i] = strings.Join(words, " ")
		}
		return t
	}
}

// merge runs the text on into the first half of another story, up to as many
// words as half of its own.
func merge(e edit, t Text) Text {
	second := reflow(e.other()).Paragraphs
	room := t.Words() / 2
	for _, p := range second[:len(second)/2] {
		if n := len(strings.Fields(p)); n <= room {
			t.Paragraphs = append(t.Paragraphs, p)
			room -= n
		}
	}
	return t
}

// excerptWords is the least that an excerpt holds; paragraphs are added to two
// short ones until it is reached. Below it there is no report left to find.
const excerptWords = 40

func excerpt(e edit, t Text) Text {
	if len(t.Paragraphs) <= 2 {
		return t
	}
	from := e.rand.IntN(len(t.Paragraphs) - 1)
	to := from + 2
	words := func() int { return Text{Paragraphs: t.Paragraphs[from:to]}.Words() }
	for ; to < len(t.Paragraphs) && words() < excerptWords; to++ {
	}
	for ; from > 0 && words() < excerptWords; from-- {
	}
	return Text{Title: t.Title, Paragraphs: slices.Clone(t.Paragraphs[from:to])}
}
