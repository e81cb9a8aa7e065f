package main

import (
	"fmt"
	"strings"
	"time"

	"sada/arabic"
	"sada/crawler/address"
	"sada/crawler/extract"
	"sada/crawler/fetch"
	"sada/internal/term"
	"sada/internal/wording"
	"sada/news"
)

type fetchCmd struct {
	URL    string `arg:"" help:"Address of the page."`
	HTML   string `name:"html" help:"Read this file as if it came from the address, and ask no server." placeholder:"FILE" type:"path"`
	Outlet string `help:"Outlet whose rules apply. Default: the one whose host it is." placeholder:"NAME"`
	JSON   bool   `name:"json" help:"One JSON object."`
}

// Run reads one page and shows what was read from it, and why. It stores
// nothing.
func (c *fetchCmd) Run(a *app) error {
	cfg, err := loadConfig(a.Config)
	if err != nil {
		return err
	}
	outlet, err := c.outlet(&cfg)
	if err != nil {
		return err
	}
	got, err := c.load(a, &cfg)
	if err != nil {
		return err
	}
	page, evidence, err := extract.Explain(got.Body, extract.Options{
		ContentType: got.ContentType, URL: got.FinalURL,
		Rules: outlet.Rules, Zone: cfg.zone(outlet.Name), Now: time.Now(), MaxBytes: int(cfg.Fetch.MaxBody),
	})
	seen := fetched{got, outlet, page, evidence, err}
	if err := seen.show(a, c.JSON); err != nil {
		return err
	}
	if err != nil {
		return fmt.Errorf("read page %s: %w", address.Redact(got.FinalURL), err)
	}
	return nil
}

// outlet returns the outlet that the flag names, or the one of the address.
func (c *fetchCmd) outlet(cfg *config) (outletConfig, error) {
	if c.Outlet == "" {
		return cfg.outletAt(c.URL), nil
	}
	for _, o := range cfg.Outlets {
		if o.Name == c.Outlet {
			return o, nil
		}
	}
	return outletConfig{}, usagef("outlet %q is not in the configuration", c.Outlet)
}

// outletAt returns the outlet of an address: the first one with rules, else the
// first, whose host the address lies on, or that has a feed there. The zero
// value if there is none.
func (c *config) outletAt(addr string) outletConfig {
	var found outletConfig
	for _, o := range c.Outlets {
		if c.isAt(o, address.Host(addr)) && (found.Name == "" || found.Rules == nil && o.Rules != nil) {
			found = o
		}
	}
	return found
}

func (c *config) isAt(o outletConfig, host string) bool {
	if o.Host != "" {
		return underHost(host, o.Host)
	}
	for _, f := range c.Feeds {
		if f.Outlet == o.Name && underHost(host, address.Host(f.URL)) {
			return true
		}
	}
	return false
}

// underHost reports whether a host is another one, or lies under it.
func underHost(host, of string) bool {
	host, of = strings.TrimPrefix(strings.ToLower(host), "www."), strings.TrimPrefix(strings.ToLower(of), "www.")
	return host == of || of != "" && strings.HasSuffix(host, "."+of)
}

// load gets the page, from its server or from the file.
func (c *fetchCmd) load(a *app, cfg *config) (fetch.Page, error) {
	if c.HTML != "" {
		if _, err := address.Parse(c.URL); err != nil {
			return fetch.Page{}, usagef("address %q: %v", c.URL, err)
		}
		body, err := readBounded(c.HTML, int64(cfg.Fetch.MaxBody))
		return fetch.Page{URL: c.URL, FinalURL: c.URL, Body: body}, err
	}
	getter, err := fetch.New(cfg.fetchOptions(nil))
	if err != nil {
		return fetch.Page{}, err
	}
	defer getter.Close()
	return getter.Get(a.ctx, fetch.Request{URL: c.URL})
}

// A fetched is one page and what was read from it.
type fetched struct {
	got      fetch.Page
	outlet   outletConfig
	page     extract.Page
	evidence extract.Evidence
	err      error // why nothing was read
}

