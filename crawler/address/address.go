// Package address decides when two addresses name one article. Canonical gives
// every article one address, whatever way a feed, a share button or a phone
// wrote it; Merge says whether a page's own rel=canonical may be believed.
// The package fetches nothing: an address that redirects elsewhere is not its
// business.
//
// The canonical form can be opened in a browser, and it is also the key under
// which an article is stored. So it drops what in practice leads to the same
// page: the fragment, user and password, tracking parameters, the www., m. or
// amp. before a host, an /amp at an end of the path, the last slash, and the
// difference between http and https. A site that answers only at the form that
// was dropped exists now and then; therefore a page is fetched from the address
// that its feed gave, and the canonical form is for telling articles apart.
package address

import (
	"errors"
	"fmt"
	"net/netip"
	"strings"
	"unicode"

	whatwg "github.com/nlnwa/whatwg-url/url"
	"golang.org/x/net/publicsuffix"
)

// MaxLength is the length in bytes above which an address is refused: RFC 9110,
// section 4.1, asks for 8000 octets to be supported.
const MaxLength = 8000

// Errors that say why an address is none.
var (
	ErrSyntax  = errors.New("not a web address")
	ErrTooLong = errors.New("address is longer than 8000 bytes")
	ErrScheme  = errors.New("not an http or https address")
	ErrNoHost  = errors.New("address has no host that can be reached")
)

// parser reads addresses as browsers do (https://url.spec.whatwg.org), which is
// also how colly reads them: what is checked here is what will be dialled.
var parser = whatwg.NewParser(whatwg.WithPercentEncodeSinglePercentSign())

// Parse returns the address that raw names as a browser would request it: an
// absolute http or https address in ASCII, with its parameters and its user as
// they are, without a fragment. Numeric hosts are written as dotted quads.
func Parse(raw string) (string, error) {
	u, err := parse(raw)
	if err != nil {
		return "", err
	}
	return u.href, nil
}

// Resolve returns the address that ref names on the page at base, as Parse would
// return it.
func Resolve(base, ref string) (string, error) {
	u, err := resolve(base, ref)
	if err != nil {
		return "", err
	}
	return u.href, nil
}

func resolve(base, ref string) (taken, error) {
	b, err := general(base)
	if err != nil {
		return taken{}, err
	}
	if _, err := checked(b); err != nil {
		return taken{}, err
	}
	if len(ref) > MaxLength {
		return taken{}, ErrTooLong
	}
	u, err := b.Parse(strings.TrimFunc(ref, invisible))
	if err != nil {
		return taken{}, ErrSyntax
	}
	return checked(u)
}

func parse(raw string) (taken, error) {
	if t, ok := quick(raw); ok {
		return t, nil
	}
	u, err := general(raw)
	if err != nil {
		return taken{}, err
	}
	return checked(u)
}

func general(raw string) (*whatwg.Url, error) {
	if len(raw) > MaxLength {
		return nil, ErrTooLong
	}
	u, err := parser.Parse(strings.TrimFunc(raw, invisible))
	if err != nil {
		return nil, ErrSyntax
	}
	return u, nil
}

func checked(u *whatwg.Url) (taken, error) {
	t := apart(u)
	switch host := "." + t.host; {
	case t.scheme != "http" && t.scheme != "https":
		return taken{}, fmt.Errorf("%s: %w", t.scheme, ErrScheme)
	case host == "." || strings.Contains(host, ".."):
		return taken{}, ErrNoHost
	case len(t.href) > MaxLength:
		return taken{}, ErrTooLong
	}
	return t, nil
}

// invisible reports whether r may stand around an address without belonging to
// it: white space, and the direction marks that Arabic editors leave.
func invisible(r rune) bool {
	return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r)
}

// Canonical returns the one form of the address of an article: see the package
// comment. Canonical of a canonical address is that address itself.
func Canonical(raw string) (string, error) {
	u, err := parse(raw)
	if err != nil {
		return "", err
	}
	return canonical(u), nil
}

// CanonicalAndHost returns what Canonical and Host return, reading the address
// once.
func CanonicalAndHost(raw string) (form, host string, err error) {
	u, err := parse(raw)
	if err != nil {
		return "", "", err
	}
	_, host, _ = Split(u.href)
	return canonical(u), host, nil
}

