package eval

import "testing"

func TestCommonStems(t *testing.T) {
	var articles []Article
	for i := range 200 {
		a := Article{Text: "قال الوزير في المؤتمر 2026"}
		if i < 3 {
			a.Text += " بلدية الغدير"
		}
		if i == 0 {
			a.Text += " الصويلحان"
		}
		articles = append(articles, a)
	}
	want := "موتمر وزير\n\nبلد غدير\n"
	if got := CommonStems(articles).String(); got != want {
		t.Errorf("CommonStems = %q, want %q", got, want)
	}
}
