package dedupe

// The models of scheme sada/2, made by sada eval train from labelled pairs of
// real articles, simulated newsroom edits and made formula stories.
var (
	copied = Model{
		Bias: 0.281,
		Weights: []float64{
			-0.938, // time between
			1.823,  // common words that are rare elsewhere
			1.657,  // rare words in common passages
			2.893,  // shorter text copied without a rare word of its own
			-0.319, // other names in headline and text
			-0.619, // one name for another again and again
			-1.669, // weekdays that differ
			-0.953, // ordinals that differ
			1.082,  // turns to another matter
			1.119,  // own words of the longer text at its end
			1.165,  // large numbers in both
			-1.659, // numbers that differ
			0.757,  // opening of the shorter text is common
			2.748,  // same headline over a text wholly inside
			-1.596, // headline about the rest of a text mostly copied
			-1.628, // same agency credited
			1.060,  // days named in what is common
			0.405,  // days named beside it
			-0.622, // how far into the longer text the common part begins
			3.749,  // the same, of texts of a length
			10.229, // the same, of a text without a rare word of its own
			-2.053, // the same, with days named in what is common
			-0.683, // other names some time later
			-1.526, // both from one outlet
			0.235,  // speakers in other words of both
			-1.614, // length of the longer text
			-3.458, // texts of a length
			1.430,  // told to a newspaper in what is common
		},
		Means: []float64{0.919, 4.345, 3.421, 0.409, 0.218, 0.282, 0.023, 0.019, 0.176, 0.291, 0.301, 0.126, 0.756, 0.367, 0.067, 0.091, 0.877, 0.392, 0.119, 0.070, 0.043, 0.080, 0.343, 0.046, 0.310, 5.275, 0.703, 0.045},
	}
	whole = Model{
		Bias: 5.555,
		Weights: []float64{
			6.291,   // share of the longer text that is copied
			-0.373,  // turns to another matter before much else
			-3.460,  // turns to another matter at the end of a text mostly copied
			-1.468,  // turns to another matter next to a text copied whole
			-2.534,  // headline about the rest of the longer text
			-1.123,  // longest common run
			0.316,   // headlines
			1.393,   // like headlines over another opening
			-0.680,  // other names throughout
			2.343,   // opening of the longer text is common
			-1.909,  // opening of the shorter text within the longer one
			0.311,   // new words in the longer text's opening
			-0.350,  // paragraphs about something else
			3.812,   // the rest of the longer text speaks of the same
			7.407,   // rare words of the rest that are new
			1.717,   // common words that are rare elsewhere
			-1.911,  // length of the shorter text
			-1.998,  // the shorter text's own paragraphs under a like headline
			-4.175,  // the shorter text's own words in a row
			-12.932, // much else beside what is copied
			-0.256,  // days named beside a text copied whole
			-0.230,  // days named in what is copied
			-0.163,  // other speakers beside it
			-0.324,  // other items beside it
			-0.100,  // quotations beside it
			0.604,   // told to a newspaper in what is copied
		},
		Means: []float64{0.615, 0.068, 0.016, 0.039, 0.114, 3.619, 0.595, 0.885, 0.427, 0.620, 0.277, 1.605, 1.261, 0.181, 0.183, 4.523, 4.872, 0.145, 0.067, 0.122, 0.640, 0.951, 0.705, 0.033, 1.149, 0.051},
	}
)
