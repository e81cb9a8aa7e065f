package arabic

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// normalForms is a character with its normal forms, of which all fold alike.
type normalForms struct{ Src, NFC, NFD, NFKC, NFKD string }

// ownForms are those that every run checks.
var ownForms = []normalForms{
	{"آ", "آ", "ا\u0653", "آ", "ا\u0653"},                          // alef with madda above
	{"ﻷ", "ﻷ", "ﻷ", "لأ", "لا\u0654"},                              // ligature of lam and alef with hamza
	{"ﹰ", "ﹰ", "ﹰ", " \u064B", " \u064B"},                          // tanwin on its own
	{"\u06C2", "\u06C2", "\u06C1\u0654", "\u06C2", "\u06C1\u0654"}, // heh goal with hamza
}

func TestFoldNormalForms(t *testing.T) {
	for _, f := range append(ownForms, publishedForms(t)...) {
		want := Fold(f.Src)
		for _, form := range []string{f.NFC, f.NFD, f.NFKC, f.NFKD} {
			if got := Fold(form); got != want {
				t.Errorf("Fold(%+q) = %+q, of its source %+q = %+q", form, got, f.Src, want)
			}
		}
	}
}

// TestTokensOfNormalForms holds that a text has the same tokens in all normal
// forms. The exception are the ligatures that stand for several words: as one
// character they separate words.
func TestTokensOfNormalForms(t *testing.T) {
	for _, f := range append(ownForms, publishedForms(t)...) {
		if len(tokens(f.NFKC)) > 1 {
			continue
		}
		around := func(form string) []string { return tokens("وصل " + form + " خبر" + form + "عاجل") }
		want := around(f.Src)
		for _, form := range []string{f.NFC, f.NFD, f.NFKC, f.NFKD} {
			if got := around(form); !slices.Equal(got, want) {
				t.Errorf("tokens around %+q = %+q, around its source %+q = %+q", form, got, f.Src, want)
			}
		}
	}
}

// publishedForms reads unicode-normalization/arabic.jsonl of the folder that
// SADA_SUITES names; none without it.
func publishedForms(t *testing.T) []normalForms {
	dir := os.Getenv("SADA_SUITES")
	if dir == "" {
		return nil
	}
	file, err := os.Open(filepath.Join(dir, "unicode-normalization", "arabic.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var out []normalForms
	for lines := bufio.NewScanner(file); lines.Scan(); {
		var f normalForms
		if err := json.Unmarshal(lines.Bytes(), &f); err != nil {
			t.Fatal(err)
		}
		out = append(out, f)
	}
	return out
}
