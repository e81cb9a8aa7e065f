package sqlite

import (
	"cmp"
	"slices"
	"time"

	"sada/news"
)

// A roster holds the members of stories as they will stand once what was decided
// is written: of the stories that were asked for or opened in a transaction, each
// with the canonical member first, then by At and id. So whoever decides next need
// not wait for the rows.
type roster struct {
	stories map[int64][]news.Member
	of      map[int64]int64 // article -> its story, of all of these
}

func newRoster() roster {
	return roster{stories: map[int64][]news.Member{}, of: map[int64]int64{}}
}

// keep takes note of a story as it was read, with all before it written.
func (r roster) keep(story int64, members []news.Member) {
	r.stories[story] = slices.Clone(members)
	for _, m := range members {
		r.of[m.ArticleID] = story
	}
}

// members returns a story, if it is known.
func (r roster) members(story int64) ([]news.Member, bool) {
	members, ok := r.stories[story]
	return slices.Clone(members), ok
}

// enter gives a new article its place in its story, if that is known or new. The
// stories that open beside it are known to be empty.
func (r roster) enter(f *news.Filing) {
	if f.Opened {
		r.stories[f.Variant.StoryID] = nil
	}
	for _, id := range f.Split {
		r.stories[id] = nil
	}
	r.put(memberOf(f))
}

// put adds a member to its story. Where that is not known, it stays so.
func (r roster) put(m news.Member) {
	members, ok := r.stories[m.StoryID]
	if !ok {
		delete(r.of, m.ArticleID)
		return
	}
	r.stories[m.StoryID] = append(members, m)
	r.of[m.ArticleID] = m.StoryID
}

// move gives a member another place, and returns the story that it leaves; 0 where
// that is not known: then the one that it comes to isn't any more.
func (r roster) move(v news.Variant) (left int64) {
	left, ok := r.of[v.ArticleID]
	if !ok {
		for _, m := range r.stories[v.StoryID] {
			delete(r.of, m.ArticleID)
		}
		delete(r.stories, v.StoryID)
		return 0
	}
	members := r.stories[left]
	i := slices.IndexFunc(members, func(m news.Member) bool { return m.ArticleID == v.ArticleID })
	m := members[i]
	r.stories[left] = slices.Delete(members, i, i+1)
	m.StoryID, m.Relation = v.StoryID, v.Relation
	r.put(m)
	return left
}

// settle puts a story in order. One that lost its canonical member is shown by the
// earliest, as recount has it.
func (r roster) settle(story int64) {
	members := r.stories[story]
	slices.SortFunc(members, func(a, b news.Member) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), a.At.Compare(b.At), cmp.Compare(a.ArticleID, b.ArticleID))
	})
	if len(members) > 0 {
		members[0].Relation = news.Canonical
	}
}

func rank(m news.Member) int {
	if m.Relation == news.Canonical {
		return 0
	}
	return 1
}

// memberOf is a new article as it will be read.
func memberOf(f *news.Filing) news.Member {
	a := f.Article
	return news.Member{
		ArticleID: a.ID, StoryID: f.Variant.StoryID, OutletID: a.Outlet.ID, At: a.At().UTC().Truncate(time.Millisecond), Relation: f.Variant.Relation,
		Credit: clean(a.Credit.Agency), Title: a.Title, Words: countWords(hashedWords(f)), Print: f.Print,
	}
}
