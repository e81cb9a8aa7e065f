package main

import (
	"bytes"
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"

	"sada/crawler/address"
	"sada/crawler/extract"
	"sada/crawler/schedule"
	"sada/news"
	"sada/story"
)

// A config is what config.yaml says. Every key is optional.
type config struct {
	Database string         `yaml:"database"`
	Fetch    fetchConfig    `yaml:"fetch"`
	Poll     pollConfig     `yaml:"poll"`
	Recheck  recheckConfig  `yaml:"recheck"`
	Story    storyConfig    `yaml:"story"`
	Outlets  []outletConfig `yaml:"outlets"`
	Feeds    []feedConfig   `yaml:"feeds"`

	path string // of the file; empty for the defaults
}

type fetchConfig struct {
	Contact        string    `yaml:"contact"`
	UserAgent      string    `yaml:"user_agent"`
	Delay          duration  `yaml:"delay"`
	PerHost        int       `yaml:"per_host"`
	Hosts          int       `yaml:"hosts"`
	Timeout        duration  `yaml:"timeout"`
	ConnectTimeout duration  `yaml:"connect_timeout"`
	HeaderTimeout  duration  `yaml:"header_timeout"`
	MaxBody        size      `yaml:"max_body"`
	MaxRedirects   int       `yaml:"max_redirects"`
	AllowNetworks  []network `yaml:"allow_networks"`
	Languages      []string  `yaml:"languages"`
}

type pollConfig struct {
	Interval    duration `yaml:"interval"`
	MinInterval duration `yaml:"min_interval"`
	MaxInterval duration `yaml:"max_interval"`
	Budget      duration `yaml:"budget"`
	MaxItems    int      `yaml:"max_items"`
}

type recheckConfig struct {
	Ladder []duration `yaml:"ladder"`
	Budget size       `yaml:"budget"`
}

type storyConfig struct {
	Window duration `yaml:"window"`
}

type outletConfig struct {
	Name    string         `yaml:"name"`
	Host    string         `yaml:"host"`
	Country string         `yaml:"country"`
	Zone    string         `yaml:"zone"`
	Rules   *extract.Rules `yaml:"rules"`

	Furniture furnitureConfig `yaml:"furniture"`
}

type furnitureConfig struct {
	Veto []string `yaml:"veto"`
}

type feedConfig struct {
	Name    string `yaml:"name"`
	URL     string `yaml:"url"`
	Outlet  string `yaml:"outlet"`
	Kind    string `yaml:"kind"`
	Links   string `yaml:"links"`
	Enabled *bool  `yaml:"enabled"`
}

// defaults is the configuration of an empty file. config.yaml repeats each
// value beside its reason; a test keeps the two equal.
func defaults() config {
	return config{
		Database: "sada.db",
		Fetch: fetchConfig{
			Delay:          duration(time.Second),
			PerHost:        1,
			Hosts:          32,
			Timeout:        duration(30 * time.Second),
			ConnectTimeout: duration(10 * time.Second),
			HeaderTimeout:  duration(15 * time.Second),
			MaxBody:        5 << 20,
			MaxRedirects:   10,
			Languages:      []string{"ar"},
		},
		Poll: pollConfig{
			Interval:    duration(15 * time.Minute),
			MinInterval: duration(5 * time.Minute),
			MaxInterval: duration(6 * time.Hour),
			MaxItems:    2000,
		},
		Recheck: recheckConfig{Ladder: durations(schedule.Ages()), Budget: 20 << 20},
		Story:   storyConfig{Window: duration(story.Window)},
	}
}

// loadConfig reads and checks a file. Where path is empty, config.yaml in the
// current folder is read if there is one.
func loadConfig(path string) (config, error) {
	explicit := path != ""
	if !explicit {
		path = "config.yaml"
	}
	text, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) && !explicit {
		return defaults(), nil
	}
	if err != nil {
		return config{}, usagef("read configuration: %v", err)
	}
	cfg, err := parseConfig(path, text)
	if err != nil {
		return config{}, usageError{err}
	}
	return cfg, nil
}

