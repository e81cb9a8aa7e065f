package main

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode"

	"github.com/klauspost/compress/gzip"

	"sada/arabic"
	"sada/crawler/address"
	"sada/news"
)

// maxImportLine bounds one line of an imported file: a hundred times the
// longest article of a newspaper.
const maxImportLine = 16 << 20

// A lineError is one line that could not be read. The import goes on.
type lineError struct {
	line int
	err  error
}

func (e lineError) Error() string { return fmt.Sprintf("line %d: %v", e.line, e.err) }

// An importFile is a file of articles with the place and time of each line.
type importFile struct {
	path  string
	f     *os.File                           // plain text: the file itself, or its unpacked copy
	left  string                             // the unpacked copy's path, where Close is to remove it
	now   time.Time                          // of the import
	zone  func(outlet string) *time.Location // of times without one
	lines []linePlace
	bad   []lineError
}

type linePlace struct {
	offset int64
	length int32
	number int32
	at     int64 // published, Unix seconds
}

// openImport reads a file once to find each line's place and time. Packed files
// are unpacked into a temporary file, and pipes copied, so that lines can be read in
// time order without holding them in memory.
func openImport(path string, now time.Time, zone func(outlet string) *time.Location) (*importFile, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("import: %w", err)
	}
	in := &importFile{path: path, f: f, now: now, zone: zone}
	if err := in.read(); err != nil {
		in.Close()
		return nil, fmt.Errorf("import %s: %w", path, err)
	}
	return in, nil
}

// read indexes the file, or a copy of it where it is packed, or can be read only once.
func (in *importFile) read() error {
	info, err := in.f.Stat()
	if err != nil {
		return err
	}
	from := bufio.NewReader(in.f)
	if head, _ := from.Peek(2); string(head) == "\x1F\x8B" { // RFC 1952
		z, err := gzip.NewReader(from)
		if err != nil {
			return err
		}
		return in.unpack(z)
	}
	if !info.Mode().IsRegular() {
		return in.unpack(from)
	}
	return in.index(from)
}

// unpack copies a text, and indexes it while the next lines are copied.
func (in *importFile) unpack(z io.Reader) (err error) {
	defer in.f.Close()
	if err = in.openCopy(); err != nil {
		return fmt.Errorf("unpack: %w", fullDisk(err))
	}
	lines, behind := io.Pipe()
	var unpacking sync.WaitGroup
	var failed error
	unpacking.Go(func() {
		_, failed = io.Copy(io.MultiWriter(in.f, behind), z)
		behind.CloseWithError(failed)
	})
	err = in.index(lines)
	lines.CloseWithError(err)
	if unpacking.Wait(); failed != nil {
		return fmt.Errorf("unpack: %w", fullDisk(failed))
	}
	return err
}

// openCopy makes the file that is unpacked into. Its name is taken away at once
// where the system allows that of an open file, as Unix does: so that not even a
// kill leaves it on the disk.
func (in *importFile) openCopy() (err error) {
	if in.f, err = os.CreateTemp("", "sada-import-*.jsonl"); err != nil {
		return err
	}
	if os.Remove(in.f.Name()) != nil {
		in.left = in.f.Name()
	}
	return nil
}

// Close closes the file and removes an unpacked copy.
func (in *importFile) Close() {
	in.f.Close()
	if in.left != "" {
		os.Remove(in.left)
	}
}

// index notes where each line stands and its time.
func (in *importFile) index(from io.Reader) error {
	r := bufio.NewReaderSize(from, 1<<20)
	var offset int64
	for number := int32(1); ; number++ {
		line, length, err := readLine(r)
		if err != nil && err != io.EOF {
			return fmt.Errorf("line %d: %w", number, err)
		}
		in.note(number, offset, length, line)
		offset += length
		if err == io.EOF {
			break
		}
	}
	slices.SortStableFunc(in.lines, func(a, b linePlace) int { return int(min(1, max(-1, a.at-b.at))) })
	return nil
}

