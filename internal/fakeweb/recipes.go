package fakeweb

import (
	"slices"
	"strings"
)

// A block is one paragraph of a page as its layout prints it.
type block struct {
	Kind string // p, h, promo, share
	Text string
	URL  string // of a promo line printed as a link; empty for plain text
}

const (
	kindParagraph = "p"
	kindHeading   = "h"
	kindPromo     = "promo"
	kindShare     = "share"
)

// An edit is one thing that newsrooms do to a story.
type edit struct {
	name  string
	apply func(*article)
	depth depth
}

// depth says how much of the text an edit touches.
type depth int

const (
	around depth = iota // leaves the report's own words alone
	within              // changes them
	cut                 // leaves out the end
)

// edits in the order in which they are applied: the words first, then what is
// put before, between and after them.
var edits = []edit{
	{"cut2", func(a *article) { a.truncate(2) }, cut},
	{"cut3", func(a *article) { a.truncate(3) }, cut},
	{"drop", (*article).dropOne, within},
	{"reorder", (*article).swapTwo, within},
	{"merge", (*article).mergeTwo, around},
	{"synonyms", func(a *article) { a.eachParagraph(synonyms) }, within},
	{"spelling", func(a *article) { a.eachParagraph(looseSpelling) }, within},
	{"harakat", func(a *article) { a.eachParagraph(vocalize) }, within},
	{"digits", func(a *article) { a.eachParagraph(easternDigits) }, within},
	{"noise", func(a *article) { a.eachParagraph(addNoise) }, within},
	{"headline", func(*article) {}, around}, // the title is made before the text
	{"dateline", (*article).addDateline, around},
	{"intro", (*article).addIntro, within},
	{"outro", (*article).addOutro, within},
	{"heads", (*article).addHeads, within},
	{"credit", (*article).addCredit, around},
	{"byline", (*article).addByline, around},
	{"promo", func(a *article) { a.addPromos(true) }, around},
	{"promotext", func(a *article) { a.addPromos(false) }, around},
	{"furniture", (*article).addFurniture, around},
}

func knownEdit(name string) bool {
	return slices.ContainsFunc(edits, func(e edit) bool { return e.name == name })
}

// write makes the article's text from the story by its recipe. Who wrote it is
// named where it was written.
func (a *article) write() {
	if a.origin {
		a.byline = a.original.Author
	}
	for _, p := range a.original.Paragraphs {
		a.blocks = append(a.blocks, block{Kind: kindParagraph, Text: p})
	}
	for _, e := range edits {
		if a.edited(e.name) {
			e.apply(a)
		}
	}
}

// pick chooses one of n by the article's own luck.
func (a *article) pick(purpose string, n int) int { return int(a.seed(purpose) % uint64(n)) }

func (a *article) eachParagraph(change func(string) string) {
	for i := range a.blocks {
		a.blocks[i].Text = change(a.blocks[i].Text)
	}
}

func (a *article) truncate(n int) { a.blocks = a.blocks[:min(n, len(a.blocks))] }

// dropOne leaves out a paragraph that is neither the first nor the last.
func (a *article) dropOne() {
	if len(a.blocks) > 2 {
		i := 1 + a.pick("drop", len(a.blocks)-2)
		a.blocks = slices.Delete(a.blocks, i, i+1)
	}
}

// swapTwo exchanges two neighbours after the first paragraph.
func (a *article) swapTwo() {
	if len(a.blocks) > 2 {
		i := 1 + a.pick("reorder", len(a.blocks)-2)
		a.blocks[i], a.blocks[i+1] = a.blocks[i+1], a.blocks[i]
	}
}

// mergeTwo makes one paragraph of two.
func (a *article) mergeTwo() {
	if len(a.blocks) > 1 {
		i := a.pick("merge", len(a.blocks)-1)
		a.blocks[i].Text += " " + a.blocks[i+1].Text
		a.blocks = slices.Delete(a.blocks, i+1, i+2)
	}
}

// fill puts the article's names into a phrase.
func (a *article) fill(phrase string) string {
	agency := a.original.Agency
	if agency == "" {
		agency = a.desk.short
	}
	return strings.NewReplacer("{place}", a.original.Dateline, "{agency}", agency, "{outlet}", a.desk.short,
		"{paper}", a.desk.arabic, "{author}", a.original.Author, "{title}", a.original.Title).Replace(phrase)
}

func (a *article) addDateline() {
	a.blocks[0].Text = a.fill(a.desk.dateline) + a.blocks[0].Text
}

