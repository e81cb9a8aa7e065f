package dedupe

import (
	"strings"
	"testing"
)

// TestRest measures one report beside what newsrooms make of it.
func TestRest(t *testing.T) {
	report := "انهار جسر وادي السدر القديم بعد ليلة أمطار غزيرة وقالت المهندسة سلوى المنصوري إن الدعامة الثالثة تصدعت فجرا\n" +
		"وأضافت أن فرق المساحين باشرت قياس الشقوق في الدعامات الباقية وأقامت معبرا خشبيا مؤقتا للمشاة بين القريتين"
	reworded := strings.NewReplacer("القديم", "العتيق", "فجرا", "صباحا", "باشرت", "بدأت").Replace(report)
	more := report + "\nمن جهة أخرى أعلنت هيئة الموانئ تعميق حوض ميناء الياسمين ليستقبل سفنا يبلغ غاطسها مترا إضافيا وفق رئيسها عادل الخطيب"
	tests := []struct {
		name  string
		other string
		ok    func(s Signals) bool
	}{
		{"rewordings stay in the chain", reworded, func(s Signals) bool {
			return s.ChainShort == s.Short && s.CommonShort < s.Short && s.RestBlock == 0
		}},
		{"a line that points elsewhere is an aside", report + "\nاقرأ أيضا: موسم المشمش يبدأ", func(s Signals) bool {
			return s.AsideLong == 4 && s.RestBlock == 0 && s.chainLong() == 1
		}},
		{"another matter is the rest", more, func(s Signals) bool {
			return s.AsideLong == 0 && s.RestBlock >= 10 && s.RestTail == 1 && s.RestMatters == 2 && s.SeamTurns == 2 && s.RestKnown < 0.2
		}},
		{"nothing in common", "أعلنت هيئة الموانئ تعميق حوض ميناء الياسمين", func(s Signals) bool {
			return s.Runs == 0 && s.ChainShort == 0 && s.RareCommon == 0
		}},
	}
	var c Comparer
	for _, tt := range tests {
		o := c.Overlap(c.Read(Document{Title: "جسر", Text: report}), c.Read(Document{Title: "جسر", Text: tt.other}))
		if s := o.Signals(nil); !tt.ok(s) {
			t.Errorf("%s: Signals = %+v", tt.name, s)
		}
	}
}
