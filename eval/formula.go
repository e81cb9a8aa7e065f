package eval

import (
	"embed"
	"errors"
	"fmt"
	"path"
	"strconv"
	"strings"
	"sync"
	"time"
)

//go:embed formulas/*.txt formulas/quiet/*.txt
var formulaFiles embed.FS

// A Formula is a story that newsrooms run again and again with other facts: the
// price of gold, the weather, a telegram. Two instances of it are two events,
// however alike their words.
type Formula struct {
	Family     string
	title      string
	paragraphs []string
	slots      []slot
}

// A slot is a place in a formula where a fact goes: one of a list, or a number
// between two.
type slot struct {
	name     string
	choices  []string
	from, to float64
	decimals int
}

// Formulas returns the formula stories that come with the program, in order of
// family.
func Formulas() []Formula { return append([]Formula(nil), loadFormulas()...) }

// quietFormulas are formulas whose instances differ in a few words and no number,
// and which say "today" for the day. They are learned from and not scored: a store
// has one or two of them a day.
func quietFormulas() []Formula { return loadQuiet() }

var (
	loadFormulas = sync.OnceValue(func() []Formula { return formulasIn("formulas") })
	loadQuiet    = sync.OnceValue(func() []Formula { return formulasIn("formulas/quiet") })
)

// formulasIn reads the embedded files of a folder. They are part of the program:
// one that cannot be read is a mistake in it.
func formulasIn(folder string) (out []Formula) {
	entries, err := formulaFiles.ReadDir(folder)
	if err != nil {
		panic(err)
	}
	for _, e := range entries {
		if e.IsDir() {
			continue
		}
		text, err := formulaFiles.ReadFile(path.Join(folder, e.Name()))
		if err != nil {
			panic(err)
		}
		f, err := parseFormula(string(text))
		if err != nil {
			panic(fmt.Errorf("formula %s: %w", e.Name(), err))
		}
		out = append(out, f)
	}
	return out
}

// parseFormula reads "family: …", "title: …" and "slot name: …" lines, a blank
// line, and paragraphs with a blank line between two. A slot is a list with
// bars between the choices, or two numbers with two points between.
func parseFormula(text string) (Formula, error) {
	var f Formula
	head, body, found := strings.Cut(text, "\n\n")
	if !found {
		return f, errors.New("no blank line after the header")
	}
	for line := range strings.Lines(head) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		if err := f.setHeader(key, value); err != nil {
			return f, err
		}
	}
	f.paragraphs = lines(body)
	return f, nil
}

func (f *Formula) setHeader(key, value string) error {
	name, isSlot := strings.CutPrefix(key, "slot ")
	switch {
	case key == "family":
		f.Family = value
	case key == "title":
		f.title = value
	case isSlot:
		s, err := parseSlot(name, value)
		if err != nil {
			return err
		}
		f.slots = append(f.slots, s)
	default:
		return fmt.Errorf("unknown header %q", key)
	}
	return nil
}

func parseSlot(name, value string) (slot, error) {
	from, to, isRange := strings.Cut(value, "..")
	if !isRange {
		return slot{name: name, choices: strings.Split(value, " | ")}, nil
	}
	s := slot{name: name}
	_, fraction, _ := strings.Cut(from, ".")
	s.decimals = len(fraction)
	var err, err2 error
	s.from, err = strconv.ParseFloat(from, 64)
	s.to, err2 = strconv.ParseFloat(to, 64)
	if err := errors.Join(err, err2); err != nil {
		return s, fmt.Errorf("slot %s: %w", name, err)
	}
	return s, nil
}

// Story returns the instance of that number, dated on day. Two instances of one
// seed share a fact from a list only when the list is used up, but for chance
// between one turn of the list and the next.
func (f Formula) Story(seed uint64, number int, day time.Time) Text {
	facts := []string{"{date}", arabicDate(day), "{weekday}", weekdays[day.Weekday()]}
	for _, s := range f.slots {
		facts = append(facts, "{"+s.name+"}", s.fact(seed, f.Family, number))
	}
	fill := strings.NewReplacer(facts...)
	t := Text{Title: fill.Replace(f.title)}
	for _, p := range f.paragraphs {
		t.Paragraphs = append(t.Paragraphs, fill.Replace(p))
	}
	return t
}

func (s slot) fact(seed uint64, family string, number int) string {
	if s.choices == nil {
		r := draw(seed, family, s.name, strconv.Itoa(number))
		return strconv.FormatFloat(s.from+r.Float64()*(s.to-s.from), 'f', s.decimals, 64)
	}
	turn := strconv.Itoa(number / len(s.choices))
	order := draw(seed, family, s.name, turn).Perm(len(s.choices))
	return s.choices[order[number%len(s.choices)]]
}

var (
	weekdays = [...]string{"الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت"}
	months   = [...]string{"يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"}
)

func arabicDate(t time.Time) string {
	return fmt.Sprintf("%d %s %d", t.Day(), months[t.Month()-1], t.Year())
}
