// Package robots reads robots.txt as RFC 9309 asks and answers whether a path
// may be fetched. It fetches nothing and remembers nothing: what the status of
// robots.txt means, and how long an answer holds, is for its caller to know.
//
// Where the RFC and the parser most sites are written for (Google's) disagree,
// which is about escapes of letters that need none, the doubt goes to the site:
// a Disallow line matches in either reading, an Allow line only in the narrow
// one.
package robots

import (
	"bytes"
	"math"
	"strconv"
	"strings"
	"time"
)

// MaxBytes is how much of a robots.txt is read: the 500 KiB that RFC 9309,
// section 2.5, asks for at least. The rest is ignored, as the RFC has it.
const MaxBytes = 500 << 10

// MaxDelay bounds a Crawl-delay. Half a minute a page still lets an outlet's day
// of articles be read within an hour or two; sites that ask for more mostly mean
// the search engines of 2005.
const MaxDelay = 30 * time.Second

// maxLine is where a line is cut: eight times the 2083 bytes that were once the
// longest address a browser took, so that every address escaped still fits.
const maxLine = 8 * 2083

// maxSitemaps bounds the list of sitemaps: one for each month of 40 years.
const maxSitemaps = 500

// Rules is a robots.txt that was read. The zero value allows everything.
type Rules struct {
	groups   []group
	sitemaps []string
}

// A group is what follows one or more User-agent lines.
type group struct {
	agents []string // product tokens in lower case, or "*"
	rules  []rule
	delay  time.Duration
}

// Parse reads a robots.txt. There is no robots.txt that cannot be read: lines
// that mean nothing are passed over.
func Parse(body []byte) *Rules {
	if len(body) > MaxBytes {
		body = body[:MaxBytes]
		if i := bytes.LastIndexAny(body, "\r\n"); i >= 0 {
			body = body[:i]
		}
	}
	body = bytes.TrimPrefix(body, []byte("\ufeff")) // byte order mark
	p := reader{rules: new(Rules)}
	for len(body) > 0 {
		var line []byte
		line, body = cutLine(body)
		p.line(string(line[:min(len(line), maxLine)]))
	}
	return p.rules
}

// cutLine splits the first line off. It ends in CR LF, LF, or CR alone.
func cutLine(body []byte) (line, rest []byte) {
	i := bytes.IndexAny(body, "\r\n")
	if i < 0 {
		return body, nil
	}
	line, rest = body[:i], body[i+1:]
	if body[i] == '\r' {
		rest = bytes.TrimPrefix(rest, []byte("\n"))
	}
	return line, rest
}

// A reader is the state between lines.
type reader struct {
	rules  *Rules
	number int  // of the line, from 1
	inHead bool // the last line that counts was a User-agent line
}

func (p *reader) line(line string) {
	p.number++
	key, value, ok := field(line)
	if !ok {
		return
	}
	switch keyOf[key] {
	case agentKey:
		p.agent(value)
	case allowKey, disallowKey:
		p.rule(keyOf[key] == allowKey, value)
	case delayKey:
		p.delay(value)
	case sitemapKey:
		if len(p.rules.sitemaps) < maxSitemaps && value != "" {
			p.rules.sitemaps = append(p.rules.sitemaps, strings.ToValidUTF8(value, "\ufffd"))
		}
	}
}

type lineKey int

const (
	unknownKey lineKey = iota
	agentKey
	allowKey
	disallowKey
	delayKey
	sitemapKey
)

// keyOf knows the keys and the misspellings that are common enough for big
// crawlers to accept.
var keyOf = map[string]lineKey{
	"user-agent": agentKey, "useragent": agentKey, "user agent": agentKey,
	"allow":    allowKey,
	"disallow": disallowKey, "dissallow": disallowKey, "dissalow": disallowKey,
	"disalow": disallowKey, "diasllow": disallowKey, "disallaw": disallowKey,
	"crawl-delay": delayKey, "crawldelay": delayKey,
	"sitemap": sitemapKey, "site-map": sitemapKey,
}

// field splits a line into key and value. A blank stands in for a forgotten
// colon where the line has just two words.
func field(line string) (key, value string, ok bool) {
	line, _, _ = strings.Cut(line, "#")
	key, value, ok = strings.Cut(line, ":")
	if !ok {
		words := strings.Fields(line)
		if len(words) != 2 {
			return "", "", false
		}
		key, value = words[0], words[1]
	}
	return strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value), true
}

