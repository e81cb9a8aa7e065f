package main

import (
	"fmt"
	"io"
	"sync"
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

	mu    sync.Mutex // a log writes from many goroutines
	last  time.Time
	shown bool
}

func newProgress(w io.Writer, quiet bool) *progress {
	on := !quiet && isTerminal(w)
	return &progress{w: w, on: on, width: term.For(w, "none", func(string) string { return "" }).Width}
}

// show draws the line, if enough time has passed.
func (p *progress) show(text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.on || time.Since(p.last) < progressGap {
		return
	}
	p.last = time.Now()
	p.shown = true
	fmt.Fprintf(p.w, "\r\x1b[K%s", term.Cut(text, p.width-1))
}

// clear takes the line away.
func (p *progress) clear() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.wipe()
}

func (p *progress) wipe() {
	if p.shown {
		fmt.Fprint(p.w, "\r\x1b[K")
		p.shown = false
	}
}

// Write lets a log share the terminal with the line.
func (p *progress) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.wipe()
	return p.w.Write(b)
}
