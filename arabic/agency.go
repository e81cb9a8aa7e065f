package arabic

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// An agency is a news agency under the short name by which it is credited.
type agency struct {
	name      string
	spellings []string // as met in bylines; compared folded
	home      string   // where it sits: beside it an ambiguous name is the agency's
}

// AgencyMany is the name that Agency returns where several agencies are
// credited without saying which.
const AgencyMany = "وكالات"

// agencies are the wires that Arabic newspapers credit.
var agencies = []agency{
	{"واس", []string{"واس", "وكالة الأنباء السعودية", "وكالة أنباء السعودية", "SPA"}, ""},
	{"رويترز", []string{"رويترز", "رويتر", "Reuters"}, ""},
	{"أ ف ب", []string{"أ ف ب", "أ.ف.ب", "أف ب", "أ ف. ب", "أفب", "فرانس برس", "فرانس بريس", "فرنس برس", "وكالة الصحافة الفرنسية", "الصحافة الفرنسية", "وكالة الأنباء الفرنسية", "الفرنسية", "AFP"}, ""},
	{"أ ب", []string{"أ ب", "أ.ب", "أسوشيتد برس", "أسوشييتد برس", "اسوشيتدبرس", "أسوشيتدبرس", "الأسوشيتد برس", "أسوشيتيد برس", "أسوشييتدبرس", "AP"}, ""},
	{"د ب أ", []string{"د ب أ", "د.ب.أ", "دب أ", "د ب ا", "دبا", "وكالة الأنباء الألمانية", "الألمانية", "DPA"}, ""},
	{"الأناضول", []string{"الأناضول", "وكالة أنباء الأناضول", "أناضول", "AA"}, ""},
	{"أ ش أ", []string{"أ ش أ", "أ.ش.أ", "أش أ", "أشأ", "أنباء الشرق الأوسط", "وكالة أنباء الشرق الأوسط", "MENA"}, ""},
	{"يو بي آي", []string{"يو بي آي", "يو بي اي", "يوبي آي", "يونايتد برس", "يونايتد برس إنترناشونال", "UPI"}, ""},
	{"سانا", []string{"سانا", "وكالة الأنباء السورية", "SANA"}, ""},
	{"وفا", []string{"وفا", "وكالة الأنباء الفلسطينية", "وكالة الأنباء والمعلومات الفلسطينية", "WAFA"}, "رام الله"},
	{"بترا", []string{"بترا", "وكالة الأنباء الأردنية", "Petra"}, "عمان"},
	{"قنا", []string{"قنا", "وكالة الأنباء القطرية", "QNA"}, "الدوحة"},
	{"كونا", []string{"كونا", "وكالة الأنباء الكويتية", "KUNA"}, ""},
	{"وام", []string{"وام", "وكالة أنباء الإمارات", "وكالة الأنباء الإماراتية", "WAM"}, "أبوظبي"},
	{"بنا", []string{"بنا", "وكالة أنباء البحرين", "BNA", "وكالة الأنباء البحرينية"}, "المنامة"},
	{"سبأ", []string{"سبأ", "سبأ نت", "وكالة الأنباء اليمنية", "SABA"}, "صنعاء"},
	{"العمانية", []string{"العمانية", "وكالة الأنباء العمانية", "ONA"}, "مسقط"},
	{"واج", []string{"واج", "وأج", "وكالة الأنباء الجزائرية", "APS", "و أ ج"}, "الجزائر"},
	{"وات", []string{"وات", "وكالة تونس إفريقيا للأنباء", "TAP", "وكالة الأنباء التونسية"}, "تونس"},
	{"شينخوا", []string{"شينخوا", "وكالة أنباء الصين الجديدة", "وكالة أنباء شينخوا", "Xinhua"}, ""},
	{"سبوتنيك", []string{"سبوتنيك", "Sputnik", "وكالة سبوتنيك الروسية"}, ""},
	{"تاس", []string{"تاس", "إيتار تاس", "TASS", "ايتار تاس"}, ""},
	{"إفي", []string{"إفي", "EFE"}, "مدريد"},
	{"ومع", []string{"ومع", "و م ع", "وكالة المغرب العربي للأنباء", "المغرب العربي للأنباء"}, "الرباط"},
	{"لانا", []string{"لانا", "وال", "وكالة الأنباء الليبية"}, "طرابلس"},
	{"سونا", []string{"سونا", "وكالة السودان للأنباء", "وكالة الأنباء السودانية"}, "الخرطوم"},
	{"واع", []string{"واع", "وكالة الأنباء العراقية"}, "بغداد"},
	{"الوطنية", []string{"الوكالة الوطنية للإعلام"}, "بيروت"},
	{"إرنا", []string{"إرنا", "وكالة الجمهورية الإسلامية للأنباء", "وكالة أنباء الجمهورية الإسلامية", "IRNA"}, ""},
	{"نوفوستي", []string{"نوفوستي", "ريا نوفوستي", "RIA Novosti"}, ""},
	{"إنترفاكس", []string{"إنترفاكس", "انترفاكس", "Interfax"}, ""},
	{"بلومبرغ", []string{"بلومبرغ", "بلومبيرغ", "بلومبيرج", "بلومبرج", "Bloomberg"}, ""},
	{"معا", []string{"معا", "وكالة معا الإخبارية", "وكالة معا"}, "بيت لحم"},
	{"صفا", []string{"صفا", "وكالة الصحافة الفلسطينية", "وكالة صفا"}, "غزة"},
	{"قدس برس", []string{"قدس برس"}, ""},
	{"كيودو", []string{"كيودو", "Kyodo"}, ""},
	{"يونهاب", []string{"يونهاب", "Yonhap"}, ""},
	{"أنسا", []string{"أنسا", "وكالة الأنباء الإيطالية", "ANSA"}, ""},
	{AgencyMany, []string{"وكالات", "الوكالات", "وكالات أنباء", "وكالات الأنباء", "وكالات عالمية"}, ""},
}

