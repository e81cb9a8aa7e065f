package arabic

import (
	"strings"
	"testing"
)

// FuzzAttribution holds that nothing is missed where only the words that may
// report are looked at, of what a look at every word finds.
func FuzzAttribution(f *testing.F) {
	for _, s := range []string{
		"وقال الوزير أمس نقلا عن وكالة الأنباء السعودية إن العمل بدأ", "وذكرت وكالة الأنباء الرسمية (سانا) أن العمل بدأ", "(بحسب وكالة الأنباء، سانا)",
		"حسب ما ذكرته رويترز، وفقا لوكالة أ. ف. ب. أمس", "أفادت المذكرة \"حسب\" ـ رويترز", "ذكرت ذكرت ذكرت ذكرت ذكرت رويترز", "ذَكرت حسب٢ واس",
		"نقلت " + strings.Repeat("كلمة ", 30) + "، (واس)", "حسب وكالة [" + strings.Repeat("\" ", 30) + "واس", "أ.ذكرت.أ رويترز",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if got, want := attribution(text), attributionByWord(text); got != want {
			t.Errorf("attribution(%q) = %q, want %q", text, got, want)
		}
	})
}

func attributionByWord(text string) string {
	if !mayReport(text) {
		return ""
	}
	segs := segments(text)
	for at, s := range segs {
		for i := range s.words {
			n := reports(s.words[i:])
			if n == 0 {
				continue
			}
			words := s.words[i+n:]
			if name := namedAt(words); name != "" {
				return name
			}
			if at+1 < len(segs) && segs[at+1].inside && leadsUp(words) {
				return spelled[strings.Join(segs[at+1].words, " ")]
			}
		}
	}
	return ""
}

// TestMentionsReadOnce holds that a text of nothing but reports takes no longer
// than its length asks for: a square of it would not end.
func TestMentionsReadOnce(t *testing.T) {
	for _, part := range []string{"ذكرت ", "ذكرت وكالة ", "(حسب\" ", "ذكر"} {
		attribution(strings.Repeat(part, 1<<19/len(part)))
	}
}
