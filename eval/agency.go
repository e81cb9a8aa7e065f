package eval

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"sada/arabic"
	"sada/internal/wording"
)

// An AgencyReport compares the agencies that articles credit in their bylines
// with those that are read from their texts alone.
type AgencyReport struct {
	Articles int         `json:"articles"`
	Bylines  int         `json:"bylines"` // that are not empty
	Credits  int         `json:"credits"` // bylines that credit an agency
	Places   []AgencyRow `json:"places"`  // by the place in the text
	Agencies []AgencyRow `json:"agencies"`
}

// An AgencyRow counts articles of one agency, or with a credit in one place of
// their text.
type AgencyRow struct {
	Name    string `json:"name"`
	Byline  int    `json:"byline"`  // the byline credits it
	Text    int    `json:"text"`    // the text does, the byline being hidden
	Same    int    `json:"same"`    // both do
	Other   int    `json:"other"`   // the text does, and the byline credits another agency
	Nothing int    `json:"nothing"` // the text does, and the byline credits none
}

// Agencies reads the credits of articles twice: of the byline alone, and of the
// text alone.
func Agencies(articles []Article) AgencyReport {
	r := AgencyReport{Articles: len(articles)}
	places, agencies := map[string]*AgencyRow{}, map[string]*AgencyRow{}
	for _, a := range articles {
		if strings.TrimSpace(a.Author) != "" {
			r.Bylines++
		}
		byline, _ := arabic.Agency(a.Author, "", "")
		if byline != "" {
			r.Credits++
			agencyRow(agencies, byline).Byline++
		}
		paragraphs := lines(a.Text)
		if len(paragraphs) == 0 {
			continue
		}
		name, place := arabic.Agency("", paragraphs[0], paragraphs[len(paragraphs)-1])
		if name == "" {
			continue
		}
		agencyRow(places, place).count(byline, name)
		agencyRow(agencies, name).count(byline, name)
	}
	r.Places, r.Agencies = agencyRows(places), agencyRows(agencies)
	return r
}

func (r *AgencyRow) count(byline, text string) {
	r.Text++
	switch byline {
	case text:
		r.Same++
	case "":
		r.Nothing++
	default:
		r.Other++
	}
}

func agencyRow(rows map[string]*AgencyRow, name string) *AgencyRow {
	if rows[name] == nil {
		rows[name] = &AgencyRow{Name: name}
	}
	return rows[name]
}

// agencyRows returns the rows, the fullest first.
func agencyRows(rows map[string]*AgencyRow) []AgencyRow {
	out := []AgencyRow{}
	for _, r := range rows {
		out = append(out, *r)
	}
	slices.SortFunc(out, func(a, b AgencyRow) int {
		return cmp.Or(cmp.Compare(b.Byline+b.Text, a.Byline+a.Text), cmp.Compare(a.Name, b.Name))
	})
	return out
}

// String returns the report as two tables for a terminal.
func (r AgencyReport) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %d with a byline, of which %d credit an agency\n\nread from the text alone:\n", wording.Count(r.Articles, "article"), r.Bylines, r.Credits)
	fmt.Fprintf(&b, "%6s %7s %8s %6s %7s  %s\n", "text", "byline", "the same", "other", "nothing", "place")
	for _, row := range r.Places {
		fmt.Fprintf(&b, "%6d %7s %8d %6d %7d  %s\n", row.Text, "", row.Same, row.Other, row.Nothing, row.Name)
	}
	fmt.Fprintf(&b, "\n%6s %7s %8s %6s %7s  %s\n", "text", "byline", "the same", "other", "nothing", "agency")
	for _, row := range r.Agencies {
		fmt.Fprintf(&b, "%6d %7d %8d %6d %7d  %s\n", row.Text, row.Byline, row.Same, row.Other, row.Nothing, row.Name)
	}
	return b.String()
}
