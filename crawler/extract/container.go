package extract

import (
	"slices"
	"strings"

	"golang.org/x/net/html/atom"
)

// This file finds the container of a page's text without a tree and without
// readability, from the lines alone: a second opinion, and a third.

const (
	// denseShare is the share of a block's prose that one inside it must hold to
	// be looked into: above it the text is whole, below it is several blocks.
	denseShare = 0.7
	// leastWords is the least that a container is believed to hold.
	leastWords = 40
)

// A container is a block and the lines in it; those of a block follow one
// another.
type container struct {
	block    int32
	from, to int // of its lines
	prose    int // words in lines that read like paragraphs
}

// containers returns one for each block, and the whole page at the end. They
// hold until it is called again.
func (doc *document) containers() []container {
	all := slices.Grow(doc.room.containers[:0], len(doc.blocks)+1)[:len(doc.blocks)+1]
	doc.room.containers = all
	for i := range all {
		all[i] = container{block: int32(i), from: -1}
	}
	for i := range doc.lines {
		l := &doc.lines[i]
		n := 0
		if l.isParagraph(proseWords) {
			n = l.words
		}
		all[len(doc.blocks)].add(i, n)
		for b := l.block; b >= 0; b = doc.blocks[b].parent {
			all[b].add(i, n)
		}
	}
	return all
}

func (c *container) add(line, prose int) {
	if c.from < 0 {
		c.from = line
	}
	c.to = line + 1
	c.prose += prose
}

// densest returns the innermost block that holds most of the page's prose.
func (doc *document) densest(all []container) container {
	at := all[len(doc.blocks)]
	for b := range doc.blocks { // a block comes after those around it
		if doc.within(int32(b), at.block) && float64(all[b].prose) >= denseShare*float64(at.prose) && all[b].prose > 0 {
			at = all[b]
		}
	}
	return at
}

// within reports whether a block lies right or deeper in another; every one
// lies in the page.
func (doc *document) within(b, outer int32) bool {
	if int(outer) == len(doc.blocks) {
		return true
	}
	for b = doc.blocks[b].parent; b > outer; b = doc.blocks[b].parent {
	}
	return b == outer
}

// declared returns the block that says of itself that it holds the text: by the
// articleBody of schema.org, else by its name, else by being the only article
// element. Of several the one with most prose; the innermost of equals.
func (doc *document) declared(all []container) (container, bool) {
	best, rank := container{}, 0
	for b := range doc.blocks {
		r := doc.blocks[b].declares()
		if r == 0 || all[b].prose < leastWords || r < rank {
			continue
		}
		if r > rank || all[b].prose >= best.prose {
			best, rank = all[b], r
		}
	}
	return best, rank > 0
}

// declares ranks what a block says of itself; 0 for nothing.
func (b block) declares() int {
	switch {
	case strings.EqualFold(strings.TrimSpace(b.itemprop), "articleBody"):
		return 3
	case namesText(b.class) || namesText(b.id):
		return 2
	case b.tag == atom.Article:
		return 1
	}
	return 0
}

// textNames are what the container of the text is called in class and id
// attributes, without the marks between words.
var textNames = []string{
	"articlebody", "articletext", "articlecontent", "articledetails", "storybody", "storytext", "storycontent",
	"entrycontent", "postcontent", "postbody", "posttext", "newsbody", "newstext", "newscontent", "newsdetails", "contentbody", "bodytext",
}

var squeeze = strings.NewReplacer("-", "", "_", "")

// namesText reports whether one of the names in an attribute is such.
func namesText(names string) bool {
	if len(names) < len("newsbody") {
		return false
	}
	squeezed := strings.ToLower(squeeze.Replace(names))
	for _, n := range textNames {
		if strings.Contains(squeezed, n) {
			return true
		}
	}
	return false
}

const (
	// agreeShare is how much of each other two containers must hold to agree.
	agreeShare = 0.8
	// doubtShare: readability is overruled where two containers agree and it has
	// less than this share of their prose. Of 983 pages of go-trafilatura's
	// comparison a dozen are so; it was right on one, at 0.74.
	doubtShare = 0.7
	// missShare: it is overruled by the densest block alone where it has less
	// than this share of that one's prose.
	missShare = 0.2
)

// objection says why readability, which found so many words of prose, took the
// wrong piece of the page, and which is the right one; empty if it may be right.
func (doc *document) objection(found int) (container, string) {
	all := doc.containers()
	dense := doc.densest(all)
	named, ok := doc.declared(all)
	switch {
	case dense.prose < leastWords:
		return dense, ""
	case ok && agree(named, dense) && float64(found) < doubtShare*float64(named.prose):
		return named, "two blocks that agree hold much more"
	case float64(found) < missShare*float64(dense.prose) && !(ok && near(found, named.prose)):
		return dense, "a fifth of the page's prose, or less"
	}
	return dense, ""
}

// agree reports whether two containers hold nearly the same lines.
func agree(a, b container) bool {
	if a.to <= b.from || b.to <= a.from {
		return false
	}
	return near(a.prose, b.prose)
}

func near(a, b int) bool { return float64(min(a, b)) >= agreeShare*float64(max(a, b)) }

// text returns the lines of a container that may be of the report.
func (doc *document) text(c container) []line {
	var out []line
	for _, l := range doc.lines[max(0, c.from):c.to] {
		if l.place&(inNav|inComment) == 0 || l.isParagraph(sureWords) {
			out = append(out, l)
		}
	}
	return out
}
