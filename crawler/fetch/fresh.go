package fetch

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// maxMaxAge bounds a lifetime: RFC 9111 once asked for a year at most, and
// nothing is planned further ahead.
const maxMaxAge = 365 * 24 * time.Hour

// maxAge returns for how long an answer stays fresh from now, by Cache-Control
// and Age (RFC 9111, sections 4.2.1 and 5.2.2); 0 where the server does not say,
// or says that it may not be kept.
func maxAge(h http.Header) time.Duration {
	var age time.Duration
	for _, directive := range strings.Split(strings.Join(h.Values("Cache-Control"), ","), ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(directive), "=")
		switch strings.ToLower(strings.TrimSpace(name)) {
		case "no-cache", "no-store":
			return 0
		case "max-age":
			age = lifetime(strings.Trim(strings.TrimSpace(value), `"`))
		}
	}
	return max(age-lifetime(strings.TrimSpace(h.Get("Age"))), 0)
}

// lifetime reads a number of seconds, 0 where it is none.
func lifetime(value string) time.Duration {
	n, err := strconv.ParseUint(value, 10, 32)
	if err != nil {
		return 0
	}
	return min(time.Duration(n)*time.Second, maxMaxAge)
}
