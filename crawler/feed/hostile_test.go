//go:build !race

// Time is measured here, and the race detector takes many times as much.

package feed

import (
	"errors"
	"runtime"
	"strings"
	"testing"
	"time"

	"sada/internal/cputime"
)

// TestHostile: each document ends within two seconds and 256 MB, with items or
// with an error that says why not.
func TestHostile(t *testing.T) {
	const mb = 1 << 20
	tests := []struct {
		name  string
		body  string
		items int
		err   error
	}{
		{"billion laughs", bomb(), 1, nil},
		{"quadratic blow-up", `<!DOCTYPE rss [<!ENTITY a "` + strings.Repeat("a", 50_000) + `">]>` + rssFeed("<item><title>"+strings.Repeat("&a;", 10_000)+"</title></item>"), 0, ErrEntityBomb},
		{"many long texts", rssFeed("<item><guid>1</guid>" + strings.Repeat("<description>"+strings.Repeat("س", mb)+"</description>", 10) + "</item>"), 0, ErrTooLarge},
		{"external entity", `<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>` + rssFeed("<item><title>&x;</title><guid>1</guid></item>"), 1, nil},
		{"external document type", `<!DOCTYPE rss SYSTEM "http://127.0.0.1/x.dtd">` + rssFeed("<item><guid>1</guid></item>"), 1, nil},
		{"deep", "<rss><channel>" + strings.Repeat("<a>", 200_000), 0, ErrTooDeep},
		{"deep, closed", rssFeed("<item><description>" + strings.Repeat("<a>", 200_000) + strings.Repeat("</a>", 200_000) + "</description></item>"), 0, ErrTooDeep},
		{"deep JSON", `{"items":` + strings.Repeat("[", 200_000), 0, ErrTooDeep},
		{"deep JSON objects", `{"items":[` + strings.Repeat(`{"a":`, 200_000), 0, ErrTooDeep},
		{"deep HTML in CDATA", rssFeed("<item><guid>1</guid><description><![CDATA[" + strings.Repeat("<div>", 500_000) + "]]></description></item>"), 1, nil},
		{"many attributes", rssFeed("<item " + strings.Repeat(`a="1" `, 500_000) + "><guid>1</guid></item>"), 1, nil},
		{"many namespaces", rssFeed("<item><guid>1</guid>" + strings.Repeat(`<x xmlns:a="b" xmlns:c="d" xmlns:e="f"/>`, 100_000) + "</item>"), 1, nil},
		{"100 MB line", rssFeed("<item><title>" + strings.Repeat("س", 50*mb) + "</title></item>"), 0, ErrTooLarge},
		{"20 MB title", rssFeed("<item><guid>1</guid><title>" + strings.Repeat("س", 10*mb) + "</title></item>"), 1, nil},
		{"50,000 items", rssFeed(manyItems(50_000)), defaultMaxItems, nil},
		{"many tags", rssFeed("<item>" + strings.Repeat("<a/>", 700_000) + "</item>"), 0, ErrTooLarge},
		{"many runs in an extension", rssFeed("<item><guid>1</guid><x:y>" + strings.Repeat("text<b/>", 200_000) + "</x:y></item>"), 1, nil},
		{"many CDATA runs", rssFeed("<item><guid>1</guid><x:y>" + strings.Repeat("<![CDATA[text]]>", 400_000) + "</x:y></item>"), 1, nil},
		{"bare ampersands", rssFeed("<item><guid>1</guid><title>" + strings.Repeat("&", mb) + "</title></item>"), 1, nil},
		{"too many ampersands", rssFeed("<item><guid>1</guid><title>" + strings.Repeat("&", 30*mb) + "</title></item>"), 0, ErrTooLarge},
		{"angle brackets in CDATA", rssFeed("<item><guid>1</guid><title><![CDATA[" + strings.Repeat("<", 30*mb) + "]]></title></item>"), 1, nil},
		{"opened comments", rssFeed("<item><guid>1</guid></item>" + strings.Repeat("<!-- ", 700_000)), 1, nil},
		{"opened declarations", "<rss><channel><item><guid>1</guid></item>" + strings.Repeat("<!'[", 700_000), 1, nil},
		{"opened quotes", rssFeed("<item><guid>1</guid></item>" + strings.Repeat(`<a b="`, 400_000)), 0, ErrTooDeep},
		{"end tags", rssFeed("<item><guid>1</guid>" + strings.Repeat("</a>", 700_000) + "</item>"), 1, nil},
		{"comments in a title", rssFeed("<item><guid>1</guid><title><![CDATA[" + strings.Repeat("<!-- ", 700_000) + "]]></title></item>"), 1, nil},
		{"items in items", "<rss><channel>" + strings.Repeat("<item><guid>1</guid>", 50_000), defaultMaxItems, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			body := []byte(tt.body)
			cost := measure(func() {
				doc, err := Parse(body, Options{})
				if !errors.Is(err, tt.err) || len(doc.Items) != tt.items {
					t.Errorf("Parse = %d items, %v; want %d, %v", len(doc.Items), err, tt.items, tt.err)
				}
			})
			t.Logf("%d KB: %v, %d MB allocated", len(body)>>10, cost.processor.Round(time.Millisecond), cost.memory>>20)
			if cost.processor > 2*time.Second || cost.memory > 256<<20 {
				t.Errorf("Parse took %v and %d MB; want under 2 s and 256 MB", cost.processor, cost.memory>>20)
			}
		})
	}
}

// spent is what a call cost. Processor time is that of the whole process, so
// that a busy machine fails no test.
type spent struct {
	processor time.Duration
	memory    uint64 // bytes allocated in all: never less than the most held at once
}

func measure(f func()) spent {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := cputime.Taken()
	f()
	processor := cputime.Taken() - start
	runtime.ReadMemStats(&after)
	return spent{processor, after.TotalAlloc - before.TotalAlloc}
}
