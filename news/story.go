package news

import (
	"context"
	"errors"
	"iter"
	"time"
)

// Errors that callers branch on.
var (
	ErrNotFound  = errors.New("not found")
	ErrAmbiguous = errors.New("more than one matches")
	ErrKnown     = errors.New("already stored")
)

// A Print is what is kept of an article's text for comparison.
type Print struct {
	Scheme   string   // name and version of the method, such as "sada/2"
	SimHash  uint64   // over the stems of the text (Charikar 2002)
	Passages []uint64 // winnowed hashes of runs of stems (Schleimer, Wilkerson, Aiken 2003), sorted, distinct
	Extra    []byte   // what else the scheme keeps, in its own encoding
}

// A Relation says how an article stands to the canonical article of its story,
// or to another article.
type Relation string

// The relations between two articles.
const (
	Canonical Relation = "canonical" // the article that its story is shown by
	Copy      Relation = "copy"      // the same text, or all but a few words of it
	Repost    Relation = "repost"    // an edited copy, a truncation, or an excerpt wholly inside
	Update    Relation = "update"    // the same developing story, with facts moved
	Partial   Relation = "partial"   // real copied passages, other reporting besides: linked, never joined
	Series    Relation = "series"    // another instance of a formula: linked, never joined
	None      Relation = "none"
)

// Joined reports whether articles that stand so to each other belong to one
// story.
func (r Relation) Joined() bool { return r == Canonical || r == Copy || r == Repost || r == Update }

// A Verdict says how article A stands to article B, and why.
type Verdict struct {
	Kind      Relation `json:"kind"`
	Score     float64  `json:"score"`      // 0 to 1
	CoverageA float64  `json:"coverage_a"` // share of A's text found in B
	CoverageB float64  `json:"coverage_b"` // share of B's text found in A
	Why       string   `json:"why"`        // for a person
	Spans     []Span   `json:"spans,omitempty"`
}

// A Span is a passage that two texts share: byte offsets into Article.Text of
// each.
type Span struct {
	AStart int `json:"a_start"`
	AEnd   int `json:"a_end"`
	BStart int `json:"b_start"`
	BEnd   int `json:"b_end"`
}

// A Member is an article as the tracker sees it while it files another: what is
// needed to compare, nothing more.
type Member struct {
	ArticleID int64
	StoryID   int64
	OutletID  int64
	At        time.Time // Article.At
	Relation  Relation
	Credit    string // agency credited; empty if none
	Title     string
	Words     int // in the compared text
	Print     Print
}

// A Wording is what others are compared with of a filed article. Filing others
// never changes it.
type Wording struct {
	OutletID int64
	At       time.Time // Article.At
	Credit   string    // agency credited; empty if none
	Title    string
	Text     string // Article.Text
}

// A Variant is the place of an article in a story.
type Variant struct {
	ArticleID int64
	StoryID   int64
	ParentID  int64 // the article it was judged against; 0 for a canonical one
	Relation  Relation
	Score     float64
	CoverageA float64 // share of this article found in the parent
	CoverageB float64 // share of the parent found in this article
	Why       string
	Scheme    string
	FiledAt   time.Time
}

// A Link joins two articles that share passages but belong to two stories.
type Link struct {
	ArticleID int64 // the later filed
	OtherID   int64
	Verdict
}

// A StoryLink is a link as one of the two stories sees it: ArticleID is its own
// member, whichever was filed later, OtherID the article of the other story.
type StoryLink struct {
	Link
	Other Story
}

// A Decision is what is to be stored of how an article was filed.
type Decision struct {
	Variant           // StoryID 0 opens a new story
	CanonicalID int64 // the story's canonical article after this one joined; 0 means this one
	// Moved are members whose place changes because of this one. ParentID 0 means
	// this one, StoryID 0 its story, -1, -2 and so on new stories of those that leave.
	Moved []Variant
	Links []Link
}

// A Story is a group of articles that carry one report.
type Story struct {
	ID          int64
	CanonicalID int64
	Title       string // of the canonical article
	Outlets     int    // distinct outlets
	Articles    int
	Texts       int       // distinct texts among them, copies counted once
	FirstSeen   time.Time // earliest At of its members
	LastSeen    time.Time // latest At of its members
}

// A Desk is the store as seen from inside the one transaction that files an
// article.
type Desk interface {
	// FiledAfter yields every article whose id is greater than after and whose
	// At lies not before since, in order of id. Titles are left empty.
	FiledAfter(ctx context.Context, after int64, since time.Time) iter.Seq2[Member, error]
	// Members returns the members of a story, the canonical one first, then by
	// At and id.
	Members(ctx context.Context, story int64) ([]Member, error)
	// Member returns one filed article.
	Member(ctx context.Context, article int64) (Member, error)
	// Wording returns what others are compared with of one filed article.
	Wording(ctx context.Context, article int64) (Wording, error)
	// Segments returns the parts of the index that are kept, in order of id: all
	// filed articles up to the last id whose prints are of their scheme. One that
	// a print has changed of since, and those after it, are not among them.
	Segments(ctx context.Context) ([]Segment, error)
	// Resettled returns the articles of the kept segments that have changed their
	// story since those were written, in order of id.
	Resettled(ctx context.Context) ([]Settled, error)
	// Decided reports whether a person decided something about a story.
	Decided(ctx context.Context, story int64) (bool, error)
}

// An Event is one line of the store's change stream.
type Event struct {
	Seq       int64
	At        time.Time
	Kind      string // story.created, variant.added, canonical.changed, …
	StoryID   int64
	ArticleID int64
	Payload   string // JSON
}
