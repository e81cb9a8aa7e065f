package dedupe

// The models of scheme sada/2, made by sada eval train from labelled pairs of
// real articles, simulated newsroom edits and made formula stories.
var (
	copied = Model{
		Bias: -0.719,
		Weights: []float64{
			-1.005, // time between
			1.844,  // common words that are rare elsewhere
			1.484,  // rare words in common passages
			3.119,  // shorter text copied without a rare word of its own
			-0.408, // other names in headline and text
			-0.915, // one name for another again and again
			-2.132, // weekdays that differ
			-0.938, // ordinals that differ
			1.101,  // turns to another matter
			1.109,  // own words of the longer text at its end
			1.244,  // large numbers in both
			-1.785, // numbers that differ
			0.775,  // opening of the shorter text is common
			2.858,  // same headline over a text wholly inside
			-1.337, // headline about the rest of a text mostly copied
			-1.496, // same agency credited
			0.998,  // days named in what is common
			0.506,  // days named beside it
			-1.110, // common part far into the longer text
			4.225,  // common part far into a text of like length
			10.687, // text without a rare word of its own far into the longer one
			-1.919, // days named in what is common far into the longer text
			-0.639, // other names some time later
			-1.439, // both from one outlet
			0.245,  // speakers named in other words of both
			-1.327, // length of the longer text
			-3.456, // texts of like length
			1.699,  // told to a newspaper in what is common
		},
		Means: []float64{0.983, 4.277, 3.407, 0.390, 0.308, 0.381, 0.047, 0.020, 0.165, 0.278, 0.282, 0.194, 0.754, 0.347, 0.072, 0.085, 0.893, 0.366, 0.113, 0.068, 0.040, 0.077, 0.517, 0.043, 0.296, 5.227, 0.718, 0.042},
	}
	whole = Model{
		Bias: 5.576,
		Weights: []float64{
			6.277,   // share of the longer text that is copied
			-0.378,  // turns to another matter before much else
			-3.447,  // turns to another matter at the end of a text mostly copied
			-1.465,  // turns to another matter next to a text copied whole
			-2.535,  // headline about the rest of the longer text
			-1.123,  // longest common run
			0.304,   // headlines
			1.394,   // like headlines over another opening
			-0.684,  // other names throughout
			2.329,   // opening of the longer text is common
			-1.916,  // opening of the shorter text within the longer one
			0.308,   // new words in the longer text's opening
			-0.351,  // paragraphs about something else
			3.823,   // the rest of the longer text speaks of the same
			7.394,   // rare words of the rest that are new
			1.728,   // common words that are rare elsewhere
			-1.918,  // length of the shorter text
			-1.999,  // the shorter text's own paragraphs under a like headline
			-4.167,  // the shorter text's own words in a row
			-12.951, // much else beside what is copied
			-0.256,  // days named beside a text copied whole
			-0.232,  // days named in what is copied
			-0.161,  // other speakers beside it
			-0.329,  // other items beside it
			-0.102,  // quotations beside it
			0.604,   // told to a newspaper in what is copied
		},
		Means: []float64{0.615, 0.068, 0.016, 0.039, 0.114, 3.619, 0.595, 0.885, 0.427, 0.620, 0.277, 1.605, 1.261, 0.181, 0.183, 4.523, 4.872, 0.145, 0.067, 0.122, 0.640, 0.951, 0.705, 0.033, 1.149, 0.051},
	}
)
