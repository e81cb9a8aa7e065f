package news

import "time"

// A Check is the page of an article that is to be read again for edits.
type Check struct {
	ArticleID int64
	Entry     Entry  // that brought the article; its URL is asked for
	FinalURL  string // where the page was found, after redirects
	Validator        // of the page last read
	Bytes     int64  // of the page last read
	Checked   time.Time
	Next      time.Time // zero: not read again
	Gone      bool      // the server says that there is no such page any more
}
