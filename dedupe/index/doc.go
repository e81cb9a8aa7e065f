// Package index finds, among the prints of all that is filed, the articles that
// share passages with another or have nearly its SimHash, and tells who else holds a
// passage and how much is filed about a time. It only proposes: it doesn't decide
// whether two articles carry the same report. It does no I/O and knows no clock; of
// files it sees only the bytes that others map into memory, or write.
//
// An [Index] is made of segments, which don't change any more, and of the newest
// articles, which are in none yet. A [Segment] is the same bytes in memory and in a
// file. A [Draft] is a segment that is to be written, of the newest articles and the
// small segments before them. A single question is asked by [Index.Candidates] or
// [Index.Around], several around the same time by a [Weigher].
//
// Articles and stories are known by their ids; those of articles ascend. The number of
// an article within a segment or an index is its slot. Passages and SimHashes are
// 64-bit hashes as package prints makes them, times are Unix seconds, sizes bytes.
// SimHashes that differ in a few bits are found by tables over parts of them, one of
// which must be equal (Manku, Jain and Das Sarma 2007).
package index
