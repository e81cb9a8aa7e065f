package story

import "sada/dedupe"

// libraryBytes bounds the readings that are kept of filed articles: about 6,500
// of 3.3 KB of text. An import of SaudiNewsNet stays below 256 MB with it.
const libraryBytes = 56 << 20

// A library keeps the readings of filed articles that were compared lately, so
// that a text is read once and not for every article like it. It has two halves:
// what is asked for comes into the young one, and when that is full the old one
// is dropped and the young one becomes the old.
type library struct {
	young, old map[int64]*dedupe.Reading
	bytes      int // of the young ones
}

func (l *library) put(article int64, r *dedupe.Reading) {
	if l.young == nil || l.bytes > libraryBytes/2 {
		l.old, l.young, l.bytes = l.young, make(map[int64]*dedupe.Reading), 0
	}
	l.young[article] = r
	l.bytes += r.Bytes()
}

// get returns the reading of an article; nil if it is not kept.
func (l *library) get(article int64) *dedupe.Reading {
	if r := l.young[article]; r != nil {
		return r
	}
	r := l.old[article]
	if r != nil {
		delete(l.old, article)
		l.put(article, r)
	}
	return r
}
