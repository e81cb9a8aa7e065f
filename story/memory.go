package story

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"runtime/debug"
	"time"

	"sada/dedupe/index"
	"sada/dedupe/prints"
	"sada/news"
)

// A Folder keeps files from one run to the next. They are derived: one that is
// missing or damaged is made anew.
type Folder interface {
	// Open returns the content of a file, valid until it is released.
	Open(name string) (data []byte, release func() error, err error)
	// Write makes a file of what write writes, wholly or not at all.
	Write(name string, write func(w io.Writer) error) error
	// Retain removes all files but those named.
	Retain(names []string) error
}

// A memory is the index of what is filed, as far as it has been read.
type memory struct {
	folder Folder // of the parts of the index that are kept; nil for none
	writes bool   // new parts are kept too

	index   *index.Index // nil until something is read
	last    int64        // greatest article id read
	since   time.Time    // only articles whose At is not before it were read; zero for all
	parts   map[*index.Segment]part
	stale   bool                         // the parts are others than the store lists
	damaged map[string]bool              // files that were found damaged
	tell    func(file string, err error) // of each of them, once; nil for nobody
	fault   error                        // why parts are not kept any more

	listedNow map[string]bool // files that the store lists while the index is made anew: they stay until it lists others
}

// A part is a segment of the index that lies in a file.
type part struct {
	file    string
	release func() error
}

// catchUp reads what was filed since it last looked. If an article of that time must
// be compared with what lies further back than was read, it begins anew, and goes back
// by twice the window, so that a backlog that is filed from its end doesn't make it
// begin anew each time. A memory that keeps its index reads all there is.
func (m *memory) catchUp(ctx context.Context, d news.Desk, at time.Time, window time.Duration) error {
	if m.index == nil || at.Add(-window).Before(m.since) {
		back := window
		if m.index != nil {
			back = 2 * window
		}
		m.forget()
		if err := m.open(ctx, d); err != nil {
			return err
		}
		if !m.writes {
			m.since = at.Add(-back)
		}
	}
	for member, err := range d.FiledAfter(ctx, m.last, m.since) {
		if err != nil {
			return fmt.Errorf("read filed articles: %w", err)
		}
		if err := m.add(member); err != nil {
			return err
		}
	}
	return nil
}

// add adds an article to the index, and makes a part of the articles that are in none
// when there are enough. An error says that a part turned out to be damaged.
func (m *memory) add(member news.Member) error {
	m.last = member.ArticleID
	if member.Print.Scheme == prints.Scheme {
		m.index.Add(member.ArticleID, member.StoryID, member.At, member.Print)
	}
	if m.index.Loose() < index.Full {
		return nil
	}
	err := m.makePart(index.Full)
	if err == nil || len(m.index.Damaged()) > 0 {
		return err
	}
	m.fault, m.writes = err, false // the articles can be filed all the same
	m.index.Settle()
	return nil
}

// open begins with the parts that are kept, as far as they are sound: what comes
// after the first that is not is read from the prints.
func (m *memory) open(ctx context.Context, d news.Desk) error {
	m.parts = make(map[*index.Segment]part)
	var whole []*index.Segment
	if m.folder != nil {
		kept, err := d.Segments(ctx)
		if err != nil {
			return err
		}
		for _, k := range kept {
			s, err := m.openPart(k)
			if err != nil && !errors.Is(err, fs.ErrNotExist) {
				m.giveUp(k.File, err)
			}
			if err != nil || k.FirstID <= m.last {
				m.stale = true // whatever is wrong with it, it is made anew
				break
			}
			whole = append(whole, s)
			m.last = k.LastID
		}
	}
	m.index = index.Over(whole)
	if len(whole) == 0 {
		return nil
	}
	moved, err := d.Resettled(ctx)
	for _, s := range moved {
		m.index.SetStory(s.ArticleID, s.StoryID)
	}
	return err
}

