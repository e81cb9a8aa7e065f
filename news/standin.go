package news

// A StandInKind says what an outlet showed in a report's place.
type StandInKind string

// The kinds of page that stand in a report's place, and of those that were
// looked at because they might.
const (
	StandInLogin  StandInKind = "login wall"  // asks the reader to log in or subscribe
	StandInCookie StandInKind = "cookie wall" // asks for cookies, scripts or a proof of being human
	StandInGone   StandInKind = "soft 404"    // says that there is no such page, under a status that says there is
	StandInFront  StandInKind = "front page"  // the outlet's front page, to which the address led
	StandInSame   StandInKind = "same page"   // the page that other addresses show as well
	StandInDoubt  StandInKind = "doubt"       // does not speak of its headline; others of the outlet are still to be read
	StandInUnlike StandInKind = "unlike"      // does not speak of its headline, and is a report like no other
)

// Counts reports whether a page of this kind is known to be no report.
func (k StandInKind) Counts() bool { return k != "" && k != StandInDoubt && k != StandInUnlike }

// A StandIn is a page of an entry that does not speak of the entry's headline.
type StandIn struct {
	EntryID int64
	Address string // of the entry, canonical
	Title   string // of the entry
	Kind    StandInKind
	Sketch  []uint64 // some of its words, by which it is known again
	Why     string   // in words
}

// A StandInCount says how many entries of a feed got a page of one kind.
type StandInCount struct {
	FeedID int64
	Kind   StandInKind
	Pages  int
}