// credits are the ways of naming the agency at the end of a report.
var credits = []string{
	"المصدر: {agency}", "({agency})", "انتهى / {agency}", "المصدر: {agency} + {outlet}", "وكالات - {agency}",
}

func (a *article) addCredit() {
	if a.original.Agency != "" {
		a.append(kindParagraph, a.fill(credits[a.pick("credit", len(credits))]))
	}
}

// bylines are the ways of naming the desk or the agency below the headline.
var bylines = []string{"{outlet} - {agency}", "{outlet} – متابعات", "{place} - {agency}", "كتب: محرر {outlet}", "{agency}"}

func (a *article) addByline() { a.byline = a.fill(bylines[a.pick("byline", len(bylines))]) }

var intros = []string{
	"ننشر لكم في {paper} تفاصيل الخبر كاملة كما وردتنا قبل قليل.",
	"تابع قراء {outlet} باهتمام ما جرى في {place}، وفيما يلي التفاصيل.",
	"في خبر يهم كثيرًا من القراء، وردت من {place} التفاصيل الآتية.",
	"تصدر هذا الموضوع عمليات البحث في الساعات الأخيرة، ويعرضه {outlet} في السطور التالية.",
}

func (a *article) addIntro() {
	text := a.fill(intros[a.pick("intro", len(intros))])
	a.blocks = slices.Insert(a.blocks, 0, block{Kind: kindParagraph, Text: text})
}

var outros = []string{
	"وسيوافيكم {outlet} بكل جديد حول هذا الموضوع فور وروده.",
	"إلى هنا تنتهي تفاصيل الخبر، ونرحب بآراء القراء في خانة التعليقات.",
	"ويواصل فريق {paper} متابعة الملف مع الجهات المعنية في {place}.",
	"يذكر أن {outlet} كان قد تناول الموضوع في أعداد سابقة.",
}

func (a *article) addOutro() { a.append(kindParagraph, a.fill(outros[a.pick("outro", len(outros))])) }

// headWords is how many words of the paragraph below it a made subheading
// repeats, as sites do that must have one every few lines.
const headWords = 5

func (a *article) addHeads() {
	for i := len(a.blocks) - 1; i >= 2; i -= 2 {
		words := strings.Fields(a.blocks[i].Text)
		head := strings.Trim(strings.Join(words[:min(headWords, len(words))], " "), "،.:؛«»")
		a.blocks = slices.Insert(a.blocks, i, block{Kind: kindHeading, Text: head})
	}
}

var promoLabels = []string{
	"مواضيع مشابهة: ", "شوف كمان: ", "اقرأ أيضًا: ", "قد يهمك: ", "طالع أيضا: ", "مقال له علاقة: ", "إقرأ المزيد: ", "ذات صلة: ",
}

// addPromos puts a promo line for another of the outlet's articles after every
// second paragraph.
func (a *article) addPromos(linked bool) {
	others := a.others()
	label := a.pick("promo", len(promoLabels))
	for n, i := 0, 1; i < len(a.blocks) && n < len(others); n, i = n+1, i+3 {
		promo := block{Kind: kindPromo, Text: promoLabels[(label+n)%len(promoLabels)] + others[n].title}
		if linked {
			promo.URL = others[n].url()
		}
		a.blocks = slices.Insert(a.blocks, i, promo)
	}
}

// others are articles of the same outlet on other stories, those published
// just before this one first.
func (a *article) others() []*article {
	var older, newer []*article
	for _, o := range a.desk.articles {
		switch {
		case o.slug == a.slug || o.has(markHostile):
		case o.published.Before(a.published):
			older = append(older, o)
		default:
			newer = append(newer, o)
		}
	}
	return append(older, newer...)
}

var shareLines = []string{
	"شارك الخبر عبر فيسبوك وتويتر وواتساب",
	"رابط الخبر بصحيفة {outlet}: {title}",
	"تابعوا {paper} على تطبيق نبض",
	"اشترك في النشرة البريدية ليصلك كل جديد من {outlet}",
	"جميع الحقوق محفوظة لـ{paper}، يمنع النقل دون ذكر المصدر",
}

func (a *article) addFurniture() {
	i := a.pick("furniture", len(shareLines))
	a.append(kindShare, a.fill(shareLines[i]))
	a.append(kindShare, a.fill(shareLines[(i+2)%len(shareLines)]))
	a.append(kindShare, "كلمات مفتاحية: "+strings.Join(a.original.Categories, " - "))
}

func (a *article) append(kind, text string) {
	a.blocks = append(a.blocks, block{Kind: kind, Text: text})
}