// openPart opens a file if it is the one that the store lists.
func (m *memory) openPart(k news.Segment) (*index.Segment, error) {
	if m.damaged[k.File] {
		return nil, errors.New("found damaged before")
	}
	data, release, err := m.folder.Open(k.File)
	if err != nil {
		return nil, err
	}
	s, err := index.Open(data)
	if err == nil && (s.Checksum() != k.Checksum || s.First() != k.FirstID || s.Last() > k.LastID || s.Len() != k.Articles) {
		err = index.DamageError("another file than was listed")
	}
	if err != nil {
		return nil, errors.Join(err, release())
	}
	m.parts[s] = part{k.File, release}
	return s, nil
}

// makePart makes a segment of the articles that are in none, if they are at least so
// many: in a file, where parts are kept. It may take in smaller parts before them.
func (m *memory) makePart(least int) error {
	due := m.index.Due(least)
	if due == nil {
		return nil
	}
	if !m.writes {
		m.index.Settle()
		return nil
	}
	name := fmt.Sprintf("%d-%d.segment", due.First(), due.Last())
	for n := 2; m.listedNow[name]; n++ {
		name = fmt.Sprintf("%d-%d-%d.segment", due.First(), due.Last(), n)
	}
	err := m.folder.Write(name, func(w io.Writer) error {
		_, err := due.WriteTo(w)
		return err
	})
	if err != nil {
		return err
	}
	data, release, err := m.folder.Open(name)
	if err != nil {
		return err
	}
	s, err := index.Open(data)
	if err != nil {
		return errors.Join(err, release())
	}
	delete(m.damaged, name)
	m.parts[s], m.stale = part{name, release}, true
	for _, old := range m.index.Put(due, s) {
		err = errors.Join(err, m.parts[old].release())
		delete(m.parts, old)
	}
	return err
}

// listed returns the parts that lie in files, up to the first that is damaged, and
// the articles in them that have changed their story since these were written.
func (m *memory) listed() (segments []news.Segment, moved []int64) {
	for _, s := range m.index.Segments() {
		if s.Broken() {
			break
		}
		segments = append(segments, news.Segment{
			FirstID: s.First(), LastID: s.Last(), Articles: s.Len(), Scheme: prints.Scheme,
			File: m.parts[s].file, Checksum: s.Checksum(),
		})
		moved = append(moved, s.Changed()...)
	}
	return segments, moved
}

// guarded runs f, which reads the index. Where memory faults because the file of a part
// was cut short under it, that part is damaged, and what f did is worth nothing: see
// dropDamaged.
func (m *memory) guarded(f func() error) (err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if fault := recover(); fault != nil {
			if _, ofMemory := fault.(interface{ Addr() uintptr }); !ofMemory || m.index == nil || !m.index.Lost() {
				panic(fault)
			}
			err = index.DamageError("it cannot be read any more")
		}
	}()
	return f()
}

// dropDamaged reports whether a part turned out to be damaged, so that what the index
// answered may be incomplete. All is forgotten then, and that part is not opened again.
func (m *memory) dropDamaged() bool {
	if m.index == nil {
		return false
	}
	found := m.index.Damaged()
	for _, s := range found {
		m.giveUp(m.parts[s].file, index.DamageError("what it holds has another checksum"))
	}
	if len(found) > 0 {
		m.forget()
	}
	return len(found) > 0
}

// giveUp notes that a file is not to be opened again, and tells why.
func (m *memory) giveUp(file string, why error) {
	if m.damaged == nil {
		m.damaged = make(map[string]bool)
	}
	if damage := index.DamageError(""); errors.As(why, &damage) {
		why = errors.New("damaged: " + string(damage))
	}
	if !m.damaged[file] && m.tell != nil {
		m.tell(file, why)
	}
	m.damaged[file] = true
}

// forget gives up what was read; what lies in files is opened again when it is
// needed.
func (m *memory) forget() error {
	var err error
	for _, p := range m.parts {
		err = errors.Join(err, p.release())
	}
	*m = memory{folder: m.folder, writes: m.writes, damaged: m.damaged, tell: m.tell, fault: m.fault}
	return err
}

// noteMoves takes note of articles that changed their story.
func (m *memory) noteMoves(variants []news.Variant) {
	for _, v := range variants {
		m.index.SetStory(v.ArticleID, v.StoryID)
	}
}