func (f fetched) show(a *app, asJSON bool) error {
	if asJSON {
		return writeJSON(a.out, f.record())
	}
	f.printHead(a)
	if err := f.printFields(a); err != nil {
		return err
	}
	if err := f.printBody(a); err != nil || f.err != nil {
		return err
	}
	return f.printBlocks(a)
}

func (f fetched) printHead(a *app) {
	fmt.Fprintln(a.out, arabic.OneLine(address.Redact(f.got.FinalURL)))
	from := "from the server, in " + f.got.Elapsed.Round(time.Millisecond).String()
	if f.got.Status == 0 {
		from = "from a file"
	}
	fmt.Fprintf(a.out, "%s, %s, %s\n", from, wording.Count(len(f.got.Body), "byte"), orDash(f.page.Encoding))
	for _, flag := range f.page.Flags {
		fmt.Fprintln(a.out, "flag:", flag)
	}
	for _, u := range f.evidence.Rules {
		if u.Matches == 0 {
			fmt.Fprintf(a.out, "rule: %s %q matches nothing on this page\n", u.Part, arabic.OneLine(u.Selector))
		}
	}
	fmt.Fprintln(a.out)
}

// printFields lists what each place of the page says, that which was taken
// marked with a star.
func (f fetched) printFields(a *app) error {
	t := &term.Table{Head: []string{"FIELD", "", "FROM", "SURE", "WHAT IT SAYS"}}
	for _, c := range f.evidence.Titles {
		t.Row("title", star(c.Chosen), place(c), sureOf(c.Chosen, f.page.TitleSure), c.Text)
	}
	for _, c := range f.evidence.Dates {
		t.Row("published", star(c.Chosen), place(c), orDash(string(c.Sure)), dateText(c))
	}
	if !f.page.Modified.IsZero() {
		t.Row("modified", "*", "-", "-", f.page.Modified.Format(stampLayout))
	}
	for _, c := range f.evidence.Bylines {
		t.Row("byline", star(c.Chosen), place(c), "-", c.Text)
	}
	for _, r := range [][3]string{
		{"agency", f.page.Credit.Place, f.page.Credit.Agency},
		{"language", "letters", f.page.Language},
		{"canonical", "link", f.page.Canonical},
		{"amp", "link", f.page.AMP},
		{"outlet", "configuration", f.outlet.Name},
	} {
		if r[2] != "" {
			t.Row(r[0], "*", r[1], "-", r[2])
		}
	}
	return t.Write(a.out, a.screen)
}

// printBody says where the text was looked for.
func (f fetched) printBody(a *app) error {
	if len(f.evidence.Bodies)+len(f.evidence.Rules) == 0 {
		return nil
	}
	fmt.Fprintln(a.out)
	t := &term.Table{Head: []string{"TEXT", "", "FOUND", "WHY"}, Right: []bool{false, false, true}}
	for _, b := range f.evidence.Bodies {
		t.Row(b.Source, star(b.Chosen), wording.Count(b.Words, "word"), b.Why)
	}
	for _, u := range f.evidence.Rules {
		t.Row("rule "+u.Part, "", wording.Count(u.Matches, "element"), u.Selector)
	}
	return t.Write(a.out, a.screen)
}

// printBlocks lists the blocks; one that needs a reason has it on a row of its
// own.
func (f fetched) printBlocks(a *app) error {
	fmt.Fprintln(a.out)
	t := &term.Table{Head: []string{"N", "KIND", "WORDS", "TEXT"}, Right: []bool{true, false, true}}
	for i, b := range f.page.Blocks {
		t.Row(fmt.Sprint(i+1), string(b.Kind), fmt.Sprint(len(strings.Fields(b.Text))), b.Text)
		if b.Why != "" {
			t.Row("", "why", "", b.Why)
		}
	}
	return t.Write(a.out, a.screen)
}

// place is where a claim was found: kind of place and name.
func place(c extract.Claim) string {
	if c.Name == "" || c.Name == c.Source {
		return c.Source
	}
	return c.Source + " " + c.Name
}

// dateText is a date as it was read, as it was written, and what was assumed.
func dateText(c extract.Claim) string {
	var parts []string
	if !c.Time.IsZero() {
		parts = append(parts, c.Time.UTC().Format(stampLayout))
	}
	if c.Note != "" {
		parts = append(parts, "("+c.Note+")")
	}
	return strings.Join(append(parts, c.Text), " ")
}

