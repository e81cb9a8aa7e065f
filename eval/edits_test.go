package eval

import (
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"sada/arabic"
)

func newsroom(t *testing.T) (*Newsroom, []Text) {
	t.Helper()
	var texts []Text
	for _, d := range articleFiles(t) {
		texts = append(texts, d.Text)
	}
	return NewNewsroom(1, texts), texts
}

func TestEveryKindEdits(t *testing.T) {
	room, texts := newsroom(t)
	if len(Kinds()) != 19 {
		t.Errorf("%d kinds, want 19", len(Kinds()))
	}
	for _, kind := range Kinds() {
		for _, text := range texts {
			before := Text{text.Title, slices.Clone(text.Paragraphs)}
			got := room.Edit(kind, text)
			if !reflect.DeepEqual(text, before) {
				t.Fatalf("Edit(%s, %q) changed the text that it was given", kind, text.Title)
			}
			if reflect.DeepEqual(got, text) && kind != Digits {
				t.Errorf("Edit(%s, %q) changed nothing", kind, text.Title)
			}
			if again := room.Edit(kind, text); !reflect.DeepEqual(got, again) {
				t.Errorf("Edit(%s, %q) is another the second time", kind, text.Title)
			}
		}
	}
}

// TestEditSizes checks how much of a text each kind leaves and adds, in words
// of the text as it was, over all base articles.
func TestEditSizes(t *testing.T) {
	tests := []struct {
		kind     Kind
		from, to float64 // words after, for one before
	}{
		{Headline, 1, 1},
		{Digits, 1, 1},
		{Reorder, 1, 1},
		{Orthography, 1, 1},
		{Replace10, 1, 1},
		{Replace20, 1, 1},
		{Replace30, 1, 1},
		{Promo1, 1.03, 1.1},
		{Promo4, 1.15, 1.3},
		{Dateline, 1.005, 1.05},
		{Frame, 1.1, 1.4},
		{Merged, 1.2, 1.5},
		{Drop20, 0.7, 0.9},
		{Drop40, 0.5, 0.7},
		{Drop60, 0.3, 0.5},
		{Excerpt, 0.3, 0.6},
		{Light, 1.02, 1.2},
		{Heavy, 0.7, 0.95},
		{Combined, 0.9, 1.3},
	}
	room, texts := newsroom(t)
	for _, tt := range tests {
		before, after := 0, 0
		for _, text := range texts {
			before += text.Words()
			after += room.Edit(tt.kind, text).Words()
		}
		if got := float64(after) / float64(before); got < tt.from || got > tt.to {
			t.Errorf("%s leaves %.3f words for one, want %.3f to %.3f", tt.kind, got, tt.from, tt.to)
		}
	}
}

func TestReplaceShare(t *testing.T) {
	room, texts := newsroom(t)
	for kind, want := range map[Kind]float64{Replace10: 0.1, Replace20: 0.2, Replace30: 0.3} {
		same, all := 0, 0
		for _, text := range texts {
			a, b := strings.Fields(text.Joined()), strings.Fields(room.Edit(kind, text).Joined())
			for i := range a {
				if all++; a[i] == b[i] {
					same++
				}
			}
		}
		if got := 1 - float64(same)/float64(all); math.Abs(got-want) > 0.01 {
			t.Errorf("%s replaced %.3f of the words, want %.1f", kind, got, want)
		}
	}
}

func TestRespellingFoldsBack(t *testing.T) {
	room, texts := newsroom(t)
	for _, kind := range []Kind{Orthography, Digits} {
		for _, text := range texts {
			got := room.Edit(kind, text).Joined()
			if arabic.Fold(got) != arabic.Fold(text.Joined()) {
				t.Errorf("Edit(%s, %q) is no other spelling of it", kind, text.Title)
			}
		}
	}
}

func TestSwapDigits(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"none", "لا أرقام هنا.", "لا أرقام هنا."},
		{"ASCII", "عام 1447", "عام \u0661\u0664\u0664\u0667"},
		{"Arabic-Indic", "\u0661\u0662 طنًا", "12 طنًا"},
		{"decimal", "بلغ 3.5 أمتار.", "بلغ \u0663\u066B\u0665 أمتار."},
		{"thousands", "1,400 طفل", "\u0661\u066C\u0664\u0660\u0660 طفل"},
		{"a stop after a number", "عددهم 7. وقال", "عددهم \u0667. وقال"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := swapDigits(tt.in); got != tt.want {
				t.Errorf("swapDigits(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

func TestEditsOfOddTexts(t *testing.T) {
	tests := []struct {
		name string
		text Text
	}{
		{"empty", Text{}},
		{"headline only", Text{Title: "عنوان"}},
		{"one word", Text{Title: "عنوان", Paragraphs: []string{"كلمة"}}},
		{"marks only", Text{Title: "عنوان", Paragraphs: []string{"...", "؟"}}},
		{"not Arabic", Text{Title: "x", Paragraphs: []string{"one. two. three.", "four", "five"}}},
	}
	rooms := map[string]*Newsroom{
		"no others": NewNewsroom(1, nil),
		"two":       NewNewsroom(1, []Text{{Title: "عنوان"}, {Title: "آخر", Paragraphs: []string{"فقرة أخرى قصيرة"}}}),
	}
	for name, room := range rooms {
		for _, tt := range tests {
			for _, kind := range Kinds() {
				got := room.Edit(kind, tt.text)
				if again := room.Edit(kind, tt.text); !reflect.DeepEqual(got, again) {
					t.Errorf("%s: Edit(%s, %s) is another the second time", name, kind, tt.name)
				}
			}
		}
	}
}
