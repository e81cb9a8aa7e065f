package crawler

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"time"

	"sada/crawler/address"
	"sada/crawler/extract"
	"sada/crawler/fetch"
	"sada/crawler/schedule"
	"sada/news"
)

// parsing bounds how many documents are taken apart at a time: the work is the
// processor's, and a large one takes many times its size in memory.
var parsing = make(chan struct{}, runtime.GOMAXPROCS(0))

// large is the size of a document in bytes from which no two are taken apart at
// a time: a parser may take twenty times as much memory, and the small ones have
// a place left while a large one is at work.
const large = 1 << 20

var parsingLarge = make(chan struct{}, 1)

// takeApart runs a parser over one document of so many bytes. A parser that panics costs that
// document alone: else a page of which one parser knows nothing would end every
// run at the same place.
func takeApart(size int, parse func() error) (err error) {
	if size >= large {
		parsingLarge <- struct{}{}
		defer func() { <-parsingLarge }()
	}
	parsing <- struct{}{}
	defer func() {
		<-parsing
		if cause := recover(); cause != nil {
			err = fmt.Errorf("the parser broke down: %v", cause)
		}
	}()
	return parse()
}

// take fetches the page of an entry and files the article in it. The error is
// the store's.
func (r *run) take(ctx context.Context, e news.Entry) error {
	page, err := r.getter.Get(ctx, fetch.Request{URL: e.URL})
	if ctx.Err() != nil {
		return nil // stopped: the entry stays pending
	}
	if err := ours(err); err != nil {
		return fmt.Errorf("fetch %s: %w", address.Redact(e.URL), err)
	}
	r.heard(page, err)
	e.Tried = r.opts.Now()
	r.count(func(t *Report) { t.Pages++; t.Bytes += int64(len(page.Body)) })
	if err != nil {
		return r.putOff(ctx, e, err)
	}
	got, err := r.extract(e, page)
	if err != nil {
		return r.close(ctx, e, news.EntrySkipped, err.Error())
	}
	return r.judge(ctx, read{e, page.FinalURL, r.firstCheck(e, page), got})
}

// A read is a page that was read.
type read struct {
	entry news.Entry
	url   string     // where the page came from in the end
	check news.Check // when it is to be read again
	extract.Page
}

// putOff decides what becomes of an entry whose page could not be fetched:
// what the server refuses is skipped with the reason, what may pass is tried
// again, a few times.
func (r *run) putOff(ctx context.Context, e news.Entry, err error) error {
	var f *fetch.Error
	if errors.As(err, &f) && notAsked(f) {
		e.NextTry, e.Reason = f.After, err.Error()
		return r.store(ctx, e)
	}
	if weight(err) != schedule.Temporary {
		return r.close(ctx, e, news.EntrySkipped, err.Error())
	}
	if f != nil {
		return r.tryLater(ctx, e, err.Error(), f.After)
	}
	return r.tryLater(ctx, e, err.Error(), time.Time{})
}

// tryLater keeps an entry for its next try, not before the time given, or ends
// it after the last.
func (r *run) tryLater(ctx context.Context, e news.Entry, why string, notBefore time.Time) error {
	e.Attempts++
	next, again := schedule.Retry(e.Attempts, r.opts.Now())
	if !again {
		return r.close(ctx, e, news.EntryFailed, why)
	}
	e.NextTry, e.Reason = next, why
	if notBefore.After(next) {
		e.NextTry = notBefore
	}
	return r.store(ctx, e)
}

// notAsked reports whether a page was not even asked for, which is no attempt:
// its host wants to be left alone, or has not told its rules.
func notAsked(e *fetch.Error) bool {
	return e.Kind == fetch.HostWaits || e.Kind == fetch.Robots && e.Retry
}

// store keeps a pending entry for a later try.
func (r *run) store(ctx context.Context, e news.Entry) error {
	r.opts.Log.Debug("page put off", "url", address.Redact(e.URL), "error", e.Reason, "next", e.NextTry.UTC().Format(time.RFC3339))
	r.count(func(t *Report) { t.Retry++ })
	return r.closed(ctx, e)
}

