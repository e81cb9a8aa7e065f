package dedupe

// The models of scheme sada/1, as trained by eval.Train on labelled pairs of real
// articles, simulated newsroom edits and made formula stories.
var (
	copied = Model{
		Bias: -4.775,
		Weights: []float64{
			4.196,  // share of the shorter text that is common and rare elsewhere
			1.329,  // common words that are rare elsewhere
			-3.279, // words of the longer text known to the shorter
			1.194,  // headlines
			2.610,  // headline of the shorter in the longer text
			-0.494, // new words in the longer text's opening
			-3.159, // numbers that differ
			1.227,  // numbers missing in the longer text
			-0.689, // ordinals that differ
			-2.188, // weekdays that differ
			4.052,  // weekdays that agree
			-1.274, // time between
		},
		Means: []float64{0.774, 4.113, 0.683, 0.536, 0.694, 1.626, 0.045, 0.072, 0.023, 0.049, 0.130, 1.501},
	}
	whole = Model{
		Bias: 1.120,
		Weights: []float64{
			3.996,  // share of the longer text that is common
			0.868,  // share of the shorter text that is common
			-0.705, // longest stretch of its own in the longer text
			-0.914, // longest common run
			1.402,  // headlines
			0.546,  // the longer text's headline comes from the common part
			1.565,  // opening of the longer text is common
			-1.186, // opening of the shorter text is common
			-0.154, // paragraphs about something else
			-0.912, // turns to another matter or speaker
			-0.476, // the shorter text's own paragraphs
			2.344,  // same headline over a text wholly inside
			1.838,  // both texts mostly common
			-1.107, // the longer text's own part speaks of the same
		},
		Means: []float64{0.680, 0.882, 2.946, 0.479, 0.642, 0.684, 0.726, 0.861, 0.972, 0.201, 0.208, 0.453, 0.618, 0.252},
	}
)
