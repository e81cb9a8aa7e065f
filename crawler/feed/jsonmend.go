package feed

import (
	"bytes"
	"fmt"
	"unicode/utf8"
)

// mendValues mends what JSON forbids inside a document: line ends and tabs in
// strings, escapes that do not exist, values of other languages (NaN, None,
// undefined), and commas before a closing bracket.
func mendValues(text []byte, notes *repairs) []byte {
	var out bytes.Buffer
	out.Grow(len(text))
	for i := 0; i < len(text); {
		switch c := text[i]; {
		case c == '"':
			end := stringEnd(text, i)
			mendString(&out, text[i:end+1], notes)
			i = end + 1
		case c == ',':
			if next := bytes.TrimLeft(text[i+1:], " \t\r\n"); len(next) > 0 && (next[0] == '}' || next[0] == ']') {
				notes.add("comma before a closing bracket left out")
			} else {
				out.WriteByte(c)
			}
			i++
		case c|0x20 >= 'a' && c|0x20 <= 'z' || c == '-' && i+1 < len(text) && text[i+1] == 'I':
			i += mendWord(&out, text[i:], notes)
		default:
			out.WriteByte(c)
			i++
		}
	}
	return out.Bytes()
}

// mendWord writes the bare word that text begins with as a value, and returns
// its length. Letters inside a number, as in 1e9, come here, too.
func mendWord(out *bytes.Buffer, text []byte, notes *repairs) int {
	n := 1
	for n < len(text) && (text[n]|0x20 >= 'a' && text[n]|0x20 <= 'z') {
		n++
	}
	switch word := string(text[:n]); word {
	case "true", "false", "null", "e", "E":
		out.WriteString(word)
	case "True", "False":
		out.Write(bytes.ToLower(text[:n]))
	case "None", "undefined", "nil":
		out.WriteString("null")
	default:
		notes.add("bare word read as text")
		fmt.Fprintf(out, "%q", word)
	}
	return n
}

// mendString writes a string with its control characters escaped and the
// backslashes of unknown escapes left out.
func mendString(out *bytes.Buffer, s []byte, notes *repairs) {
	if len(s) > maxRun {
		notes.add("overlong text cut short")
		s = append(bytes.ToValidUTF8(bytes.TrimRight(s[:maxRun], `\`), nil), '"')
	}
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c < ' ':
			notes.add("line end or tab inside a string escaped")
			fmt.Fprintf(out, `\u%04x`, c)
		case c == '\\' && i+1 < len(s) && !bytes.ContainsRune([]byte(`"\/bfnrtu`), rune(s[i+1])):
			notes.add("escape that does not exist read as its character")
		case c == '\\' && i+1 < len(s) && s[i+1] < utf8.RuneSelf:
			out.WriteByte(c)
			i++
			out.WriteByte(s[i])
		default:
			out.WriteByte(c)
		}
	}
}