// weak are spellings that are ordinary words or names of people and places as
// well. They are believed only where they stand alone.
var weak = setOf("قنا", "بنا", "سبأ", "وات", "واج", "واع", "وال", "ومع", "لانا", "سونا", "معا", "صفا", "إفي", "العمانية", "الفرنسية", "الألمانية", "دبا", "أنسا",
	"AA", "AP", "TAP", "ONA")

// places are those of them that a dateline may begin with for another reason:
// «قنا - محمد علي» is written from Qena, «لانا - بيروت» by a woman of that name.
// Beside the agency's home they are the agency: «بنا - المنامة».
var places = setOf("قنا", "بنا", "سبأ", "دبا", "لانا", "سونا", "صفا", "وال", "معا")

// spelled finds agencies by their folded spellings, homes where they sit.
var spelled, homes, longestSpelling = spellings()

func spellings() (byWords, homes map[string]string, longest int) {
	byWords, homes = map[string]string{}, map[string]string{}
	for _, a := range agencies {
		for _, s := range a.spellings {
			words := strings.Fields(strings.ReplaceAll(Fold(s), ".", " "))
			byWords[strings.Join(words, " ")] = a.name
			homes[strings.Join(words, " ")] = Fold(a.home)
			longest = max(longest, len(words))
		}
	}
	return byWords, homes, longest
}

func setOf(list ...string) map[string]bool {
	set := make(map[string]bool, len(list))
	for _, s := range list {
		set[Fold(s)] = true
	}
	return set
}

// Agency returns the short name of the news agency that an article credits,
// and where it does so: "byline", "dateline" («الرياض (واس)», «دبي - رويترز:»),
// "tail" (a last line that is nothing but the credit) or "body" («نقلا عن وكالة
// …»). Both are empty where there is none. lead and tail are the first and the
// last paragraph.
//
// A credit has a form: an agency that is only spoken of is none. A named agency
// goes before [AgencyMany] within one place.
func Agency(byline, lead, tail string) (name, place string) {
	if name := creditIn(segments(byline), maxByline); name != "" {
		return name, "byline"
	}
	if name := dateline(segments(beginning(lead))); name != "" {
		return name, "dateline"
	}
	if name := signature(tail); name != "" {
		return name, "tail"
	}
	for _, text := range []string{lead, tail} {
		if name := attribution(text); name != "" {
			return name, "body"
		}
	}
	return "", ""
}

