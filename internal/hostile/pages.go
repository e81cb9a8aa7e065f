package hostile

import "strings"

// A Page is a document that is made to do harm once it is parsed.
type Page struct {
	Name  string
	Does  string
	Body  string
	State string // of the entry whose page it is: filed, skipped or pending
	Says  string // words in its reason
}

// Pages are documents of HTML that do harm. article is the inside of a body
// element that holds a report; private is an address that may not be reached,
// other one of another site.
func Pages(article, private, other string) []Page {
	whole := func(head, body string) string {
		return "<!doctype html><html lang=ar><head><meta charset=utf-8>" + head + "</head><body>" + body + "</body></html>"
	}
	around := func(open, end string, n int) string {
		return whole("", strings.Repeat(open, n)+article+strings.Repeat(end, n))
	}
	return []Page{
		{"100,000 levels", "nests 100,000 elements", around("<div>", "</div>", 100_000), "skipped", "nested too deep"},
		{"100,000 open elements", "opens 100,000 elements and closes none", around("<div><b>", "", 50_000), "skipped", "nested too deep"},
		{"100,000 tables", "nests 100,000 tables", around("<table><tr><td>", "", 100_000), "skipped", ""},
		{"100,000 links", "nests 100,000 links", around("<a href=/>", "", 100_000), "skipped", ""},
		{"100,000 formatting elements", "opens 100,000 elements that the parser opens anew in each paragraph", around("<b><i><font>", "<p>", 30_000), "skipped", ""},
		{"400,000 paragraphs", "has 400,000 paragraphs", whole("", strings.Repeat("<p>نص</p>", 400_000)+article), "skipped", "too large"},
		{"a line of 50 MB", "is one line of 50 MB", whole("", "<p>"+strings.Repeat("نص ", 10_000_000)), "skipped", "too large"},
		{"a word of 4 MB", "has a word of 4 MB", whole("", "<p>"+strings.Repeat("س", 2<<20)), "skipped", "too large"},
		{"a million attributes", "gives one element a million attributes", whole("", "<p"+strings.Repeat(" a", 1_000_000)+">"+article), "filed", ""},
		{"an attribute of 4 MB", "has an attribute of 4 MB", whole("", `<p class="`+strings.Repeat("x ", 2<<20)+`">`+article), "filed", ""},
		{"a comment without end", "opens a comment and never closes it", whole("", "<!-- "+article), "skipped", "no text"},
		{"a script without end", "opens a script and never closes it", whole("", "<script>"+article), "skipped", "no text"},
		{"100,000 levels of JSON", "nests 100,000 levels in JSON-LD", whole(`<script type="application/ld+json">`+strings.Repeat(`{"a":[`, 100_000)+`</script>`, article), "filed", ""},
		{"a title of 1 MB", "has a title of 1 MB", whole("<title>"+strings.Repeat("طويل ", 100_000)+"</title>", article), "filed", ""},
		{"NUL in every word", "puts NUL into its words", strings.ReplaceAll(whole("", article), " ", "\x00 "), "filed", ""},
		{"refresh to a private address", "sends browsers to a private address by meta refresh (not followed)", whole(`<meta http-equiv=refresh content="0;url=`+private+`">`, article), "filed", ""},
		{"canonical at a private address", "names a private address as its own (not believed)", whole(`<link rel=canonical href="`+private+`"><link rel=amphtml href="`+private+`">`, article), "filed", ""},
		{"canonical of another site", "names another site's article as its own (not believed)", whole(`<link rel=canonical href="`+other+`"><meta property="og:url" content="`+other+`">`, article), "filed", ""},
		{"a base of javascript", "sets a base of javascript: and links of data: and file:", whole(`<base href="javascript:alert(1)//">`, article+`<p><a href="data:text/html,x">رابط</a> <a href="file:///etc/passwd">رابط</a></p>`), "filed", ""},
		{"a PDF", "is a PDF under the type of a page", "%PDF-1.7\n" + strings.Repeat("1 0 obj\n", 100), "skipped", "not HTML"},
		{"an image", "is an image under the type of a page", "\x89PNG\r\n\x1a\n" + strings.Repeat("\x00\x01", 500), "skipped", "not HTML"},
		{"nothing but white space", "holds nothing but white space", strings.Repeat(" \n", 1000), "skipped", ""},
		{"nothing but a shell", "holds scripts and an empty element", whole(`<script src="/app.js"></script>`, `<div id="app"></div>`), "skipped", "no text"},
	}
}
