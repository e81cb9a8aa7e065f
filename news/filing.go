package news

import "time"

// A Filing is one article on its way into the store, and what became of it.
type Filing struct {
	Article *Article // ID is filled in by the store
	Print   Print
	Folded  Folded // for search
	EntryID int64  // entry that this article closes in the same transaction; 0 if none
	Check   *Check // when its page is to be read again; nil if it has none. ArticleID may be 0

	Headline uint64 // key of the headline, by which a line of another article is known for it; 0 for none
	Pushes   []Push // headlines to which it sends its readers

	Known   bool    // the address was stored already; Article.ID says where
	Revised bool    // it was stored already, and its text had changed since
	Opened  bool    // it opened a story of its own
	Variant Variant // how it was filed
	Split   []int64 // stories opened for members that left: -1 of the decision, -2 ...
}

// Folded is text in which all spellings of a word are one, for search.
type Folded struct {
	Title string
	Text  string
}

// A Host is what is remembered of a host between runs.
type Host struct {
	Name          string // lower case, with port where it isn't the default
	RobotsStatus  int    // HTTP status of robots.txt; 0 if it could not be reached
	RobotsBody    string
	RobotsFetched time.Time // zero if never
	RobotsExpires time.Time
	Pace
}

// A Pace is what is remembered of how a host is to be asked.
type Pace struct {
	Asked   time.Time     // when the last request was sent; zero if never
	Slow    time.Duration // gap that slow or failing answers have earned it; 0 for none
	RetryAt time.Time     // the host asked for no request before; zero if it did not
}

// A StoryQuery selects stories.
type StoryQuery struct {
	Since      time.Time // LastSeen not before; zero for all
	MinOutlets int
	Text       string // folded words, all of which a member must hold; empty for all
	Largest    bool   // those with most articles first, not the latest
	Limit      int    // 0 for all
}

// A SearchQuery selects articles by their words.
type SearchQuery struct {
	Text  string // folded words; each must occur
	Raw   bool   // Text is FTS5 syntax, given as it is
	Limit int    // 0 for all
}

// A Stored is an article as read back: the article, its place in a story, and
// the text as it was compared.
type Stored struct {
	Article
	Variant   Variant
	Gone      time.Time // when its page was found to be there no more; zero while it is there
	Revisions int       // later versions that are kept of it
	Text      string    // Article.Text; Blocks may be left out
	SimHash   uint64
	Words     int
	Print     Print // left out but where it is promised
}

// StoryMembers is a story with those that belong to it.
type StoryMembers struct {
	Story
	OutletNames []string // in order of the first member of each
	Members     []int64  // article ids, canonical first, then by At and id
}

// Counts says how much a store holds.
type Counts struct {
	Feeds    int64 `json:"feeds"`
	Entries  int64 `json:"entries"`
	Pending  int64 `json:"pending"`
	Articles int64 `json:"articles"`
	Stories  int64 `json:"stories"`
}
