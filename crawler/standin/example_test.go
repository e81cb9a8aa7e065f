package standin_test

import (
	"fmt"

	"sada/crawler/standin"
	"sada/news"
)

// An outlet shows a login form for two reports. The first page is doubted; beside
// it the second is known for what it is.
func Example() {
	form := "مرحبا بك من جديد. أدخل بريدك الإلكتروني وكلمة المرور لتتابع القراءة، أو أنشئ حسابا."
	first := standin.Read(standin.Page{Entry: 1, Address: "https://nibras.example/1", Title: "افتتاح جسر الزيتون", Headline: "نبراس", Text: form})
	fmt.Println(first.Doubted(), first.Judge(nil, false).Kind)

	seen := []news.StandIn{{EntryID: 1, Address: "https://nibras.example/1", Title: "افتتاح جسر الزيتون", Kind: news.StandInDoubt, Sketch: first.Judge(nil, false).Sketch}}
	second := standin.Read(standin.Page{Entry: 2, Address: "https://nibras.example/2", Title: "ارتفاع أسعار القمح", Headline: "نبراس", Text: form})
	fmt.Println(second.Judge(seen, false).Why)
	// Output:
	// true doubt
	// no report: the outlet shows the same page under 2 addresses
}
