package dedupe

// The models of scheme sada/1, as trained by eval.Train on labelled pairs of real
// articles, simulated newsroom edits and made formula stories.
var (
	copied = Model{
		Bias: -4.633,
		Weights: []float64{
			4.407,  // share of the shorter text that is common and rare elsewhere
			1.307,  // common words that are rare elsewhere
			-3.294, // words of the longer text known to the shorter
			1.199,  // headlines
			2.319,  // headline of the shorter in the longer text
			-0.501, // new words in the longer text's opening
			-3.241, // numbers that differ
			1.237,  // numbers missing in the longer text
			-0.676, // ordinals that differ
			-2.190, // weekdays that differ
			4.082,  // weekdays that agree
			-1.274, // time between
		},
		Means: []float64{0.774, 4.104, 0.683, 0.536, 0.696, 1.626, 0.044, 0.072, 0.023, 0.049, 0.130, 1.501},
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
