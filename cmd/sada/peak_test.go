//go:build unix

package main

import (
	"fmt"
	"os"
	"runtime"
	"syscall"
	"testing"
)

// peak is the most memory in bytes that an ended process had resident.
func peak(t testing.TB, r result) int64 {
	t.Helper()
	if told, err := os.ReadFile(r.told); err == nil {
		var kb int64
		if _, err := fmt.Sscanf(string(told), "%d kB", &kb); err != nil {
			t.Fatalf("peak of memory %q: %v", told, err)
		}
		return kb << 10
	}
	usage := r.state.SysUsage().(*syscall.Rusage)
	if runtime.GOOS == "darwin" {
		return usage.Maxrss
	}
	return usage.Maxrss << 10
}
