package main

import (
	"net/http"
	"os"
	"path"
	"strconv"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// serveSite DIR VAR serves a folder on loopback and puts its address into VAR.
// SITE in a file stands for that address, TODAY for the day. A file whose first
// line is "status N" or "moved PATH" is such an answer.
func serveSite(ts *testscript.TestScript, _ bool, args []string) {
	dir := ts.MkAbs(args[0])
	addr, stop, err := serveOnLoopback(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := os.ReadFile(path.Join(dir, path.Clean(r.URL.Path)))
		if r.URL.Path == "/" {
			body, err = os.ReadFile(path.Join(dir, "index.html"))
		}
		if err != nil {
			http.NotFound(w, r)
			return
		}
		text := strings.NewReplacer("SITE", "http://"+r.Host, "TODAY", time.Now().UTC().Format("2006-01-02")).Replace(string(body))
		kind, rest, _ := strings.Cut(strings.TrimSpace(text), " ")
		switch code, _ := strconv.Atoi(rest); {
		case kind == "status" && code > 0:
			http.Error(w, "no", code)
		case kind == "moved":
			http.Redirect(w, r, rest, http.StatusMovedPermanently)
		default:
			w.Write([]byte(text))
		}
	}))
	ts.Check(err)
	ts.Defer(stop)
	ts.Setenv(args[1], "http://"+addr)
}
