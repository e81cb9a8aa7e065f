// Package arabic reads Arabic text as a newsroom's machine must: it folds the
// many spellings of a word into one, cuts text into words and numbers without
// allocating, strips light affixes, knows the words that carry no meaning of
// their own, and finds sentences. It knows nothing of news, does no I/O and
// keeps no state between calls.
//
// Folding is lossy on purpose. It makes «الأَخْبَار», «الاخبار» and «الاخبـــار» the
// same string, so that two newsrooms' spellings of one report can be compared;
// it is for comparing and searching, never for showing.
package arabic