const (
	// maxByline is the number of words up to which a line is a byline.
	maxByline = 14
	// maxDateline is the length in bytes within which a dateline ends: place,
	// date and agency take under a hundred bytes of Arabic.
	maxDateline = 160
	// maxPlace is the number of words of a place or a date in a dateline.
	maxPlace = 4
	// maxSignature is the number of words of a last line that only credits.
	maxSignature = 8
)

// A segment is the words between two marks of punctuation, folded.
type segment struct {
	words  []string
	closed bool // a mark followed
	inside bool // it stands in brackets
	quoted bool // there are quotation marks in it
}

// segments cuts a text at its punctuation. A point between single letters
// («أ.ف.ب») is none, and neither are quotation marks.
func segments(text string) []segment {
	c := cutter{text: foldApart(text)}
	c.words = make([]string, 0, len(c.text)/8) // about as many as there are
	for c.at < len(c.text) {
		c.step()
	}
	c.end(false)
	return c.out
}

// foldApart folds a text in which a dash stands for what some write for one.
func foldApart(text string) string {
	if mayStandApart(text) {
		text = apart.ReplaceAllString(text, " - ")
	}
	return Fold(text)
}

// apart finds what some write for a dash: tatweel (U+0640) or a quotation mark
// between blanks.
var apart = regexp.MustCompile(`[ \x{00A0}](?:\x{0640}+|")[ \x{00A0}]`)

// mayStandApart reports whether apart can find something. It is there to spare
// most texts the search.
func mayStandApart(text string) bool {
	if strings.IndexByte(text, '"') < 0 && !strings.Contains(text, "\u0640") {
		return false
	}
	for _, blank := range []string{" ", "\u00A0"} {
		if strings.Contains(text, blank+"\u0640") || strings.Contains(text, blank+"\" ") || strings.Contains(text, blank+"\"\u00A0") {
			return true
		}
	}
	return false
}

type cutter struct {
	text  string // folded
	at    int
	words []string // of all segments
	cur   segment
	out   []segment
}

// step takes the next word or mark.
func (c *cutter) step() {
	if n := wordLen(c.text[c.at:]); n > 0 {
		c.word(n)
		return
	}
	r, n := utf8.DecodeRuneInString(c.text[c.at:])
	c.at += n
	switch r {
	case ' ', '\t', '\n', '\r', '\u00A0': // U+00A0: no-break space
	case '"', '\'', '«', '»', '“', '”', '‘', '’':
		c.cur.quoted = true
	case '(', '[':
		c.end(true)
		c.cur.inside = true
	case ')', ']':
		c.end(true)
		c.cur.inside = false
	default:
		c.end(true)
	}
}

func (c *cutter) word(n int) {
	word := c.text[c.at : c.at+n]
	c.words = append(c.words, word)
	c.cur.words = c.words[len(c.words)-len(c.cur.words)-1 : len(c.words) : len(c.words)]
	c.at += n
	if rest := c.text[c.at:]; utf8.RuneCountInString(word) == 1 && strings.HasPrefix(rest, ".") && singleLetter(rest[1:]) {
		c.at++
	}
}

// end ends the segment; closed says that a mark did it.
func (c *cutter) end(closed bool) {
	if len(c.cur.words) > 0 {
		c.cur.closed = closed
		c.out = append(c.out, c.cur)
	}
	c.cur = segment{inside: c.cur.inside}
}

