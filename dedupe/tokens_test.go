package dedupe

import (
	"fmt"
	"strings"
	"testing"

	"sada/arabic"
)

func TestRarity(t *testing.T) {
	tests := []struct {
		word string
		want uint8
	}{
		{"العام", everyday},
		{"الحكومة", everyday},
		{"الصفقة", frequent},
		{"الصويلحان", rare},
		{"12", frequent},
		{"2026", frequent},
		{"١٤٣٦", frequent},
		{"354863", rare},
		{"4720", rare},
		{"37.5", rare},
	}
	for _, tt := range tests {
		s := arabic.NewScanner(tt.word)
		s.Scan()
		if got := rarity(s, words().of(s.Key())); got != tt.want {
			t.Errorf("rarity(%s) = %d, want %d", tt.word, got, tt.want)
		}
	}
}

func readText(text string) *tokens {
	r := new(tokens)
	r.read(new(arabic.Scanner), text)
	return r
}

func TestTurns(t *testing.T) {
	tests := []struct {
		text string
		want string // the words of each
	}{
		{"افتتح الوزير الجسر ثم غادر", ""},
		{"وفي سياق آخر قال الوزير", "وفي سياق آخر"},
		{"وفي سِيَاق آخَر قال الوزير", "وفي سِيَاق آخَر"},
		{"من جانبه قال المدير إن العمل مستمر", ""},
		{"من جهة أخرى", "من جهة|من جهة أخرى"},
		{"أخرى من جهة", "من جهة"},
		{"جهة من أخرى", ""},
	}
	for _, tt := range tests {
		r := readText(tt.text)
		var got []string
		for _, x := range r.turns {
			got = append(got, tt.text[x.start:x.end])
		}
		if g := strings.Join(got, "|"); g != tt.want {
			t.Errorf("turns of %q = %q, want %q", tt.text, g, tt.want)
		}
	}
}

func TestVoices(t *testing.T) {
	tests := []struct {
		text string
		want string // who speaks, each by the words that name him
	}{
		{"افتتح الوزير الجسر ثم غادر", ""},
		{"وقالت مهندسة الطرق سلوى المنصوري إن الدعامة تصدعت", "مهندسة الطرق سلوى المنصوري"},
		{"وأضافت أن الجسر قديم", ""},
		{"وأوضح عادل الخطيب: الحوض صار أعمق، وأكد مدير الميناء أن العمل مستمر", "عادل الخطيب|مدير الميناء"},
		{"أكد الخطيب. والعمل مستمر في الميناء", "الخطيب"},
		{"قال أكد", "|"},
		{"صرح", ""},
	}
	for _, tt := range tests {
		r := readText(tt.text)
		var got []string
		for _, v := range r.voices {
			name := ""
			if v.to > v.from {
				name = tt.text[r.start[v.from]:r.end[v.to-1]]
			}
			got = append(got, name)
		}
		if g := strings.Join(got, "|"); g != tt.want {
			t.Errorf("voices of %q = %q, want %q", tt.text, g, tt.want)
		}
	}
}

func TestMarks(t *testing.T) {
	tests := []struct {
		text string
		want string // the words marked, with their marks
	}{
		{"انهار الجسر أمس", "أمس:1"},
		{"كما استقبل الوزير وفدا", "استقبل:8"},
		{"كما أن الوزير غادر", ""},
		{"وقال المدير لـ«النهر» إن العمل مستمر", "النهر:6"},
		{"وقال المدير ل\"النهر\" إن العمل مستمر", "النهر:6|العمل:2"},
		{"قال «العمل» مستمر", "العمل:2"},
		{"سأل «النهر»", "النهر:2"},
	}
	for _, tt := range tests {
		r := readText(tt.text)
		var got []string
		for i, m := range r.marks {
			if m != 0 {
				got = append(got, fmt.Sprintf("%s:%d", tt.text[r.start[i]:r.end[i]], m))
			}
		}
		if g := strings.Join(got, "|"); g != tt.want {
			t.Errorf("marks of %q = %q, want %q", tt.text, g, tt.want)
		}
	}
}
