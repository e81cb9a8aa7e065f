package wording

import (
	"encoding/json"
	"testing"
)

type inner struct {
	Title string  `json:"title"`
	Tags  []int   `json:"tags"`
	Share float64 `json:"share"`
}

func TestJSON(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{`{"title":"x"}`, ""},
		{`[1]`, "not a JSON object"},
		{`"x"`, "not a JSON object"},
		{`{"title":7}`, "title: not a string"},
		{`{"title":{}}`, "title: not a string"},
		{`{"sure":1.5}`, "sure: not a whole number"},
		{`{"sure":"x"}`, "sure: not a whole number"},
		{`{"gone":0}`, "gone: not true or false"},
		{`{"share":"x"}`, "share: not a number"},
		{`{"tags":"x"}`, "tags: not an array"},
		{`{"credit":"x"}`, "credit: not an object"},
		{`{"title":`, "unexpected end of JSON input"},
	} {
		var into struct {
			inner
			Sure   int            `json:"sure"`
			Gone   bool           `json:"gone"`
			Credit map[string]int `json:"credit"`
		}
		got := ""
		if err := JSON(json.Unmarshal([]byte(c.text), &into)); err != nil {
			got = err.Error()
		}
		if got != c.want {
			t.Errorf("JSON of %s = %q, want %q", c.text, got, c.want)
		}
	}
}
