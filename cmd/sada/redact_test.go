package main

import "testing"

func TestShown(t *testing.T) {
	for _, tc := range []struct{ in, want string }{
		{"no feed \"nibras\"", "no feed \"nibras\""},
		{"get http://u:p@nibras.example/feed?key=k&page=2: refused", "get http://***@nibras.example/feed?key=***&page=2: refused"},
		{"no feed \"https://nibras.example/?token=t\": did you mean \"x\"?", "no feed \"https://nibras.example/?token=***\": did you mean \"x\"?"},
		{"a http://u:p@a.example/ and http://u:p@b.example:8080: b", "a http://***@a.example/ and http://***@b.example:8080: b"},
		{"ftp://u:p@a.example/", "ftp://***@a.example/"},
		{"a\n\x1b[2Jhttp://a.example/\u202e", "a [2Jhttp://a.example/"},
	} {
		if got := shown(tc.in); got != tc.want {
			t.Errorf("shown(%q) = %q, want %q", tc.in, got, tc.want)
		}
	}
}
