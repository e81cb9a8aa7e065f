package fakeweb

import (
	_ "embed"
	"fmt"
	"hash/fnv"
	"net/url"
	"slices"
	"strings"
	"time"
)

// spreadTable says who published each story first, who reposted it when, and
// with which edits; see the head of the file for its form.
//
//go:embed spread.txt
var spreadTable string

// A posting is one line of the table: a story in one outlet.
type posting struct {
	slug   string
	outlet string
	origin bool
	after  time.Duration // for an origin: before Now; for a repost: after the origin
	edits  []string
	marks  []string // what is odd about it, without the @
}

// Marks of the table.
const (
	markArchive = "archive" // lies under a path that robots.txt forbids
	markMissing = "missing" // 404
	markPaywall = "paywall" // 402
	markFuture  = "future"  // claims to be from the day after tomorrow
	markHostile = "hostile" // its headline attacks terminals and pages
	markShort   = "short"   // the feed lists a short link that redirects
	markAMP     = "amp"     // the feed lists the AMP twin
	markTwice   = "twice"   // listed in a second feed too
)

const (
	forbiddenPath = "/أرشيف/"
	futureBy      = 50 * time.Hour                                 // beyond every error of zone
	hostileTitle  = "<script>alert('صدى')</script> \x1b[31m\u202e" // ESC [31m, right-to-left override
)

// parseSpread reads the table. Indented lines repost the story above them.
func parseSpread(table string) ([]posting, error) {
	var postings []posting
	slug := ""
	for line := range strings.Lines(table) {
		fields := strings.Fields(line)
		if len(fields) == 0 || fields[0] == "#" {
			continue
		}
		origin := line[0] != ' '
		if origin {
			slug, fields = fields[0], fields[1:]
		}
		p, err := parsePosting(fields)
		if err != nil {
			return nil, fmt.Errorf("spread of %s: %w", slug, err)
		}
		p.slug, p.origin = slug, origin
		postings = append(postings, p)
	}
	return postings, nil
}

func parsePosting(fields []string) (posting, error) {
	if len(fields) < 2 {
		return posting{}, fmt.Errorf("want outlet and time, got %q", fields)
	}
	after, err := time.ParseDuration(fields[1])
	if err != nil {
		return posting{}, err
	}
	p := posting{outlet: fields[0] + ".example", after: after}
	for _, word := range fields[2:] {
		if mark, ok := strings.CutPrefix(word, "@"); ok {
			p.marks = append(p.marks, mark)
			continue
		}
		if !knownEdit(word) {
			return posting{}, fmt.Errorf("unknown edit %q", word)
		}
		p.edits = append(p.edits, word)
	}
	return p, nil
}

// An article is a story as one outlet publishes it.
type article struct {
	posting
	desk      *desk
	original  *Original
	id        int
	path      string // path and query, not escaped
	title     string
	byline    string
	published time.Time // as it claims
	blocks    []block
}

// layOut gives every open desk its articles, and returns them by story: each
// story's articles in order of time.
func layOut(desks []*desk, now time.Time) ([][]*article, error) {
	postings, err := parseSpread(spreadTable)
	if err != nil {
		return nil, err
	}
	stories, err := assign(desks, postings, now)
	if err != nil {
		return nil, err
	}
	for _, d := range desks {
		slices.SortFunc(d.articles, func(a, b *article) int { return b.published.Compare(a.published) })
	}
	for _, d := range desks {
		for _, a := range d.articles {
			a.write()
		}
	}
	return stories, nil
}

func assign(desks []*desk, postings []posting, now time.Time) ([][]*article, error) {
	originals := map[string]*Original{}
	for _, o := range Originals() {
		originals[o.Slug] = &o
	}
	var stories [][]*article
	var first time.Time
	for _, p := range postings {
		if p.origin {
			first = now.Add(-p.after)
			stories = append(stories, nil)
		}
		o, ok := originals[p.slug]
		if !ok {
			return nil, fmt.Errorf("spread names story %q, which is not written", p.slug)
		}
		i := slices.IndexFunc(desks, func(d *desk) bool { return d.slug == p.outlet })
		if i < 0 {
			continue // an outlet that Options.Outlets left out
		}
		a := newArticle(desks[i], o, p, first, now)
		desks[i].articles = append(desks[i].articles, a)
		stories[len(stories)-1] = append(stories[len(stories)-1], a)
	}
	return slices.DeleteFunc(stories, func(s []*article) bool { return len(s) == 0 }), nil
}

func newArticle(d *desk, o *Original, p posting, first, now time.Time) *article {
	a := &article{posting: p, desk: d, original: o, published: first}
	if !p.origin {
		a.published = first.Add(p.after)
	}
	if a.has(markFuture) {
		a.published = now.Add(futureBy)
	}
	a.id = 100_000 + int(a.seed("id")%900_000)
	a.title = a.headline()
	a.path = d.address(a.id, o.Title)
	if a.has(markArchive) {
		a.path = forbiddenPath + a.path[strings.LastIndex(a.path, "/")+1:]
	}
	return a
}

// seed is a number that stands for the article and a purpose: luck that is the
// same every time.
func (a *article) seed(purpose string) uint64 {
	h := fnv.New64a()
	fmt.Fprint(h, a.desk.slug, "|", a.slug, "|", purpose)
	v := h.Sum64()
	return v ^ v>>29 // FNV mixes its low bits poorly
}

func (a *article) has(mark string) bool { return slices.Contains(a.marks, mark) }

func (a *article) edited(edit string) bool { return slices.Contains(a.edits, edit) }

// headline is the story's, another of its own where the recipe changes it.
func (a *article) headline() string {
	title := a.original.Title
	if n := len(a.original.Titles); n > 0 && a.edited("headline") {
		title = a.original.Titles[a.seed("headline")%uint64(n)]
	}
	if a.edited("digits") {
		title = easternDigits(title)
	}
	if a.has(markHostile) {
		title = hostileTitle + title
	}
	return title
}

// url is the address of the article itself.
func (a *article) url() string { return a.desk.base + escapePath(a.path) }

// listed is the address under which the outlet's feed lists it.
func (a *article) listed() string {
	switch {
	case a.has(markShort):
		return a.desk.base + a.shortPath()
	case a.has(markAMP):
		return a.desk.base + escapePath(a.ampPath())
	}
	return a.url()
}

func (a *article) shortPath() string { return fmt.Sprintf("/s/%x", a.id) }

func (a *article) ampPath() string { return a.path + "/amp" }

// escapePath percent-encodes what a URL cannot hold, and leaves a query alone.
func escapePath(path string) string {
	p, query, found := strings.Cut(path, "?")
	u := url.URL{Path: p}
	if found {
		u.RawQuery = query
	}
	return u.String()
}
