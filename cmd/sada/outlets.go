package main

import (
	"fmt"
	"strings"
	"time"

	"sada/arabic"
	"sada/furniture"
	"sada/internal/term"
	"sada/internal/wording"
	"sada/news"
)

type outletsCmd struct {
	List      outletsListCmd      `cmd:"" default:"withargs" help:"List the outlets and what is stored of each."`
	Furniture outletsFurnitureCmd `cmd:"" help:"Show which lines of an outlet's articles are no part of reports, and why."`
}

type outletsListCmd struct {
	JSON bool `name:"json" help:"One JSON object a line."`
}

// An outletRecord is an outlet as `outlets list --json` writes it.
type outletRecord struct {
	Name     string `json:"name"`
	Host     string `json:"host"`
	Country  string `json:"country"`
	Zone     string `json:"zone"`
	Articles int    `json:"articles"`
	Last     stamp  `json:"last_at"`
	Learned  int    `json:"furniture_learned"`
	Refused  int    `json:"furniture_refused"`
	Vetoed   int    `json:"furniture_vetoed"`
	Pushes   int    `json:"pushes"`
}

// Run prints the outlets in order of name.
func (c *outletsListCmd) Run(a *app) error {
	st, _, err := a.openToRead()
	if err != nil {
		return err
	}
	defer st.Close()
	outlets, err := st.Outlets(a.ctx)
	if err != nil {
		return err
	}
	t := &term.Table{
		Head:  []string{"HOST", "ARTICLES", "LATEST", "FURNITURE", "PUSHES", "NAME"},
		Right: []bool{false, true, false, true, true},
	}
	now := time.Now()
	for _, o := range outlets {
		if c.JSON {
			if err := writeJSON(a.out, outletRecordOf(o)); err != nil {
				return err
			}
			continue
		}
		t.Row(o.Host, fmt.Sprint(o.Articles), agoText(o.Last, now), fmt.Sprint(o.Learned), fmt.Sprint(o.Pushes), o.Name)
	}
	switch {
	case c.JSON:
		return nil
	case t.Len() == 0:
		fmt.Fprintln(a.errw, "no outlets yet: run `sada poll` or `sada import FILE`")
		return nil
	}
	return t.Write(a.out, a.screen)
}

func outletRecordOf(o news.OutletCount) outletRecord {
	return outletRecord{
		Name: o.Name, Host: o.Host, Country: o.Country, Zone: o.Zone, Articles: o.Articles, Last: stamp(o.Last),
		Learned: o.Learned, Refused: o.Refused, Vetoed: o.Vetoed, Pushes: o.Pushes,
	}
}

type outletsFurnitureCmd struct {
	Name    string `arg:"" help:"Name or host of the outlet."`
	Refused bool   `help:"Also lines that return and are rather parts of reports."`
	JSON    bool   `name:"json" help:"One JSON object a line, refused lines too."`
}

// A lineRecord is a line as `outlets furniture --json` writes it.
type lineRecord struct {
	Line     string         `json:"line"`
	Rule     news.LineRule  `json:"rule"`
	Kind     news.BlockKind `json:"kind"`
	Place    news.LinePlace `json:"place"`
	State    news.LineState `json:"state"`
	Why      string         `json:"why"`
	Articles int            `json:"articles"`
	Of       int            `json:"of"`
	Examples []int64        `json:"examples"`
	Sample   string         `json:"sample"`
	First    stamp          `json:"first_seen_at"`
	Last     stamp          `json:"last_seen_at"`
}

// Run prints the lines, the most frequent first.
func (c *outletsFurnitureCmd) Run(a *app) error {
	cfg, err := loadConfig(a.Config)
	if err != nil {
		return err
	}
	st, _, err := a.openToRead()
	if err != nil {
		return err
	}
	defer st.Close()
	outlets, err := st.Outlets(a.ctx)
	if err != nil {
		return err
	}
	name, err := c.find(outlets)
	if err != nil {
		return err
	}
	lesson, err := st.Lesson(a.ctx, name)
	if err != nil {
		return err
	}
	furniture.Veto(lesson.Lines, cfg.vetoes()[name])
	if c.JSON {
		return a.writeLines(lesson.Lines)
	}
	return c.print(a, name, lesson)
}

// find returns the name of the outlet that is meant.
func (c *outletsFurnitureCmd) find(outlets []news.OutletCount) (string, error) {
	var names []string
	for _, o := range outlets {
		if o.Name == c.Name || arabic.OneLine(o.Name) == c.Name || o.Host == c.Name {
			return o.Name, nil
		}
		names = append(names, o.Name)
	}
	if near := nearest(c.Name, names); near != "" {
		return "", usagef("no outlet %q: did you mean %q?", arabic.OneLine(c.Name), arabic.OneLine(near))
	}
	return "", usagef("no outlet %q: `sada outlets list` names them", arabic.OneLine(c.Name))
}

func (a *app) writeLines(lines []news.Line) error {
	for _, l := range lines {
		err := writeJSON(a.out, lineRecord{
			Line: l.Template(), Rule: l.Rule, Kind: l.Kind, Place: l.Place, State: l.State, Why: l.Why, Articles: l.Articles, Of: l.Of,
			Examples: append([]int64{}, l.Examples...), Sample: l.Sample, First: stamp(l.First), Last: stamp(l.Last),
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (c *outletsFurnitureCmd) print(a *app, name string, lesson news.Lesson) error {
	t := &term.Table{Head: []string{"STATE", "KIND", "RULE", "PLACE", "ARTICLES", "EXAMPLE", "WHY", "LINE"}, Right: []bool{false, false, false, false, true, true}}
	refused := 0
	for _, l := range lesson.Lines {
		if l.State == news.LineRefused && !c.Refused {
			refused++
			continue
		}
		example := "-"
		if len(l.Examples) > 0 {
			example = idText(l.Examples[0])
		}
		t.Row(string(l.State), string(l.Kind), string(l.Rule), string(l.Place), fmt.Sprint(l.Articles), example, l.Why, l.Template())
	}
	if t.Len() > 0 {
		if err := t.Write(a.out, a.screen); err != nil {
			return err
		}
	}
	var notes []string
	if t.Len() == 0 {
		notes = append(notes, fmt.Sprintf("no furniture known of %s", arabic.OneLine(name)))
		if lesson.Stored == 0 {
			notes = append(notes, "nothing was learned yet")
		}
	}
	if refused > 0 {
		notes = append(notes, fmt.Sprintf("%s refused: --refused shows why", wording.Count(refused, "line")))
	}
	if len(notes) > 0 {
		fmt.Fprintln(a.errw, strings.Join(notes, "; "))
	}
	return nil
}
