package arabic

import "html"

// Headline cleans a headline: character references of HTML are resolved
// («&quot;هدنة&quot; في المدينة»), which files from scrapers and databases keep, and
// what [OneLine] takes out is taken out.
func Headline(s string) string { return OneLine(html.UnescapeString(s)) }
