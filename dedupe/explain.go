package dedupe

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"sada/news"
)

// verdictWords say each kind to a person.
var verdictWords = map[news.Relation]string{
	news.Copy:    "the same text",
	news.Repost:  "one report, edited",
	news.Update:  "one developing story, facts moved",
	news.Partial: "copied passages beside other reporting",
	news.Series:  "two instances of a formula",
	news.None:    "two reports",
}

// explain says what was found and what spoke for and against it.
func explain(s Signals, k news.Relation, copied, whole Model) string {
	if s.Runs == 0 {
		return "two reports: no passage in common"
	}
	facts := []string{
		fmt.Sprintf("%d of %d words of the shorter and %d of %d of the longer text shared", s.CommonShort, s.Short, s.CommonLong, s.Long),
		fmt.Sprintf("longest run %d", s.Longest),
	}
	if n := s.NumbersAgree + s.NumbersDiffer; n > 0 {
		facts = append(facts, fmt.Sprintf("numbers agree %d of %d", s.NumbersAgree, n))
	}
	if n := s.Replaced; n > 0 {
		facts = append(facts, fmt.Sprintf("%d names replaced again and again", n))
	}
	facts = append(facts, "headlines share "+percent(s.Headlines), apart(s.Hours))
	out := verdictWords[k] + ": " + strings.Join(facts, "; ")
	if s.Identical {
		return out
	}
	out += "; copied " + percent(copied.probability(CopiedFeatures, s)) + reasons(copied, CopiedFeatures, s)
	if k.Joined() || k == news.Partial {
		out += "; one report " + percent(whole.probability(WholeFeatures, s)) + reasons(whole, WholeFeatures, s)
	}
	return out
}

func percent(p float64) string { return fmt.Sprintf("%.0f %%", 100*p) }

func apart(hours float64) string {
	if hours < 48 {
		return fmt.Sprintf("%.1f hours apart", hours)
	}
	return fmt.Sprintf("%.1f days apart", hours/24)
}

// worthAWord is the least contribution, in log odds, that is worth a word.
const worthAWord = 0.3

// reasons names the features that moved the answer most, beside those of an
// ordinary pair: up to two each way. What there is less of than in such a pair
// is marked as little.
func reasons(m Model, features []Feature, s Signals) string {
	type part struct {
		name string
		by   float64
	}
	var parts []part
	for i, f := range features[:min(len(features), len(m.Weights))] {
		more := f.Value(s) - m.Means[i]
		if by := m.Weights[i] * more; math.Abs(by) >= worthAWord {
			parts = append(parts, part{f.Name + little(more), by})
		}
	}
	slices.SortStableFunc(parts, func(a, b part) int { return cmp.Compare(math.Abs(b.by), math.Abs(a.by)) })
	var pro, con []string
	for _, p := range parts {
		if p.by > 0 && len(pro) < 2 {
			pro = append(pro, p.name)
		} else if p.by < 0 && len(con) < 2 {
			con = append(con, p.name)
		}
	}
	return listed("for it", pro, listed("against it", con, ""))
}

func little(more float64) string {
	if more < 0 {
		return " (little)"
	}
	return ""
}

func listed(head string, names []string, tail string) string {
	if len(names) == 0 {
		return tail
	}
	return " (" + head + ": " + strings.Join(names, ", ") + ")" + tail
}
