package main

import (
	"fmt"
	"io"
	"time"

	"sada/internal/term"
)

// progressGap is how often the progress line is drawn again.
const progressGap = 200 * time.Millisecond

// A progress is one line at the foot of a terminal that says how far a command
// has come. Off a terminal it prints nothing.
type progress struct {
	w     io.Writer
	on    bool
	width int
	last  time.Time
	shown bool
}

func newProgress(w io.Writer, quiet bool) *progress {
	on := !quiet && isTerminal(w)
	return &progress{w: w, on: on, width: term.For(w, "none", func(string) string { return "" }).Width}
}

// show draws the line, if enough time has passed.
func (p *progress) show(text string) {
	if !p.on || time.Since(p.last) < progressGap {
		return
	}
	p.last = time.Now()
	p.shown = true
	fmt.Fprintf(p.w, "\r\x1b[K%s", term.Cut(text, p.width-1))
}

// clear takes the line away.
func (p *progress) clear() {
	if p.shown {
		fmt.Fprint(p.w, "\r\x1b[K")
		p.shown = false
	}
}

// Write lets a log share the terminal with the line.
func (p *progress) Write(b []byte) (int, error) {
	p.clear()
	return p.w.Write(b)
}