func star(chosen bool) string {
	if chosen {
		return "*"
	}
	return ""
}

func sureOf(chosen bool, sure extract.Confidence) string {
	if !chosen {
		return "-"
	}
	return orDash(string(sure))
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// A fetchRecord is what `fetch --json` writes.
type fetchRecord struct {
	URL             string          `json:"url"`
	FinalURL        string          `json:"final_url"`
	Bytes           int             `json:"bytes"`
	Encoding        string          `json:"encoding"`
	Outlet          string          `json:"outlet"`
	Error           string          `json:"error"`
	Title           string          `json:"title"`
	TitleSource     string          `json:"title_source"`
	TitleSure       string          `json:"title_sure"`
	Byline          string          `json:"byline"`
	Agency          string          `json:"agency"`
	AgencyPlace     string          `json:"agency_place"`
	Language        string          `json:"language"`
	Canonical       string          `json:"canonical"`
	AMP             string          `json:"amp"`
	Published       stamp           `json:"published_at"`
	PublishedSource string          `json:"published_source"`
	PublishedSure   string          `json:"published_sure"`
	Modified        stamp           `json:"modified_at"`
	BodySource      string          `json:"body_source"`
	Flags           []string        `json:"flags"`
	Blocks          []blockRecord   `json:"blocks"`
	Claims          []claimRecord   `json:"claims"`
	Attempts        []attemptRecord `json:"attempts"`
	Rules           []ruleRecord    `json:"rules"`
}

type blockRecord struct {
	Kind news.BlockKind `json:"kind"`
	Text string         `json:"text"`
	Why  string         `json:"why"`
}

type claimRecord struct {
	Field  string `json:"field"`
	Source string `json:"source"`
	Name   string `json:"name"`
	Text   string `json:"text"`
	Time   stamp  `json:"time"`
	Chosen bool   `json:"chosen"`
	Sure   string `json:"sure"`
	Note   string `json:"note"`
}

type attemptRecord struct {
	Source string `json:"source"`
	Words  int    `json:"words"`
	Chosen bool   `json:"chosen"`
	Why    string `json:"why"`
}

type ruleRecord struct {
	Part     string `json:"part"`
	Selector string `json:"selector"`
	Matches  int    `json:"matches"`
}

func (f fetched) record() fetchRecord {
	p := f.page
	r := fetchRecord{
		URL: address.Redact(f.got.URL), FinalURL: address.Redact(f.got.FinalURL), Bytes: len(f.got.Body), Encoding: p.Encoding, Outlet: f.outlet.Name,
		Title: p.Title, TitleSource: p.TitleSource, TitleSure: string(p.TitleSure),
		Byline: p.Byline, Agency: p.Credit.Agency, AgencyPlace: p.Credit.Place, Language: p.Language, Canonical: p.Canonical, AMP: p.AMP,
		Published: stamp(p.Published), PublishedSource: p.PublishedSource, PublishedSure: string(p.PublishedSure), Modified: stamp(p.Modified),
		BodySource: p.BodySource, Flags: append([]string{}, p.Flags...),
		Blocks: []blockRecord{}, Claims: []claimRecord{}, Attempts: []attemptRecord{}, Rules: []ruleRecord{},
	}
	if f.err != nil {
		r.Error = f.err.Error()
	}
	for _, b := range p.Blocks {
		r.Blocks = append(r.Blocks, blockRecord{b.Kind, b.Text, b.Why})
	}
	r.addClaims("title", f.evidence.Titles)
	r.addClaims("published", f.evidence.Dates)
	r.addClaims("byline", f.evidence.Bylines)
	for _, b := range f.evidence.Bodies {
		r.Attempts = append(r.Attempts, attemptRecord(b))
	}
	for _, u := range f.evidence.Rules {
		r.Rules = append(r.Rules, ruleRecord(u))
	}
	return r
}

func (r *fetchRecord) addClaims(field string, claims []extract.Claim) {
	for _, c := range claims {
		r.Claims = append(r.Claims, claimRecord{field, c.Source, c.Name, c.Text, stamp(c.Time), c.Chosen, string(c.Sure), c.Note})
	}
}
