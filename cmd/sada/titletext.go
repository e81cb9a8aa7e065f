package main

import "sada/arabic"

// titleText is a headline on one line, for people: words in its place where an
// article has none.
func titleText(title string) string {
	if title = arabic.OneLine(title); title == "" {
		return "(no headline)"
	}
	return title
}
