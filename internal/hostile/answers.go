package hostile

import (
	"bytes"
	"net/http"
	"strconv"
	"strings"
	"time"
)

const ok11 = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"

// Answers are what a server may answer a request with over HTTP/1. page is a
// document that is as it should be, of at least 200 bytes and less than the
// bound; bound is what the client takes of a document, in bytes.
func Answers(page string, bound int) []Case {
	var cases []Case
	for _, group := range [][]Case{
		plain(page), codings([]byte(page), bound), waits(page), floods(), cuts([]byte(page)), lengths(page), heads(page), statuses(), redirects(),
	} {
		cases = append(cases, group...)
	}
	return cases
}

// plain are answers that are odd and all right.
func plain(page string) []Case {
	cookies := strings.Repeat("Set-Cookie: a=b; Path=/\r\n", 2000)
	n := "Content-Length: " + strconv.Itoa(len(page)) + "\r\n"
	return []Case{
		{Name: "as it should be", Does: "answers well", Serve: Text(page)},
		{Name: "chunked", Does: "sends the page in chunks", Serve: Raw(ok11+"Transfer-Encoding: chunked\r\n\r\n"+chunk(page)+"0\r\n\r\n", nil)},
		{Name: "until it closes", Does: "names no length and closes at the end", Serve: Raw(ok11+"\r\n"+page, nil)},
		{Name: "HTTP 1.0", Does: "answers in HTTP/1.0", Serve: Raw("HTTP/1.0 200 OK\r\n\r\n"+page, nil)},
		{Name: "2000 cookies", Does: "sets 2,000 cookies (none is sent back)", Serve: Raw(ok11+cookies+n+"\r\n"+page, nil)},
		{Name: "an ETag of 100 kB", Does: "sends an ETag of 100 kB (not stored)", Serve: Raw(ok11+"ETag: \""+strings.Repeat("x", 100<<10)+"\"\r\n"+n+"\r\n"+page, nil)},
		{Name: "folded headers", Does: "breaks a header over two lines", Serve: Raw(ok11+"X: a\r\n b\r\n"+n+"\r\n"+page, nil)},
		{Name: "one length twice", Does: "names the length twice, alike", Serve: Raw(ok11+n+n+"\r\n"+page, nil)},
		{Name: "length and chunks", Does: "names a length and sends chunks", Serve: Raw(ok11+"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n"+chunk(page)+"0\r\n\r\n", nil)},
		{Name: "a few early hints", Does: "sends three interim answers first", Serve: Raw(strings.Repeat("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", 3)+ok11+n+"\r\n"+page, nil)},
		{Name: "more than its length", Does: "goes on behind the length that it named (cut there)", Serve: Raw(ok11+n+"\r\n"+page+"HTTP/1.1 200 OK\r\n\r\nsmuggled", nil)},
		{Name: "status without words", Does: "sends a status line without a reason", Serve: Raw("HTTP/1.1 200\r\n"+n+"\r\n"+page, nil)},
	}
}

func chunk(s string) string { return strconv.FormatInt(int64(len(s)), 16) + "\r\n" + s + "\r\n" }

