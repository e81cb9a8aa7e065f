package arabic

import (
	"strings"
	"unicode/utf8"
)

// attribution returns the agency that a sentence gives as its source. Only the
// words behind one that reports are looked at.
func attribution(text string) string {
	if !mayReport(text) {
		return ""
	}
	m := mentionsIn(foldApart(text))
	for at, ok := m.next(); ok; at, ok = m.next() {
		segs := firstTwo(m.text[at:], m.inBrackets(at))
		n := reports(segs[0].words)
		if n == 0 {
			continue
		}
		words := segs[0].words[n:]
		if name := namedAt(words); name != "" {
			return name
		}
		if len(segs) > 1 && segs[1].inside && leadsUp(words) {
			return spelled[strings.Join(segs[1].words, " ")]
		}
	}
	return ""
}

// firstTwo returns the first two segments of a folded text, as far as they
// matter.
func firstTwo(text string, inside bool) []segment {
	c := cutter{text: text, cur: segment{inside: inside}}
	for c.at < len(c.text) && len(c.out) < 2 && len(c.cur.words) <= longestReport {
		c.step()
	}
	c.end(false)
	return c.out
}

// longestReport is more than the words that reports counts, and a name or a
// description behind them.
var longestReport = 3 + longestSpelling + maxPlace

// reportStems are parts of words: each word that reports begins with holds one.
var reportStems = [...]string{"نقل", "ذكر", "ورد", "فاد", "حسب", "وفق"}

// mayReport reports whether a text can hold an attribution. It is there to
// spare most texts the folding.
func mayReport(text string) bool {
	for _, stem := range reportStems {
		if strings.Contains(text, stem) {
			return true
		}
	}
	return false
}

// A mentions finds the words of a folded text that may report. It reads the text
// once, however many there are.
type mentions struct {
	text    string
	at      int                   // where to look on
	stems   [len(reportStems)]int // where each stands next
	bracket int                   // brackets were looked for up to here
	inside  bool                  // which is in some
}

func mentionsIn(folded string) *mentions {
	m := &mentions{text: folded}
	for i := range m.stems {
		m.stems[i] = -1
	}
	return m
}

// next returns where the next such word begins.
func (m *mentions) next() (at int, ok bool) {
	for {
		stem := m.nextStem()
		if stem == len(m.text) {
			return 0, false
		}
		at, m.at = wordStart(m.text, stem), stem+wordLen(m.text[stem:])
		word := m.text[at:m.at]
		bare := strings.TrimPrefix(word, "و")
		if reporting[word] || reporting[bare] || bare == "نقلا" {
			return at, true
		}
	}
}

// nextStem returns where the next stem stands; the end of the text if there is
// none.
func (m *mentions) nextStem() int {
	first := len(m.text)
	for i, stem := range reportStems {
		if m.stems[i] < m.at {
			m.stems[i] = len(m.text)
			if n := strings.Index(m.text[m.at:], stem); n >= 0 {
				m.stems[i] = m.at + n
			}
		}
		first = min(first, m.stems[i])
	}
	return first
}

// inBrackets reports whether a place behind the last one asked about stands in
// brackets.
func (m *mentions) inBrackets(at int) bool {
	if i := strings.LastIndexAny(m.text[m.bracket:at], "()[]"); i >= 0 {
		c := m.text[m.bracket+i]
		m.inside = c == '(' || c == '['
	}
	m.bracket = at
	return m.inside
}

// wordStart returns where the word begins in which a place stands.
func wordStart(text string, at int) int {
	for at > 0 {
		r, n := utf8.DecodeLastRuneInString(text[:at])
		if !inWord(r) {
			break
		}
		at -= n
	}
	return at
}

// leadsUp reports whether words are the description of an agency whose name
// follows in brackets: «وكالة الأنباء الرسمية (سانا)».
func leadsUp(words []string) bool {
	return len(words) > 0 && len(words) <= maxPlace && strings.TrimPrefix(words[0], "ل") == Fold("وكالة")
}

// reporting are the beginnings of an attribution, without a leading waw.
var reporting = setOf("نقلت", "ذكرت", "أوردت", "أفادت", "بحسب", "حسب", "وفق", "وفقا", "حسبما")

// reports returns how many words of an attribution stand before the name of
// its source; 0 if none.
func reports(words []string) int {
	w := words[0]
	if len(words) > 1 && (w == "نقلا" || w == "ونقلا") && words[1] == "عن" {
		return 2
	}
	if !reporting[w] && !reporting[strings.TrimPrefix(w, "و")] {
		return 0
	}
	n := 1
	for n < len(words) && n < 3 && (words[n] == "ما" || words[n] == "لما" || reporting[words[n]] || words[n] == "نقلته" || words[n] == "نشرته") {
		n++
	}
	return n
}

// namedAt returns the agency with whose name words begin. The preposition lam
// may be written together with it.
func namedAt(words []string) string {
	if len(words) == 0 {
		return ""
	}
	words = append([]string{}, words[:min(len(words), longestSpelling+1)]...)
	if rest, ok := strings.CutPrefix(words[0], "ل"); ok && (before[rest] || spelled[rest] != "") {
		words[0] = rest
	}
	agencyWord := before[words[0]]
	for n := len(words); n > 0; n-- {
		if name := spelled[strings.Join(words[:n], " ")]; name != "" && (n > 1 || !weak[words[0]]) {
			return sole(name, words[:n])
		}
		if agencyWord && n > 1 {
			if name := spelled[strings.Join(words[1:n], " ")]; name != "" {
				return sole(name, words[1:n])
			}
		}
	}
	return ""
}

// sole refuses «وكالات» without «أنباء»: there are agencies of other kinds.
func sole(name string, words []string) string {
	if name == AgencyMany && len(words) == 1 {
		return ""
	}
	return name
}
