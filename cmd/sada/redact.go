package main

import (
	"regexp"
	"strings"

	"sada/arabic"
	"sada/crawler/address"
)

// webAddress finds the addresses in a message.
var webAddress = regexp.MustCompile(`[a-zA-Z][a-zA-Z0-9+.-]*://[^\s"'<>()«»]+`)

// shown is text as it may be printed: one line, without what steers a terminal,
// and without the secrets of addresses in it. Most messages are so already; this
// is for what a user typed, and for those that somebody forgot.
func shown(text string) string {
	text = arabic.OneLine(text)
	if !strings.Contains(text, "://") {
		return text
	}
	return webAddress.ReplaceAllStringFunc(text, address.Redact)
}
