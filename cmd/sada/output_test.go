package main

import (
	"os"
	"reflect"
	"strings"
	"testing"

	"sada/eval"
)

// TestOutputNamesFields holds that docs/output.md names every field of what
// import and the evaluations write, in the section of the command.
func TestOutputNamesFields(t *testing.T) {
	text, err := os.ReadFile("../../docs/output.md")
	if err != nil {
		t.Fatal(err)
	}
	for command, report := range map[string]any{
		"import":         importReport{},
		"replay":         replayReport{},
		"reindex":        reindexReport{},
		"why":            whyRecord{},
		"eval pairs":     eval.PairReport{},
		"eval edits":     eval.EditReport{},
		"eval stream":    eval.StreamReport{},
		"eval order":     eval.OrderReport{},
		"eval train":     eval.TrainReport{},
		"eval stems":     eval.Stems{},
		"eval agency":    eval.AgencyReport{},
		"eval furniture": eval.FurnitureReport{},
	} {
		_, section, ok := strings.Cut(string(text), "\n## `"+command+" --json`\n")
		if !ok {
			t.Errorf("%s --json has no section", command)
			continue
		}
		section, _, _ = strings.Cut(section, "\n## ")
		for _, name := range fieldNames(reflect.TypeOf(report)) {
			if !strings.Contains(section, "`"+name+"`") && !strings.Contains(section, "`"+name+"[]`") {
				t.Errorf("%s --json: no word of %s", command, name)
			}
		}
	}
}

// fieldNames are those of the fields of a struct and of what it holds, as JSON.
func fieldNames(t reflect.Type) (names []string) {
	for t.Kind() == reflect.Slice || t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct {
		return nil
	}
	for f := range t.Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "-" {
			continue
		}
		if name != "" {
			names = append(names, name)
		}
		names = append(names, fieldNames(f.Type)...)
	}
	return names
}
