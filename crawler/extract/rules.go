package extract

import (
	"fmt"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
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

// Check reports the first selector that cannot be read, as an ErrRule.
func (r Rules) Check() error {
	for _, p := range []struct{ name, selector string }{
		{"title", r.Title}, {"body", r.Body}, {"drop", r.Drop}, {"date", r.Date}, {"byline", r.Byline},
	} {
		if _, err := compile(p.selector); err != nil {
			return fmt.Errorf("%w of %s: %w", ErrRule, p.name, err)
		}
	}
	return nil
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
	f.rule = ruled{textAt(tree, r.Title), stampAt(tree, r.Date), textAt(tree, r.Byline)}
	if r.Body == "" {
		return nil
	}
	for _, n := range selectAll(tree, r.Drop) {
		if n.Parent != nil {
			n.Parent.RemoveChild(n)
		}
	}
	for _, n := range outermost(selectAll(tree, r.Body)) {
		lines, err := nodeLines(n, opts)
		if err != nil {
			return err
		}
		f.lines = append(f.lines, lines...)
	}
	f.source = FromRule
	if len(f.lines) == 0 {
		f.flags = append(f.flags, FlagRuleMissed)
	}
	return nil
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

func textAt(tree *html.Node, selector string) string {
	for _, n := range selectAll(tree, selector) {
		var b []byte
		for d := range n.Descendants() {
			if d.Type == html.TextNode {
				b = append(append(b, d.Data...), ' ')
			}
		}
		if text := clean(string(b)); text != "" {
			return text
		}
	}
	return ""
}

// stampAt returns the time at a selector: as the machine-readable attribute of
// time and meta elements, else as text.
func stampAt(tree *html.Node, selector string) string {
	for _, n := range selectAll(tree, selector) {
		for _, a := range n.Attr {
			if a.Val != "" && (a.Key == "datetime" || a.Key == "content" && n.DataAtom == atom.Meta) {
				return a.Val
			}
		}
	}
	return textAt(tree, selector)
}