// note keeps the place of a line, or what is wrong with it.
func (in *importFile) note(number int32, offset, length int64, line []byte) {
	text := bytes.TrimSpace(line)
	if len(text) == 0 && length <= maxImportLine {
		return
	}
	at, err := int64(0), fmt.Errorf("longer than %d bytes", maxImportLine)
	if length <= maxImportLine {
		at, err = in.lineTime(text)
	}
	if err != nil {
		in.bad = append(in.bad, lineError{int(number), err})
		return
	}
	in.lines = append(in.lines, linePlace{offset, int32(length), number, at})
}

// readLine returns one line with its line break, and its length. A line over
// the bound is read past and returned cut.
func readLine(r *bufio.Reader) (line []byte, length int64, err error) {
	line, err = r.ReadSlice('\n')
	length = int64(len(line))
	if !errors.Is(err, bufio.ErrBufferFull) {
		return line, length, err
	}
	line = bytes.Clone(line)
	for errors.Is(err, bufio.ErrBufferFull) {
		var part []byte
		part, err = r.ReadSlice('\n')
		if length += int64(len(part)); length <= maxImportLine {
			line = append(line, part...)
		}
	}
	return line, length, err
}

// lineTime checks a line and reads its time.
func (in *importFile) lineTime(text []byte) (int64, error) {
	var l importHead
	err := check(text)
	if err == nil {
		err = readLineOf(text, &l)
	}
	if err != nil {
		return 0, err
	}
	if strings.TrimSpace(l.URL) == "" {
		return 0, errors.New("url is missing")
	}
	if _, err := address.Parse(l.URL); err != nil {
		return 0, fmt.Errorf("url: %w", err)
	}
	published, seen, err := l.times(in.zone(l.outlet()), in.now)
	if err != nil {
		return 0, err
	}
	return news.Article{Published: published, FirstSeen: seen}.At().Unix(), nil
}

// articles yields the articles in order of time; a lineError is one line's
// alone.
func (in *importFile) articles() iter.Seq2[*news.Article, error] {
	return func(yield func(*news.Article, error) bool) {
		buf := []byte{}
		for _, p := range in.lines {
			buf = slices.Grow(buf[:0], int(p.length))[:p.length]
			if _, err := in.f.ReadAt(buf, p.offset); err != nil {
				yield(nil, fmt.Errorf("read line %d again: %w", p.number, err))
				return
			}
			var l importLine
			err := readLineOf(buf, &l)
			var a *news.Article
			if err == nil {
				a, err = l.article(in.zone(l.outlet()), in.now)
			}
			if err != nil {
				err = lineError{int(p.number), err}
			}
			if !yield(a, err) {
				return
			}
		}
	}
}

// article checks a line and makes it an article. A file says when an article
// was published, not when it was seen: where it has no first_seen_at, the time
// of publication stands for it.
func (l importLine) article(zone *time.Location, now time.Time) (*news.Article, error) {
	url, host, err := address.CanonicalAndHost(l.URL)
	if err != nil {
		return nil, fmt.Errorf("url: %w", err)
	}
	published, seen, err := l.times(zone, now)
	if err != nil {
		return nil, err
	}
	a := &news.Article{
		URL: url, OriginalURL: l.URL, ExternalID: string(cmp.Or(l.ExternalID, l.ID)), Title: arabic.Headline(l.Title),
		Outlet:    news.Outlet{Name: firstOf(l.outlet(), host), Host: host},
		Byline:    arabic.Byline(firstOf(l.Author, l.Byline)),
		Published: published, FirstSeen: seen, Fetched: now, Blocks: importBlocks(l.Text),
	}
	if !published.IsZero() {
		a.PublishedSource, a.PublishedConfidence = "import", l.confidence(zone, now)
	}
	if n := len(a.Blocks); n > 0 {
		a.Credit.Agency, a.Credit.Place = arabic.Agency(a.Byline, a.Blocks[0].Text, a.Blocks[n-1].Text)
		a.Language = languageOf(a.Blocks[0].Text)
	}
	return a, nil
}