// wordLen returns the number of bytes of letters and digits with which a text
// begins.
func wordLen(text string) int {
	at := 0
	for at+1 < len(text) && isArabic(text, at) && arab[text[at]<<6|text[at+1]&0x3F] >= codeLetter {
		at += 2
	}
	for i, r := range text[at:] {
		if !inWord(r) {
			return at + i
		}
	}
	return len(text)
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// singleLetter reports whether a text begins, spaces left out, with a word of
// one letter.
func singleLetter(text string) bool {
	text = strings.TrimLeft(text, " ")
	return utf8.RuneCountInString(text[:wordLen(text)]) == 1
}

// creditIn returns the agency credited by one of the segments of a short text.
func creditIn(segs []segment, limit int) string {
	n := 0
	for _, s := range segs {
		n += len(s.words)
	}
	if n > limit {
		return ""
	}
	many := ""
	for i, s := range segs {
		switch name := s.credit(i == 0 && len(segs) > 1 && !s.inside && !atHome(s, segs)); name {
		case "":
		case AgencyMany:
			many = name
		default:
			return name
		}
	}
	return many
}

// atHome reports whether another segment is the place where the agency that a
// segment may name sits.
func atHome(s segment, segs []segment) bool {
	home := homes[strings.Join(s.words, " ")]
	for _, other := range segs {
		if home != "" && strings.Join(other.words, " ") == home {
			return true
		}
	}
	return false
}

// credit returns the agency that a segment names: as its only words, after
// words such as «وكالة» and «المصدر», or, for names that are nothing else, as
// its first or last word beside a place. placed says that the name of a place or
// a person here is rather that.
func (s segment) credit(placed bool) string {
	words := s.words
	for len(words) > 1 && before[words[0]] {
		words = words[1:]
	}
	full := strings.Join(words, " ")
	if name := spelled[full]; name != "" && (!placed || !places[full]) {
		return name
	}
	if name := spelled[strings.Join(s.words, " ")]; name != "" && len(s.words) > 1 {
		return name
	}
	if len(words) < 2 || len(words) > maxPlace {
		return ""
	}
	for n := min(longestSpelling, len(words)-1); n > 0; n-- {
		for _, part := range [][]string{words[len(words)-n:], words[:n]} {
			text := strings.Join(part, " ")
			if name := spelled[text]; name != "" && name != AgencyMany && !weak[text] && len(text) > len("وام") {
				return name
			}
		}
	}
	return ""
}

// before are words that lead up to the name of an agency.
var before = setOf("وكالة", "وكاله", "المصدر", "مصدر", "عن", "نقلا", "من", "خاص", "متابعة", "ترجمة")

// beginning returns as much of a paragraph as a dateline can take.
func beginning(text string) string {
	if len(text) <= maxDateline {
		return text
	}
	return strings.ToValidUTF8(text[:maxDateline], "")
}

// dateline returns the agency in the dateline with which a paragraph begins.
func dateline(lead []segment) string {
	// A line that is a dateline and nothing else ends without a mark.
	if n := len(lead); n > 1 && n <= maxPlace && len(lead[n-1].words) <= maxPlace {
		lead[n-1].closed = true
	}
	var segs []segment
	for _, s := range lead {
		if !s.closed || s.quoted || len(s.words) > maxPlace+1 || reports(s.words) > 0 {
			break
		}
		segs = append(segs, s)
	}
	return creditIn(segs, maxByline)
}

// signature returns the agency of a last line that is nothing but a credit, or
// that ends with one in brackets.
func signature(tail string) string {
	if len(tail) > maxDateline {
		// A credit in brackets at the end of a sentence.
		at := strings.LastIndexByte(tail, '(')
		if at < 0 || len(tail)-at > maxDateline {
			return ""
		}
		tail = tail[at:]
	}
	segs := segments(tail)
	if len(segs) == 0 {
		return ""
	}
	if last := segs[len(segs)-1]; last.inside {
		if name := spelled[strings.Join(last.words, " ")]; name != "" {
			return name
		}
	}
	for _, s := range segs {
		if s.credit(false) == "" && !(len(s.words) == 1 && before[s.words[0]]) && len(segs) > 2 {
			return ""
		}
	}
	return creditIn(segs, maxSignature)
}
