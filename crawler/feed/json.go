package feed

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/mmcdole/gofeed"
)

// parseJSON reads JSON Feed 1.0 and 1.1.
func parseJSON(text []byte, opts Options, notes *repairs) (Document, error) {
	var s jsonScan
	whole, dropped, err := s.mend(mendValues(text, notes), opts, notes)
	if err != nil {
		return Document{}, err
	}
	if whole, err = typed(whole, s.lists); err != nil {
		return Document{}, err
	}
	parser := gofeed.NewParser()
	parser.KeepOriginalFeed = true
	parsed, err := parser.Parse(bytes.NewReader(whole))
	if err != nil {
		return Document{}, fmt.Errorf("%w: broken JSON: %w", ErrNotFeed, err)
	}
	doc := translate(parsed, opts, "", notes)
	doc.Format, doc.Version = "json", jsonVersion(doc.Version)
	doc.Dropped = dropped
	return doc, nil
}

// jsonVersion is the number at the end of the address that names the version.
func jsonVersion(address string) string {
	number := address[strings.LastIndexByte(address, '/')+1:]
	if number == "1" {
		return "1.0"
	}
	return number
}

// A jsonScan walks over JSON without building anything, to bound its depth and
// to find where the items end.
type jsonScan struct {
	depth   int
	key     string // the last string of the top object
	listing bool   // inside the top object's items
	lists   bool   // the top object has a list of items
	values  int    // commas and colons: one for each value, less one for each list
	ends    []int  // behind each whole item, up to the bound
	items   int
}

// maxValues is the most values in a document: 2,000 items of a hundred each.
const maxValues = 200_000

// mend checks depth and number, leaves out items over the bound and closes a
// document that is cut off behind its last whole item.
func (s *jsonScan) mend(text []byte, opts Options, notes *repairs) (out []byte, dropped int, err error) {
	closed := 0 // where the items' list closes
	for i := 0; i < len(text); i++ {
		wasListing := s.listing
		i = s.next(text, i)
		if s.depth > opts.MaxDepth {
			return nil, 0, fmt.Errorf("%w: more than %d levels of JSON", ErrTooDeep, opts.MaxDepth)
		}
		if s.values > maxValues && s.items <= opts.MaxItems {
			return nil, 0, fmt.Errorf("%w: more than %d values", ErrTooLarge, maxValues)
		}
		if wasListing && !s.listing && closed == 0 {
			closed = i
		}
	}
	dropped = max(0, s.items-opts.MaxItems)
	switch {
	case s.depth > 0 && s.listing && len(s.ends) > 0:
		notes.addCut("document is cut off: what is whole is kept")
		last := s.ends[min(len(s.ends), opts.MaxItems)-1]
		return append(bytes.Clone(text[:last]), "]}"...), dropped, nil
	case dropped > 0 && closed > 0:
		last := s.ends[opts.MaxItems-1]
		return append(bytes.Clone(text[:last]), text[closed:]...), dropped, nil
	}
	return text, 0, nil
}

// next reads the byte at i, or a whole string that starts there, and returns
// the index of the last byte read.
func (s *jsonScan) next(text []byte, i int) int {
	switch text[i] {
	case ',', ':':
		s.values++
	case '"':
		end := stringEnd(text, i)
		if s.depth == 1 {
			s.key = string(text[i:min(end+1, i+16)])
		}
		return end
	case '{', '[':
		if s.depth == 1 && text[i] == '[' && s.key == `"items"` {
			s.listing, s.lists = true, true
		}
		s.depth++
	case '}', ']':
		s.depth--
		if s.listing && s.depth == 2 {
			s.items++
			s.ends = append(s.ends, i+1)
		}
		if s.depth == 1 {
			s.listing = false
		}
	}
	return i
}

// stringEnd returns the index of a string's closing quote, or of the last byte.
func stringEnd(text []byte, i int) int {
	for i++; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '"':
			return i
		}
	}
	return len(text) - 1
}
