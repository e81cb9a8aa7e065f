package extract

// This file reads pages that hold their text for a script alone: as the state
// of a framework (Next.js, Nuxt and their like write it as JSON), or for
// readers without scripts. Nothing of it is looked at where the page itself
// has text.

// byState fills in the lines that the page's scripts hold; it reports whether
// there are any.
func (f *finding) byState(doc *document, opts Options) bool {
	best, most := []line(nil), leastWords-1
	for _, src := range doc.states {
		s := stateReader{title: key(stateTitle(doc)), opts: opts}
		s.read(lenient(src), false, 0)
		if n := total(s.lines); n > most {
			best, most = s.lines, n
		}
	}
	if best != nil {
		f.lines, f.source = best, FromState
		f.try(FromState, most, true, "the page is drawn by script; its state holds a text")
		return true
	}
	for _, src := range doc.noscripts {
		lines, err := linesOf(src, opts)
		if n := proseOf(lines); err == nil && n > most {
			best, most = lines, n
		}
	}
	if best != nil {
		f.lines, f.source = best, FromNoscript
		f.try(FromNoscript, most, true, "written for readers without scripts")
	}
	return best != nil
}

// stateTitle is what the head says of the headline.
func stateTitle(doc *document) string {
	if t := doc.meta["og:title"]; t != "" {
		return t
	}
	return doc.cutSite(doc.title, doc.meta["og:site_name"], "")
}

// A stateReader looks for the longest text in a state.
type stateReader struct {
	title string // key of the headline
	opts  Options
	lines []line // of the best text so far
	score int
	tried int // texts read
}

// maxStateTexts bounds the strings that are read as HTML.
const maxStateTexts = 200

// read looks at a value and what it holds. own says that an object around it
// bears the page's headline: its text outweighs any that does not.
func (s *stateReader) read(v value, own bool, depth int) {
	if depth > maxJSONDepth {
		return
	}
	for i := range v.members {
		own = own || s.isTitle(v.members[i].value)
	}
	for i := range v.items {
		own = own || len(v.items) > 1 && s.isTitle(v.items[i])
	}
	if v.text {
		s.offer(textLines(v.String(), s.opts), own)
	}
	s.offer(s.paragraphs(v), own)
	for i := range v.members {
		s.read(v.members[i].value, own, depth+1)
	}
	for i := range v.items {
		s.read(v.items[i], own, depth+1)
	}
}

func (s *stateReader) isTitle(v value) bool {
	return v.text && len(s.title) >= sureKey && len(v.raw) <= 6*len(s.title) && key(unescape(v.String())) == s.title
}

// offer keeps the lines if they are the best so far.
func (s *stateReader) offer(lines []line, own bool) {
	score := proseOf(lines)
	if own {
		score *= ownWeight
	}
	if score > s.score {
		s.lines, s.score = lines, score
	}
}

// ownWeight is how much more a text counts that stands with the page's
// headline than one that stands elsewhere, such as a related story's.
const ownWeight = 4

// paragraphs returns the lines of a list whose items hold a paragraph each: as
// a string, or under one of the names that systems use.
func (s *stateReader) paragraphs(list value) []line {
	var lines []line
	for _, item := range list.items {
		if item.text {
			continue // a list of strings is a payload of anything
		}
		for _, name := range []string{"content", "text", "html", "value", "body"} {
			if v := item.get(name); v.text && s.tried < maxStateTexts {
				s.tried++
				lines = append(lines, textLines(v.String(), s.opts)...)
				break
			}
		}
	}
	return lines
}

// textLines reads a text that may be HTML, and may be escaped.
func textLines(text string, opts Options) []line {
	if len(text) < leastWords {
		return nil
	}
	return split(articleText(text, opts))
}
