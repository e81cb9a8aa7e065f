package feed

import (
	"encoding/json"
	"fmt"
	"strings"
)

// What JSON Feed says a value is, and what feeds make of it, differ: ids are
// numbers, authors a name, tags one text with commas, a title a list. A value of
// another type than the format's counts as missing where it can't be read as
// what was meant, and costs neither the item nor the feed.

// A jsonText is a text, or a number read as one.
type jsonText string

// UnmarshalJSON takes any value.
func (t *jsonText) UnmarshalJSON(b []byte) error {
	switch c := b[0]; {
	case c == '"':
		return json.Unmarshal(b, (*string)(t))
	case c == '-' || c >= '0' && c <= '9':
		*t = jsonText(b)
	}
	return nil
}

// A jsonID is a jsonText; even true is told from other ids.
type jsonID string

// UnmarshalJSON takes any value.
func (t *jsonID) UnmarshalJSON(b []byte) error {
	if b[0] == 't' || b[0] == 'f' {
		*t = jsonID(b)
		return nil
	}
	return (*jsonText)(t).UnmarshalJSON(b)
}

// A jsonList is a list, or one value in place of a list of one. Members that
// are something else are left out.
type jsonList[T any] []T

// UnmarshalJSON takes any value.
func (l *jsonList[T]) UnmarshalJSON(b []byte) error {
	var members []json.RawMessage
	if b[0] != '[' {
		members = append(members, b)
	} else if err := json.Unmarshal(b, &members); err != nil {
		return err
	}
	for _, m := range members {
		var one T
		if string(m) != "null" && json.Unmarshal(m, &one) == nil {
			*l = append(*l, one)
		}
	}
	return nil
}

// A jsonPerson is an object with a name, or the name alone.
type jsonPerson struct {
	Name jsonText `json:"name,omitempty"`
	URL  jsonText `json:"url,omitempty"`
}

// UnmarshalJSON takes an object or a text.
func (p *jsonPerson) UnmarshalJSON(b []byte) error {
	type object jsonPerson
	if b[0] == '{' {
		return json.Unmarshal(b, (*object)(p))
	}
	return p.Name.UnmarshalJSON(b)
}

type jsonItem struct {
	ID       jsonID               `json:"id,omitempty"`
	URL      jsonText             `json:"url,omitempty"`
	External jsonText             `json:"external_url,omitempty"`
	Title    jsonText             `json:"title,omitempty"`
	HTML     jsonText             `json:"content_html,omitempty"`
	Text     jsonText             `json:"content_text,omitempty"`
	Summary  jsonText             `json:"summary,omitempty"`
	Released jsonText             `json:"date_published,omitempty"`
	Modified jsonText             `json:"date_modified,omitempty"`
	Author   *jsonPerson          `json:"author,omitempty"`
	Authors  jsonList[jsonPerson] `json:"authors,omitempty"`
	Tags     jsonList[jsonText]   `json:"tags,omitempty"`
}

type jsonFeed struct {
	Version     jsonText             `json:"version,omitempty"`
	Title       jsonText             `json:"title,omitempty"`
	Home        jsonText             `json:"home_page_url,omitempty"`
	Address     jsonText             `json:"feed_url,omitempty"`
	Description jsonText             `json:"description,omitempty"`
	Language    jsonText             `json:"language,omitempty"`
	Author      *jsonPerson          `json:"author,omitempty"`
	Authors     jsonList[jsonPerson] `json:"authors,omitempty"`
	Items       jsonList[jsonItem]   `json:"items"`
}

// typed reads a feed whatever the types of its values, and writes it with those
// of the format. lists says that it has a list of items.
func typed(text []byte, lists bool) ([]byte, error) {
	var f jsonFeed
	if err := json.Unmarshal(text, &f); err != nil {
		return nil, fmt.Errorf("%w: broken JSON: %w", ErrNotFeed, err)
	}
	if !lists && !strings.Contains(string(f.Version), "jsonfeed.org/version/") {
		return nil, fmt.Errorf("%w: it is JSON without items", ErrNotFeed)
	}
	if f.Items == nil {
		f.Items = jsonList[jsonItem]{}
	}
	for i := range f.Items {
		f.Items[i].settle()
	}
	return json.Marshal(f)
}

// settle puts an item's link and tags where the parser looks for them.
func (i *jsonItem) settle() {
	if i.URL == "" {
		i.URL = i.External
	}
	if len(i.Tags) == 1 {
		parts := strings.FieldsFunc(string(i.Tags[0]), func(r rune) bool { return r == ',' || r == '،' }) // Arabic comma
		i.Tags = nil
		for _, p := range parts {
			i.Tags = append(i.Tags, jsonText(strings.TrimSpace(p)))
		}
	}
}
