//go:build unix

// Package cputime tells how long the processor has worked for this process. Tests
// and benchmarks measure by it what other programs' load would lengthen by the
// clock.
package cputime

import (
	"syscall"
	"time"
)

// Taken returns the time that the process has taken so far, the system's on its
// behalf included.
func Taken() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err) // only an argument can be wrong
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
