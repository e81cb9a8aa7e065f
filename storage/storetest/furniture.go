package storetest

import (
	"math"
	"strings"
	"testing"

	"sada/news"
	"sada/storage"
)

var furniturePromises = []promise{
	{"Lesson", furnitureLesson},
	{"Latest", furnitureLatest},
	{"Headlines", furnitureHeadlines},
	{"Revision", furnitureRevision},
	{"Remark", furnitureRemark},
}

// furnitureLesson: what was learned is read back, and what is stored since is
// counted.
func furnitureLesson(t *testing.T, s storage.Store) {
	read := func() news.Lesson {
		t.Helper()
		l, err := s.Lesson(background(), rabwa.Name)
		must(t, err)
		return l
	}
	same(t, "lesson of an outlet that is not stored", read(), news.Lesson{})
	fileAlone(t, s, article(rabwa, 1), article(rabwa, 2), article(manara, 3))
	same(t, "lesson of an outlet never learned", read(), news.Lesson{New: 2})

	lines := []news.Line{
		{
			Rule: news.LineLabel, Words: "اقرا ايضا", Kind: news.BlockPromo, Place: news.LineAnywhere, State: news.LineLearned, Why: "لافتة",
			Articles: 7, Of: 9, Examples: []int64{1, 2}, Sample: "اقرأ أيضا: عنوان", First: noon, Last: after(10),
		},
		{Rule: news.LineEnding, Words: "الربوه", Kind: news.BlockFurniture, Place: news.LineHead, State: news.LineRefused, Articles: 5, Of: 9},
	}
	lines[0].Last = after(0)
	must(t, s.SaveLesson(background(), rabwa.Name, lines))
	same(t, "lesson", read(), news.Lesson{Lines: lines, Stored: 2})
	fileAlone(t, s, article(rabwa, 4), article(manara, 5))
	must(t, s.SaveLesson(background(), manara.Name, nil))
	same(t, "lesson after another article", read(), news.Lesson{Lines: lines, Stored: 2, New: 1})
	must(t, s.SaveLesson(background(), rabwa.Name, lines[1:]))
	same(t, "lesson learned anew", read(), news.Lesson{Lines: lines[1:], Stored: 3})
}

// furnitureLatest: the latest articles come with all of their blocks.
func furnitureLatest(t *testing.T, s storage.Store) {
	first, second, other := article(rabwa, 1), article(rabwa, 2), article(manara, 3)
	second.Blocks = append(second.Blocks, news.Block{Kind: news.BlockFurniture, Text: "تابعنا", Why: "learned"})
	fileAlone(t, s, first, second, other)
	latest, err := s.Latest(background(), rabwa.Name, false, 1)
	must(t, err)
	if len(latest) != 1 {
		t.Fatalf("Latest with limit 1: %d articles", len(latest))
	}
	got := latest[0]
	same(t, "id, title, byline", []any{got.ID, got.Title, got.Byline}, []any{second.ID, second.Title, second.Byline})
	same(t, "blocks", got.Blocks, second.Blocks)
	same(t, "time", got.At(), second.At())
	latest, err = s.Latest(background(), rabwa.Name, true, 10)
	must(t, err)
	if len(latest) != 1 || latest[0].ID != other.ID {
		t.Errorf("Latest of the others: %v, want article %d alone", latest, other.ID)
	}
}

// furnitureHeadlines: headlines and pushes are stored with their article, in its
// transaction.
func furnitureHeadlines(t *testing.T, s storage.Store) {
	look := func(outlet string, key uint64) int64 {
		t.Helper()
		id, err := s.HeadlineOf(background(), outlet, key, math.MaxInt64)
		must(t, err)
		return id
	}
	const key = 1<<63 + 5 // as large as hashes are
	same(t, "headline in an empty store", look(rabwa.Name, key), int64(0))
	first := &news.Filing{Article: article(rabwa, 1), Headline: key}
	must(t, s.File(background(), []*news.Filing{first}, alone))
	pushes := []news.Push{{Label: "اقرأ أيضا", Title: "عنوان", To: first.Article.ID}, {Title: "عنوان آخر"}}
	second := &news.Filing{Article: article(rabwa, 2), Pushes: pushes}
	must(t, s.File(background(), []*news.Filing{second}, alone))
	same(t, "headline", look(rabwa.Name, key), first.Article.ID)
	id, err := s.HeadlineOf(background(), rabwa.Name, key, first.Article.ID-1)
	must(t, err)
	same(t, "headline up to the article before", id, int64(0))
	last, err := s.LastArticle(background())
	must(t, err)
	same(t, "last article", last, second.Article.ID)
	same(t, "headline of another outlet", look(manara.Name, key), int64(0))
	got, err := s.Pushes(background(), second.Article.ID)
	must(t, err)
	same(t, "pushes", got, pushes)
	outlets, err := s.Outlets(background())
	must(t, err)
	if len(outlets) != 1 || outlets[0].Pushes != 2 || outlets[0].Articles != 2 {
		t.Errorf("Outlets: %+v, want one with 2 articles and 2 pushes", outlets)
	}
}

