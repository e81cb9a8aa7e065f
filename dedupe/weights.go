package dedupe

// The models of scheme sada/1, as trained by eval.Train on labelled pairs of real
// articles, simulated newsroom edits and made formula stories.
var (
	copied = Model{
		Bias: -2.357,
		Weights: []float64{
			4.460,  // share of the shorter text that is common and rare elsewhere
			1.149,  // common words that are rare elsewhere
			-3.282, // words of the longer text known to the shorter
			1.348,  // headlines
			0.382,  // headline of the shorter in the longer text
			-0.427, // new words in the longer text's opening
			-3.079, // numbers that differ
			0.916,  // numbers missing in the longer text
			-0.041, // other names throughout
			-0.658, // one name for another again and again
			-0.782, // other names in headline and text
			-0.704, // ordinals that differ
			-2.304, // weekdays that differ
			3.664,  // weekdays that agree
			-1.098, // time between
		},
		Means: []float64{0.777, 4.059, 0.687, 0.514, 0.688, 1.674, 0.069, 0.090, 1.359, 0.763, 0.610, 0.022, 0.071, 0.126, 1.532},
	}
	whole = Model{
		Bias: 1.129,
		Weights: []float64{
			4.055,  // share of the longer text that is common
			0.999,  // share of the shorter text that is common
			-0.683, // longest stretch of its own in the longer text
			-0.743, // longest common run
			1.242,  // headlines
			0.739,  // the longer text's headline comes from the common part
			1.813,  // opening of the longer text is common
			-1.619, // opening of the shorter text is common
			-0.150, // paragraphs about something else
			-0.859, // turns to another matter or speaker
			-0.562, // the shorter text's own paragraphs
			2.321,  // same headline over a text wholly inside
			2.073,  // both texts mostly common
			-0.948, // the longer text's own part speaks of the same
		},
		Means: []float64{0.670, 0.885, 3.050, 0.481, 0.641, 0.685, 0.713, 0.863, 0.992, 0.201, 0.199, 0.454, 0.612, 0.270},
	}
)
