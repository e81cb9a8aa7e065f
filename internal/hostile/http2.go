package hostile

import (
	"bytes"
	"crypto/tls"
	"io"
	"net"
	"strings"

	"golang.org/x/net/http2"
	"golang.org/x/net/http2/hpack"
)

// Streams are the ways in which an HTTP/2 connection goes wrong. Each answers
// robots.txt with a 404 first.
func Streams() []Host {
	cases := []struct {
		name, does, kind, says string
		waits                  bool
		wrong                  func(*stream)
	}{
		{"HTTP 2", "answers over HTTP/2 as it should", "", "", false, func(s *stream) { s.head(false, "200"); s.data(true, "page") }},
		{"stream reset", "resets the stream in the body", "truncated", "", false, func(s *stream) {
			s.head(false, "200")
			s.data(false, "half a page")
			_ = s.WriteRSTStream(s.id, http2.ErrCodeInternal)
		}},
		{"stream reset at once", "resets the stream without an answer", "truncated", "", false, func(s *stream) { _ = s.WriteRSTStream(s.id, http2.ErrCodeInternal) }},
		{"GOAWAY", "says GOAWAY in the body and closes", "truncated", "", false, func(s *stream) {
			s.head(false, "200")
			s.data(false, "half a page")
			_ = s.WriteGoAway(s.id, http2.ErrCodeInternal, []byte("\x1b[31mgo"))
			_ = s.conn.Close()
		}},
		{"closed in the body", "closes the connection in the body", "truncated", "", false, func(s *stream) {
			s.head(false, "200")
			s.data(false, "half a page")
			_ = s.conn.Close()
		}},
		{"silent stream", "is silent after the headers", "timeout", "", true, func(s *stream) { s.head(false, "200") }},
		{"endless PING", "sends PING without end, and no answer", "timeout", "", true, func(s *stream) {
			s.forever(func() error { return s.WritePing(false, [8]byte{}) })
		}},
		{"endless SETTINGS", "sends SETTINGS without end, and no answer", "timeout", "", true, func(s *stream) {
			s.forever(func() error { return s.WriteSettings(http2.Setting{ID: http2.SettingMaxFrameSize, Val: 16384}) })
		}},
		{"endless empty DATA", "sends frames of no bytes without end", "timeout", "", true, func(s *stream) {
			s.head(false, "200")
			s.forever(func() error { return s.WriteData(s.id, false, nil) })
		}},
		{"endless DATA", "sends a body without end", "too_large", "more than", false, func(s *stream) {
			s.head(false, "200")
			s.endlessData()
		}},
		{"endless CONTINUATION", "sends headers in frames without end", "protocol", "", false, func(s *stream) {
			_ = s.WriteHeaders(http2.HeadersFrameParam{StreamID: s.id, BlockFragment: s.block("200")})
			s.forever(func() error { return s.WriteContinuation(s.id, false, s.field("x", strings.Repeat("y", 4000))) })
		}},
		{"endless empty CONTINUATION", "sends empty header frames without end", "timeout", "", true, func(s *stream) {
			_ = s.WriteHeaders(http2.HeadersFrameParam{StreamID: s.id, BlockFragment: s.block("200")})
			s.forever(func() error { return s.WriteContinuation(s.id, false, nil) })
		}},
		{"header bomb", "names one long header 10,000 times by its index", "too_large", "headers", false, func(s *stream) {
			block := append(s.block("200"), s.field("x", strings.Repeat("y", 4000))...)
			_ = s.WriteHeaders(http2.HeadersFrameParam{StreamID: s.id, EndHeaders: true, BlockFragment: append(block, bytes.Repeat([]byte{0xbe}, 10_000)...)}) // index 62
		}},
		{"headers that are no headers", "sends header blocks that cannot be decoded", "protocol", "", false, func(s *stream) {
			_ = s.WriteHeaders(http2.HeadersFrameParam{StreamID: s.id, EndHeaders: true, BlockFragment: []byte("\xff\xff\xff\xff\xff\xff")})
		}},
		{"a push", "pushes what was not asked for", "protocol", "", false, func(s *stream) {
			_ = s.WritePushPromise(http2.PushPromiseParam{StreamID: s.id, PromiseID: 2, EndHeaders: true, BlockFragment: s.block("200")})
		}},
		{"a frame past its bound", "sends a frame of 16 MB", "protocol", "", false, func(s *stream) {
			s.head(false, "200")
			_, _ = s.conn.Write([]byte{0xff, 0xff, 0xff, 0, 0, 0, 0, 0, byte(s.id)})
			_, _ = io.WriteString(s.conn, strings.Repeat("x", 1<<16))
		}},
	}
	hosts := make([]Host, len(cases))
	for i, c := range cases {
		hosts[i] = Host{Name: c.name, Does: c.does, Kind: c.kind, Says: c.says, Waits: c.waits, serve: func(conn net.Conn) { serveStream(conn, c.wrong) }, conf: func(ca *authority, ip string) *tls.Config {
			conf := good(ca, ip)
			conf.NextProtos = []string{"h2"}
			return conf
		}}
	}
	return hosts
}