// furnitureRevision: a page whose lines are only marked otherwise has not
// changed.
func furnitureRevision(t *testing.T, s storage.Store) {
	f := sync(t, s, feed("news", rabwa))["news"]
	savePoll(t, s, poll(f, noon, entry(1)))
	entries, err := s.Pending(background(), after(0), 0)
	must(t, err)
	read := func(blocks ...news.Block) bool {
		t.Helper()
		a := article(rabwa, 1)
		a.Blocks = blocks
		filing := &news.Filing{Article: a, EntryID: entries[0].ID}
		must(t, s.File(background(), []*news.Filing{filing}, alone))
		return filing.Revised
	}
	read(news.Block{Kind: news.BlockLead, Text: "خبر طويل. وسوم جسر نهر"})
	if read(news.Block{Kind: news.BlockLead, Text: "خبر طويل."}, news.Block{Kind: news.BlockFurniture, Text: "وسوم جسر نهر"}) {
		t.Error("a line that became furniture counts as a revision")
	}
	if !read(news.Block{Kind: news.BlockLead, Text: "خبر أطول."}, news.Block{Kind: news.BlockFurniture, Text: "وسوم جسر نهر"}) {
		t.Error("another text counts as none")
	}
}

// furnitureRemark: an article whose lines are marked otherwise has another text,
// and the links of articles that were not filed anew point at the same words.
func furnitureRemark(t *testing.T, s storage.Store) {
	a, later := article(rabwa, 1), article(manara, 2)
	a.Blocks = []news.Block{
		{Kind: news.BlockLead, Text: "الربوة"}, {Kind: news.BlockBody, Text: "افتتح الوزير الجسر. وسوم جسر نهر"}, {Kind: news.BlockBody, Text: "ثم عاد"},
	}
	v := fileAlone(t, s, a)[0].Variant
	at := func(text, part string) int { return strings.Index(text, part) }
	was := a.Text()
	opens, _ := alone(background(), nil, nil)
	opens.Links = []news.Link{{OtherID: a.ID, Verdict: news.Verdict{Kind: news.Partial, Score: 0.5, Spans: []news.Span{
		{AStart: 0, AEnd: 5, BStart: at(was, "الوزير"), BEnd: at(was, " نهر")},
		{AStart: 6, AEnd: 9, BStart: at(was, "ثم"), BEnd: len(was)},
		{AStart: 6, AEnd: 9, BStart: 0, BEnd: 6},
	}}}}
	fileAs(t, s, later, opens)

	m := refiling(a, 0)
	m.Remarked, m.Pushes = true, []news.Push{{Title: "عنوان"}}
	m.Blocks = []news.Block{
		{Kind: news.BlockFurniture, Text: "الربوة", Why: "learned"},
		{Kind: news.BlockLead, Text: "افتتح الوزير الجسر."},
		{Kind: news.BlockFurniture, Text: "وسوم جسر نهر", Why: "learned"},
		{Kind: news.BlockBody, Text: "ثم عاد"},
	}
	m.Folded.Text = fold("افتتح الوزير الجسر. ثم عاد")
	again := func(dry bool) news.Changes {
		return regroup(t, s, dry, news.Regrouping{StoryID: v.StoryID, CanonicalID: a.ID, Members: []news.Refiling{m}})
	}
	same(t, "dry", again(true), news.Changes{Kept: 1, Remarked: 1})
	same(t, "changes", again(false), news.Changes{Kept: 1, Remarked: 1})

	now, err := s.Article(background(), a.ID)
	must(t, err)
	text := "افتتح الوزير الجسر.\nثم عاد"
	same(t, "text", now.Text, text)
	same(t, "blocks", now.Blocks, m.Blocks)
	same(t, "words", now.Words, 5)
	same(t, "found by its furniture", len(drain(t, s.Search(background(), news.SearchQuery{Text: "وسوم"}))), 0)
	links, err := s.Links(background(), later.ID)
	must(t, err)
	same(t, "spans", links[0].Spans, []news.Span{
		{AStart: 0, AEnd: 5, BStart: at(text, "الوزير"), BEnd: at(text, "\n")},
		{AStart: 6, AEnd: 9, BStart: at(text, "ثم"), BEnd: len(text)},
	})
	pushes, err := s.Pushes(background(), a.ID)
	must(t, err)
	same(t, "pushes", pushes, m.Pushes)
}
