package arabic

import "testing"

// Whether a text is returned as it is, is read off its bytes; the slow way
// must agree about every character, wherever it stands.
func TestCleanAgreesWithCleaned(t *testing.T) {
	for r := rune(0); r <= 0x11000; r++ {
		c := string(r)
		for _, s := range []string{c, "ب" + c, c + "ب", " " + c, c + " ", "ب" + c + " ب", c[:len(c)-1], c[1:] + "ب"} {
			if got, want := clean(s), cleaned(s) == s; got != want {
				t.Fatalf("clean(%q) = %v, want %v", s, got, want)
			}
		}
	}
}
