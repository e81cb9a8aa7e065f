package arabic

import "testing"

// TestStopList holds of each listed word what Stop rests on: it is found, with a
// waw before it too, and is short enough for that.
func TestStopList(t *testing.T) {
	for s := NewScanner(stopList); s.Scan(); {
		word := string(s.AppendText(nil))
		if !s.Stop() || s.Len() > maxStop {
			t.Errorf("listed word %q: stop word %v, %d letters, want at most %d", word, s.Stop(), s.Len(), maxStop)
		}
		if with := NewScanner("و" + word); !with.Scan() || !with.Stop() {
			t.Errorf("%q with a waw before it is no stop word", word)
		}
	}
	if stopFactor != firstFactor {
		t.Errorf("the list needs another factor: firstFactor = %#x saves the search at every start", stopFactor)
	}
}

// TestSuffixes compares the table of endings with what takes them off one by
// one, for every four letters that may end a word.
func TestSuffixes(t *testing.T) {
	letters := []byte{codeLetter + 0x31, alef, noon, teh, waw, heh, yeh} // U+0631, reh, is in no ending
	for n := range len(letters) * len(letters) * len(letters) * len(letters) {
		w := []byte{letters[0], letters[0], 0, 0, 0, 0}
		for i := 2; i < len(w); i++ {
			w[i], n = letters[n%len(letters)], n/len(letters)
		}
		s := Scanner{kind: Word, n: len(w), low: pack(w)}
		copy(s.word[:], w)
		if _, end := s.stemSpan(); end != len(withoutEndings(w, minStem)) {
			t.Errorf("stem of %s ends at %d, want %d", appendCodes(nil, w), end, len(withoutEndings(w, minStem)))
		}
	}
}