func canonical(t taken) string {
	host := foldHost(t.host)
	out := foldScheme(t, host) + "://" + host
	if t.port != "" {
		out += ":" + t.port
	}
	out += foldPath(t.path)
	if q := foldQuery(t.query); q != "" {
		out += "?" + q
	}
	return out
}

// foldScheme makes http and https one, except where they cannot be twins: at a
// port of its own, and at hosts that no certificate is issued for.
func foldScheme(t taken, host string) string {
	if t.port != "" || isIP(host) || !strings.Contains(host, ".") {
		return t.scheme
	}
	return "https"
}

// twinLabels are the first labels of hosts that show the same pages as the host
// without them.
var twinLabels = []string{"www.", "m.", "mobile.", "amp."}

// foldHost drops the labels that name a twin, as long as what is left is a host
// that can be registered: m.co.uk is a name of its own.
func foldHost(host string) string {
	host = strings.TrimSuffix(host, ".")
	if isIP(host) {
		return host
	}
	for {
		rest, found := cutTwin(host)
		if !found {
			return host
		}
		host = rest
	}
}

func cutTwin(host string) (rest string, found bool) {
	for _, label := range twinLabels {
		if rest, found = strings.CutPrefix(host, label); found {
			_, err := publicsuffix.EffectiveTLDPlusOne(rest)
			return rest, err == nil
		}
	}
	return host, false
}

// foldPath drops the AMP marks at either end and the last slash.
func foldPath(path string) string {
	path = strings.TrimRight(foldEscapes(path), "/")
	for {
		rest := cutAMP(path)
		if rest == path {
			break
		}
		path = strings.TrimRight(rest, "/")
	}
	if path == "" {
		return "/"
	}
	return path
}

// cutAMP drops one mark, unless nothing would be left.
func cutAMP(path string) string {
	for _, mark := range []string{"/amp", ".amp", ".amp.html"} {
		rest, found := strings.CutSuffix(path, mark)
		if found && strings.Trim(rest, "/") != "" && !strings.HasSuffix(rest, "/") && !strings.HasSuffix(rest, ".") {
			if mark == ".amp.html" {
				return rest + ".html"
			}
			return rest
		}
	}
	if rest, found := strings.CutPrefix(path, "/amp/"); found && strings.Trim(rest, "/") != "" {
		return "/" + rest
	}
	return path
}

// Split takes apart an address that Parse returned: host and port as they stand
// in it; the host as Host returns it; path and query as they are sent.
func Split(parsed string) (authority, host, path string) {
	_, rest, _ := strings.Cut(parsed, "://")
	authority, path = rest, "/"
	if i := strings.IndexAny(rest, "/?"); i >= 0 {
		authority, path = rest[:i], rest[i:]
	}
	authority = authority[strings.LastIndexByte(authority, '@')+1:]
	host = authority
	if i := strings.LastIndexByte(host, ':'); i > strings.LastIndexByte(host, ']') { // not one inside [::1]
		host = host[:i]
	}
	host = strings.TrimSuffix(host, ".")
	if rest, found := strings.CutPrefix(host, "www."); found && strings.Contains(rest, ".") {
		host = rest
	}
	return authority, host, path
}

// Host returns the host of an address as pace is kept for it: in lower case and
// ASCII, without port and without www., so that all doors of one house count as
// one. It is empty for what is no web address.
func Host(raw string) string {
	parsed, err := Parse(raw)
	if err != nil {
		return ""
	}
	_, host, _ := Split(parsed)
	return host
}

// SameSite reports whether two addresses belong to one registrable domain
// (https://publicsuffix.org). A numeric host and a name without a dot are the
// same site only as themselves.
func SameSite(a, b string) bool {
	site := siteOf(Host(a))
	return site != "" && site == siteOf(Host(b))
}

func siteOf(host string) string {
	if host == "" || isIP(host) {
		return host
	}
	site, err := publicsuffix.EffectiveTLDPlusOne(host)
	if err != nil {
		return host
	}
	return site
}

func isIP(host string) bool {
	if last := len(host) - 1; last < 0 || host[last] != ']' && host[last] > '9' && !strings.Contains(host, ":") {
		return false // which spares most hosts an error made of them
	}
	_, err := netip.ParseAddr(strings.Trim(host, "[]"))
	return err == nil
}
