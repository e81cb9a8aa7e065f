//go:build unix

package story_test

import (
	"os"
	"path/filepath"
	"testing"

	"sada/news"
	"sada/story"
)

// TestIndexCutShortInUse cuts a file of the index short after it was read: what comes
// next is filed all the same, by what the store holds, and the damage is told.
func TestIndexCutShortInUse(t *testing.T) {
	k := newKeeping(t)
	k.run(press(1200))
	var told []string
	tracker := story.New(k.store, story.Options{Folder: k.folder, Damaged: func(file string, _ error) { told = append(told, file) }})
	before := article("منقول", "alsahil", 301, sentence(3))
	ok(t, tracker.Add(t.Context(), before))
	for _, f := range k.files() {
		ok(t, os.Truncate(filepath.Join(string(k.folder), f), 0))
	}
	after := article("منقول أيضا", "alfajr", 302, sentence(3))
	ok(t, tracker.Add(t.Context(), after))
	ok(t, tracker.Close(t.Context()))
	if after.Variant.StoryID != before.Variant.StoryID || after.Variant.Relation == news.Canonical {
		t.Errorf("filed as %+v, want a copy in story %d", after.Variant, before.Variant.StoryID)
	}
	if len(told) == 0 {
		t.Error("nobody was told of the damage")
	}
}
