package main

import (
	"encoding/json"
	"fmt"
	"unicode/utf8"
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

// read reads a line; without text, what it says is checked, but not kept. Nearly
// every line is an object of plain strings, which a walk over its bytes reads in
// a quarter of the time; any other is for package json to read or refuse.
func (l *importLine) read(s *plainScanner, line []byte, text bool) error {
	if l.readPlain(s, line, text) {
		return nil
	}
	*l = importLine{}
	if !text {
		return json.Unmarshal(line, &l.importHead)
	}
	return json.Unmarshal(line, l)
}

// readPlain reads an object of strings. It reports false where it meets anything
// else; the line may be well-formed all the same.
func (l *importLine) readPlain(s *plainScanner, line []byte, text bool) bool {
	s.rest = line
	if !s.take('{') {
		return false
	}
	for first := true; !s.take('}'); first = false {
		if !first && !s.take(',') {
			return false
		}
		key, ok := s.quoted()
		if !ok || len(s.room) > 0 || !s.take(':') { // a key with escapes is left to json
			return false
		}
		value, ok := s.quoted()
		if !ok || !l.set(key, value, text) {
			return false
		}
	}
	return s.end()
}

// set keeps a value, if it is UTF-8: of others json makes the best. Package json takes keys in any case; those of another than
// ours are left to it.
func (l *importLine) set(key, value []byte, text bool) bool {
	for _, c := range key {
		if (c < 'a' || c > 'z') && c != '_' {
			return false
		}
	}
	if string(key) == "text" && !text {
		return true
	}
	if !utf8.Valid(value) {
		return false
	}
	switch string(key) {
	case "id":
		l.ID = jsonText(value)
	case "url":
		l.URL = string(value)
	case "outlet":
		l.Outlet = string(value)
	case "title":
		l.Title = string(value)
	case "published":
		l.Published = string(value)
	case "published_at":
		l.PublishedAt = string(value)
	case "published_confidence":
		l.Confidence = string(value)
	case "first_seen_at":
		l.FirstSeenAt = string(value)
	case "author":
		l.Author = string(value)
	case "byline":
		l.Byline = string(value)
	case "text":
		l.Text = string(value)
	}
	return true
}

// A plainScanner walks over the bytes of an object of strings; it serves one line
// after another.
type plainScanner struct {
	rest []byte
	room []byte // of the last string that had escapes
}

// blanks passes over white space (RFC 8259).
func (s *plainScanner) blanks() {
	for len(s.rest) > 0 && (s.rest[0] == ' ' || s.rest[0] == '\t' || s.rest[0] == '\n' || s.rest[0] == '\r') {
		s.rest = s.rest[1:]
	}
}

// take passes over c, if it comes next.
func (s *plainScanner) take(c byte) bool {
	if s.blanks(); len(s.rest) == 0 || s.rest[0] != c {
		return false
	}
	s.rest = s.rest[1:]
	return true
}

// end reports whether nothing follows.
func (s *plainScanner) end() bool {
	s.blanks()
	return len(s.rest) == 0
}

// special marks the bytes that end a stretch of a string: controls, the
// quotation mark, the backslash.
var special = func() (set [256]bool) {
	for c := range 0x20 {
		set[c] = true
	}
	set['"'], set['\\'] = true, true
	return set
}()

// escaped holds what follows a backslash, but for u, and what it stands for.
var escaped = [256]byte{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

// quoted reads a string, valid until the next one. Controls and \u are not read.
func (s *plainScanner) quoted() ([]byte, bool) {
	if !s.take('"') {
		return nil, false
	}
	s.room = s.room[:0]
	for {
		n := plainBytes(s.rest)
		if n == len(s.rest) {
			return nil, false
		}
		plain, c := s.rest[:n], s.rest[n]
		s.rest = s.rest[n+1:]
		if c == '"' {
			if len(s.room) == 0 {
				return plain, true
			}
			s.room = append(s.room, plain...)
			return s.room, true
		}
		if c != '\\' || len(s.rest) == 0 || escaped[s.rest[0]] == 0 {
			return nil, false
		}
		s.room = append(append(s.room, plain...), escaped[s.rest[0]])
		s.rest = s.rest[1:]
	}
}

// plainBytes counts the bytes before one that is special.
func plainBytes(b []byte) int {
	for i, c := range b {
		if special[c] {
			return i
		}
	}
	return len(b)
}
