package main

import (
	"context"
	"fmt"
	"io"
	"iter"
	"net/netip"
	"path/filepath"
	"time"

	"sada/crawler"
	"sada/crawler/fetch"
	"sada/crawler/schedule"
	"sada/furniture"
	"sada/news"
	"sada/storage/segments"
	"sada/storage/sqlite"
	"sada/story"
)

// This file turns the configuration into the options of the parts.

func (c *config) fetchOptions(hosts fetch.HostBook) fetch.Options {
	f := c.Fetch
	networks := make([]netip.Prefix, len(f.AllowNetworks))
	for i, n := range f.AllowNetworks {
		networks[i] = netip.Prefix(n)
	}
	delay := time.Duration(f.Delay)
	if delay == 0 {
		delay = -1 // none; zero would mean the default
	}
	redirects := f.MaxRedirects
	if redirects == 0 {
		redirects = -1 // likewise
	}
	return fetch.Options{
		UserAgent: c.userAgent(), AllowNetworks: networks,
		Delay: delay, PerHost: f.PerHost,
		Timeout: time.Duration(f.Timeout), ConnectTimeout: time.Duration(f.ConnectTimeout),
		HeaderTimeout: time.Duration(f.HeaderTimeout),
		MaxBody:       int64(f.MaxBody), MaxRedirects: redirects, Hosts: hosts,
	}
}

func (c *config) crawlOptions() crawler.Options {
	return crawler.Options{
		Bounds: schedule.Bounds{
			Start: time.Duration(c.Poll.Interval), Min: time.Duration(c.Poll.MinInterval), Max: time.Duration(c.Poll.MaxInterval),
		},
		Recheck: c.recheck(),
		Hosts:   c.Fetch.Hosts, PerHost: c.Fetch.PerHost, MaxItems: c.Poll.MaxItems,
		Languages: c.Fetch.Languages, Rules: c.rules,
	}
}

// recheck says how pages are read again; none is where the budget is 0.
func (c *config) recheck() crawler.Recheck {
	r := crawler.Recheck{Ladder: []time.Duration{}, Budget: int64(c.Recheck.Budget)}
	if r.Budget == 0 {
		r.Budget = -1
	}
	for _, age := range c.Recheck.Ladder {
		r.Ladder = append(r.Ladder, time.Duration(age))
	}
	return r
}

// desk returns what files articles into a store: furniture marked, stories told.
func (c *config) desk(st *sqlite.Store, opts story.Options) *newsdesk {
	t := story.New(st, opts)
	return &newsdesk{Tracker: t, sorter: furniture.NewSorter(st, t, c.vetoes())}
}

// A newsdesk is a tracker that is handed articles by a sorter.
type newsdesk struct {
	*story.Tracker
	sorter *furniture.Sorter // nil: articles are filed as they are
}

// Add marks the furniture in the articles and files them.
func (d *newsdesk) Add(ctx context.Context, filings ...*news.Filing) error {
	if d.sorter == nil {
		return d.Tracker.Add(ctx, filings...)
	}
	return d.sorter.Add(ctx, filings...)
}

// AddAll marks the furniture in batches of articles and files them.
func (d *newsdesk) AddAll(ctx context.Context, batches iter.Seq2[[]*news.Filing, error], filed func([]*news.Filing)) error {
	if d.sorter == nil {
		return d.Tracker.AddAll(ctx, batches, filed)
	}
	return d.sorter.AddAll(ctx, batches, filed)
}

// vetoes are the lines, by outlet, that are no furniture.
func (c *config) vetoes() map[string][]string {
	vetoes := map[string][]string{}
	for _, o := range c.Outlets {
		vetoes[o.Name] = o.Furniture.Veto
	}
	return vetoes
}

func (c *config) storyOptions() story.Options {
	return story.Options{Window: time.Duration(c.Story.Window)}
}

// keptOptions are those of a tracker that keeps its index beside the database.
// Files of it that are damaged are told to errw.
func (c *config) keptOptions(database string, errw io.Writer) story.Options {
	folder := segments.Beside(linkedTo(database))
	opts := c.storyOptions()
	opts.Folder = folder
	opts.Damaged = func(file string, err error) {
		fmt.Fprintf(errw, "sada: read the index %s: %s; it is made anew from the database, nothing is lost\n",
			filepath.Join(string(folder), file), shown(err.Error()))
	}
	return opts
}

// zone returns the zone in which an outlet writes its times; UTC where the
// configuration does not say.
func (c *config) zone(outlet string) *time.Location {
	for _, o := range c.Outlets {
		if o.Name == outlet {
			if loc, err := time.LoadLocation(o.Zone); err == nil {
				return loc
			}
		}
	}
	return time.UTC
}
