package main

import (
	"encoding/json"
	"fmt"
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
		return fmt.Errorf("id is neither text nor a number")
	}
	*t = jsonText(n.String())
	return nil
}

// read reads a line as package encoding/json does, which reads all that flat
// does not. Flat objects take a fifth of the time so.
func (l *importLine) read(f *flat, line []byte) error {
	if f.read(line, l.field) {
		return nil
	}
	*l = importLine{}
	return json.Unmarshal(line, l)
}

// read reads a line without its text, which is only looked over.
func (h *importHead) read(f *flat, line []byte) error {
	if f.read(line, h.field) {
		return nil
	}
	*h = importHead{}
	return json.Unmarshal(line, h)
}

// field is where the value of a key belongs; nil for nowhere.
func (l *importLine) field(key []byte) *string {
	if string(key) == "text" {
		return &l.Text
	}
	return l.importHead.field(key)
}

func (h *importHead) field(key []byte) *string {
	switch string(key) {
	case "id":
		return (*string)(&h.ID)
	case "url":
		return &h.URL
	case "outlet":
		return &h.Outlet
	case "title":
		return &h.Title
	case "published":
		return &h.Published
	case "published_at":
		return &h.PublishedAt
	case "published_confidence":
		return &h.Confidence
	case "first_seen_at":
		return &h.FirstSeenAt
	case "author":
		return &h.Author
	case "byline":
		return &h.Byline
	}
	return nil
}
