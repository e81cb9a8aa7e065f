package news

import (
	"strings"
	"time"
)

// A LineRule says by what part of it a line of furniture is recognised.
type LineRule string

// The rules.
const (
	WholeLine   LineRule = "line"    // all of its words
	LineLabel   LineRule = "label"   // the words before a colon
	LineOpening LineRule = "opening" // its first words
	LineEnding  LineRule = "ending"  // its last words
	LineTitle   LineRule = "titles"  // it is the headline of another article of the outlet
)

// A LinePlace says where in an article a line stands.
type LinePlace string

// The places.
const (
	LineHead     LinePlace = "head" // among the first lines
	LineTail     LinePlace = "tail" // among the last lines
	LineAnywhere LinePlace = "any"
)

// A LineState says what became of a line that returns.
type LineState string

// The states of a line.
const (
	LineLearned LineState = "learned" // it is marked where it is found
	LineRefused LineState = "refused" // it is rather a part of reports; Why says why
	LineVetoed  LineState = "vetoed"  // the configuration says that it is
)

// A Line is a line of an outlet's furniture with what speaks for it.
type Line struct {
	Rule     LineRule
	Words    string // folded words it is recognised by, # for a number, @ for a mail address, www for a page's; empty for LineTitle
	Kind     BlockKind
	Place    LinePlace
	State    LineState
	Why      string // for a person
	Articles int    // it was seen in, when it was last learned
	Of       int    // articles looked at
	Examples []int64
	Sample   string // as it once stood
	First    time.Time
	Last     time.Time // of the articles it was seen in
}

// anything stands in a template for what changes.
const anything = "…"

// Template is the line as it is stored and shown: its words, and … where
// anything may stand. No two rules share a template.
func (l Line) Template() string {
	switch l.Rule {
	case LineLabel:
		return l.Words + ": " + anything
	case LineOpening:
		return l.Words + " " + anything
	case LineEnding:
		return anything + " " + l.Words
	case LineTitle:
		return anything
	}
	return l.Words
}

// ParseTemplate reads what Template wrote.
func ParseTemplate(s string) (LineRule, string) {
	if s == anything {
		return LineTitle, ""
	}
	if w, ok := strings.CutSuffix(s, ": "+anything); ok {
		return LineLabel, w
	}
	if w, ok := strings.CutSuffix(s, " "+anything); ok {
		return LineOpening, w
	}
	if w, ok := strings.CutPrefix(s, anything+" "); ok {
		return LineEnding, w
	}
	return WholeLine, s
}

// A Push is a headline to which an outlet sends the readers of an article.
type Push struct {
	Label string // the words before it, as printed; may be empty
	Title string
	To    int64 // the article of the same outlet that has this headline; 0 if none is stored
}

// A Lesson is what is stored of an outlet's furniture.
type Lesson struct {
	Lines  []Line
	Stored int // articles of the outlet when it was last learned; 0 if never
	New    int // articles stored since
}

// An OutletCount is an outlet and what is stored of it.
type OutletCount struct {
	Outlet
	Articles int
	Last     time.Time // At of its latest article; zero for none
	Learned  int       // lines of furniture that are marked
	Refused  int
	Vetoed   int
	Pushes   int // headlines to which its articles send readers
}
