package sqlite

import (
	"context"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// A queryer reads: *sql.DB and *sql.Tx do.
type queryer interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// A tidied text is clean already.
type tidied string

// exec is the one door through which values enter the database: every string
// is made clean here.
func exec(ctx context.Context, tx *sql.Tx, query string, args ...any) (sql.Result, error) {
	for i, arg := range args {
		switch text := arg.(type) {
		case string:
			args[i] = clean(text)
		case tidied:
			args[i] = string(text)
		}
	}
	return tx.ExecContext(ctx, query, args...)
}

// insert runs an INSERT and returns the new row's id.
func insert(ctx context.Context, tx *sql.Tx, query string, args ...any) (int64, error) {
	result, err := exec(ctx, tx, query, args...)
	if err != nil {
		return 0, err
	}
	return result.LastInsertId()
}

// clean makes text valid UTF-8 without NUL, at which many readers of a
// database stop. What was no UTF-8 becomes U+FFFD.
func clean(text string) string {
	if !valid(text) {
		text = strings.ToValidUTF8(text, "\ufffd") // replacement character
	}
	if strings.IndexByte(text, 0) >= 0 {
		text = strings.ReplaceAll(text, "\x00", "")
	}
	return text
}

// stamp is how a time is written: RFC 3339, UTC, milliseconds, so that texts
// sort as the times do.
const stamp = "2006-01-02T15:04:05.000Z"

// at is a time as it is stored: NULL where it is zero or its year has not
// four digits.
func at(t time.Time) any {
	t = t.UTC()
	if t.IsZero() || t.Year() < 1 || t.Year() > 9999 {
		return nil
	}
	return t.Format(stamp)
}

// toTime reads a stored time back; NULL becomes zero.
type toTime struct{ to *time.Time }

func (c toTime) Scan(value any) error {
	*c.to = time.Time{}
	if value == nil {
		return nil
	}
	text, ok := value.(string)
	if !ok {
		return fmt.Errorf("time is stored as %T", value)
	}
	t, err := time.Parse(time.RFC3339, text) // takes milliseconds too
	*c.to = t
	return err
}

func seconds(d time.Duration) float64 { return d.Seconds() }

// toDuration reads seconds back, rounded to the millisecond.
type toDuration struct{ to *time.Duration }

func (c toDuration) Scan(value any) error {
	s, ok := value.(float64)
	if !ok {
		return fmt.Errorf("duration is stored as %T", value)
	}
	*c.to = time.Duration(s * float64(time.Second)).Round(time.Millisecond)
	return nil
}

// null is NULL for the zero value: ids and texts that are optional.
func null[T comparable](v T) any {
	var zero T
	if v == zero {
		return nil
	}
	return v
}

// toOptional reads a column that may be NULL; NULL becomes the zero value.
type toOptional[T any] struct{ to *T }

func (c toOptional[T]) Scan(value any) error {
	var v sql.Null[T]
	err := v.Scan(value)
	*c.to = v.V
	return err
}

// list is a list of texts as it is stored: a JSON array.
func list(texts []string) string {
	if len(texts) == 0 {
		return "[]"
	}
	cleaned := make([]string, len(texts))
	for i, text := range texts {
		cleaned[i] = clean(text)
	}
	return encode(cleaned)
}

// toList reads a stored list back; an empty one becomes nil.
type toList struct{ to *[]string }

func (c toList) Scan(value any) error {
	*c.to = nil
	text, ok := value.(string)
	if !ok {
		return fmt.Errorf("list is stored as %T", value)
	}
	if text == "[]" {
		return nil
	}
	return json.Unmarshal([]byte(text), c.to)
}

// encode writes JSON of values that always have one: texts, numbers, and
// structs and slices of these.
func encode(v any) string {
	var out strings.Builder
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false) // it is stored, not shown
	if err := enc.Encode(v); err != nil {
		panic(fmt.Sprintf("sqlite: encode %T: %v", v, err))
	}
	return strings.TrimSuffix(out.String(), "\n")
}

// packPassages lays sorted hashes out as little-endian 64-bit words. Hashes
// are spread evenly over 64 bits, so that differences between neighbours would
// need eight bytes or nine each as well.
func packPassages(hashes []uint64) []byte {
	out := make([]byte, 0, 8*len(hashes))
	for _, h := range hashes {
		out = binary.LittleEndian.AppendUint64(out, h)
	}
	return out
}

// toPassages reads packed hashes back; none become nil.
type toPassages struct{ to *[]uint64 }

func (c toPassages) Scan(value any) error {
	packed, _ := value.([]byte)
	if len(packed)%8 != 0 {
		return fmt.Errorf("passages: %d bytes are no whole number of hashes", len(packed))
	}
	*c.to = nil
	if len(packed) == 0 {
		return nil
	}
	hashes := make([]uint64, len(packed)/8)
	for i := range hashes {
		hashes[i] = binary.LittleEndian.Uint64(packed[8*i:])
	}
	*c.to = hashes
	return nil
}

// toUint64 reads a 64-bit pattern back from a signed INTEGER.
type toUint64 struct{ to *uint64 }

func (c toUint64) Scan(value any) error {
	v, ok := value.(int64)
	if !ok {
		return fmt.Errorf("bits are stored as %T", value)
	}
	*c.to = uint64(v)
	return nil
}
