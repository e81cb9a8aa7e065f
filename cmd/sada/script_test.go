package main

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"sada/internal/fakeweb"
)

func TestMain(m *testing.M) {
	if os.Getenv(asSada) != "" {
		code := signalled(os.Args[1:])
		tellPeak()
		os.Exit(code)
	}
	endAtOnce()
	testscript.Main(m, map[string]func(){"sada": main})
}

// endAtOnce lets the children of this process end without the second for which
// a program that is built with the race detector waits at its end: there are
// hundreds of them, and a kill in that second would disturb nothing.
func endAtOnce() {
	if os.Getenv(goRace) == "" {
		os.Setenv(goRace, "atexit_sleep_ms=0")
	}
}

// goRace names, in the environment, the settings of the race detector.
const goRace = "GORACE"

// TestScripts runs every script of testdata/script against the real command,
// and where a script asks for it, against the made-up press on loopback.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			env.Values[pressKey{}] = new(scriptPress)
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":    exits,
			"press":    startPress,
			"asked":    asked,
			"forget":   forget,
			"hold":     hold,
			"sqlite":   sqliteShell,
			"httpfile": httpFile,
			"site":     serveSite,
			"articles": writeArticles,
			"madeup":   articlesFile,
			"repost":   repostFile,
			"damage":   damageFile,
		},
	})
}

// exits CODE COMMAND ... runs a command and checks its exit code.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	want, err := strconv.Atoi(args[0])
	if err != nil || neg {
		ts.Fatalf("usage: exits CODE COMMAND ...")
	}
	got := 0
	err = ts.Exec(args[1], args[2:]...)
	var e *exec.ExitError
	switch {
	case errors.As(err, &e):
		got = e.ExitCode()
	case err != nil:
		ts.Fatalf("%v", err)
	}
	if got != want {
		ts.Fatalf("%s exits with %d, want %d", strings.Join(args[1:], " "), got, want)
	}
}

// startPress [OUTLETS] starts the press and writes a config.yaml that polls it.
func startPress(ts *testscript.TestScript, _ bool, args []string) {
	opts := fakeweb.Options{Now: time.Now(), Port: fakeweb.EphemeralPort}
	if len(args) > 0 {
		n, err := strconv.Atoi(args[0])
		ts.Check(err)
		opts.Outlets = n
	}
	press, err := fakeweb.Start(opts)
	ts.Check(err)
	ts.Defer(func() { press.Close() })
	ts.Value(pressKey{}).(*scriptPress).Press = press
	path := ts.MkAbs("config.yaml")
	ts.Check(writeDemoConfig(path, press))
	text, err := os.ReadFile(path)
	ts.Check(err)
	fast := strings.Replace(string(text), "delay: 50ms", "delay: 0s", 1)
	ts.Check(os.WriteFile(path, []byte(fast), 0o644))
}

// A scriptPress is the press of one script, once that has started it. Scripts
// run beside each other: each has its own, under pressKey.
type (
	scriptPress struct{ *fakeweb.Press }
	pressKey    struct{}
)

func pressOf(ts *testscript.TestScript) *fakeweb.Press {
	p := ts.Value(pressKey{}).(*scriptPress).Press
	if p == nil {
		ts.Fatalf("no press is running: begin with press")
	}
	return p
}

// asked KIND N checks how many requests of a kind the press has answered since
// it was last told to forget: page, feed, robots, or a status such as 304. N
// may be some, for one or more.
func asked(ts *testscript.TestScript, neg bool, args []string) {
	feeds := map[string]bool{}
	press := pressOf(ts)
	for _, f := range press.Feeds() {
		feeds[unescaped(f.URL)] = true
	}
	got := 0
	for _, r := range press.Requests() {
		kind := "page"
		switch {
		case r.Path == "/robots.txt":
			kind = "robots"
		case feeds[unescaped("http://"+r.Host+r.Path)]:
			kind = "feed"
		}
		if args[0] == kind || args[0] == strconv.Itoa(r.Status) {
			got++
		}
	}
	if ok := args[1] == "some" && got > 0 || args[1] == strconv.Itoa(got); ok == neg {
		ts.Fatalf("the press was asked for %d of %s, want %s", got, args[0], args[1])
	}
}

// unescaped is an address with its path in plain letters.
func unescaped(addr string) string {
	if u, err := url.PathUnescape(addr); err == nil {
		return u
	}
	return addr
}

// forget clears the press's record of requests.
func forget(ts *testscript.TestScript, _ bool, _ []string) { pressOf(ts).ResetLog() }

// hold DATABASE takes the store's lock until the script ends.
func hold(ts *testscript.TestScript, _ bool, args []string) {
	unlock, err := lockStore(ts.MkAbs(args[0]), time.Date(2026, 7, 27, 18, 0, 0, 0, time.UTC))
	ts.Check(err)
	ts.Defer(unlock)
}

// sqlite FILE SQL runs a statement and prints what it returns.
func sqliteShell(ts *testscript.TestScript, _ bool, args []string) {
	out, err := query(ts.MkAbs(args[0]), args[1])
	ts.Check(err)
	fmt.Fprint(ts.Stdout(), out)
}

// httpFile FILE VAR serves a file on loopback and puts its address into VAR.
func httpFile(ts *testscript.TestScript, _ bool, args []string) {
	body := ts.ReadFile(args[0])
	addr, stop, err := serveOnLoopback(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/"+filepath.Base(args[0]) {
			http.NotFound(w, r)
			return
		}
		fmt.Fprint(w, body)
	}))
	ts.Check(err)
	ts.Defer(stop)
	ts.Setenv(args[1], "http://"+addr+"/"+filepath.Base(args[0]))
}
