package news

import "time"

// A Refiling is one stored article as it was filed anew.
type Refiling struct {
	Variant        // its place; ArticleID is set, StoryID is that of its Regrouping
	Outside bool   // it lies outside the replayed time: print, words and links stay as they are
	Print   Print  // without Scheme: the stored one stays, and so do the words
	Folded  Folded // for search; empty without Print

	Remarked bool    // its blocks are others, and with them its text: Blocks, Pushes and Print are to be stored
	Blocks   []Block // all of them
	Pushes   []Push

	Links []Link // to articles of other stories, as the later of the two; empty if Outside
}

// A Regrouping is one story as it was filed anew. Stored members that it does
// not name stay as they are.
type Regrouping struct {
	StoryID     int64 // the stored story that it goes on; 0 for a new one
	CanonicalID int64
	Members     []Refiling
}

// A RulingKind says what a person decided about a story.
type RulingKind string

// The kinds of ruling.
const (
	Merge RulingKind = "merge" // two stories are one
	Split RulingKind = "split" // an article is no part of a story
	Pin   RulingKind = "pin"   // an article is the one that shows its story
)

// A Ruling is what a person decided about a story. Stories are made anew by a
// replay, articles are not: so a ruling names the story by the article that
// showed it at the time.
type Ruling struct {
	ID             int64
	At             time.Time
	Kind           RulingKind
	StoryID        int64
	CanonicalID    int64 // the article that showed StoryID at the time, one other than ArticleID; 0 if unknown
	OtherID        int64 // the story merged in or split off; 0 if none
	OtherCanonical int64 // the article that showed OtherID at the time; 0 if unknown
	ArticleID      int64 // the one split off or pinned; 0 if none
}

// A Move is an article that came into another story.
type Move struct {
	ArticleID int64
	From      int64 // story
	To        int64 // story
	Title     string
}

// Changes say what became of the stored stories when articles were filed anew.
type Changes struct {
	Moved        int    // articles that came into another story
	Rejudged     int    // articles that stand otherwise in the story they had: relation or parent
	Reprinted    int    // articles whose print is another
	Remarked     int    // articles in which other lines are furniture
	Kept         int    // stories that go on
	Created      int    // new stories
	Removed      int    // stories that lost all their articles
	Canonicals   int    // stories shown by another article
	LinksAdded   int    // links between articles of two stories that were none
	LinksRemoved int    // links that are none any more
	Moves        []Move // the first MaxMoves articles moved
}

// MaxMoves bounds the moves told one by one: what a person reads at a glance.
const MaxMoves = 20

// A PrintCount says how many articles carry prints of a scheme.
type PrintCount struct {
	Scheme   string
	Articles int64
}
