package extract

import (
	"fmt"
	"net/url"
	"strings"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
)

// readable returns the lines that readability takes for the article. Where
// they are lines of the page, the page's own are returned, with the links and
// short lines that stand between them and that readability threw away.
func readable(doc *document, opts Options) ([]line, error) {
	if doc.weight > maxWeight {
		return nil, fmt.Errorf("%w: nested too deep for readability", ErrNoText)
	}
	tree, err := parse(doc.lean())
	if err != nil {
		return nil, err
	}
	node, err := grab(tree, opts.URL)
	if err != nil {
		return nil, err
	}
	lines, err := nodeLines(node, opts)
	if err != nil {
		return nil, err
	}
	if sel := doc.match(join(lines), host(opts.URL)); sel.share >= wholeShare {
		return sel.lines(doc.lines), nil
	}
	return lines, nil
}

// maxWeight bounds what is given to readability, which reads the text of a
// block again for each one around it: 440 KB in 480 blocks took it 3 s. The
// heaviest of 1,164 pages measured weighs 1.5 MB.
const maxWeight = 16 << 20

// parse builds the tree of a page.
func parse(source string) (*html.Node, error) {
	tree, err := html.Parse(strings.NewReader(source))
	if err != nil && strings.Contains(err.Error(), "exceeds 512") {
		return nil, fmt.Errorf("%w: %w", ErrTooDeep, err)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNotHTML, err)
	}
	for n := range tree.Descendants() {
		for i, a := range n.Attr {
			if len(a.Val) > maxAttribute && (a.Key == "class" || a.Key == "id" || a.Key == "style") {
				n.Attr[i].Val = ""
			}
		}
	}
	return tree, nil
}

// maxAttribute bounds the attributes that readability runs its expressions
// over, in bytes. A class attribute of generated code has some hundred.
const maxAttribute = 4 << 10

// grab runs readability. It works on foreign pages with code of others: a
// panic in it costs this page, not the run.
func grab(tree *html.Node, address string) (node *html.Node, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			node, err = nil, fmt.Errorf("%w: readability: %v", ErrNoText, cause)
		}
	}()
	page, err := url.Parse(address)
	if err != nil {
		page = nil
	}
	p := readability.NewParser()
	p.DisableJSONLD = true // read by ourselves
	article, err := p.ParseAndMutate(tree, page)
	if err != nil {
		return nil, fmt.Errorf("%w: readability: %w", ErrNoText, err)
	}
	if article.Node == nil {
		return nil, ErrNoText
	}
	return article.Node, nil
}

// rescan reads the page anew from a tree that was changed.
func (doc *document) rescan(tree *html.Node, opts Options) error {
	var b strings.Builder
	if err := html.Render(&b, tree); err != nil {
		return fmt.Errorf("%w: %w", ErrNotHTML, err)
	}
	doc.ld, doc.times, doc.lines, doc.blocks, doc.cuts, doc.weight = doc.ld[:0], doc.times[:0], doc.lines[:0], doc.blocks[:0], doc.cuts[:0], 0
	return doc.scan(b.String(), opts)
}

// nodeLines reads the lines of a part of a tree.
func nodeLines(node *html.Node, opts Options) ([]line, error) {
	var b strings.Builder
	if err := html.Render(&b, node); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNotHTML, err)
	}
	return linesOf(b.String(), opts)
}
