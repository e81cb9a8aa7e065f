package feed

import (
	"html"
	"net/url"
	"strings"
)

// resolve makes a reference absolute (RFC 3986, section 5). What cannot be
// parsed stays as it is.
func resolve(base, ref string) string {
	ref = strings.TrimSpace(ref)
	if base == "" || ref == "" {
		return ref
	}
	b, err := url.Parse(strings.TrimSpace(base))
	if err != nil {
		return ref
	}
	r, err := url.Parse(ref)
	if err != nil || r.IsAbs() {
		return ref
	}
	return b.ResolveReference(r).String()
}

// resolveEscaped resolves the content of a link element, which may stand among
// white space and holds references.
func resolveEscaped(base, s string) string {
	if strings.TrimSpace(s) == "" {
		return s
	}
	return escapeRaw.Replace(resolve(base, html.UnescapeString(s)))
}

// webLink returns an absolute http or https address, clean of blanks and
// controls; empty for any other scheme.
func webLink(base, ref string) string {
	ref = strings.ReplaceAll(clean(ref), " ", "%20")
	ref = resolve(base, ref)
	scheme, _, found := strings.Cut(ref, ":")
	if found && !strings.ContainsAny(scheme, "/?#") {
		scheme = strings.ToLower(scheme)
		if scheme != "http" && scheme != "https" {
			return ""
		}
	}
	return ref
}
