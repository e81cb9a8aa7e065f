package news

// A Segment is a part of the index of prints that is kept in a file of its own:
// the articles of a range of ids whose prints are of one scheme.
type Segment struct {
	FirstID  int64
	LastID   int64
	Articles int
	Scheme   string
	File     string // its name in the folder of the index
	Checksum uint64 // of its whole content
}

// A Settled is an article and the story it belongs to now.
type Settled struct {
	ArticleID int64
	StoryID   int64
}
