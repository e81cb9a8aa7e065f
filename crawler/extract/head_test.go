package extract

import (
	"strings"
	"testing"

	"golang.org/x/net/html/atom"
)

func TestCutSite(t *testing.T) {
	tests := []struct{ name, title, site, h1, want string }{
		{"site's name after a dash", "افتتاح جسر - الصدى", "الصدى", "", "افتتاح جسر"},
		{"h1 before a bar", "افتتاح جسر | أخبار اليوم والليلة من الواحة", "", "افتتاح جسر", "افتتاح جسر"},
		{"short tail, nothing known", "افتتاح جسر جديد فوق النهر | الصدى", "", "", "افتتاح جسر جديد فوق النهر"},
		{"name first", "جريدة الصدى :: افتتاح جسر جديد فوق النهر", "", "", "افتتاح جسر جديد فوق النهر"},
		{"dash inside a headline", "الواحة - النهر: جسر جديد بين الضفتين", "", "", "الواحة - النهر: جسر جديد بين الضفتين"},
		{"no name", "افتتاح جسر", "الصدى", "", "افتتاح جسر"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := new(document).cutSite(tt.title, tt.site, tt.h1); got != tt.want {
				t.Errorf("cutSite(%q, %q, %q) = %q, want %q", tt.title, tt.site, tt.h1, got, tt.want)
			}
		})
	}
}

func TestChooseTitle(t *testing.T) {
	const (
		bridge  = "افتتاح جسر جديد فوق نهر الواحة"
		market  = "سوق السمك يعود إلى الميناء القديم"
		outlet  = "صحيفة نبراس اليومية"
		cut     = "افتتاح جسر جديد فوق نهر"
		unknown = "عنوان لا يشبه غيره في الصفحة"
	)
	tests := []struct {
		name  string
		given []Claim
		want  string
		sure  Confidence
	}{
		{"all agree", []Claim{{Source: FromJSONLD, Text: bridge}, {Source: FromMeta, Text: bridge}, {Source: FromHeading, Text: bridge}}, bridge, SureHigh},
		{"JSON-LD of another article", []Claim{{Source: FromJSONLD, Text: market}, {Source: FromMeta, Text: bridge}, {Source: FromHeading, Text: bridge}}, bridge, SureHigh},
		{"h1 is the outlet", []Claim{{Source: FromMeta, Text: bridge}, {Source: FromHeading, Text: outlet}, {Source: FromFeed, Text: bridge}}, bridge, SureHigh},
		{"head elements are one hand", []Claim{{Source: FromMeta, Text: outlet}, {Source: FromHeading, Text: bridge}, {Source: FromTitle, Text: outlet}, {Source: FromFeed, Text: bridge}}, bridge, SureHigh},
		{"JSON-LD cut off", []Claim{{Source: FromJSONLD, Text: cut}, {Source: FromHeading, Text: bridge}}, bridge, SureHigh},
		{"marks differ", []Claim{{Source: FromJSONLD, Text: "«" + bridge + "»"}, {Source: FromHeading, Text: bridge}}, "«" + bridge + "»", SureHigh},
		{"none agree", []Claim{{Source: FromMeta, Text: unknown}, {Source: FromHeading, Text: bridge}}, unknown, SureLow},
		{"one place", []Claim{{Source: FromTitle, Text: bridge}}, bridge, SureMedium},
		{"a rule counts alone", []Claim{{Source: FromRule, Text: market}, {Source: FromMeta, Text: bridge}, {Source: FromHeading, Text: bridge}}, market, SureHigh},
		{"nothing", nil, "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			at, sure := chooseTitle(tt.given)
			got := ""
			if at >= 0 {
				got = tt.given[at].Text
			}
			if got != tt.want || sure != tt.sure {
				t.Errorf("chooseTitle = %q (%s), want %q (%s)", got, sure, tt.want, tt.sure)
			}
		})
	}
}

func TestAddressDate(t *testing.T) {
	for _, tt := range []struct{ address, want string }{
		{"https://nibras.example/2025/03/11/jisr", "2025-03-11"},
		{"https://nibras.example/news/2025-03-11-jisr.html", "2025-03-11"},
		{"https://nibras.example/20250311/", "2025-03-11"},
		{"https://nibras.example/news/20250311", "2025-03-11"},
		{"https://nibras.example/2025/13/11/jisr", ""},
		{"https://nibras.example/news/2025031145", ""},
		{"https://nibras.example/2025/03-11/jisr", ""},
		{"https://nibras.example/2025/03/11/from-2024-01-02-on", ""},
		{"https://nibras.example/news/1", ""},
	} {
		if got := addressDate(tt.address); got != tt.want {
			t.Errorf("addressDate(%q) = %q, want %q", tt.address, got, tt.want)
		}
	}
}

func TestIsStamp(t *testing.T) {
	for _, tt := range []struct {
		text string
		want bool
	}{
		{"10:45", true},
		{"11/03/2026", true},
		{"الأربعاء 11 مارس 2026 - 9:30 ص", true},
		{"11 آذار 2026", true},
		{"في 11 مارس 2026 افتتح الجسر بحضور الأهالي", false},
		{"المجموعة 3", false},
		{"3 - 1", false},
		{"أسعار 2026", false},
		{"قال: 10.", false},
		{"https://nibras.example/2026/03/11/jisr/", false},
	} {
		l := split(tt.text)[0]
		if got := l.isStamp(); got != tt.want {
			t.Errorf("isStamp(%q) = %v, want %v", tt.text, got, tt.want)
		}
	}
}

// TestWithin holds the containers to their law: a block's lines lie within
// those of the block around it.
func TestWithin(t *testing.T) {
	doc := newDocument()
	page := "<body><div><p>" + strings.Repeat("كلمة ", 30) + "<p>" + strings.Repeat("كلمة ", 30) + "</div><table><tr><td>a<td><div>b</div></table><ul><li>c<li>d</ul>"
	if err := doc.scan(page, Options{}.bounded()); err != nil {
		t.Fatal(err)
	}
	all := doc.containers()
	for i, b := range doc.blocks {
		if b.parent < 0 || all[i].from < 0 {
			continue
		}
		if p := all[b.parent]; p.from > all[i].from || p.to < all[i].to || p.prose < all[i].prose {
			t.Errorf("block %d %+v is not within its parent %+v", i, all[i], p)
		}
	}
	if c := doc.densest(all); doc.blocks[c.block].tag != atom.Div || c.prose != 60 {
		t.Errorf("densest = %+v, want the first div", c)
	}
}