// close ends an entry for good; it is kept with the reason.
func (r *run) close(ctx context.Context, e news.Entry, state news.EntryState, reason string) error {
	e.State, e.Reason = state, reason
	r.opts.Log.Debug("no article", "url", address.Redact(e.URL), "state", string(state), "reason", reason)
	r.count(func(t *Report) { t.Skipped++ })
	return r.closed(ctx, e)
}

func (r *run) closed(ctx context.Context, e news.Entry) error {
	if err := r.book.CloseEntry(ctx, e); err != nil {
		return fmt.Errorf("store entry %s: %w", address.Redact(e.URL), err)
	}
	return nil
}

// extract reads what a page shows.
func (r *run) extract(e news.Entry, page fetch.Page) (got extract.Page, err error) {
	err = takeApart(len(page.Body), func() (err error) {
		got, err = extract.Article(page.Body, extract.Options{
			ContentType: page.ContentType, URL: page.FinalURL,
			EntryTitle: e.Title, EntryAuthor: e.Author, EntryPublished: e.Published, EntryConfidence: e.PublishedConfidence,
			Rules: r.opts.Rules(e.Outlet.Name), Zone: zone(e.Outlet), Now: r.opts.Now(),
		})
		return err
	})
	if err != nil {
		return got, fmt.Errorf("read page %s: %w", address.Redact(page.FinalURL), err)
	}
	return got, nil
}

// article puts together what the feed, the page and its address say.
func (r *run) article(p read) (*news.Article, error) {
	e, got := p.entry, p.Page
	if got.Language != "" && !slices.Contains(r.opts.Languages, got.Language) {
		return nil, fmt.Errorf("read page %s: its language is %s (fetch.languages has %v)", address.Redact(p.url), got.Language, r.opts.Languages)
	}
	final, err := address.Canonical(p.url)
	if err != nil {
		return nil, err
	}
	a := &news.Article{
		URL: final, OriginalURL: e.URL, Outlet: e.Outlet,
		Title: got.Title, Byline: got.Byline, Credit: got.Credit, Language: got.Language,
		Published: got.Published, PublishedSource: got.PublishedSource, PublishedConfidence: got.PublishedConfidence, Modified: got.Modified,
		FirstSeen: e.FirstSeen, PollInterval: e.PollInterval, Fetched: r.opts.Now(),
		Blocks: got.Blocks, Flags: got.Flags,
	}
	if merged, ok := address.Merge(p.url, got.Canonical); ok {
		if c, err := address.Canonical(merged); err == nil {
			a.URL = c
		}
	}
	amp, _ := address.Merge(p.url, got.AMP) // of its own site alone, or it could take another's place
	a.Aliases = aliases(a.URL, e.Address, final, amp)
	return a, nil
}

// aliases are the other addresses under which the article was met.
func aliases(url string, others ...string) []string {
	var out []string
	for _, o := range others {
		c, err := address.Canonical(o)
		if err == nil && c != url && !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}

// file hands the article in a page to the tracker, one at a time.
func (r *run) file(ctx context.Context, p read) error {
	e := p.entry
	a, err := r.article(p)
	if err != nil {
		return r.close(ctx, e, news.EntrySkipped, err.Error())
	}
	f := &news.Filing{Article: a, EntryID: e.ID, Check: &p.check}
	if err := r.add(ctx, f); err != nil || f.Article.ID == 0 {
		return err
	}
	r.count(func(t *Report) {
		switch {
		case f.Revised:
			t.Revised++
			return
		case f.Known:
			t.Known++
			return
		case f.Opened:
			t.Stories++
		default:
			t.Joined++
		}
		t.Filed++
	})
	return nil
}

// add hands an article to the tracker. Where the run was stopped nothing of it
// was stored, and it has no id.
func (r *run) add(ctx context.Context, f *news.Filing) error {
	a := f.Article
	if err := r.tracker.Add(ctx, f); err != nil {
		if ctx.Err() != nil {
			return nil
		}
		return fmt.Errorf("file %s: %w", address.Redact(a.URL), err)
	}
	r.opts.Log.Debug("filed", "url", address.Redact(a.URL), "story", f.Variant.StoryID, "relation", string(f.Variant.Relation), "known", f.Known)
	return nil
}
