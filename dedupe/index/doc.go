// Package index finds, among the prints of all that is filed, the articles that
// share passages with another or nearly its SimHash, and tells who else holds a
// passage. It proposes: whether two articles carry the same report is none of its
// business. It does no I/O and knows no clock; bytes that others map into memory or
// write are all that it sees of files.
//
// An [Index] is segments, which don't change any more, and the newest articles,
// which are in none yet. A [Segment] is the same bytes in memory and in a file; a
// [Draft] is one that is to be written, of small ones and what came after them. A
// question is asked within a stretch of time, as [Index.Candidates], or more than one
// around the same time by a [Weigher].
//
// Articles and stories are told by their ids, those of articles ascend; an article's number within a
// segment or index is its slot. Passages and SimHashes are 64-bit hashes as package
// prints makes them, times Unix seconds, and sizes bytes. SimHashes that differ in a
// few bits are found by tables over parts of them, one of which must be equal (Manku,
// Jain and Das Sarma 2007).
package index
