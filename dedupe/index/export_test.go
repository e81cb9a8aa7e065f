package index

import (
	"slices"
	"time"
)

// Near returns the ids, in order, of the articles within the given time of at whose
// SimHash differs from one in nearBits bits at most. Tests and benchmarks ask for them
// apart from passages.
func (x *Index) Near(simHash uint64, at time.Time, within time.Duration) (ids []int64) {
	f := x.finder(at, within)
	defer x.finders.Put(f)
	f.aim(simHash)
	f.gather(nil)
	for _, h := range f.nearby {
		if d := f.whole(h); f.when.holds(d.at) {
			ids = append(ids, d.id)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}
