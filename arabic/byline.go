package arabic

import (
	"html"
	"strings"
)

// roles begin a byline and say what its author did; they are no part of the
// name. After another mark than a colon or a dash they could be a name.
var roles = setOf("كتب", "كتبت", "كتبه", "بقلم", "الكاتب", "الكاتبة", "تحرير", "المحرر", "إعداد", "تقرير", "متابعة", "حوار", "حاوره", "حاورته", "By")

// Byline cleans a byline as far as that can be done without doubt: entities of
// HTML are resolved («&nbsp;سلمى»), a role before the name is cut off («كتب -
// هادي الساحل:», «بقلم: سلمى النور»), and marks at either end. Places, agencies
// and further authors stay: only a reader could tell a town from a name.
func Byline(s string) string {
	s = trimMarks(OneLine(html.UnescapeString(s)))
	for range len(roles) {
		at := strings.IndexAny(s, " :-\u2013\u2014/") // dashes
		if at <= 0 || !roles[Fold(s[:at])] {
			break
		}
		rest := strings.TrimLeft(s[at:], " ")
		byName := Fold(s[:at]) == Fold("بقلم") // «بقلم سلمى النور» needs no mark
		if !byName && !strings.ContainsAny(firstRune(rest), ":-\u2013\u2014/") || trimMarks(rest) == "" {
			break
		}
		s = trimMarks(rest)
	}
	return s
}

// trimMarks cuts off blanks and marks that set a byline off from what follows.
func trimMarks(s string) string { return strings.Trim(s, " \u00A0:-\u2013\u2014/|،,؛") }

func firstRune(s string) string {
	for i := range s {
		if i > 0 {
			return s[:i]
		}
	}
	return s
}