// parseConfig reads the text of a file named path over the defaults.
func parseConfig(path string, text []byte) (config, error) {
	cfg := defaults()
	cfg.path = path
	text = bytes.TrimPrefix(text, []byte("\uFEFF")) // byte order mark of some editors
	empty, err := checkKeys(path, text)
	if err != nil || empty {
		return cfg, err
	}
	if err := yaml.UnmarshalWithOptions(text, &cfg, yaml.Strict()); err != nil {
		return config{}, yamlError(path, err)
	}
	if err := cfg.check(text); err != nil {
		return config{}, err
	}
	return cfg, nil
}

// check finds what YAML alone cannot: values out of range, double names, feeds
// that can't be asked. Each fault names file and line.
func (c *config) check(text []byte) error {
	at := func(keys ...any) string { return fmt.Sprintf("%s:%d", c.path, lineOf(text, keys...)) }
	positive := []struct {
		name string
		v    time.Duration
		zero bool // allowed
	}{
		{"fetch.delay", time.Duration(c.Fetch.Delay), true},
		{"fetch.timeout", time.Duration(c.Fetch.Timeout), false},
		{"fetch.connect_timeout", time.Duration(c.Fetch.ConnectTimeout), false},
		{"fetch.header_timeout", time.Duration(c.Fetch.HeaderTimeout), false},
		{"poll.interval", time.Duration(c.Poll.Interval), false},
		{"poll.min_interval", time.Duration(c.Poll.MinInterval), false},
		{"poll.max_interval", time.Duration(c.Poll.MaxInterval), false},
		{"poll.budget", time.Duration(c.Poll.Budget), true},
		{"story.window", time.Duration(c.Story.Window), false},
	}
	for _, p := range positive {
		if p.v < 0 || (p.v == 0 && !p.zero) {
			section, key, _ := strings.Cut(p.name, ".")
			return fmt.Errorf("%s: %s is %v: give a time above zero, such as 30s or 15m", at(section, key), p.name, p.v)
		}
	}
	if err := c.checkNumbers(at); err != nil {
		return err
	}
	if err := c.checkLadder(at); err != nil {
		return err
	}
	if err := c.checkAgent(at); err != nil {
		return err
	}
	if c.Database == "" {
		return fmt.Errorf("%s: database is empty: name a file, such as sada.db", at("database"))
	}
	if err := c.checkOutlets(at); err != nil {
		return err
	}
	return c.checkFeeds(at)
}

func (c *config) checkNumbers(at func(...any) string) error {
	for _, n := range []struct {
		section, key string
		v, least     int
	}{
		{"fetch", "per_host", c.Fetch.PerHost, 1},
		{"fetch", "hosts", c.Fetch.Hosts, 1},
		{"fetch", "max_body", int(c.Fetch.MaxBody), 1},
		{"fetch", "max_redirects", c.Fetch.MaxRedirects, 0},
		{"poll", "max_items", c.Poll.MaxItems, 0},
	} {
		if n.v < n.least {
			return fmt.Errorf("%s: %s.%s is %d: give %d or more", at(n.section, n.key), n.section, n.key, n.v, n.least)
		}
	}
	return nil
}

// checkLadder finds ages that are none, or not in order.
func (c *config) checkLadder(at func(...any) string) error {
	for i, age := range c.Recheck.Ladder {
		if age <= 0 || i > 0 && age <= c.Recheck.Ladder[i-1] {
			return fmt.Errorf("%s: recheck.ladder: %v comes after no shorter age: give rising ages, such as [15m, 1h, 1d]", at("recheck", "ladder"), time.Duration(age))
		}
	}
	return nil
}

// checkAgent finds letters that no header can carry.
func (c *config) checkAgent(at func(...any) string) error {
	for _, p := range []struct{ key, v string }{{"contact", c.Fetch.Contact}, {"user_agent", c.Fetch.UserAgent}} {
		if strings.ContainsFunc(p.v, func(r rune) bool { return r < ' ' || r > '~' }) {
			return fmt.Errorf("%s: fetch.%s is %q: only printable ASCII can be sent to a server", at("fetch", p.key), p.key, p.v)
		}
	}
	return nil
}

