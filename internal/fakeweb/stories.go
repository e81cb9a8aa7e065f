package fakeweb

import (
	"embed"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"
)

//go:embed stories/*.txt
var storyFiles embed.FS

// An Original is a story as first written, before any newsroom touched it.
type Original struct {
	Slug       string // ASCII, unique
	Title      string
	Titles     []string // other headlines for it
	Agency     string   // agency that others credit; empty if none
	Dateline   string   // place it was filed from
	Author     string
	Categories []string
	Paragraphs []string
	Series     string // formula group: stories of one group must not be joined; empty if none
}

// Originals returns all stories in order of slug. The caller may change them.
func Originals() []Original {
	loaded := loadOriginals()
	out := make([]Original, len(loaded))
	for i, o := range loaded {
		o.Titles = slices.Clone(o.Titles)
		o.Categories = slices.Clone(o.Categories)
		o.Paragraphs = slices.Clone(o.Paragraphs)
		out[i] = o
	}
	return out
}

// loadOriginals reads the embedded files once. They are part of the program:
// one that cannot be read is a mistake in it.
var loadOriginals = sync.OnceValue(func() []Original {
	entries, err := storyFiles.ReadDir("stories")
	if err != nil {
		panic(err)
	}
	originals := make([]Original, 0, len(entries))
	for _, e := range entries {
		text, err := storyFiles.ReadFile(path.Join("stories", e.Name()))
		if err != nil {
			panic(err)
		}
		o, err := parseStory(strings.TrimSuffix(e.Name(), ".txt"), string(text))
		if err != nil {
			panic(fmt.Errorf("story %s: %w", e.Name(), err))
		}
		originals = append(originals, o)
	}
	return originals
})

// parseStory reads a header of "key: value" lines, a blank line, and paragraphs
// with a blank line between two.
func parseStory(slug, text string) (Original, error) {
	o := Original{Slug: slug}
	head, body, found := strings.Cut(text, "\n\n")
	if !found {
		return o, errors.New("no blank line after the header")
	}
	for line := range strings.Lines(head) {
		if err := o.setHeader(line); err != nil {
			return o, err
		}
	}
	if o.Title == "" {
		return o, errors.New("no title")
	}
	for p := range strings.SplitSeq(body, "\n\n") {
		if p = strings.TrimSpace(p); p != "" {
			o.Paragraphs = append(o.Paragraphs, p)
		}
	}
	return o, nil
}

func (o *Original) setHeader(line string) error {
	key, value, _ := strings.Cut(strings.TrimSpace(line), ":")
	value = strings.TrimSpace(value)
	switch key {
	case "title":
		if o.Title == "" {
			o.Title = value
		} else {
			o.Titles = append(o.Titles, value)
		}
	case "agency":
		o.Agency = value
	case "dateline":
		o.Dateline = value
	case "author":
		o.Author = value
	case "categories":
		o.Categories = strings.Split(value, "، ")
	case "series":
		o.Series = value
	default:
		return fmt.Errorf("unknown header %q", key)
	}
	return nil
}
