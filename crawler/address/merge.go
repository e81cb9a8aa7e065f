package address

import "strings"

// Merge returns the canonical form of the address that a page names by
// rel=canonical, and whether the page may be filed under it. A page is believed
// about its own site only, and not where the address it names cannot be an
// article's: the site's front page, a section that the page lies in, or the
// page's script without the parameters that choose the article. Templates that
// write such an address into every page are common, and believing them would
// make a whole outlet one article. One step is followed: what the named page
// says in turn is not asked, so two pages that name each other make no loop.
func Merge(pageURL, relCanonical string) (string, bool) {
	if relCanonical == "" {
		return "", false
	}
	target, err := Resolve(pageURL, relCanonical)
	if err != nil || !SameSite(pageURL, target) {
		return "", false
	}
	own, err := Canonical(pageURL)
	if err != nil {
		return "", false
	}
	named, err := Canonical(target)
	if err != nil || named == own || !namesArticle(own, named) {
		return "", false
	}
	return named, true
}

// namesArticle reports whether the address named can be that of one article,
// given the page's own.
func namesArticle(own, named string) bool {
	ownPath, ownQuery := split(own)
	path, query := split(named)
	switch {
	case path == "/" && query == "":
		return false
	case path == ownPath:
		return query != "" || ownQuery == ""
	case query == "" && strings.HasPrefix(ownPath, path+"/"):
		return hasNumber(path[strings.LastIndexByte(path, '/'):])
	}
	return true
}

// split returns path and query of a canonical address.
func split(canonical string) (path, query string) {
	_, _, path = Split(canonical)
	path, query, _ = strings.Cut(path, "?")
	return path, query
}

// articleDigits is the length from which a number in a path is taken for that
// of an article rather than a year, a month or a page.
const articleDigits = 5

func hasNumber(segment string) bool {
	run := 0
	for i := range len(segment) {
		if segment[i] < '0' || segment[i] > '9' {
			run = 0
			continue
		}
		if run++; run == articleDigits {
			return true
		}
	}
	return false
}

// Front reports whether an address is that of a site's front page.
func Front(raw string) bool {
	c, err := Canonical(raw)
	if err != nil {
		return false
	}
	path, query := split(c)
	return path == "/" && query == ""
}
