package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"time"
	"unicode/utf8"

	"sada/arabic"
	"sada/news"
)

// stampLayout is RFC 3339 with milliseconds, in UTC: how times are stored and
// written everywhere.
const stampLayout = "2006-01-02T15:04:05.000Z"

// A stamp is a time as JSON output writes it; null where it is unknown.
type stamp time.Time

// MarshalJSON writes the time in UTC with milliseconds.
func (s stamp) MarshalJSON() ([]byte, error) {
	if time.Time(s).IsZero() {
		return []byte("null"), nil
	}
	return []byte(`"` + s.String() + `"`), nil
}

// String writes the time in the same form; empty where it is unknown.
func (s stamp) String() string {
	if time.Time(s).IsZero() {
		return ""
	}
	return time.Time(s).UTC().Format(stampLayout)
}

// writeJSON writes one value as one line. Characters that steer a terminal are
// written as \u escapes, which every JSON reader turns back.
func writeJSON(w io.Writer, v any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return err
	}
	_, err := w.Write(escapeUnsafe(b.Bytes()))
	return err
}

// escapeUnsafe replaces unsafe characters above ASCII by \u escapes. The
// encoder has dealt with those below; its closing line break stays.
func escapeUnsafe(text []byte) []byte {
	var out []byte
	kept := 0
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRune(text[i:])
		if r > 0x7E && arabic.Unsafe(r) {
			out = append(out, text[kept:i]...)
			out = fmt.Appendf(out, `\u%04x`, r)
			kept = i + n
		}
		i += n
	}
	if out == nil {
		return text
	}
	return append(out, text[kept:]...)
}

// An articleRecord is an article as exported. docs/output.md says what each
// field means.
type articleRecord struct {
	ID                  int64           `json:"id"`
	ExternalID          string          `json:"external_id,omitempty"`
	URL                 string          `json:"url"`
	Outlet              string          `json:"outlet"`
	Title               string          `json:"title"`
	Byline              string          `json:"byline"`
	Agency              string          `json:"agency"`
	Language            string          `json:"language"`
	PublishedAt         stamp           `json:"published_at"`
	PublishedFrom       string          `json:"published_source"`
	FirstSeenAt         stamp           `json:"first_seen_at"`
	PollIntervalS       int64           `json:"poll_interval_s"`
	StoryID             int64           `json:"story_id"`
	Relation            news.Relation   `json:"relation"`
	ParentID            *int64          `json:"parent_id"`
	Score               float64         `json:"score"`
	CoverageA           float64         `json:"coverage_a"`
	CoverageB           float64         `json:"coverage_b"`
	Why                 string          `json:"why"`
	Text                *string         `json:"text,omitempty"`
	PublishedConfidence news.Confidence `json:"published_confidence"`
	Revisions           int             `json:"revisions"`
	GoneAt              stamp           `json:"gone_at"`
}

func recordOf(s news.Stored) articleRecord {
	r := articleRecord{
		ID: s.ID, ExternalID: s.ExternalID, URL: s.URL, Outlet: s.Outlet.Name,
		Title: s.Title, Byline: s.Byline, Agency: s.Credit.Agency, Language: s.Language,
		PublishedAt:   stamp(news.PlausiblePublished(s.Published, s.FirstSeen)),
		PublishedFrom: s.PublishedSource, PublishedConfidence: s.PublishedConfidence,
		FirstSeenAt: stamp(s.FirstSeen), PollIntervalS: int64(s.PollInterval.Seconds()),
		StoryID: s.Variant.StoryID, Relation: s.Variant.Relation, Score: s.Variant.Score,
		CoverageA: s.Variant.CoverageA, CoverageB: s.Variant.CoverageB, Why: s.Variant.Why,
		Revisions: s.Revisions, GoneAt: stamp(s.Gone),
	}
	if s.Variant.ParentID != 0 {
		r.ParentID = &s.Variant.ParentID
	}
	return r
}

// withText adds the text, empty or not.
func (r articleRecord) withText(text string) articleRecord {
	r.Text = &text
	return r
}

// A storyRecord is a story as exported.
type storyRecord struct {
	ID          int64    `json:"id"`
	Canonical   int64    `json:"canonical"`
	Title       string   `json:"title"`
	Outlets     []string `json:"outlets"`
	Texts       int      `json:"texts"`
	FirstSeenAt stamp    `json:"first_seen_at"`
	LastSeenAt  stamp    `json:"last_seen_at"`
	Members     []int64  `json:"members"`
}

func storyRecordOf(s news.StoryMembers) storyRecord {
	return storyRecord{
		ID: s.ID, Canonical: s.CanonicalID, Title: s.Title, Outlets: s.OutletNames, Texts: s.Texts,
		FirstSeenAt: stamp(s.FirstSeen), LastSeenAt: stamp(s.LastSeen), Members: s.Members,
	}
}
