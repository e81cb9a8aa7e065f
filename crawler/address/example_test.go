package address_test

import (
	"fmt"

	"sada/crawler/address"
)

func ExampleCanonical() {
	for _, raw := range []string{
		"http://www.sadaa.example/news/551/?utm_source=rss",
		"https://m.sadaa.example/news/551?amp=1#top",
	} {
		a, _ := address.Canonical(raw)
		fmt.Println(a)
	}
	// Output:
	// https://sadaa.example/news/551
	// https://sadaa.example/news/551
}

func ExampleMerge() {
	fmt.Println(address.Merge("https://sadaa.example/print/551", "/news/551"))
	fmt.Println(address.Merge("https://sadaa.example/print/551", "https://nida.example/news/551"))
	// Output:
	// https://sadaa.example/news/551 true
	//  false
}

func ExampleRedact() {
	fmt.Println(address.Redact("https://reader:hunter2@sadaa.example/rss?section=2&token=f00"))
	// Output: https://***@sadaa.example/rss?section=2&token=***
}
