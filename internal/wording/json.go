// Package wording puts into words for people what the program has as counts, and
// as errors of what it read, which name types of Go. It reads nothing itself.
package wording

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
)

// JSON says of an error of json.Unmarshal what is wrong with the text that was
// read into a struct, without names of Go: "not a JSON object", "title: not a
// string". Other errors it returns as they are.
func JSON(err error) error {
	var mistyped *json.UnmarshalTypeError
	if !errors.As(err, &mistyped) {
		return err
	}
	field := mistyped.Field[strings.LastIndexByte(mistyped.Field, '.')+1:]
	if field == "" {
		return errors.New("not a JSON object")
	}
	return fmt.Errorf("%s: not %s", field, kindText(mistyped.Type))
}

// kindText names a type as JSON does.
func kindText(t reflect.Type) string {
	switch t.Kind() {
	case reflect.String:
		return "a string"
	case reflect.Bool:
		return "true or false"
	case reflect.Int, reflect.Int64, reflect.Int32:
		return "a whole number"
	case reflect.Float64:
		return "a number"
	case reflect.Slice, reflect.Array:
		return "an array"
	}
	return "an object"
}
