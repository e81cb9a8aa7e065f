package fakeweb

import (
	"slices"
	"strings"
	"testing"
)

func TestSpelling(t *testing.T) {
	tests := []struct {
		name   string
		change func(string) string
		in     string
		want   string
	}{
		{"digits", easternDigits, "بنسبة 18%، أي 1,250.5 دينار.", "بنسبة ١٨٪، أي ١\u066c٢٥٠\u066b٥ دينار."},
		{"digits keep a full stop", easternDigits, "عام 2026. ثم", "عام ٢٠٢٦. ثم"},
		{"synonyms keep punctuation", synonyms, "في العام الماضي، نحو مئة", "في العام المنصرم، قرابة مئة"},
		{"hamza and ta marbuta", looseSpelling, "أعلنت الشركة إغلاق المدينة.", "اعلنت الشركة اغلاق المدينة."},
		{"heh in every other word", looseSpelling, "المدينة القديمة الكبيرة", "المدينه القديمة الكبيره"},
		{"shadda on sun letters only", vocalize, "الشمس القمر", "الش\u0651مس القمر"},
		{"vowels on common words", vocalize, "من البيت", "م\u0650ن\u0652 البيت"},
		{"tatweel after a letter that joins", stretch, "دار", "دار"},
		{"tatweel", stretch, "بيت", "ب\u0640\u0640يت"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := test.change(test.in); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// Every edit and every mark must be tried by some article, or the press tests
// less than it says.
func TestTableUsesAll(t *testing.T) {
	postings, err := parseSpread(spreadTable)
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]int{}
	for _, p := range postings {
		for _, word := range slices.Concat(p.edits, p.marks) {
			used[word]++
		}
	}
	for _, e := range edits {
		if used[e.name] < 4 {
			t.Errorf("edit %s is used %d times, want 4 or more", e.name, used[e.name])
		}
	}
	for _, mark := range []string{markArchive, markMissing, markPaywall, markFuture, markHostile, markShort, markAMP, markTwice} {
		if used[mark] == 0 {
			t.Errorf("mark %s is never used", mark)
		}
	}
}

func TestParseSpreadRefuses(t *testing.T) {
	tests := []struct{ name, table, want string }{
		{"edit", "tram mada 3h polish", "unknown edit"},
		{"time", "tram mada soon", "invalid duration"},
		{"short line", "tram mada", "want outlet and time"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := parseSpread(test.table)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("parseSpread(%q) = %v, want an error with %q", test.table, err, test.want)
			}
		})
	}
}

func TestParseStoryRefuses(t *testing.T) {
	for _, text := range []string{"title: x\nno body", "dateline: x\n\nbody", "colour: x\n\nbody"} {
		if _, err := parseStory("s", text); err == nil {
			t.Errorf("parseStory(%q) gives no error", text)
		}
	}
}

func TestRelations(t *testing.T) {
	tests := []struct {
		edits string
		want  Relation
	}{
		{"", Copied},
		{"promo credit dateline", Copied},
		{"promo digits", Edited},
		{"cut2 intro", Truncated},
	}
	for _, test := range tests {
		a := article{posting: posting{edits: strings.Fields(test.edits)}}
		if got := a.relation(); got != test.want {
			t.Errorf("relation of %q = %s, want %s", test.edits, got, test.want)
		}
	}
}