// A stream is one request over HTTP/2, to be answered.
type stream struct {
	*http2.Framer
	conn net.Conn
	id   uint32
	enc  *hpack.Encoder
	buf  *bytes.Buffer
}

// serveStream answers robots.txt with a 404 and all else as wrong does.
func serveStream(conn net.Conn, wrong func(*stream)) {
	if _, err := io.ReadFull(conn, make([]byte, len(http2.ClientPreface))); err != nil {
		return
	}
	buf := new(bytes.Buffer)
	s := &stream{Framer: http2.NewFramer(conn, conn), conn: conn, buf: buf, enc: hpack.NewEncoder(buf)}
	s.ReadMetaHeaders = hpack.NewDecoder(4096, nil)
	if s.WriteSettings() != nil {
		return
	}
	for {
		frame, err := s.ReadFrame()
		if err != nil {
			return
		}
		switch f := frame.(type) {
		case *http2.SettingsFrame:
			if !f.IsAck() {
				_ = s.WriteSettingsAck()
			}
		case *http2.MetaHeadersFrame:
			s.id = f.StreamID
			if f.PseudoValue("path") == "/robots.txt" {
				s.head(true, "404")
			} else {
				wrong(s)
			}
		}
	}
}

func (s *stream) block(status string) []byte {
	s.buf.Reset()
	_ = s.enc.WriteField(hpack.HeaderField{Name: ":status", Value: status}) // into memory
	return bytes.Clone(s.buf.Bytes())
}

// field is a header that is put into the client's table.
func (s *stream) field(name, value string) []byte {
	s.buf.Reset()
	_ = s.enc.WriteField(hpack.HeaderField{Name: name, Value: value})
	return bytes.Clone(s.buf.Bytes())
}

func (s *stream) head(end bool, status string) {
	_ = s.WriteHeaders(http2.HeadersFrameParam{StreamID: s.id, EndStream: end, EndHeaders: true, BlockFragment: s.block(status)})
}

func (s *stream) data(end bool, text string) { _ = s.WriteData(s.id, end, []byte(text)) }

// forever repeats a write until the client leaves, reading what it sends.
func (s *stream) forever(write func() error) {
	left := make(chan struct{})
	go func() { drain(s.conn); close(left) }()
	for write() == nil {
	}
	_ = s.conn.Close()
	<-left
}

// endlessData sends a body as fast as the client's window allows.
func (s *stream) endlessData() {
	block := bytes.Repeat([]byte("x"), 16384)
	window := 65535 // RFC 9113, section 6.9.2
	for {
		for window >= len(block) {
			if s.WriteData(s.id, false, block) != nil {
				return
			}
			window -= len(block)
		}
		frame, err := s.ReadFrame()
		if err != nil {
			return
		}
		if f, ok := frame.(*http2.WindowUpdateFrame); ok && f.StreamID == s.id {
			window += int(f.Increment)
		}
	}
}
