package extract

import "testing"

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
			if got := cutSite(tt.title, tt.site, tt.h1); got != tt.want {
				t.Errorf("cutSite(%q, %q, %q) = %q, want %q", tt.title, tt.site, tt.h1, got, tt.want)
			}
		})
	}
}
