package furniture

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"maps"
	"math"
	"slices"
	"sync"

	"github.com/zeebo/xxh3"

	"sada/news"
)

// A Book keeps what was learned, and the articles it is learned from.
type Book interface {
	// Lesson returns what is stored of an outlet; the zero Lesson if nothing.
	Lesson(ctx context.Context, outlet string) (news.Lesson, error)
	// SaveLesson stores the lines, as learned from all that is stored now.
	SaveLesson(ctx context.Context, outlet string, lines []news.Line) error
	// Latest returns the latest articles of an outlet, or with others those of
	// all other outlets, with their blocks.
	Latest(ctx context.Context, outlet string, others bool, limit int) ([]news.Article, error)
	// HeadlineOf returns the latest article of an outlet, of those up to the
	// article through, with that headline; 0 if there is none.
	HeadlineOf(ctx context.Context, outlet string, key uint64, through int64) (int64, error)
	// LastArticle returns the id of the article stored last; 0 if there is none.
	LastArticle(ctx context.Context) (int64, error)
	// CopiesOf returns the texts in which other outlets carry an article's story.
	CopiesOf(ctx context.Context, article int64) ([]string, error)
}

// A Tracker files articles under their stories.
type Tracker interface {
	Add(ctx context.Context, filings ...*news.Filing) error
	AddAll(ctx context.Context, batches iter.Seq2[[]*news.Filing, error], filed func([]*news.Filing)) error
}

// A Sorter marks the furniture in articles on their way to a Tracker, and
// learns from those that were filed. It may be used by several goroutines.
type Sorter struct {
	book    Book
	tracker Tracker
	vetoes  map[string][]string // by outlet

	mu      sync.Mutex
	outlets map[string]*outlet
}

// An outlet is what a Sorter knows of one.
type outlet struct {
	lesson news.Lesson
	marker *Marker
}

// NewSorter returns a Sorter. vetoes are lines, by outlet, that are no
// furniture whatever was learned: as they stand in an article, or as templates.
func NewSorter(book Book, tracker Tracker, vetoes map[string][]string) *Sorter {
	return &Sorter{book: book, tracker: tracker, vetoes: vetoes, outlets: map[string]*outlet{}}
}

// all is every article.
const all = math.MaxInt64

// Add marks the furniture in the articles, hands them on, and learns anew of
// those outlets that brought enough new ones.
func (s *Sorter) Add(ctx context.Context, filings ...*news.Filing) error {
	if err := s.mark(ctx, filings, all); err != nil {
		return err
	}
	if err := s.tracker.Add(ctx, filings...); err != nil {
		return err
	}
	learned, err := s.count(ctx, filings)
	s.adopt(learned)
	return err
}

func (s *Sorter) mark(ctx context.Context, filings []*news.Filing, through int64) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range filings {
		o, err := s.outlet(ctx, f.Article.Outlet.Name)
		if err != nil {
			return err
		}
		f.Headline = HeadlineKey(f.Article.Title)
		if f.Pushes, err = s.apply(ctx, o, f.Article, through); err != nil {
			return err
		}
	}
	return nil
}

// apply marks one article; what its headlines are looked up in may fail.
func (s *Sorter) apply(ctx context.Context, o *outlet, a *news.Article, through int64) (pushes []Push, err error) {
	o.marker.headlines = s.headlines(ctx, a.Outlet.Name, through, &err)
	pushes = o.marker.Apply(a)
	return pushes, err
}

// HeadlineKey is the number by which a headline is found; 0 for one without
// words.
func HeadlineKey(title string) uint64 { return keyOf(Headline(title)) }

func keyOf(headline string) uint64 {
	if headline == "" {
		return 0
	}
	return xxh3.HashString(headline)
}

// headlines looks headlines up in the book; the first error is kept.
func (s *Sorter) headlines(ctx context.Context, name string, through int64, failed *error) Headlines {
	return func(key string) int64 {
		id, err := s.book.HeadlineOf(ctx, name, keyOf(key), through)
		if err != nil && *failed == nil {
			*failed = fmt.Errorf("look up a headline of outlet %s: %w", name, err)
		}
		return id
	}
}

// outlet returns what is known of an outlet, read once.
func (s *Sorter) outlet(ctx context.Context, name string) (*outlet, error) {
	if o := s.outlets[name]; o != nil {
		return o, nil
	}
	lesson, err := s.book.Lesson(ctx, name)
	if err != nil {
		return nil, fmt.Errorf("read furniture of outlet %s: %w", name, err)
	}
	Veto(lesson.Lines, s.vetoes[name])
	o := &outlet{lesson: lesson, marker: NewMarker(name, lesson.Lines, nil)}
	s.outlets[name] = o
	return o, nil
}

