package main

import (
	"testing"

	"sada/news"
)

// TestASCIIName holds that what an outlet is called in a column is what is
// printed of its name, or its host.
func TestASCIIName(t *testing.T) {
	for _, c := range []struct{ name, want string }{
		{"nibras", "nibras"},
		{"نبراس", "nibras.example"},
		{"bad\x1b[31mX", "bad[31mX"},
		{"bad\u009b31mX\u202e", "bad31mX"}, // an escape of one character, and a mark of direction
		{" two\n lines ", "two lines"},
		{"\x1b", "nibras.example"},
		{"", "nibras.example"},
	} {
		if got := asciiName(news.Outlet{Name: c.name, Host: "nibras.example"}); got != c.want {
			t.Errorf("asciiName(%q) = %q, want %q", c.name, got, c.want)
		}
	}
}