// codings are documents under compression, and bombs.
func codings(page []byte, bound int) []Case {
	zeros := make([]byte, 16*bound)
	gz := Squeeze("gzip", page)
	cases := []Case{
		{Name: "x-gzip in capitals", Does: "says X-GZIP", Serve: Coded("X-GZIP", gz)},
		{Name: "gzip twice", Does: "compresses twice and says so", Serve: Coded("gzip, gzip", Squeeze("gzip", gz))},
		{Name: "br in gzip", Does: "compresses by two codings", Serve: Coded("br, gzip", Squeeze("gzip", Squeeze("br", page)))},
		{Name: "gzip that no header names", Does: "sends gzip without saying so", Serve: Text(string(gz))},
		{Name: "bomb that no header names", Does: "sends a gzip bomb without saying so", Kind: "too_large", Serve: Text(string(Squeeze("gzip", zeros)))},
		{Name: "bomb in a bomb", Does: "wraps a bomb in a second coding", Kind: "too_large", Serve: Coded("gzip, gzip", Squeeze("gzip", Squeeze("gzip", zeros)))},
		{Name: "gzip three times", Does: "compresses three times", Kind: "protocol", Says: "3 codings", Serve: Coded("gzip, gzip, gzip", gz)},
		{Name: "nothing without end", Does: "sends gzip members that hold nothing, for ever", Kind: "too_large", Serve: Raw(ok11+"Content-Encoding: gzip\r\n\r\n", Flood(string(Squeeze("gzip", nil))))},
		{Name: "zstd that skips without end", Does: "sends zstd frames to be skipped, for ever", Kind: "too_large", Serve: Raw(ok11+"Content-Encoding: zstd\r\n\r\n", Flood("\x50\x2a\x4d\x18\x00\x10\x00\x00"+strings.Repeat("x", 4096)))},
		{Name: "zstd with a window of 1 GB", Does: "asks the zstd decoder for 1 GB of memory", Kind: "protocol", Says: "window", Serve: Coded("zstd", []byte("\x28\xb5\x2f\xfd\x00\xa0\x01\x00\x00"))},
		{Name: "unknown coding", Does: "names a coding that there is not", Kind: "protocol", Says: "rot13", Serve: Coded("rot13", page)},
		{Name: "not gzip", Does: "says gzip of plain text", Kind: "protocol", Says: "gzip", Serve: Coded("gzip", page)},
		{Name: "gzip with a wrong sum", Does: "sends gzip with a wrong checksum", Kind: "protocol", Says: "gzip", Serve: Coded("gzip", append(bytes.Clone(gz[:len(gz)-8]), 1, 2, 3, 4, 5, 6, 7, 8))},
	}
	for _, coding := range []string{"gzip", "deflate", "br", "zstd"} {
		small, bomb := Squeeze(coding, page), Squeeze(coding, zeros)
		cases = append(cases,
			Case{Name: coding, Does: "compresses by " + coding, Serve: Coded(coding, small)},
			Case{Name: coding + " bomb", Does: "sends a bomb in " + coding, Kind: "too_large", Says: "more than", Serve: Coded(coding, bomb)},
			Case{Name: "cut " + coding, Does: "cuts " + coding + " in the middle", Kind: "truncated", Serve: Coded(coding, small[:len(small)/2])})
	}
	return cases
}

// waits are answers that only a deadline ends.
func waits(page string) []Case {
	const gap = 100 * time.Millisecond
	return []Case{
		{Name: "hang", Does: "takes the request and is silent", Kind: "timeout", Says: "no whole answer within", Waits: true, Serve: hang},
		{Name: "hang in the headers", Does: "is silent in the middle of the headers", Kind: "timeout", Waits: true, Serve: Raw("HTTP/1.1 200 OK\r\nX: ", silence)},
		{Name: "hang in the body", Does: "is silent in the middle of the body", Kind: "timeout", Waits: true, Serve: Raw(ok11+"Content-Length: 99999\r\n\r\n"+page, silence)},
		{Name: "drip in the headers", Does: "sends its headers byte by byte", Kind: "timeout", Waits: true, Serve: Raw("HTTP/1.1 200 OK\r\nX: ", Drip(gap, "a"))},
		{Name: "drip in the body", Does: "sends its body byte by byte", Kind: "timeout", Says: "no whole answer within", Waits: true, Serve: Raw(ok11+"Content-Length: 99999\r\n\r\n", Drip(gap, "a"))},
		{Name: "drip of chunks", Does: "sends chunks of one byte", Kind: "timeout", Waits: true, Serve: Raw(ok11+"Transfer-Encoding: chunked\r\n\r\n", Drip(gap, "1\r\na\r\n"))},
		{Name: "drip of interim answers", Does: "sends interim answers and never the last one", Kind: "timeout", Waits: true, Serve: Raw("", Drip(2*time.Second, "HTTP/1.1 100 Continue\r\n\r\n"))},
	}
}

// floods are answers without end.
func floods() []Case {
	return []Case{
		{Name: "endless body", Does: "sends a body without end", Kind: "too_large", Says: "more than", Serve: Raw(ok11+"\r\n", Flood("x"))},
		{Name: "endless chunks", Does: "sends chunks without end", Kind: "too_large", Serve: Raw(ok11+"Transfer-Encoding: chunked\r\n\r\n", Flood("10\r\n0123456789abcdef\r\n"))},
		{Name: "10 GB", Does: "names a length of 10 GB (refused before a byte is read)", Kind: "too_large", Serve: Raw(ok11+"Content-Length: 10737418240\r\n\r\n", Flood("x"))},
		{Name: "an endless header", Does: "sends one header without end", Kind: "too_large", Says: "headers", Serve: Raw(ok11+"X: ", Flood("x"))},
		{Name: "endless headers", Does: "sends headers without end", Kind: "too_large", Says: "headers", Serve: Raw(ok11, countUp("X-%d: y\r\n"))},
		{Name: "an endless status line", Does: "sends a status line without end", Kind: "too_large", Says: "headers", Serve: Raw("HTTP/1.1 200 ", Flood("x"))},
		{Name: "endless chunk extensions", Does: "sends a chunk's header without end", Kind: "protocol", Serve: Raw(ok11+"Transfer-Encoding: chunked\r\n\r\n1;", Flood("x"))},
		{Name: "endless trailers", Does: "sends trailers without end", Kind: "protocol", Serve: Raw(ok11+"Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n", countUp("X-%d: y\r\n"))},
		{Name: "endless interim answers", Does: "sends interim answers without end", Kind: "too_large", Says: "headers", Serve: Raw("", Flood("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"))},
	}
}

