package news

import (
	"fmt"
	"strings"
)

// An Explanation is what a verdict on two texts rests on, in words.
type Explanation struct {
	Kind   Relation `json:"kind"`
	Facts  []string `json:"facts"`            // what was measured
	Copied *Answer  `json:"copied,omitempty"` // were words copied about one event? nil where nothing is common, or all
	Whole  *Answer  `json:"whole,omitempty"`  // if so, is it one report, or does a text have other reporting besides?
	Later  *Answer  `json:"later,omitempty"`  // of an update: does one tell a later state of affairs?
}

// An Answer is how probable a yes is, and what moved it most, the strongest first.
type Answer struct {
	Probability float64  `json:"probability"`
	For         []string `json:"for"`
	Against     []string `json:"against"`
}

var meanings = map[Relation]string{
	Copy:    "the same text",
	Repost:  "the same report, edited or shortened",
	Update:  "the same story with newer facts",
	Partial: "copied passages beside other reporting",
	Series:  "two instances of a formula, of different events",
	None:    "different reports",
}

// Meaning says the kind to a person. Of passages that were hardly copied it claims no
// copying.
func (e Explanation) Meaning() string {
	if e.Kind == Partial && e.Copied != nil && e.Copied.Probability < 0.5 {
		return "passages in common, which were perhaps not copied"
	}
	if e.Kind == Copy && e.Copied != nil {
		return "the same text but for a few words"
	}
	return meanings[e.Kind]
}

// weighed begins the part of a reason that says what each finding weighed; in stores
// of earlier versions weighedBefore does.
const (
	weighed       = "; chance that words were copied "
	weighedBefore = "; copied "
)

// Found returns the part of a reason, as String makes it, that says what was found,
// without what each finding weighed.
func Found(why string) string {
	found, _, _ := strings.Cut(why, weighed)
	found, _, _ = strings.Cut(found, weighedBefore)
	return found
}

// String returns the explanation as Verdict.Why gives it.
func (e Explanation) String() string {
	out := e.Meaning() + ": " + strings.Join(e.Facts, "; ")
	if e.Copied != nil {
		out += weighed + e.Copied.String()
	}
	if e.Whole != nil {
		out += "; that it is one report " + e.Whole.String()
	}
	if e.Later != nil {
		out += "; that it tells newer facts " + e.Later.String()
	}
	return out
}

// String returns the probability and the reasons.
func (a Answer) String() string {
	return fmt.Sprintf("%.0f %%", 100*a.Probability) + listed("for it", a.For) + listed("against it", a.Against)
}

func listed(head string, reasons []string) string {
	if len(reasons) == 0 {
		return ""
	}
	return " (" + head + ": " + strings.Join(reasons, ", ") + ")"
}
