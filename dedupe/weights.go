package dedupe

// The models of scheme sada/2, made by sada eval train from labelled pairs of
// real articles, simulated newsroom edits and made formula stories.
var (
	copied = Model{
		Bias: -6.024,
		Weights: []float64{
			-1.516, // time between, over what was copied
			1.227,  // common words that are rare elsewhere
			0.882,  // rare words in common passages
			0.345,  // rare words of the shorter text that the longer has
			2.394,  // shorter text copied, with no rare word of its own
			-0.689, // other names in headline and text
			-0.772, // one name for another again and again
			3.064,  // weekdays that agree
			-1.637, // weekdays that differ
			-1.087, // ordinals that differ
			0.762,  // turns to another matter
			1.298,  // turns to another speaker
			1.159,  // own words of the longer text at its end
			1.106,  // large numbers in both
			-0.093, // large numbers in the shorter text alone, none in both
			-1.282, // numbers that differ
			1.999,  // opening of the shorter text is common
			1.502,  // same headline over a text wholly inside
			-1.550, // headline about the rest of a text mostly copied
			-0.421, // the rest of the longer text speaks of the same
			-1.904, // same agency credited
		},
		Means: []float64{1.136, 4.241, 3.424, 0.840, 0.430, 0.442, 0.486, 0.137, 0.051, 0.015, 0.163, 0.086, 0.268, 0.280, 0.137, 0.161, 0.789, 0.366, 0.079, 0.176, 0.149},
	}
	whole = Model{
		Bias: 0.235,
		Weights: []float64{
			2.930,  // both texts mostly copied
			3.280,  // share of the longer text that is copied
			-0.683, // turns to another matter, before much else
			-1.910, // turns to another matter at the end
			0.397,  // turns to the background
			-2.564, // headline about the rest of the longer text
			-1.214, // longest common run
			1.516,  // headlines
			-0.695, // other names throughout
			0.754,  // opening of the longer text is common
			-1.633, // opening of the shorter text is common
			0.937,  // new words in the longer text's opening
			-0.432, // paragraphs about something else
			2.290,  // the rest of the longer text speaks of the same
			-0.242, // rare words of the shorter text alone
			1.198,  // common words that are rare elsewhere
			-0.493, // length of the shorter text
			-1.863, // the shorter text's own paragraphs under a like headline
			-6.822, // much else beside what is copied
			2.367,  // shorter text copied, from the opening on
			1.036,  // like headline over a text wholly inside
		},
		Means: []float64{0.649, 0.691, 0.072, 0.041, 0.067, 0.111, 3.961, 0.649, 0.387, 0.700, 0.849, 1.356, 1.285, 0.150, 1.172, 4.655, 4.972, 0.123, 0.099, 0.652, 0.590},
	}
)
