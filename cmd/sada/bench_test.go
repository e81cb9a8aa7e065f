package main

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// BenchmarkPollNothingNew polls 100 feeds, each on a host of its own, that all
// answer 304. Each poll is a process of its own, as cron starts it. The limits
// are 2 s and 100 MB.
func BenchmarkPollNothingNew(b *testing.B) {
	dir := b.TempDir()
	config := filepath.Join(dir, "config.yaml")
	if err := os.WriteFile(config, []byte(openFeeds(b, 100)), 0o644); err != nil {
		b.Fatal(err)
	}
	measure(b, child(b.Context(), "poll", "--config", config))
	var peak, worst float64
	for b.Loop() {
		b.StopTimer()
		time.Sleep(time.Second) // fetch.delay: the gap to the run before is no part of this one
		b.StartTimer()
		start := time.Now()
		mb := measure(b, child(b.Context(), "poll", "--all", "--config", config))
		peak, worst = max(peak, mb), max(worst, time.Since(start).Seconds())
	}
	b.ReportMetric(worst/2, "of-2s")
	b.ReportMetric(peak/100, "of-100MB")
}

// measure runs a command to its end and returns its peak memory in MB.
func measure(b *testing.B, cmd *exec.Cmd) float64 {
	b.Helper()
	told := filepath.Join(b.TempDir(), "peak")
	cmd.Env = append(cmd.Env, peakFile+"="+told)
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	return float64(peak(b, result{state: cmd.ProcessState, told: told})) / (1 << 20)
}

// openFeeds serves n feeds of 30 entries without links, each on an address of
// its own, and returns the configuration that polls them.
func openFeeds(b *testing.B, n int) string {
	b.Helper()
	var feed, config strings.Builder
	feed.WriteString(`<rss version="2.0"><channel><title>تلقيم</title>`)
	for i := range 30 {
		fmt.Fprintf(&feed, `<item><title>خبر رقم %d</title><guid>g%d</guid></item>`, i, i)
	}
	feed.WriteString(`</channel></rss>`)
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path != "/feed":
			http.NotFound(w, r)
		case r.Header.Get("If-None-Match") == `"one"`:
			w.WriteHeader(http.StatusNotModified)
		default:
			w.Header().Set("ETag", `"one"`)
			fmt.Fprint(w, feed.String())
		}
	})
	config.WriteString("fetch: {allow_networks: [127.0.0.0/8]}\nfeeds:\n")
	for i := range n {
		l, err := net.Listen("tcp", fmt.Sprintf("127.0.1.%d:0", i+1))
		if err != nil {
			b.Fatal(err)
		}
		srv := &http.Server{Handler: handler}
		done := make(chan struct{})
		go func() { srv.Serve(l); close(done) }()
		b.Cleanup(func() { srv.Close(); <-done })
		fmt.Fprintf(&config, "  - {name: f%d, url: \"http://%s/feed\"}\n", i, l.Addr())
	}
	return config.String()
}
