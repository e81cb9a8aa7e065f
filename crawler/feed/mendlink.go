package feed

import "strings"

// attributeName is the name by which the parser knows an attribute.
func attributeName(name string) string {
	if strings.EqualFold(name, "isPermaLink") {
		return "isPermaLink"
	}
	return name
}

// linkText mends a link whose address does not stand where the format has it: in
// RSS, behind an empty element (<link/>http://…), which becomes its content; in
// Atom, in place of the href attribute.
func (m *mender) linkText(name string, attrs []attribute, empty bool) ([]attribute, bool) {
	if localName(name) != "link" || strings.Contains(name, ":") || has(attrs, "href") {
		return attrs, empty
	}
	text, _, _ := strings.Cut(m.src[m.pos:], "<")
	text = strings.TrimSpace(text)
	if !strings.HasPrefix(text, "http://") && !strings.HasPrefix(text, "https://") {
		return attrs, empty
	}
	switch {
	case m.root == "feed" && !empty:
		m.notes.add("address of a link read from its text")
		return append(attrs, attribute{"href", m.attributeValue(text)}), empty
	case m.root != "feed" && empty:
		m.notes.add("address of a link read from behind it")
		m.afterLink = true
		return attrs, false
	}
	return attrs, empty
}

func has(attrs []attribute, name string) bool {
	for _, a := range attrs {
		if a.name == name {
			return true
		}
	}
	return false
}

// implied writes the elements that attributes stand for: the address of an RSS
// 1.0 item (rdf:about), and what Microsoft's Channel Definition Format says of a
// channel and its items.
func (m *mender) implied(name string, attrs []attribute) {
	local := localName(name)
	prefix := strings.TrimSuffix(name, name[strings.LastIndexByte(name, ':')+1:])
	switch {
	case m.root == "rdf" && local == "item":
		m.element(prefix+"guid", attrs, "rdf:about")
	case m.root == "channel" && local == "channel":
		m.element("link", attrs, "href")
		m.element("lastBuildDate", attrs, "lastmod")
	case m.root == "channel" && local == "item":
		m.element("link", attrs, "href")
		m.element("dcterms:modified", attrs, "lastmod")
	}
}

// element writes an element with the value of an attribute, if there is one.
func (m *mender) element(name string, attrs []attribute, from string) {
	for _, a := range attrs {
		if strings.EqualFold(a.name, from) && strings.TrimSpace(a.value) != "" {
			m.out.WriteString("<" + name + ">" + escapeRaw.Replace(a.value) + "</" + name + ">")
			return
		}
	}
}