func (c *config) checkOutlets(at func(...any) string) error {
	seen := map[string]int{}
	for i, o := range c.Outlets {
		if o.Name == "" {
			return fmt.Errorf("%s: an outlet without a name", at("outlets", i))
		}
		if first, ok := seen[o.Name]; ok {
			return fmt.Errorf("%s: outlet %q is listed twice, first at %s", at("outlets", i), o.Name, at("outlets", first))
		}
		seen[o.Name] = i
		if _, err := time.LoadLocation(o.Zone); err != nil {
			return fmt.Errorf("%s: outlet %q: zone %q is not an IANA zone such as Asia/Riyadh", at("outlets", i, "zone"), o.Name, o.Zone)
		}
		if o.Rules == nil {
			continue
		}
		var bad *extract.RuleError
		if err := o.Rules.Check(); errors.As(err, &bad) {
			return fmt.Errorf("%s: outlet %q: %w", at("outlets", i, "rules", bad.Part), o.Name, err)
		}
	}
	return nil
}

func (c *config) checkFeeds(at func(...any) string) error {
	names, urls := map[string]int{}, map[string]int{}
	for i := range c.Feeds {
		f := &c.Feeds[i]
		u, err := url.Parse(f.URL)
		if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
			return fmt.Errorf("%s: feed %q: url %q is not an http or https address", at("feeds", i), f.Name, address.Redact(f.URL))
		}
		if f.Name == "" {
			f.Name = address.Host(f.URL)
		}
		if err := f.checkKind(); err != nil {
			return fmt.Errorf("%s: feed %q: %w", at("feeds", i), f.Name, err)
		}
		if first, ok := names[f.Name]; ok {
			return fmt.Errorf("%s: feed name %q is used twice, first at %s: give each feed a name of its own", at("feeds", i), f.Name, at("feeds", first))
		}
		if first, ok := urls[f.URL]; ok {
			return fmt.Errorf("%s: feed %q has the address of the feed at %s", at("feeds", i), f.Name, at("feeds", first))
		}
		names[f.Name], urls[f.URL] = i, i
	}
	return nil
}

// checkKind finds a section page without a pattern, and a pattern that cannot
// be read or used.
func (f *feedConfig) checkKind() error {
	kind := news.FeedKind(f.Kind)
	switch {
	case kind != "" && kind != news.KindFeed && kind != news.KindPage:
		return fmt.Errorf("kind %q: give feed or page", f.Kind)
	case kind == news.KindPage && f.Links == "":
		return errors.New(`kind page needs links: a pattern of the addresses of articles, such as links: "/news/\d+"`)
	case kind != news.KindPage && f.Links != "":
		return errors.New("links is for kind: page alone; a feed names its articles itself")
	}
	if _, err := regexp.Compile(f.Links); err != nil {
		return fmt.Errorf("links is not a regular expression: %w", err)
	}
	return nil
}

// feeds returns the configured feeds as the store keeps them.
func (c *config) feeds() []news.Feed {
	out := make([]news.Feed, 0, len(c.Feeds))
	for _, f := range c.Feeds {
		out = append(out, news.Feed{
			Name: f.Name, URL: f.URL, Origin: "config",
			Kind: news.FeedKind(f.Kind), Links: f.Links,
			Enabled: f.Enabled == nil || *f.Enabled,
			Outlet:  c.outlet(f.Outlet, f.URL),
		})
	}
	return out
}

// outlet returns the outlet of a name; a feed that names none belongs to the
// outlet of its host.
func (c *config) outlet(name, feedURL string) news.Outlet {
	host := address.Host(feedURL)
	if name == "" {
		name = host
	}
	for _, o := range c.Outlets {
		if o.Name == name {
			if o.Host != "" {
				host = o.Host
			}
			return news.Outlet{Name: name, Host: host, Country: o.Country, Zone: o.Zone}
		}
	}
	return news.Outlet{Name: name, Host: host}
}

// rules returns the extraction rules of an outlet, or nil.
func (c *config) rules(outlet string) *extract.Rules {
	for _, o := range c.Outlets {
		if o.Name == outlet {
			return o.Rules
		}
	}
	return nil
}

