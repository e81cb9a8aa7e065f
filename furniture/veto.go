package furniture

import (
	"slices"
	"strings"

	"sada/news"
)

// Veto sets the state of the lines that one of the texts names: a template as
// it is shown, or a line as it stands in an article. Lines vetoed before that
// none names are learned again.
func Veto(lines []Line, texts []string) {
	for i := range lines {
		l := &lines[i]
		named := slices.ContainsFunc(texts, func(text string) bool { return names(text, *l) })
		switch {
		case named && l.State == news.LineLearned:
			l.State = news.LineVetoed
		case !named && l.State == news.LineVetoed:
			l.State = news.LineLearned
		}
	}
}

// names reports whether a text names a line.
func names(text string, l Line) bool {
	rule, words := news.ParseTemplate(strings.TrimSpace(text))
	if rule != whole {
		return rule == l.Rule && Key(words) == l.Words
	}
	key := Key(text)
	switch l.Rule {
	case whole:
		return key == l.Words
	case label, opening:
		return strings.HasPrefix(key+" ", l.Words+" ")
	case ending:
		return strings.HasSuffix(" "+key, " "+l.Words)
	}
	return false
}
