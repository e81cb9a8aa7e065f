// Package furniture learns which lines of an outlet's articles belong to its
// pages and not to its reports: share and subscribe lines, lists of tags,
// datelines in a line of their own, addresses for letters to a columnist, and
// lines that send the reader to another article. It knows no word of them:
// what it goes by is how often a line returns, where it stands, how different
// the articles around it are, whether other outlets print it too, and whether
// its text is the headline of another article.
//
// It removes nothing. A learned line carries the counts and examples it rests
// on, and where one is found in an article the block says by its kind that it
// is not compared, and by its reason which line it was. A line that could as
// well be part of a report stays: losing one is worse than keeping a line of
// furniture.
//
// The package knows no SQL and no HTTP.
package furniture