// times are those of publication and of when it was first seen.
func (l importHead) times(zone *time.Location, now time.Time) (published, seen time.Time, err error) {
	if published, err = importTime(firstOf(l.Published, l.PublishedAt), zone, now); err != nil {
		return published, seen, fmt.Errorf("published: %w", err)
	}
	if seen, err = importTime(l.FirstSeenAt, zone, now); err != nil {
		return published, seen, fmt.Errorf("first_seen_at: %w", err)
	}
	return published, firstSeen(seen, published, now), nil
}

// outlet is the name of the outlet without characters that steer a terminal, so
// that it is printed as it is stored; empty if the line has none.
func (l importHead) outlet() string { return arabic.OneLine(l.Outlet) }

// confidence is that of the time of publication: as the file says, else as the
// time is written.
func (l importLine) confidence(zone *time.Location, now time.Time) news.Confidence {
	d, err := arabic.ReadDate(firstOf(l.Published, l.PublishedAt), zone, now)
	if l.Confidence != "" || err != nil {
		return news.Confidence(arabic.OneLine(l.Confidence))
	}
	return news.Confidence(d.Confidence)
}

// firstSeen is the time told, else that of publication, else now. A time that
// cannot be right is passed over: it would put the article before or behind all
// others for ever.
func firstSeen(told, published, now time.Time) time.Time {
	for _, t := range []time.Time{told, published} {
		switch t = news.PlausiblePublished(t, now); {
		case t.After(now):
			return now
		case !t.IsZero():
			return t
		}
	}
	return now
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// importLayouts are the forms of time that an imported file may use, beside
// those in which newsrooms write them. All begin with a day of the same length.
var importLayouts = []string{time.RFC3339Nano, "2006-01-02 15:04:05", "2006-01-02T15:04:05", "2006-01-02 15:04", "2006-01-02"}

func importTime(s string, zone *time.Location, now time.Time) (time.Time, error) {
	if s = strings.TrimSpace(s); s == "" {
		return time.Time{}, nil
	}
	for _, layout := range importLayouts {
		if afterDay(layout) != afterDay(s) {
			continue // and no error is made
		}
		if t, err := time.ParseInLocation(layout, s, zone); err == nil {
			return t.UTC(), nil
		}
	}
	return time.Time{}, fmt.Errorf("%q is not a time such as 2026-07-27T18:00:00Z", s)
}

// afterDay is the byte behind a day such as 2026-07-27; 0 if there is none.
func afterDay(s string) byte {
	if len(s) <= len(time.DateOnly) {
		return 0
	}
	return s[len(time.DateOnly)]
}

// languageOf returns ar where half of the letters of a paragraph are Arabic; a
// file says nothing of its language, so that others stay undecided.
func languageOf(text string) string {
	letters, ours := 0, 0
	for _, r := range text {
		if r >= 0x0641 && r <= 0x064A || r >= 0x0620 && r <= 0x063F { // the letters of Arabic, but for a few of other languages
			letters, ours = letters+1, ours+1
		} else if unicode.IsLetter(r) {
			letters++
			if unicode.Is(unicode.Arabic, r) {
				ours++
			}
		}
	}
	if letters > 0 && 2*ours >= letters {
		return "ar"
	}
	return ""
}

// importBlocks splits a text into its paragraphs.
func importBlocks(text string) []news.Block {
	var blocks []news.Block
	for p := range strings.Lines(text) {
		if p = arabic.OneLine(strings.Trim(p, " \t\r\n")); p == "" { // most are clean without the line break
			continue
		}
		kind := news.BlockBody
		if len(blocks) == 0 {
			kind = news.BlockLead
			blocks = make([]news.Block, 0, strings.Count(text, "\n")+1)
		}
		blocks = append(blocks, news.Block{Kind: kind, Text: p})
	}
	return blocks
}
