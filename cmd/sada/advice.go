package main

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"sada/crawler"
	"sada/crawler/address"
	"sada/crawler/feed"
	"sada/crawler/fetch"
	"sada/internal/wording"
	"sada/news"
)

// staleAfter is how long an outlet's feed may bring nothing before it is said:
// even a weekly brings something in a month.
const staleAfter = 30 * 24 * time.Hour

// isGone reports whether a server says that there is no such feed any more.
func isGone(c crawler.Checkup) bool {
	var e *fetch.Error
	return c.Feed.State == news.FeedGone || errors.As(c.Err, &e) && e.Status == 410
}

// advise says in words what to do about a feed; "fine" where nothing is to be
// done.
func advise(c crawler.Checkup, now time.Time) []string {
	switch {
	case isGone(c):
		return []string{"410: remove it"}
	case c.Err != nil:
		return []string{adviceOnError(c)}
	}
	var out []string
	add := func(when bool, format string, args ...any) {
		if when {
			out = append(out, fmt.Sprintf(format, args...))
		}
	}
	items := c.Document.Items
	add(c.MovedTo != "", "moved: update the address to %s", address.Redact(c.MovedTo))
	add(len(items) == 0, "it lists nothing")
	last := newest(items, now)
	add(!last.IsZero() && now.Sub(last) > staleAfter, "no new item in %d days", int(now.Sub(last).Hours()/24))
	unread := unreadDates(items)
	add(len(unread) > 0, "dates unreadable: %d of %d, such as %q", len(unread), len(items), firstString(unread))
	add(last.IsZero() && len(items) > 0 && len(unread) == 0, "no dates: those of its pages are taken")
	add(assumed(items, "no zone: UTC"), "dates name no zone: set the outlet's zone")
	add(assumed(items, "in the future"), "dates in the future: the outlet's zone or clock is wrong")
	add(c.Document.CutOff, "cut off: what is whole is read")
	add(c.Document.Dropped > 0, "%s over poll.max_items", wording.Count(c.Document.Dropped, "item"))
	add(c.Feed.Kind != news.KindPage && noLinks(items), "items without links cannot be followed")
	if out == nil {
		return []string{"fine"}
	}
	return out
}

// adviceOnError says what to do about a feed that could not be read.
func adviceOnError(c crawler.Checkup) string {
	var e *fetch.Error
	if !errors.As(c.Err, &e) {
		return adviceOnDocument(c)
	}
	switch e.Kind {
	case fetch.Status:
		return adviceOnStatus(e.Status)
	case fetch.Robots:
		return robotsAdvice(e)
	case fetch.Network:
		return "its address is on a private network: remove it, or list the network in fetch.allow_networks"
	case fetch.TooLarge:
		return "too large: raise fetch.max_body, or look for a shorter feed"
	case fetch.Redirects:
		return "redirects without end: look for its new address with `sada feeds discover`"
	case fetch.DNS:
		return "its host has no address: look for the outlet's new one"
	case fetch.TLS:
		return "its certificate is bad: wait, or tell the outlet"
	case fetch.HostWaits:
		return "the host asked to be left alone until " + e.After.UTC().Format("2006-01-02 15:04Z")
	case fetch.BadURL:
		return "not an address that can be asked: correct it"
	}
	return "no whole answer: it is tried again by itself"
}

func adviceOnStatus(status int) string {
	switch {
	case status == 404:
		return "404: look for its new address with `sada feeds discover`"
	case status == 401 || status == 402 || status == 403 || status == 451:
		return fmt.Sprintf("%d: the server refuses: ask the outlet, or remove it", status)
	case status == 429 || status >= 500:
		return fmt.Sprintf("%d: the server is in trouble: it is tried again by itself", status)
	}
	return fmt.Sprintf("%d: not an answer that holds a feed", status)
}

func robotsAdvice(e *fetch.Error) string {
	if e.Rule == "" {
		return "robots.txt could not be had: nothing may be asked until it can"
	}
	return "robots forbids: " + e.Rule
}

func adviceOnDocument(c crawler.Checkup) string {
	switch {
	case c.Feed.Kind == news.KindPage:
		return "no link matches: correct its pattern"
	case errors.Is(c.Err, feed.ErrNotFeed) && strings.Contains(c.Err.Error(), "HTML"):
		return "a web page, not a feed: try `sada feeds discover`, or kind: page"
	case errors.Is(c.Err, feed.ErrNotFeed):
		return "not a feed: try `sada feeds discover`"
	}
	return "it cannot be read: tell the outlet"
}

// newest is the latest date of the items that can be right.
func newest(items []feed.Item, now time.Time) (last time.Time) {
	for _, i := range items {
		at := i.Published
		if at.IsZero() {
			at = i.Updated
		}
		if at = news.PlausiblePublished(at, now); at.After(last) {
			last = at
		}
	}
	return last
}

// unreadDates lists the dates that could not be read, as written.
func unreadDates(items []feed.Item) (raw []string) {
	for _, i := range items {
		if i.Published.IsZero() && i.PublishedRaw != "" {
			raw = append(raw, i.PublishedRaw)
		}
	}
	return raw
}

func firstString(s []string) string {
	if len(s) == 0 {
		return ""
	}
	return s[0]
}

// assumed reports whether a date was read with an assumption.
func assumed(items []feed.Item, what string) bool {
	for _, i := range items {
		if strings.Contains(i.PublishedSource, what) {
			return true
		}
	}
	return false
}

func noLinks(items []feed.Item) bool {
	for _, i := range items {
		if i.Link != "" {
			return false
		}
	}
	return len(items) > 0
}
