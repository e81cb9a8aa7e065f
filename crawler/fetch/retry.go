package fetch

import (
	"net/http"
	"strings"
	"time"
)

// MaxRetryAfter is the longest that a server can make itself be left alone: a
// feed that is not read for longer loses entries.
const MaxRetryAfter = 24 * time.Hour

// retryAfter reads a Retry-After header (RFC 9110, section 10.2.3). It returns
// zero for what is no time to come; a time too far away is brought near.
func retryAfter(h http.Header, now time.Time) time.Time {
	value := strings.TrimSpace(h.Get("Retry-After"))
	if value == "" {
		return time.Time{}
	}
	at, err := http.ParseTime(value)
	if strings.Trim(value, "0123456789") == "" {
		at, err = now.Add(seconds(value)), nil
	}
	if err != nil || !at.After(now) {
		return time.Time{}
	}
	if limit := now.Add(MaxRetryAfter); at.After(limit) {
		return limit
	}
	return at
}

// seconds reads digits, at most MaxRetryAfter of them.
func seconds(digits string) time.Duration {
	var n time.Duration
	for _, d := range digits {
		n = n*10 + time.Duration(d-'0')
		if n > MaxRetryAfter/time.Second {
			return MaxRetryAfter
		}
	}
	return n * time.Second
}
