package dedupe

// The models of scheme sada/2, made by sada eval train from labelled pairs of
// real articles, simulated newsroom edits and made formula stories.
var (
	copied = Model{
		Bias: -0.772,
		Weights: []float64{
			-0.997, // time between
			1.859,  // common words that are rare elsewhere
			1.492,  // rare words in common passages
			3.141,  // shorter text copied without a rare word of its own
			-0.400, // other names in headline and text
			-0.912, // one name for another again and again
			-2.128, // weekdays that differ
			-0.951, // ordinals that differ
			1.095,  // turns to another matter
			1.127,  // own words of the longer text at its end
			1.308,  // large numbers in both
			-1.790, // numbers that differ
			0.737,  // opening of the shorter text is common
			2.867,  // same headline over a text wholly inside
			-1.299, // headline about the rest of a text mostly copied
			-1.485, // same agency credited
			1.001,  // days named in what is common
			0.499,  // days named beside it
			-1.100, // common part far into the longer text
			4.269,  // common part far into a text of like length
			10.688, // text without a rare word of its own far into the longer one
			-1.940, // days named in what is common far into the longer text
			-0.648, // other names some time later
			-1.417, // both from one outlet
			0.244,  // speakers named in other words of both
			-1.331, // length of the longer text
			-3.479, // texts of like length
			1.676,  // told to a newspaper in what is common
		},
		Means: []float64{0.983, 4.277, 3.407, 0.390, 0.308, 0.381, 0.047, 0.020, 0.165, 0.278, 0.282, 0.194, 0.754, 0.347, 0.072, 0.085, 0.893, 0.366, 0.113, 0.068, 0.040, 0.077, 0.517, 0.043, 0.296, 5.227, 0.718, 0.042},
	}
	whole = Model{
		Bias: 5.631,
		Weights: []float64{
			6.277,   // share of the longer text that is copied
			-0.376,  // turns to another matter before much else
			-3.441,  // turns to another matter at the end of a text mostly copied
			-1.462,  // turns to another matter next to a text copied whole
			-2.538,  // headline about the rest of the longer text
			-1.123,  // longest common run
			0.294,   // headlines
			1.396,   // like headlines over another opening
			-0.678,  // other names throughout
			2.314,   // opening of the longer text is common
			-1.926,  // opening of the shorter text within the longer one
			0.305,   // new words in the longer text's opening
			-0.351,  // paragraphs about something else
			3.840,   // the rest of the longer text speaks of the same
			7.383,   // rare words of the rest that are new
			1.763,   // common words that are rare elsewhere
			-1.957,  // length of the shorter text
			-1.994,  // the shorter text's own paragraphs under a like headline
			-4.138,  // the shorter text's own words in a row
			-13.013, // much else beside what is copied
			-0.256,  // days named beside a text copied whole
			-0.233,  // days named in what is copied
			-0.159,  // other speakers beside it
			-0.328,  // other items beside it
			-0.104,  // quotations beside it
			0.578,   // told to a newspaper in what is copied
		},
		Means: []float64{0.615, 0.068, 0.016, 0.039, 0.114, 3.619, 0.595, 0.885, 0.427, 0.620, 0.277, 1.605, 1.261, 0.181, 0.183, 4.523, 4.872, 0.145, 0.067, 0.122, 0.640, 0.951, 0.705, 0.033, 1.149, 0.051},
	}
)