// firstLesson is the number of new articles from which an outlet is learned
// for the first time. Later it is when their number has trebled, at the latest
// when two windows are new: learning and marking are a twelfth of an import at most then
// (see docs/performance.md).
const firstLesson = 20

func due(l news.Lesson) bool { return l.New >= max(firstLesson, 2*min(l.Stored, Window)) }

// count takes note of what was filed, and learns where it is due. It returns
// the markers of the outlets that were learned.
func (s *Sorter) count(ctx context.Context, filings []*news.Filing) ([]*Marker, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var names []string
	for _, f := range filings {
		if name := f.Article.Outlet.Name; !f.Known {
			s.outlets[name].lesson.New++
			names = append(names, name)
		}
	}
	slices.Sort(names)
	var learned []*Marker
	for _, name := range slices.Compact(names) {
		if !due(s.outlets[name].lesson) {
			continue
		}
		m, err := s.learn(ctx, name, true)
		if err != nil {
			return learned, err
		}
		learned = append(learned, m)
	}
	return learned, nil
}

// adopt marks by what was learned from now on.
func (s *Sorter) adopt(learned []*Marker) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, m := range learned {
		s.outlets[m.outlet].marker = m
	}
}

// Save stores what was learned of every outlet that was learned of.
func (s *Sorter) Save(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, name := range slices.Sorted(maps.Keys(s.outlets)) {
		if err := s.save(ctx, name, s.outlets[name].lesson.Lines); err != nil {
			return err
		}
	}
	return nil
}

func (s *Sorter) save(ctx context.Context, name string, lines []Line) error {
	if err := s.book.SaveLesson(ctx, name, lines); err != nil {
		return fmt.Errorf("store furniture of outlet %s: %w", name, err)
	}
	return nil
}

// Learn learns the outlets of those names anew, due or not. Nothing of it is stored
// before Save.
func (s *Sorter) Learn(ctx context.Context, names ...string) error {
	for _, name := range names {
		s.mu.Lock()
		m, err := s.learn(ctx, name, false)
		s.mu.Unlock()
		if err != nil {
			return err
		}
		s.adopt([]*Marker{m})
	}
	return nil
}

func (s *Sorter) learn(ctx context.Context, name string, keep bool) (*Marker, error) {
	o, err := s.outlet(ctx, name)
	if err != nil {
		return nil, err
	}
	lines, err := s.lesson(ctx, name)
	if err != nil {
		return nil, fmt.Errorf("learn furniture of outlet %s: %w", name, err)
	}
	lines = merge(lines, o.lesson.Lines)
	Veto(lines, s.vetoes[name])
	if keep {
		if err := s.save(ctx, name, lines); err != nil {
			return nil, err
		}
	}
	o.lesson = news.Lesson{Lines: lines, Stored: o.lesson.Stored + o.lesson.New}
	return NewMarker(name, lines, nil), nil
}

// lesson learns from what is stored.
func (s *Sorter) lesson(ctx context.Context, name string) ([]Line, error) {
	own, err := s.book.Latest(ctx, name, false, Window)
	if err != nil {
		return nil, err
	}
	others := func() ([]Article, error) {
		found, err := s.book.Latest(ctx, name, true, Window/2)
		return fromNews(found), err
	}
	var failed error
	lines, err := Learn(Sample{
		Articles: fromNews(own), Others: others, Headlines: s.headlines(ctx, name, all, &failed),
		Copies: func(id int64) ([]string, error) { return s.book.CopiesOf(ctx, id) },
	})
	return lines, cmp.Or(err, failed)
}

func fromNews(articles []news.Article) []Article {
	out := make([]Article, len(articles))
	for i := range articles {
		out[i] = FromNews(&articles[i])
	}
	return out
}

// maxLines bounds what is kept of an outlet: the lines seen last.
const maxLines = 500

// merge returns the lines learned now and those learned before that were not
// seen this time: articles that hold them may still be read again.
func merge(now, before []Line) []Line {
	seen := map[string]bool{}
	for _, l := range now {
		seen[l.Template()] = true
	}
	for _, l := range before {
		if !seen[l.Template()] && l.State != news.LineRefused {
			now = append(now, l)
		}
	}
	slices.SortFunc(now, func(a, b Line) int { return cmp.Or(b.Last.Compare(a.Last), cmp.Compare(a.Template(), b.Template())) })
	return now[:min(len(now), maxLines)]
}

// Remark marks the furniture in an article that is stored, by what is known
// now, and reports whether that changes it.
func (s *Sorter) Remark(ctx context.Context, a *news.Article) (pushes []Push, changed bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	o, err := s.outlet(ctx, a.Outlet.Name)
	if err != nil {
		return nil, false, err
	}
	before := a.Blocks
	a.Blocks = Restore(before)
	pushes, err = s.apply(ctx, o, a, all)
	return pushes, !slices.Equal(before, a.Blocks), err
}
