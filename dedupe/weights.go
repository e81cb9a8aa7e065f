package dedupe

// The models of scheme sada/1, as trained by eval.Train on labelled pairs of real
// articles, simulated newsroom edits and made formula stories.
var (
	copied = Model{
		Bias: -2.013,
		Weights: []float64{
			3.414, // share of the shorter text that is common and rare elsewhere
			0.574, // common words that are rare elsewhere
			-2.355, // words of the longer text known to the shorter
			0.680, // headlines
			3.469, // headline of the shorter in the longer text
			-0.600, // new words in the longer text's opening
			-3.240, // numbers that differ
			1.131, // numbers missing in the longer text
			-0.522, // ordinals that differ
			-2.068, // weekdays that differ
			4.540, // weekdays that agree
			-1.227, // time between
		},
		Means: []float64{0.705, 3.329, 0.651, 0.452, 0.678, 1.791, 0.055, 0.084, 0.026, 0.064, 0.107, 1.678},
	}
	whole = Model{
		Bias: -0.280,
		Weights: []float64{
			2.982, // share of the longer text that is common
			2.601, // share of the shorter text that is common
			-0.650, // longest stretch of its own in the longer text
			-1.980, // longest common run
			2.017, // headlines
			0.627, // the longer text's headline comes from the common part
			1.744, // opening of the longer text is common
			-1.197, // opening of the shorter text is common
			-0.197, // paragraphs about something else
			-0.786, // turns to another matter or speaker
			-0.702, // the shorter text's own paragraphs
			1.487, // the longer text's own part speaks of the same
		},
		Means: []float64{0.630, 0.864, 3.291, 0.412, 0.559, 0.669, 0.690, 0.835, 0.970, 0.241, 0.218, 0.302},
	}
)
