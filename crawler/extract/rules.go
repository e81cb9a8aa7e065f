package extract

import (
	"fmt"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
)

// Rules say where an outlet's pages keep their parts, for outlets whose pages
// are misread without. Each is a CSS selector, or several between commas; an
// empty one leaves that part to be found in the usual way.
type Rules struct {
	Title  string `yaml:"title"`  // the headline; the first match counts
	Body   string `yaml:"body"`   // what holds the paragraphs; all matches count, in order
	Drop   string `yaml:"drop"`   // what is no part of the body although it stands in it
	Date   string `yaml:"date"`   // the time of publication: its datetime or content attribute, else its text
	Byline string `yaml:"byline"` // the author or the agency
}

// A RuleError names the selector that cannot be read.
type RuleError struct {
	Part     string // title, body, drop, date or byline
	Selector string
	Err      error
}

// Error says which selector is bad, and why.
func (e *RuleError) Error() string {
	return fmt.Sprintf("%v of %s: %q: %v", ErrRule, e.Part, e.Selector, e.Err)
}

// Unwrap makes it an ErrRule.
func (e *RuleError) Unwrap() []error { return []error{ErrRule, e.Err} }

// Check reports the first selector that cannot be read, as a *RuleError.
func (r Rules) Check() error {
	for _, p := range r.parts() {
		if _, err := compile(p.Selector); err != nil {
			return &RuleError{p.Part, p.Selector, err}
		}
	}
	return nil
}

// parts returns the selectors by name, in the order of the configuration.
func (r Rules) parts() []RuleUse {
	return []RuleUse{
		{Part: "title", Selector: r.Title},
		{Part: "body", Selector: r.Body},
		{Part: "drop", Selector: r.Drop},
		{Part: "date", Selector: r.Date},
		{Part: "byline", Selector: r.Byline},
	}
}

// compile returns nil for an empty selector.
func compile(selector string) (cascadia.SelectorGroup, error) {
	if selector == "" {
		return nil, nil
	}
	return cascadia.ParseGroup(selector)
}

// A ruled holds what rules found besides the body.
type ruled struct {
	title, date, byline string
}

// byRules fills in what the outlet's rules find.
func (f *finding) byRules(doc *document, opts Options) error {
	r := opts.Rules
	if err := r.Check(); err != nil {
		return err
	}
	tree, err := parse(doc.source)
	if err != nil {
		return err
	}
	f.count(tree, *r)
	f.rule = ruled{title: textAt(tree, r.Title, opts), date: stampAt(tree, r.Date, opts), byline: textAt(tree, r.Byline, opts)}
	dropped := drop(tree, r.Drop)
	switch {
	case r.Body != "":
		return f.bodyAt(tree, opts)
	case dropped:
		return doc.rescan(tree, opts)
	}
	return nil
}

// drop takes what a selector finds out of the tree, and reports whether that
// was anything.
func drop(tree *html.Node, selector string) bool {
	nodes := selectAll(tree, selector)
	for _, n := range nodes {
		if n.Parent != nil {
			n.Parent.RemoveChild(n)
		}
	}
	return len(nodes) > 0
}

// bodyAt reads the lines at the selector of the body.
func (f *finding) bodyAt(tree *html.Node, opts Options) error {
	nodes := outermost(selectAll(tree, opts.Rules.Body))
	for _, n := range nodes {
		lines, err := nodeLines(n, opts)
		if err != nil {
			return err
		}
		f.lines = append(f.lines, lines...)
	}
	f.source = FromRule
	switch {
	case len(f.lines) > 0:
		f.try(FromRule, total(f.lines), true, "the outlet's rule points there")
		return nil
	case len(nodes) > 0:
		f.try(FromRule, 0, false, "the outlet's rule points at elements without text")
	default:
		f.try(FromRule, 0, false, "the outlet's rule matches nothing")
	}
	f.flags = addFlag(f.flags, FlagRuleMissed)
	return nil
}

// count notes what each selector finds.
func (f *finding) count(tree *html.Node, r Rules) {
	for _, use := range r.parts() {
		if use.Selector != "" {
			use.Matches = len(selectAll(tree, use.Selector))
			f.uses = append(f.uses, use)
			if use.Matches == 0 && use.Part != "drop" {
				f.flags = addFlag(f.flags, FlagRuleMissed)
			}
		}
	}
}

func selectAll(tree *html.Node, selector string) []*html.Node {
	group, err := compile(selector)
	if err != nil || group == nil {
		return nil
	}
	return cascadia.QueryAll(tree, group)
}

// outermost leaves out nodes that stand inside others of the list.
func outermost(nodes []*html.Node) []*html.Node {
	held := map[*html.Node]bool{}
	var out []*html.Node
	for _, n := range nodes { // in document order: a parent comes first
		inside := false
		for p := n.Parent; p != nil; p = p.Parent {
			inside = inside || held[p]
		}
		if !inside {
			held[n] = true
			out = append(out, n)
		}
	}
	return out
}

func textAt(tree *html.Node, selector string, opts Options) string {
	for _, n := range selectAll(tree, selector) {
		if lines, err := nodeLines(n, opts); err == nil && len(lines) > 0 {
			return clean(join(lines))
		}
	}
	return ""
}

// stampAt returns the time at a selector: as the machine-readable attribute of
// time and meta elements, else as text.
func stampAt(tree *html.Node, selector string, opts Options) string {
	for _, n := range selectAll(tree, selector) {
		for _, a := range n.Attr {
			if a.Val != "" && (a.Key == "datetime" || a.Key == "content") {
				return a.Val
			}
		}
	}
	return textAt(tree, selector, opts)
}
