package arabic

// A folded word is kept as codes, one byte for nearly every letter, so that
// eight letters fit a machine word: stems are then cut by shifting, and a word
// is looked up or hashed by one multiplication.
//
//	0            dropped: a mark, a tatweel, a hamza on the line
//	1            separates words
//	2            followed by two bytes: a rare letter of U+0600-06FF or
//	             another script, as its UTF-16 code unit
//	3            followed by three bytes: a letter beyond U+FFFF
//	'0'-'9'      digits, whatever their script
//	'a'-'z'      Latin letters
//	0xA0-0xCA    the letter U+0620-064A
//	4, 5         separators that may stand inside a number: comma, point
const (
	codeDrop  = 0
	codeSpace = 1
	codeRare  = 2
	codeWide  = 3
	codeComma = 4
	codePoint = 5

	codeLetter = 0x80 // added to the low byte of U+0620-064A
)

// ascii and arab hold the code of each character below U+0080 and of each
// character of the block U+0600-06FF. Code codeRare in arab stands for the
// letter itself.
var (
	ascii = asciiCodes()
	arab  = arabicCodes()
)

func asciiCodes() (t [128]byte) {
	for i := range t {
		t[i] = codeSpace
	}
	for c := byte('a'); c <= 'z'; c++ {
		t[c], t[c-'a'+'A'] = c, c
	}
	for c := byte('0'); c <= '9'; c++ {
		t[c] = c
	}
	t[','], t['.'] = codeComma, codePoint
	return t
}

// letterFolds lists letters that are read as another one. Each pair is the
// letters, then what they become.
var letterFolds = []struct {
	from []rune
	to   rune
}{
	{[]rune{0x622, 0x623, 0x625, 0x671, 0x672, 0x673, 0x675}, 0x627}, // alef with madda, hamza, wasla, wavy and high hamza -> alef
	{[]rune{0x649, 0x626, 0x678, 0x6CC, 0x6D2, 0x6D3}, 0x64A},        // alef maqsura, yeh with hamza, Farsi yeh, yeh barree -> yeh
	{[]rune{0x629, 0x6C0, 0x6C1, 0x6C2, 0x6BE, 0x6D5}, 0x647},        // teh marbuta, Persian and Urdu hehs, ae -> heh
	{[]rune{0x624, 0x676, 0x677, 0x6C7}, 0x648},                      // waw with hamza, u -> waw
	{[]rune{0x6A9, 0x6AA, 0x6AF}, 0x643},                             // keheh, swash kaf, gaf -> kaf
}

// marks lists the ranges of U+0600-06FF that are written on a letter, or
// between letters, without changing which word it is.
var marks = [][2]rune{
	{0x600, 0x605}, // number signs (format characters)
	{0x610, 0x61A}, // Quranic signs
	{0x61C, 0x61C}, // Arabic letter mark (direction)
	{0x621, 0x621}, // hamza on the line
	{0x640, 0x640}, // tatweel
	{0x64B, 0x65F}, // harakat
	{0x670, 0x670}, // dagger alef
	{0x674, 0x674}, // high hamza
	{0x6D6, 0x6DC}, // Quranic marks
	{0x6DF, 0x6E8}, // Quranic marks, small waw and yeh
	{0x6EA, 0x6ED}, // Quranic marks
}

// plainLetters and rareLetters are the letters of the block that fold to
// themselves.
var (
	plainLetters = [][2]rune{{0x620, 0x620}, {0x627, 0x628}, {0x62A, 0x63F}, {0x641, 0x648}, {0x64A, 0x64A}}
	rareLetters  = [][2]rune{{0x66E, 0x66F}, {0x679, 0x6D3}, {0x6EE, 0x6EF}, {0x6FA, 0x6FC}, {0x6FF, 0x6FF}}
)

func arabicCodes() (t [256]byte) {
	for i := range t {
		t[i] = codeSpace
	}
	fill := func(ranges [][2]rune, code func(rune) byte) {
		for _, r := range ranges {
			for c := r[0]; c <= r[1]; c++ {
				t[c&0xFF] = code(c)
			}
		}
	}
	letter := func(r rune) byte { return codeLetter + byte(r&0xFF) }
	fill(plainLetters, letter)
	fill(rareLetters, func(rune) byte { return codeRare })
	fill(marks, func(rune) byte { return codeDrop })
	fill([][2]rune{{0x660, 0x669}}, func(r rune) byte { return byte('0' + r - 0x660) }) // Eastern digits
	fill([][2]rune{{0x6F0, 0x6F9}}, func(r rune) byte { return byte('0' + r - 0x6F0) }) // Persian digits
	for _, f := range letterFolds {
		for _, r := range f.from {
			t[r&0xFF] = letter(f.to)
		}
	}
	t[0x0C], t[0x6C], t[0x6B] = codeComma, codeComma, codePoint // Arabic comma, thousands and decimal separators
	return t
}
