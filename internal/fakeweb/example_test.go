package fakeweb_test

import (
	"fmt"
	"net/http"
	"time"

	"sada/internal/fakeweb"
)

// The press is polled like the web, and then asked what the truth was.
func Example() {
	press, err := fakeweb.Start(fakeweb.Options{Now: time.Date(2026, time.March, 14, 9, 30, 0, 0, time.UTC), Port: fakeweb.EphemeralPort})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer press.Close()
	resp, err := http.Get(press.Feeds()[0].URL)
	if err != nil {
		fmt.Println(err)
		return
	}
	resp.Body.Close()
	http.DefaultClient.CloseIdleConnections()

	first := press.Stories()[0]
	fmt.Println(resp.Status, press.Requests()[0].Path)
	fmt.Println(first.Slug, "in", len(first.Articles), "outlets")
	for _, a := range first.Articles[:3] {
		fmt.Println(a.Outlet, a.Relation, a.Published.Sub(first.Articles[0].Published))
	}
	// Output:
	// 200 OK /ar/atom.xml
	// solar-farm in 9 outlets
	// mada.example origin 0s
	// manara.example copy 7m0s
	// nibras.example copy 19m0s
}

func ExampleOriginals() {
	for _, o := range fakeweb.Originals() {
		if o.Series == "gold" {
			fmt.Println(o.Slug, "|", o.Title)
		}
	}
	// Output:
	// gold-saturday | أسعار الذهب اليوم السبت في أسواق قصر الرمان
	// gold-sunday | أسعار الذهب اليوم الأحد في أسواق قصر الرمان
}
