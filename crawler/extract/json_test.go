package extract

import (
	"encoding/json"
	"testing"
)

func TestLenient(t *testing.T) {
	tests := []struct{ name, src, want string }{
		{"plain", `{"a":"x"}`, "x"},
		{"escapes", `{"a":"x\n\"y\" \u0645\/\\"}`, "x\n\"y\" م/\\"},
		{"surrogates", `{"a":"\ud83d\ude00"}`, "😀"},
		{"number", `{"a": 12 }`, "12"},
		{"second member", `{"b":{"c":[1,{"a":"no"}]},"a":"x"}`, "x"},
		{"comment around", "<!-- {\"a\":\"x\"} -->", "x"},
		{"bare quotes", `{"a":"he said "yes" twice","b":1}`, `he said "yes" twice`},
		{"bare line break", "{\"a\":\"x\ny\"}", "x\ny"},
		{"comma too many", `{"b":[1,2,],"a":"x",}`, "x"},
		{"no end", `{"a":"x`, "x"},
		{"no end of the object", `{"a":"x"`, "x"},
		{"bad escape", `{"a":"\q\u12"}`, "q\uFFFD12"},
		{"nothing", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := lenient(tt.src).get("a").String(); got != tt.want {
				t.Errorf("lenient(%q) a = %q, want %q", tt.src, got, tt.want)
			}
		})
	}
}

// FuzzLenient holds lenient to its law: what encoding/json reads, it reads the
// same way.
func FuzzLenient(f *testing.F) {
	f.Add(`{"a":"x\u0645\n","b":["y",{"c":"z"}]}`)
	f.Add(`["\ud83d\ude00","\ud83d","a\"b"]`)
	f.Fuzz(func(t *testing.T, src string) {
		var want any
		if json.Unmarshal([]byte(src), &want) != nil {
			lenient(src)
			return
		}
		switch want.(type) {
		case map[string]any, []any:
			sameJSON(t, lenient(src), want, 0)
		}
	})
}

func sameJSON(t *testing.T, got value, want any, depth int) {
	t.Helper()
	switch want := want.(type) {
	case string:
		if clean(got.String()) != clean(want) {
			t.Errorf("got %q, want %q", got.String(), want)
		}
	case []any:
		if depth < maxJSONDepth && len(got.items) != len(want) {
			t.Fatalf("got %d items, want %d", len(got.items), len(want))
		}
		for i := range got.items {
			sameJSON(t, got.items[i], want[i], depth+1)
		}
	case map[string]any:
		for name := range want {
			if n := count(got, name); n == 1 {
				sameJSON(t, got.get(name), want[name], depth+1)
			}
		}
	}
}

func count(v value, name string) int {
	n := 0
	for _, m := range v.members {
		if m.name == name {
			n++
		}
	}
	return n
}
