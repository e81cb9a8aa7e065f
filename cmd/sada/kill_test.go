//go:build !race

// What is killed here is a process of its own, at moments spread over the time
// that its work takes without the race detector. The scripts run the same
// commands with it.

package main

import (
	"fmt"
	"hash/fnv"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"sada/internal/fakeweb"
)

// kills is how many polls are killed, each at another moment.
const kills = 50

// TestKilledPollsCatchUp kills polls with SIGKILL at moments spread over the
// time that a whole poll takes; the poll after each must end in the same state
// as one that was left alone.
func TestKilledPollsCatchUp(t *testing.T) {
	t.Parallel() // with the other tests that kill: each uses one core
	press, err := fakeweb.Start(fakeweb.Options{Now: time.Now().Truncate(time.Second), Port: fakeweb.EphemeralPort, Outlets: 4})
	if err != nil {
		t.Fatal(err)
	}
	defer press.Close()
	whole, took := pollWhole(t, press)
	early := 0
	for i := range kills {
		dir := pressFolder(t, press)
		var cut bool
		at := moment(i, took)
		if cut, took = cutShort(t, child(t.Context(), "poll", "--config", filepath.Join(dir, "config.yaml")), at, took); cut {
			early++
		}
		if out, err := child(t.Context(), "poll", "--all", "--config", filepath.Join(dir, "config.yaml")).CombinedOutput(); err != nil {
			t.Fatalf("kill %d: the poll after it: %v\n%s", i, err, out)
		}
		if got := state(t, filepath.Join(dir, "sada.db")); got != whole {
			t.Fatalf("kill %d at %v: the next poll ends in another state:\n%s", i, at, firstDifference(got, whole))
		}
	}
	if early < kills/2 {
		t.Errorf("only %d of %d polls were killed before their end", early, kills)
	}
}

// moment is the i-th moment to kill at: spread by a hash over the time a whole
// poll takes.
func moment(i int, took time.Duration) time.Duration {
	h := fnv.New32a()
	fmt.Fprintf(h, "moment %d", i)
	return took * time.Duration(h.Sum32()%1000) / 1000
}

func pollWhole(t *testing.T, press *fakeweb.Press) (string, time.Duration) {
	t.Helper()
	dir := pressFolder(t, press)
	start := time.Now()
	if out, err := child(t.Context(), "poll", "--config", filepath.Join(dir, "config.yaml")).CombinedOutput(); err != nil {
		t.Fatalf("undisturbed poll: %v\n%s", err, out)
	}
	return state(t, filepath.Join(dir, "sada.db")), time.Since(start)
}

// cutShort starts a run and kills it after a time that is to be shorter than a
// whole one took. It reports whether the run was still at work, and what a whole
// one is now known to take: no longer than one that was done before its kill.
func cutShort(t *testing.T, cmd *exec.Cmd, after, took time.Duration) (early bool, whole time.Duration) {
	t.Helper()
	start := time.Now()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	timer := time.AfterFunc(after, func() { cmd.Process.Kill() })
	defer timer.Stop()
	if cmd.Wait() != nil {
		return true, took
	}
	return false, min(took, time.Since(start))
}
