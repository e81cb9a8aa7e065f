package arabic_test

import (
	"testing"

	"sada/arabic"
)

func TestHeadline(t *testing.T) {
	tests := []struct{ give, want string }{
		{"أمطار على الساحل", "أمطار على الساحل"},
		{"&quot;هدنة&quot; في &#8220;وادي السدر&#x201D;", `"هدنة" في “وادي السدر”`},
		{"الميناء&nbsp;يفتح", "الميناء يفتح"},
		{"بحث &amp; تطوير &ndash; تقرير", "بحث & تطوير – تقرير"},
		{"كذا & كذا؛ &لا;", "كذا & كذا؛ &لا;"},
		{"مقلوب &#x202E;قبلوا", "مقلوب قبلوا"},
		{"&#27;[2J", "[2J"},
		{"", ""},
	}
	for _, tt := range tests {
		if got := arabic.Headline(tt.give); got != tt.want {
			t.Errorf("Headline(%q) = %q, want %q", tt.give, got, tt.want)
		}
	}
}
