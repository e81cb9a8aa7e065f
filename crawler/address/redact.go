package address

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxShown is the length in bytes to which an address is cut where it is shown:
// long enough for an Arabic headline written in escapes.
const maxShown = 500

const hidden = "***"

// Redact returns an address as it may be shown in logs and messages: user and
// password hidden, and every parameter whose name speaks of a secret; no
// fragment; one line without control or direction characters; cut at 500 bytes.
// It takes what is no address too, since such things are shown most often.
func Redact(raw string) string {
	s := hideUser(strings.Map(visible, raw))
	s, _, _ = strings.Cut(s, "#")
	s, query, found := strings.Cut(s, "?")
	if found {
		s += "?" + hideSecrets(query)
	}
	return cut(s)
}

// visible drops what must not reach a terminal, and replaces bad UTF-8.
func visible(r rune) rune {
	if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == '\u2028' || r == '\u2029' { // line, paragraph separator
		return -1
	}
	return r
}

// hideUser hides what stands before an @ in the host part. Browsers take a
// backslash for a slash. A host part with a colon and no port after it is half
// of a user and password with a slash in it, so there the last @ counts.
func hideUser(s string) string {
	start := strings.Index(s, ":") + 1
	for start < len(s) && (s[start] == '/' || s[start] == '\\') {
		start++
	}
	end := len(s)
	if i := strings.IndexAny(s[start:], `/\?#`); i >= 0 {
		end = start + i
	}
	if !strings.Contains(s[start:end], "@") && hasOddPort(s[start:end]) {
		end = len(s)
	}
	at := strings.LastIndexByte(s[start:end], '@')
	if at < 0 {
		return s
	}
	return s[:start] + hidden + s[start+at:]
}

func hasOddPort(host string) bool {
	i := strings.LastIndexByte(host, ':')
	return i >= 0 && strings.Trim(host[i+1:], "0123456789") != "" && !strings.HasSuffix(host, "]")
}

func hideSecrets(query string) string {
	pairs := strings.Split(query, "&")
	for i, pair := range pairs {
		name, value, found := strings.Cut(pair, "=")
		if found && value != "" && isSecret(paramWord(name)) {
			pairs[i] = name + "=" + hidden
		}
	}
	return strings.Join(pairs, "&")
}

// Words that mark a parameter as secret: anywhere in its name, as its last
// word, or as the whole of it.
var (
	secretParts = []string{"token", "secret", "passw", "passphrase", "pwd", "apikey", "signature", "credential", "jwt", "bearer"}
	secretEnds  = []string{"key", "_sig", "-sig", "_auth", "-auth", "_pass", "-pass"}
	secretNames = set("sig", "auth", "authorization", "pass", "sid", "session", "sessionid", "hmac", "hash", "code", "pin", "user", "username", "login")
)

func isSecret(name string) bool {
	if secretNames[name] {
		return true
	}
	for _, part := range secretParts {
		if strings.Contains(name, part) {
			return true
		}
	}
	for _, end := range secretEnds {
		if strings.HasSuffix(name, end) {
			return true
		}
	}
	return false
}

// cut shortens s to maxShown bytes without breaking a letter.
func cut(s string) string {
	if len(s) <= maxShown {
		return s
	}
	end := maxShown
	for end > 0 && !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end] + "…"
}
