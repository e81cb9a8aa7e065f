package dedupe

// The models of scheme sada/1, as trained by eval.Train on labelled pairs of real
// articles, simulated newsroom edits and made formula stories.
var (
	copied = Model{
		Bias: -2.177,
		Weights: []float64{
			3.042,  // share of the shorter text that is common and rare elsewhere
			1.405,  // common words that are rare elsewhere
			-3.808, // words of the longer text known to the shorter
			0.735,  // headlines
			1.436,  // headline of the shorter in the longer text
			-0.539, // new words in the longer text's opening
			-3.330, // numbers that differ
			1.382,  // numbers missing in the longer text
			-0.567, // other names throughout
			-0.746, // ordinals that differ
			-2.412, // weekdays that differ
			4.096,  // weekdays that agree
			-1.183, // time between
		},
		Means: []float64{0.777, 4.062, 0.693, 0.544, 0.687, 1.652, 0.069, 0.091, 1.403, 0.023, 0.072, 0.125, 1.532},
	}
	whole = Model{
		Bias: 0.967,
		Weights: []float64{
			3.985,  // share of the longer text that is common
			1.353,  // share of the shorter text that is common
			-0.725, // longest stretch of its own in the longer text
			-0.761, // longest common run
			1.297,  // headlines
			0.575,  // the longer text's headline comes from the common part
			1.719,  // opening of the longer text is common
			-1.295, // opening of the shorter text is common
			-0.182, // paragraphs about something else
			-0.826, // turns to another matter or speaker
			-0.394, // the shorter text's own paragraphs
			2.377,  // same headline over a text wholly inside
			2.036,  // both texts mostly common
			-1.046, // the longer text's own part speaks of the same
		},
		Means: []float64{0.669, 0.884, 3.055, 0.478, 0.642, 0.683, 0.714, 0.866, 0.980, 0.200, 0.203, 0.453, 0.610, 0.272},
	}
)
