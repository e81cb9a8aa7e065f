package dedupe

// The models of scheme sada/2, made by sada eval train from labelled pairs of
// real articles, simulated newsroom edits and made formula stories.
var (
	copied = Model{
		Bias: -0.356,
		Weights: []float64{
			-0.921, // time between
			1.658,  // common words that are rare elsewhere
			2.300,  // rare words in common passages
			3.456,  // shorter text copied without a rare word of its own
			-0.437, // other names in headline and text
			-0.879, // one name for another again and again
			-1.805, // weekdays that differ
			-0.776, // ordinals that differ
			0.572,  // turns to another matter
			1.292,  // own words of the longer text at its end
			1.224,  // large numbers in both
			-1.732, // numbers that differ
			0.655,  // opening of the shorter text is common
			2.149,  // same headline over a text wholly inside
			-0.551, // headline about the rest of a text mostly copied
			-0.953, // same agency credited
			0.716,  // days named in what is common
			0.186,  // days named beside it
			-0.906, // common part far into the longer text
			2.512,  // common part far into a text of like length
			15.756, // text without a rare word of its own far into the longer one
			-0.757, // days named in what is common far into the longer text
			-0.575, // other names some time later
			-1.313, // both from one outlet
			0.076,  // speakers named in other words of both
			-1.671, // length of the longer text
			-3.272, // texts of like length
			0.975,  // told to a newspaper in what is common
			-1.905, // share of the shorter text in one common run
		},
		Means: []float64{0.900, 4.233, 3.351, 0.361, 0.300, 0.357, 0.044, 0.020, 0.227, 0.286, 0.264, 0.173, 0.730, 0.325, 0.073, 0.078, 0.855, 0.431, 0.130, 0.076, 0.039, 0.082, 0.429, 0.049, 0.379, 5.282, 0.704, 0.056, 0.373},
	}
	whole = Model{
		Bias: 5.398,
		Weights: []float64{
			6.256,   // share of the longer text that is copied
			-2.532,  // turns to another matter at the end of a text mostly copied
			-1.436,  // turns to another matter next to a text copied whole
			-1.613,  // headline about the rest of the longer text
			-0.940,  // longest common run
			0.658,   // headlines
			0.978,   // like headlines over another opening
			-0.839,  // other names throughout
			1.646,   // opening of the longer text is common
			-1.378,  // opening of the shorter text within the longer one
			0.188,   // new words in the longer text's opening
			-0.254,  // paragraphs about something else
			3.342,   // the rest of the longer text speaks of the same
			6.362,   // rare words of the rest that are new
			0.817,   // common words that are rare elsewhere
			-1.155,  // length of the shorter text
			-1.575,  // the shorter text's own paragraphs under a like headline
			-5.089,  // the shorter text's own words in a row
			-11.902, // much else beside what is copied
			-0.199,  // days named beside a text copied whole
			-0.083,  // days named in what is copied
			-0.669,  // other items beside it
			-0.103,  // quotations beside it
			0.542,   // told to a newspaper in what is copied
			-1.683,  // others carry it without what stands beside it
			1.847,   // others carry it with what stands beside it
			-0.252,  // others carry what stands beside it alone
			-11.596, // another carries what stands beside it alone
		},
		Means: []float64{0.605, 0.020, 0.047, 0.128, 3.570, 0.583, 0.885, 0.457, 0.598, 0.288, 1.670, 1.347, 0.176, 0.195, 4.503, 4.887, 0.163, 0.074, 0.122, 0.652, 0.925, 0.030, 1.315, 0.065, 0.066, 0.055, 0.067, 0.020},
	}
)