// cuts are answers that end too early.
func cuts(page []byte) []Case {
	gz := Squeeze("gzip", page)
	return []Case{
		{Name: "close", Does: "closes without an answer", Kind: "truncated", Serve: Raw("", nil)},
		{Name: "close in the headers", Does: "closes in the headers", Kind: "truncated", Serve: Raw("HTTP/1.1 200 OK\r\nX: y", nil)},
		{Name: "reset at once", Does: "resets the connection without an answer", Kind: "truncated", Serve: Raw("", Reset)},
		{Name: "reset", Does: "resets the connection in the body", Kind: "truncated", Serve: Raw(ok11+"Content-Length: 9999\r\n\r\nabc", Reset)},
		{Name: "body shorter than its length", Does: "closes before the length that it named", Kind: "truncated", Serve: Raw(ok11+"Content-Length: 999999\r\n\r\n"+string(page), nil)},
		{Name: "cut chunk", Does: "closes in a chunk", Kind: "truncated", Serve: Raw(ok11+"Transfer-Encoding: chunked\r\n\r\nffff\r\n"+string(page), nil)},
		{Name: "no last chunk", Does: "closes before the last chunk", Kind: "truncated", Serve: Raw(ok11+"Transfer-Encoding: chunked\r\n\r\n"+chunk(string(page)), nil)},
		{Name: "gzip without its sum", Does: "leaves off the checksum of gzip", Kind: "truncated", Serve: Coded("gzip", gz[:len(gz)-8])},
		{Name: "deflate whole, length not", Does: "ends the coding before the length that it named", Kind: "truncated", Serve: Raw(ok11+"Content-Encoding: deflate\r\nContent-Length: 99999\r\n\r\n"+string(Squeeze("deflate", page)), nil)},
		{Name: "empty document", Does: "answers 200 with nothing", Kind: "truncated", Says: "empty", Serve: Text("")},
	}
}

// lengths are answers whose framing contradicts itself.
func lengths(page string) []Case {
	return []Case{
		{Name: "two lengths", Does: "names two lengths", Kind: "protocol", Serve: Raw(ok11+"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", nil)},
		{Name: "a negative length", Does: "names a length below zero", Kind: "protocol", Serve: Raw(ok11+"Content-Length: -1\r\n\r\n"+page, nil)},
		{Name: "a length of words", Does: "names a length in words", Kind: "protocol", Serve: Raw(ok11+"Content-Length: many\r\n\r\n"+page, nil)},
		{Name: "a length past 64 bits", Does: "names a length of 30 digits", Kind: "protocol", Serve: Raw(ok11+"Content-Length: "+strings.Repeat("9", 30)+"\r\n\r\n"+page, nil)},
		{Name: "bad chunk", Does: "sends a chunk length that is no number", Kind: "protocol", Serve: Raw(ok11+"Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n", nil)},
		{Name: "a chunk past 64 bits", Does: "sends a chunk length of 20 digits", Kind: "protocol", Serve: Raw(ok11+"Transfer-Encoding: chunked\r\n\r\n"+strings.Repeat("f", 20)+"\r\nabc", nil)},
		{Name: "unknown transfer coding", Does: "names a transfer coding that there is not", Kind: "protocol", Serve: Raw(ok11+"Transfer-Encoding: rot13\r\n\r\n"+page, nil)},
	}
}

// heads are answers whose head cannot be read.
func heads(page string) []Case {
	return []Case{
		{Name: "garbage", Does: "answers with other bytes than HTTP", Kind: "protocol", Serve: Raw("\x00\xff\x1b[31mgarbage\r\n\r\n", nil)},
		{Name: "HTTP 0.9", Does: "answers with the page alone, as HTTP/0.9 did", Kind: "protocol", Serve: Raw("<html>"+page, nil)},
		{Name: "another protocol", Does: "greets as an SSH server", Kind: "protocol", Serve: Raw("SSH-2.0-OpenSSH_9.6\r\n", nil)},
		{Name: "a version past all", Does: "answers in HTTP/9", Kind: "protocol", Serve: Raw("HTTP/9 200 OK\r\n\r\n"+page, nil)},
		{Name: "a status in words", Does: "sends a status that is no number", Kind: "protocol", Serve: Raw("HTTP/1.1 abc OK\r\n\r\n"+page, nil)},
		{Name: "a header without a colon", Does: "sends a header line without a colon", Kind: "protocol", Serve: Raw("HTTP/1.1 200 OK\r\nnonsense\r\n\r\n"+page, nil)},
		{Name: "a header with a blank", Does: "puts a blank before the colon of a length (read to the close)", Serve: Raw("HTTP/1.1 200 OK\r\nContent-Length : 3\r\n\r\n"+page, nil)},
		{Name: "NUL in a header", Does: "puts NUL into a header", Kind: "protocol", Serve: Raw("HTTP/1.1 200 OK\r\nX: a\x00b\r\n\r\n"+page, nil)},
	}
}

