package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"

	quick "github.com/goccy/go-json"

	"sada/internal/wording"
)

// An importLine is one article of an imported file.
type importLine struct {
	importHead
	Text string `json:"text"`
}

// An importHead is all of it but the text, which is most of a line and needs not
// be read to know its time.
type importHead struct {
	ID          jsonText `json:"id"`
	ExternalID  jsonText `json:"external_id"` // as export writes it, beside the id of its own store
	URL         string   `json:"url"`
	Outlet      string   `json:"outlet"`
	Title       string   `json:"title"`
	Published   string   `json:"published"`
	PublishedAt string   `json:"published_at"` // as export writes it
	Confidence  string   `json:"published_confidence"`
	FirstSeenAt string   `json:"first_seen_at"`
	Author      string   `json:"author"`
	Byline      string   `json:"byline"`
}

// A jsonText is a JSON string, or a number taken as it is written.
type jsonText string

// UnmarshalJSON reads a string or a number.
func (t *jsonText) UnmarshalJSON(b []byte) error {
	var s string
	if err := json.Unmarshal(b, &s); err == nil {
		*t = jsonText(s)
		return nil
	}
	var n json.Number
	if err := json.Unmarshal(b, &n); err != nil {
		return errors.New("id: neither a string nor a number")
	}
	*t = jsonText(n.String())
	return nil
}

// check reports what is wrong with a line, as package encoding/json does.
func check(line []byte) error {
	if json.Valid(line) {
		return nil
	}
	return fmt.Errorf("not a JSON object: %w", json.Unmarshal(line, new(json.RawMessage)))
}

// readLineOf reads a line that was checked into an importLine or an importHead, as
// package encoding/json would, in less time: a file takes 0.7 of it (ImportFile).
// Package go-json doesn't look closely at what it skips, so it is given nothing else,
// and what is wrong is said as that package sees it.
func readLineOf(line []byte, into any) error {
	err := quick.Unmarshal(line, into)
	if err == nil {
		return nil
	}
	return wording.JSON(cmp.Or(json.Unmarshal(line, into), err))
}
