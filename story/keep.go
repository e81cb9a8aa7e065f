package story

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"sada/dedupe/index"
	"sada/news"
)

// leastKept is how many articles that are in no part of the index are worth a file of
// their own when a run ends: fewer are read again from their prints in a millisecond.
const leastKept = 256

// keep writes what of the index is not in files yet, if that is so many articles at
// least, and has the store list the files. It is called when a transaction is over.
// Where it fails the index is held in memory from then on, and Close tells why.
func (t *Tracker) keep(ctx context.Context, least int) {
	m := &t.memory
	if !m.writes || m.index == nil || ctx.Err() != nil { // who was told to stop leaves it to the next run
		return
	}
	if err := t.tryKeep(ctx, least); err != nil && ctx.Err() == nil {
		m.fault, m.writes = err, false
		m.forget()
	}
}

func (t *Tracker) tryKeep(ctx context.Context, least int) error {
	m := &t.memory
	if err := m.guarded(func() error { return m.makePart(least) }); err != nil && len(m.index.Damaged()) == 0 {
		return err
	}
	defer m.dropDamaged() // found as parts were merged
	if !m.stale && len(m.index.Damaged()) == 0 {
		return nil
	}
	segments, moved := m.listed()
	if err := t.shelf.KeepSegments(ctx, segments, moved); err != nil {
		return err
	}
	m.stale = false
	files := make([]string, len(segments))
	for i, s := range segments {
		files[i] = s.File
	}
	return m.folder.Retain(files)
}

// Close keeps what is worth it of the index and lets go of its files. An error
// says why it could not be kept: articles are stored all the same, and the next
// Tracker makes the index anew. The Tracker is of no use afterwards.
func (t *Tracker) Close(ctx context.Context) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.keep(ctx, leastKept)
	m := &t.memory
	m.writes = false
	if err := errors.Join(m.fault, m.forget()); err != nil {
		return fmt.Errorf("keep the index: %w", err)
	}
	return nil
}

// spare takes note of the files that the store lists, so that none is written over
// before it lists others.
func (m *memory) spare(ctx context.Context, d news.Desk) error {
	listed, err := d.Segments(ctx)
	m.listedNow = make(map[string]bool)
	for _, s := range listed {
		m.listedNow[s.File] = true
	}
	return err
}

// A View is a store whose filed articles can be read.
type View interface {
	View(ctx context.Context, f func(ctx context.Context, d news.Desk) error) error
}

// An IndexReport says what an index holds.
type IndexReport struct {
	Articles int   // in it
	Others   int   // whose prints are of another scheme: left out until they are replayed
	Files    int   // that it lies in
	Bytes    int64 // of these files
}

// Reindex makes the kept index of a store anew from the stored prints. read, if
// set, is called now and then with how many articles are read. Cut short it
// leaves the index that was.
func (t *Tracker) Reindex(ctx context.Context, view View, read func(articles int)) (IndexReport, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	m := &t.memory
	if err := m.forget(); err != nil {
		return IndexReport{}, err
	}
	m.index, m.parts, m.stale = index.Over(nil), map[*index.Segment]part{}, true
	report := IndexReport{}
	err := view.View(ctx, func(ctx context.Context, d news.Desk) error {
		if err := m.spare(ctx, d); err != nil {
			return err
		}
		for member, err := range d.FiledAfter(ctx, 0, time.Time{}) {
			if err != nil {
				return err
			}
			if err := m.add(member); err != nil {
				return err
			}
			if report.Articles++; report.Articles%1000 == 0 && read != nil {
				read(report.Articles)
			}
		}
		return ctx.Err()
	})
	if err = cmp.Or(err, m.fault); err == nil {
		err = t.tryKeep(ctx, 1)
	}
	if err != nil {
		return report, fmt.Errorf("make the index anew: %w", err)
	}
	report.Others = report.Articles - m.index.Len()
	report.Articles = m.index.Len()
	for _, s := range m.index.Segments() {
		report.Files++
		report.Bytes += int64(s.Bytes())
	}
	return report, nil
}
