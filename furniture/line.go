package furniture

import "sada/news"

// Short names for what package news defines.
type (
	// A Line is a line of an outlet's furniture.
	Line = news.Line
	// A Push is a headline to which an outlet sends its readers.
	Push = news.Push
)

const (
	whole   = news.WholeLine
	label   = news.LineLabel
	opening = news.LineOpening
	ending  = news.LineEnding
	titles  = news.LineTitle

	head     = news.LineHead
	tail     = news.LineTail
	anywhere = news.LineAnywhere
)

// Window is how many articles of an outlet its furniture is learned from: the
// latest. At 30 articles a day that is two weeks.
const Window = 400
