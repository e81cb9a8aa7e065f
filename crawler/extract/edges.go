package extract

import (
	"strings"
	"time"
	"unicode"

	"golang.org/x/net/html/atom"

	"sada/arabic"
)

// A frame is where the paragraphs of a report begin and end among its lines.
// Readability takes whole containers, so that crumbs, dates and buttons come
// along at both ends.
type frame struct {
	first, last int          // index of the first and the last paragraph; -1 for none
	groups      map[int]bool // containers that hold a paragraph
}

const (
	// sureWords is the length from which a line is a paragraph wherever it
	// stands; up to it, headlines of other articles are found as well.
	sureWords = 20
	// crumbWords is the longest line above the text that is taken for a crumb; a
	// standfirst is longer.
	crumbWords = 10
)

// frameOf finds the paragraphs among lines; the headline is none of them.
func frameOf(lines []line, isTitle func(line) bool) frame {
	f := frame{first: -1, last: -1, groups: map[int]bool{}}
	for _, l := range lines {
		if l.isParagraph(sureWords) && !isTitle(l) {
			f.groups[l.group] = true
		}
	}
	for i, l := range lines {
		least := sureWords
		if f.groups[l.group] {
			least = proseWords
		}
		if !l.isParagraph(least) || isTitle(l) {
			continue
		}
		if f.last = i; f.first < 0 {
			f.first = i
		}
	}
	return f
}

// isParagraph reports whether a line reads as one: it has the given number of
// words, or ends as a sentence does.
func (l line) isParagraph(least int) bool {
	if l.isLink() || l.place&(inNav|inAside|inComment|inShare|inFigure|aboveTitle) != 0 {
		return false
	}
	n := l.words
	return n >= least || n >= labelWords && endsSentence(l.text)
}

// crumb says why a short line is no part of the report; empty if it may be.
func (f frame) crumb(i int, l line) string {
	if l.place&inRow != 0 || l.tag == atom.Li {
		return "" // rows of tables and items of lists are short, and repeat
	}
	switch {
	case l.place&aboveTitle != 0:
		return "above the headline"
	case l.isStamp():
		return "a date or a time alone"
	}
	if f.first < 0 || isHeading(l.tag) && f.groups[l.group] {
		return ""
	}
	switch {
	case i < f.first && l.words <= crumbWords && (!f.groups[l.group] || dateLine(l.text)):
		return "short line before the text"
	case i > f.last && !f.groups[l.group] && !endsSentence(l.text):
		return "short line after the text"
	}
	return ""
}

// markAbove marks the lines that stand above the headline: teasers of other
// articles, a notice of the site. It does nothing where most of the text would
// be so: then the headline stands somewhere else than on top.
func (doc *document) markAbove(lines []line, title string) {
	at := doc.titleLine(key(title))
	above, below := 0, 0
	for i := range lines {
		switch l := &lines[i]; {
		case l.serial == 0 || at == 0:
			return
		case l.serial < at:
			above += l.words
		default:
			below += l.words
		}
	}
	for i := range lines {
		if lines[i].serial < at && above < aboveTimes*below {
			lines[i].place |= aboveTitle
		}
	}
}

// aboveTimes is how many times the words under the headline may stand above it:
// teasers of four stories make more text than a short report.
const aboveTimes = 4

// titleLine returns the serial of the first heading that is the headline and no
// link; 0 for none.
func (doc *document) titleLine(title string) int32 {
	for i := range doc.lines {
		if l := &doc.lines[i]; isHeading(l.tag) && !l.isLink() && len(l.text) <= 2*len(title)+maxMarks && key(l.text) == title {
			return l.serial
		}
	}
	return 0
}

// isStamp reports whether a line is a time or a date and nothing else, as above
// each entry of a live blog.
func (l line) isStamp() bool {
	if l.words > stampWords || !strings.ContainsAny(l.text, anyDigit) || endsSentence(l.text) || strings.Contains(l.text, "://") {
		return false
	}
	if !strings.ContainsFunc(l.text, unicode.IsLetter) {
		return strings.ContainsAny(l.text, ":/")
	}
	_, _, err := arabic.ParseDate(l.text, nil, time.Time{})
	return err == nil && dateLine(l.text)
}

// stampWords is the longest line that is a date and nothing else, with the day
// of the week, the time and its half of the day.
const stampWords = 8

// dateLine reports whether a short line is mostly a date or a time: one word in
// three holds a digit, and no agency or place is set off by a dash or bracket.
func dateLine(text string) bool {
	if !strings.ContainsAny(text, anyDigit) {
		return false
	}
	digits := 0
	fields := strings.Fields(arabic.Fold(text))
	for _, w := range fields {
		if strings.ContainsAny(w, "0123456789") {
			digits++
		}
	}
	return digits*3 >= len(fields) && digits > 0
}

// anyDigit are the digits with which Arabic pages write dates: ASCII, Eastern
// Arabic and Persian.
const anyDigit = "0123456789٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"

// photoCredits begin the credit of a picture; pictureBrackets begin one in
// brackets at the end of a caption.
var (
	photoCredits    = foldList("photo:", "image:", "photograph:", "صورة:", "الصورة:", "تصوير:", "صورة أرشيفية", "(تصوير")
	pictureBrackets = foldList("(image:", "(photo:", "(picture:", "(تصوير", "(صورة:", "(صورة أرشيفية", "(أرشيفية")
)

// captionText reports whether a short line is a caption by its words.
func captionText(l line) bool {
	if l.words > asideWords || !strings.ContainsAny(l.text, ":(") && !strings.Contains(l.text, "أرشيفية") {
		return false
	}
	folded := strings.ReplaceAll(arabic.Fold(l.text), " :", ":")
	for _, mark := range photoCredits {
		if strings.HasPrefix(folded, mark) {
			return true
		}
	}
	for _, mark := range pictureBrackets {
		if at := strings.LastIndex(folded, mark); at >= 0 && strings.HasSuffix(folded, ")") {
			return true
		}
	}
	return false
}
