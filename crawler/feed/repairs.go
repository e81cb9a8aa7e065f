package feed

import "strconv"

// repairs collects what was mended, each kind once, with how often it was
// needed. The zero value is empty.
type repairs struct {
	order  []string
	times  map[string]int
	cutOff bool // the end of the document is missing
}

// addCut notes that the end of the document is missing.
func (r *repairs) addCut(what string) {
	r.cutOff = true
	r.add(what)
}

// add notes one repair, in words.
func (r *repairs) add(what string) { r.addTimes(what, 1) }

func (r *repairs) addTimes(what string, n int) {
	if n == 0 {
		return
	}
	if r.times == nil {
		r.times = map[string]int{}
	}
	if r.times[what] == 0 {
		r.order = append(r.order, what)
	}
	r.times[what] += n
}

// words lists the repairs in the order in which they were first needed.
func (r *repairs) words() []string {
	var out []string
	for _, what := range r.order {
		if n := r.times[what]; n > 1 {
			what += " (" + strconv.Itoa(n) + " times)"
		}
		out = append(out, what)
	}
	return out
}