// statuses are answers without a document.
func statuses() []Case {
	cases := []Case{
		{Name: "status with escape codes", Does: "puts terminal escapes into the reason of a 404", Kind: "status", Says: "404 Not Found", Code: 404, Serve: Raw("HTTP/1.1 404 \x1b]0;x\x07No\r\nContent-Length: 0\r\n\r\n", nil)},
		{Name: "304 unasked", Does: "answers 304 though no version was named", Kind: "protocol", Says: "304", Serve: Status(304)},
		{Name: "a status past all", Does: "answers 999", Kind: "status", Says: "999", Code: 999, Serve: Status(999)},
		{Name: "404 without end", Does: "sends a 404 with a body without end", Kind: "status", Says: "404", Code: 404, Serve: Raw("HTTP/1.1 404 Not Found\r\n\r\n", Flood("x"))},
	}
	for _, code := range []int{202, 204, 205, 206, 300, 401, 402, 403, 404, 410, 418, 429, 451, 500, 502, 503} {
		c := strconv.Itoa(code)
		cases = append(cases, Case{Name: "answer " + c, Does: "answers " + c, Kind: "status", Says: strings.TrimSpace(c + " " + http.StatusText(code)), Code: code, Serve: Status(code)})
	}
	return cases
}

// redirects are answers that lead somewhere else.
func redirects() []Case {
	to := func(location string) http.HandlerFunc { return Status(302, "Location", location) }
	cases := []Case{
		{Name: "moved nowhere", Does: "redirects without saying where", Kind: "status", Says: "301 Moved Permanently", Code: 301, Serve: Status(301)},
		{Name: "moved to itself", Does: "redirects to the same address", Kind: "redirects", Says: "circle", Serve: to("?")},
		{Name: "moved for ever", Does: "redirects to a new address each time", Kind: "redirects", Says: "more than", Serve: func(w http.ResponseWriter, r *http.Request) {
			to("?n="+strconv.Itoa(len(r.URL.RawQuery)+1)+strings.Repeat("x", len(r.URL.RawQuery)))(w, r)
		}},
		{Name: "moved to an address of 9 kB", Does: "redirects to an address of 9 kB", Kind: "bad_url", Says: "longer than 8000 bytes", Serve: to("/" + strings.Repeat("a", 9000))},
		{Name: "moved to nonsense", Does: "redirects to what is no address", Kind: "bad_url", Serve: to("http://[::1")},
	}
	for _, target := range []string{"file:///etc/passwd", "data:text/html,hello", "javascript:alert(1)", "ftp://127.0.0.1/", "gopher://127.0.0.1/"} {
		scheme, _, _ := strings.Cut(target, ":")
		cases = append(cases, Case{Name: "moved to " + scheme, Does: "redirects to " + scheme + ":", Kind: "bad_url", Says: "not an http or https address", Serve: to(target)})
	}
	for _, host := range Private {
		cases = append(cases, Case{Name: "moved to " + host, Does: "redirects to http://" + host + "/", Kind: "network", Says: "fetch.allow_networks", Serve: to("http://" + host + "/")})
	}
	return cases
}

// Private are spellings of hosts that belong to no open network, for a client
// that may reach some of 127.0.0.0/8.
var Private = []string{
	"10.0.0.1", "10.0.0.1.", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "255.255.255.255", "224.0.0.1", "198.18.0.1",
	"167772161", "0x0a000001", "012.0.0.1", "10.1", "0xa.0.0.1", "user:pass@10.0.0.1", "example.com@10.0.0.1",
	"[::1]", "[::]", "[::ffff:10.0.0.1]", "[::ffff:a00:1]", "[::10.0.0.1]", "[64:ff9b::10.0.0.1]", "[64:ff9b:1::1]", "[2002:a00:1::]",
	"[fd00::1]", "[fe80::1]", "[ff02::1]", "[2001:db8::1]",
}