// agent begins a group, or adds to the head of the one that is open. One whose
// name is none begins a group too: the rules under it are not those of the group
// before.
func (p *reader) agent(value string) {
	token := productToken(value)
	if !p.inHead {
		p.rules.groups = append(p.rules.groups, group{})
		p.inHead = true
	}
	g := p.open()
	g.agents = append(g.agents, token)
}

func (p *reader) open() *group { return &p.rules.groups[len(p.rules.groups)-1] }

func (p *reader) rule(allow bool, value string) {
	if len(p.rules.groups) == 0 {
		return // rules before the first User-agent line are nobody's
	}
	p.inHead = false
	if value == "" {
		return // "Disallow:" forbids nothing
	}
	g := p.open()
	g.rules = append(g.rules, newRule(allow, value, p.number))
}

func (p *reader) delay(value string) {
	seconds, err := strconv.ParseFloat(value, 64)
	if err != nil || !(seconds > 0) || len(p.rules.groups) == 0 {
		return
	}
	p.open().delay = time.Duration(math.Min(seconds, MaxDelay.Seconds()) * float64(time.Second))
}

// productToken returns the leading product token of a User-agent value or a
// User-Agent header in lower case (RFC 9309, section 2.2.1), or "*". Digits and
// dots belong to it, though the RFC has none in a token: sites write them, and
// bot1 is not bot2.
func productToken(s string) string {
	s = strings.TrimSpace(s)
	if s == "*" || strings.HasPrefix(s, "* ") || strings.HasPrefix(s, "*\t") {
		return "*"
	}
	if end := strings.IndexFunc(s, outsideToken); end >= 0 {
		s = s[:end]
	}
	return strings.ToLower(s)
}

func outsideToken(r rune) bool {
	return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '-' && r != '_' && r != '.'
}

// agentToken returns the product token of a crawler's own User-Agent. One that
// passes for a browser's names itself behind "compatible;".
func agentToken(header string) string {
	if token := productToken(header); token != "mozilla" {
		return token
	}
	_, own, found := strings.Cut(header, "compatible;")
	if token := productToken(own); found && token != "" {
		return token
	}
	return productToken(header)
}

// Allowed reports whether agent, a product token or a whole User-Agent header,
// may fetch path: path and query as they are sent to the server, escapes
// included. It also returns the line that decided; the zero Line if none speaks
// of the path. The longest matching line decides, and Allow wins over a Disallow
// of the same length.
func (r *Rules) Allowed(agent, path string) (ok bool, by Line) {
	if path == "" {
		path = "/"
	}
	if path == "/robots.txt" {
		return true, Line{}
	}
	forms, best := formsOf(path), rule{allow: true}
	for g := range r.groupsFor(agent) {
		for _, rule := range g.rules {
			if rule.beats(best) && rule.matches(forms) {
				best = rule
			}
		}
	}
	return best.allow, best.line()
}

// A Line is a line of a robots.txt, as it stands there.
type Line struct {
	Number int // from 1
	Text   string
}

// String returns "line 12: Disallow: /x"; nothing for the zero Line.
func (l Line) String() string {
	if l == (Line{}) {
		return ""
	}
	return "line " + strconv.Itoa(l.Number) + ": " + l.Text
}

// Delay returns the Crawl-delay that agent is asked for, at most MaxDelay; 0 if
// none. Of several the longest counts.
func (r *Rules) Delay(agent string) time.Duration {
	var delay time.Duration
	for g := range r.groupsFor(agent) {
		delay = max(delay, g.delay)
	}
	return delay
}

// Sitemaps returns the addresses of the sitemaps that the file names, in its
// order, unchecked.
func (r *Rules) Sitemaps() []string { return r.sitemaps }

// groupsFor yields the groups that name agent, or, if none does, those for all.
func (r *Rules) groupsFor(agent string) func(yield func(*group) bool) {
	token := agentToken(agent)
	if token == "" || !r.names(token) {
		token = "*"
	}
	return func(yield func(*group) bool) {
		for i := range r.groups {
			if r.groups[i].names(token) && !yield(&r.groups[i]) {
				return
			}
		}
	}
}

func (r *Rules) names(token string) bool {
	for i := range r.groups {
		if r.groups[i].names(token) {
			return true
		}
	}
	return false
}

func (g *group) names(token string) bool {
	for _, a := range g.agents {
		if a == token {
			return true
		}
	}
	return false
}
