package eval_test

import (
	"fmt"
	"strings"
	"time"

	"sada/eval"
)

// Four articles of two stories, filed under three: one pair of the two that
// belong together was joined, and nothing else.
func ExampleGrade() {
	truth := []string{"flood", "flood", "strike", "strike"}
	story := []int64{1, 1, 2, 3}
	s := eval.Grade(truth, story)
	fmt.Printf("precision %.2f recall %.2f\n", s.Precision, s.Recall)
	fmt.Printf("B-cubed precision %.2f recall %.2f\n", s.BCubedPrecision, s.BCubedRecall)
	// Output:
	// precision 1.00 recall 0.50
	// B-cubed precision 1.00 recall 0.75
}

// Two days of the gold price were filed under one story.
func ExampleWrongJoins() {
	family := []string{"gold", "gold", "gold"}
	truth := []string{"saturday", "sunday", "monday"}
	for _, f := range eval.WrongJoins(family, truth, []int64{1, 1, 2}) {
		fmt.Printf("%s: %d of %d pairs joined\n", f.Family, f.Joined, f.Pairs)
	}
	// Output: gold: 1 of 3 pairs joined
}

// An edit depends on the seed, its kind and the text, on nothing else.
func ExampleNewsroom_Edit() {
	room := eval.NewNewsroom(1, nil)
	t := eval.Text{Title: "أمطار", Paragraphs: []string{"بلغ المطر 12 مليمترًا.", "سالت أودية.", "نجا الجميع."}}
	fmt.Println(room.Edit(eval.Digits, t).Paragraphs[0])
	// Output: بلغ المطر ١٢ مليمترًا.
}

// Two instances of a formula are two events in the same words.
func ExampleFormula_Story() {
	day := time.Date(2026, 3, 7, 0, 0, 0, 0, time.UTC)
	for _, f := range eval.Formulas() {
		if f.Family == "gold" {
			fmt.Println(f.Story(1, 0, day).Title)
			fmt.Println(f.Story(1, 1, day.AddDate(0, 0, 1)).Title)
		}
	}
	// Output:
	// أسعار الذهب اليوم السبت 7 مارس 2026 في أسواق المرجان
	// أسعار الذهب اليوم الأحد 8 مارس 2026 في أسواق المرجان
}

func ExampleReadArticles() {
	in := strings.NewReader(`{"id":"a-1","outlet":"fanar","title":"عنوان","published":"2026-03-01 07:30:00","text":"فقرة"}`)
	for a, err := range eval.ReadArticles(in) {
		if err != nil {
			fmt.Println(err)
			return
		}
		at, err := a.At()
		fmt.Println(a.ID, a.Outlet, at.Format(time.RFC3339), err)
	}
	// Output: a-1 fanar 2026-03-01T07:30:00Z <nil>
}
