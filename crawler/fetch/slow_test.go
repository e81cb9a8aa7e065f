package fetch

import (
	"errors"
	"net/http"
	"testing"
	"testing/synctest"
	"time"
)

func TestSlow(t *testing.T) {
	const s = time.Second
	tests := []struct {
		name       string
		gap, delay time.Duration
		answer     answer
		want       time.Duration
	}{
		{"a quick answer", 0, s, answer{took: 100 * time.Millisecond}, 0},
		{"half of the delay", 0, s, answer{took: s / 2}, 0},
		{"a slow answer", 0, s, answer{took: 3 * s}, 6 * s},
		{"a very slow one", 0, s, answer{took: 29 * s}, maxSlow},
		{"a failure", 0, s, answer{failed: true}, 2 * s},
		{"another", 2 * s, s, answer{failed: true}, 4 * s},
		{"failures without end", maxSlow, s, answer{failed: true}, maxSlow},
		{"it recovers", 8 * s, s, answer{took: s / 10}, 6 * s},
		{"it has recovered", 1300 * time.Millisecond, s, answer{took: s / 10}, 0},
		{"a delay beyond the bound", 0, time.Minute, answer{failed: true}, time.Minute},
		{"no delay", 0, -1, answer{failed: true}, 0},
	}
	for _, tt := range tests {
		if got := slow(tt.gap, tt.delay, tt.answer); got != tt.want {
			t.Errorf("%s: slow(%v, %v, %+v) = %v, want %v", tt.name, tt.gap, tt.delay, tt.answer, got, tt.want)
		}
	}
}

// TestSlowRecovers holds that a host at the bound is asked at its usual pace
// again after a dozen good answers or so.
func TestSlowRecovers(t *testing.T) {
	gap, n := maxSlow, 0
	for ; gap > 0; n++ {
		gap = slow(gap, time.Second, answer{took: time.Second / 10})
	}
	if n < 5 || n > 20 {
		t.Errorf("%d good answers until the usual pace, want about a dozen", n)
	}
}

// TestGapAfterTrouble holds that the gap grows for the whole host after a
// failure, holds in the next run too, and shrinks with good answers.
func TestGapAfterTrouble(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBook()
		o := Options{PerHost: 1, Now: time.Now, Hosts: b}
		p, last := newPace(o), time.Now().Add(-time.Hour)
		for i, step := range []struct {
			answer answer
			again  bool // by a new process
			want   time.Duration
		}{
			{answer{failed: true}, false, 0},
			{answer{failed: true}, false, 2 * time.Second},
			{answer{took: time.Millisecond}, true, 4 * time.Second},
			{answer{took: time.Millisecond}, false, 3 * time.Second},
			{answer{took: time.Millisecond}, true, 2250 * time.Millisecond},
		} {
			if step.again {
				p = newPace(o)
			}
			turn, err := p.wait(t.Context(), "h", time.Second)
			if err != nil {
				t.Fatal(err)
			}
			if gap := time.Since(last); i > 0 && gap != step.want {
				t.Errorf("request %d came after %v, want %v", i, gap, step.want)
			}
			last = time.Now()
			if err := turn.learn(t.Context(), step.answer); err != nil {
				t.Fatal(err)
			}
			turn.done()
		}
	})
}

// TestGapBetweenRuns holds that a run that follows another at once waits for the
// gap, also where the clock was set back in between, and no longer.
func TestGapBetweenRuns(t *testing.T) {
	const gap = time.Minute
	for _, tt := range []struct {
		name    string
		setBack time.Duration
		idle    time.Duration
		want    time.Duration
	}{
		{"at once", 0, 0, gap},
		{"after some of it", 0, 20 * time.Second, 40 * time.Second},
		{"long after", 0, time.Hour, 0},
		{"the clock set back by a day", 24 * time.Hour, 0, gap},
	} {
		synctest.Test(t, func(t *testing.T) {
			o := Options{PerHost: 1, Hosts: newBook(), Now: time.Now}
			turn, err := newPace(o).wait(t.Context(), "h", gap)
			if err != nil {
				t.Fatal(err)
			}
			turn.done()
			time.Sleep(tt.idle)
			o.Now = func() time.Time { return time.Now().Add(-tt.setBack) }
			start := time.Now()
			if turn, err = newPace(o).wait(t.Context(), "h", gap); err != nil {
				t.Fatal(err)
			}
			turn.done()
			if took := time.Since(start); took != tt.want {
				t.Errorf("%s: waited %v, want %v", tt.name, took, tt.want)
			}
		})
	}
}

// TestAnswerOf says which exchanges are held against a host.
func TestAnswerOf(t *testing.T) {
	for _, tt := range []struct {
		status     int
		err        *Error
		failed, ok bool
	}{
		{200, nil, false, true},
		{404, nil, false, true},
		{429, nil, true, true},
		{500, nil, true, true},
		{503, nil, true, true},
		{0, fail(Timeout, "", errors.New("late")), true, true},
		{0, fail(Connect, "", errors.New("refused")), true, true},
		{200, fail(TooLarge, "", errors.New("large")), false, true},
		{0, fail(Canceled, "", errors.New("stopped")), false, false},
		{0, fail(Network, "", errors.New("private")), false, false},
	} {
		x := &exchange{status: tt.status, header: http.Header{}}
		a, ok := answerOf(x, tt.err, time.Second, noon)
		if a.failed != tt.failed || ok != tt.ok {
			t.Errorf("answerOf(%d, %v) = failed %v, %v; want %v, %v", tt.status, tt.err, a.failed, ok, tt.failed, tt.ok)
		}
	}
}
