package robots_test

import (
	"fmt"

	"sada/crawler/robots"
)

func ExampleRules_Allowed() {
	rules := robots.Parse([]byte("User-agent: *\nDisallow: /مسودات/\n"))
	fmt.Println(rules.Allowed("sada/1.0", "/%D9%85%D8%B3%D9%88%D8%AF%D8%A7%D8%AA/7"))
	fmt.Println(rules.Allowed("sada/1.0", "/news/7"))
	// Output:
	// false line 2: Disallow: /مسودات/
	// true
}
