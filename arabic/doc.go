// Package arabic reads Arabic text as a newsroom's machine must: it folds the
// many spellings of a word into one, cuts text into words and numbers, strips
// light affixes, knows the words that carry no meaning of their own, finds
// sentences, dates and credits of agencies, and makes text safe to print. It
// knows nothing of feeds, pages or stores, does no I/O and keeps no state
// between calls.
//
// # Folding
//
// One word of the press has many spellings. A newsroom may write the vowels or
// leave them out, set a hamza on an alef or not, end a feminine noun with teh
// marbuta or heh and a name with yeh or alef maqsura, stretch a headline with
// tatweel, and write digits in any of three scripts. [Fold] makes these one. It
// drops what stands on or between letters, maps the forms of a letter to one,
// writes all digits and the separators inside numbers in ASCII, and resolves
// presentation forms. All normal forms of a text fold alike, what is folded
// folds to itself, and the result is at most [MaxGrowth] times as long.
//
// Folding loses what a reader needs: it is for comparing and searching, never
// for showing. «علي» and «على» become one word, and that is the price.
//
// # Words, numbers, stems
//
// A [Scanner] cuts a text into folded words and numbers without making a copy
// of it, and says where in the text each stands, so that what is found in the
// folded words can be shown in the original. A number is one token whatever its
// script and its separators: «١٬٢٣٤» and «1,234» are both 1234.
//
// The stem of a word, by [Stem] or [Scanner.AppendStem], is the word without
// conjunction, article and the commonest endings (light10). It is a
// compromise: it joins «للوزير» and «الوزير» but not a broken plural with its
// singular, where a root stemmer would join «وزارة» and «زيارة» too.
// [Scanner.Stop] tells particles, pronouns and the verbs of every report, and
// [Scanner.Key] gives a stem as 64 well mixed bits, and [AppendKeys] all those of
// a text at once, for prints and tables.
//
// Any text has a defined answer in time linear to its length: bytes that are not
// UTF-8 separate words, and a word of more than 64 letters is cut.
//
// # Around the text
//
// [Sentences] finds where sentences end, which a point inside a number or an
// address does not. [ParseDate] reads the dates of the press, with the months
// of the Levant, Egypt and the Maghreb and the Hijri calendar, and says what it
// assumed. [Agency] finds the news agency that an article credits, [Byline] cleans
// the line that names its author, [Headline] a headline. [OneLine], [Unsafe] and
// [RightToLeft] are for terminals and logs, where text from outside must not steer.
package arabic