// database returns the path of the store: relative ones are relative to the
// configuration file, so that cron's current folder does not matter.
func (c *config) database() string {
	if filepath.IsAbs(c.Database) || c.path == "" {
		return c.Database
	}
	return filepath.Join(filepath.Dir(c.path), c.Database)
}

// userAgent names sada, its version and whom to write to.
func (c *config) userAgent() string {
	if c.Fetch.UserAgent != "" {
		return c.Fetch.UserAgent
	}
	contact := c.Fetch.Contact
	if contact == "" {
		return "sada/" + version()
	}
	return fmt.Sprintf("sada/%s (+%s)", version(), contact)
}

// A duration is a time.Duration written as 90s, 15m, 6h or 7d.
type duration time.Duration

func durations(ds []time.Duration) (out []duration) {
	for _, d := range ds {
		out = append(out, duration(d))
	}
	return out
}

// UnmarshalYAML reads a duration.
func (d *duration) UnmarshalYAML(n ast.Node) error {
	v, err := parseDuration(n.GetToken().Value)
	if err != nil {
		return nodeError{n, err}
	}
	*d = duration(v)
	return nil
}

// parseDuration reads what time.ParseDuration reads, and days and weeks.
func parseDuration(s string) (time.Duration, error) {
	for suffix, unit := range map[string]time.Duration{"d": 24 * time.Hour, "w": 7 * 24 * time.Hour} {
		if n, ok := strings.CutSuffix(s, suffix); ok {
			var days float64
			if _, err := fmt.Sscanf(n+" ", "%g ", &days); err != nil || !(days >= 0 && days <= 36500) { // NaN is neither
				return 0, fmt.Errorf("%q is not a time: write it as 90s, 15m, 6h or 7d", s)
			}
			return time.Duration(days * float64(unit)), nil
		}
	}
	if s == "0" {
		return 0, nil
	}
	v, err := time.ParseDuration(s)
	if err != nil {
		return 0, fmt.Errorf("%q is not a time: write it as 90s, 15m, 6h or 7d", s)
	}
	return v, nil
}

// A network is a CIDR such as 10.1.0.0/16, or one address.
type network netip.Prefix

// UnmarshalYAML reads a network.
func (p *network) UnmarshalYAML(n ast.Node) error {
	s := n.GetToken().Value
	if a, err := netip.ParseAddr(s); err == nil {
		*p = network(netip.PrefixFrom(a, a.BitLen()))
		return nil
	}
	v, err := netip.ParsePrefix(s)
	if err != nil {
		return nodeError{n, fmt.Errorf("%q is not a network such as 10.1.0.0/16", s)}
	}
	*p = network(v)
	return nil
}

// A size is a number of bytes, written as 5MiB, 500KB or 1000000.
type size int64

// UnmarshalYAML reads a size.
func (z *size) UnmarshalYAML(node ast.Node) error {
	s := node.GetToken().Value
	units := []struct {
		suffix string
		n      int64
	}{{"KiB", 1 << 10}, {"MiB", 1 << 20}, {"GiB", 1 << 30}, {"KB", 1e3}, {"MB", 1e6}, {"GB", 1e9}, {"B", 1}, {"", 1}}
	for _, u := range units {
		n, ok := strings.CutSuffix(s, u.suffix)
		if !ok {
			continue
		}
		var v int64
		if _, err := fmt.Sscanf(strings.TrimSpace(n)+" ", "%d ", &v); err != nil || v < 0 || v > (1<<40)/u.n {
			break
		}
		*z = size(v * u.n)
		return nil
	}
	return nodeError{node, fmt.Errorf("%q is not a size: write it as 5MiB or 500KB", s)}
}

// keysOf returns the YAML keys that a struct type knows.
func keysOf(t reflect.Type) []string {
	var keys []string
	for i := range t.NumField() {
		if key, _, _ := strings.Cut(t.Field(i).Tag.Get("yaml"), ","); key != "" && key != "-" {
			keys = append(keys, key)
		}
	}
	return keys
}
