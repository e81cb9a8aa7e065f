package dedupe

// The models of scheme sada/2, made by sada eval train from labelled pairs of
// real articles, simulated newsroom edits and made formula stories.
var (
	copied = Model{
		Bias: -6.122,
		Weights: []float64{
			-1.510, // time between
			1.222,  // common words that are rare elsewhere
			0.895,  // rare words in common passages
			0.439,  // rare words of the shorter text that the longer has
			2.374,  // shorter text copied without a rare word of its own
			-0.623, // other names in headline and text
			-0.787, // one name for another again and again
			3.076,  // weekdays that agree
			-1.605, // weekdays that differ
			-1.012, // ordinals that differ
			0.765,  // turns to another matter
			1.275,  // turns to another speaker
			1.111,  // own words of the longer text at its end
			1.144,  // large numbers in both
			-0.124, // large numbers that only the shorter text has
			-1.332, // numbers that differ
			2.046,  // opening of the shorter text is common
			1.507,  // same headline over a text wholly inside
			-1.801, // headline about the rest of a text mostly copied
			-0.509, // the rest of the longer text speaks of the same
			-1.904, // same agency credited
		},
		Means: []float64{1.137, 4.243, 3.424, 0.841, 0.430, 0.439, 0.486, 0.137, 0.051, 0.015, 0.163, 0.086, 0.266, 0.280, 0.137, 0.161, 0.789, 0.366, 0.078, 0.175, 0.149},
	}
	whole = Model{
		Bias: 0.151,
		Weights: []float64{
			2.953,  // both texts mostly copied
			3.289,  // share of the longer text that is copied
			-0.677, // turns to another matter before much else
			-1.895, // turns to another matter at the end
			0.391,  // turns to the background
			-2.570, // headline about the rest of the longer text
			-1.200, // longest common run
			1.453,  // headlines
			-0.685, // other names throughout
			0.778,  // opening of the longer text is common
			-1.556, // opening of the shorter text is common
			0.945,  // new words in the longer text's opening
			-0.424, // paragraphs about something else
			2.363,  // the rest of the longer text speaks of the same
			-0.248, // rare words of the shorter text alone
			1.191,  // common words that are rare elsewhere
			-0.506, // length of the shorter text
			-1.818, // the shorter text's own paragraphs under a like headline
			-6.775, // much else beside what is copied
			2.368,  // shorter text copied from the opening on
			1.047,  // like headline over a text wholly inside
		},
		Means: []float64{0.650, 0.691, 0.072, 0.041, 0.067, 0.110, 3.961, 0.649, 0.386, 0.700, 0.849, 1.356, 1.284, 0.149, 1.171, 4.655, 4.971, 0.122, 0.099, 0.652, 0.590},
	}
)
