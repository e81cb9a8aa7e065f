package story

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"time"

	"sada/arabic"
	"sada/news"
)

// group reads the groups of the draft, does again what people decided, and
// finds which story of the archive each goes on.
func (d *draft) group(ctx context.Context, desk news.Desk, rulings []news.Ruling) error {
	if err := d.read(ctx, desk); err != nil {
		return err
	}
	e := newEnforcer(d.groups, d.of, d.past, rulings)
	d.report.Rulings, d.report.Unmet = len(rulings), e.enforce(rulings, news.Merge, news.Split)
	d.groups = e.groups
	for _, g := range d.groups {
		if g.head != 0 {
			continue
		}
		members, err := g.read(ctx, desk)
		if err != nil {
			return err
		}
		g.head = canonical(members).ArticleID
	}
	name(d.groups, d.past)
	d.report.Unmet += e.enforce(rulings, news.Pin)
	return nil
}

// read makes a group of each story of the scratch store.
func (d *draft) read(ctx context.Context, desk news.Desk) error {
	stories := make(map[int64]*group)
	for m, err := range desk.FiledAfter(ctx, 0, time.Time{}) {
		if err != nil {
			return err
		}
		g := stories[m.StoryID]
		if g == nil {
			g = &group{scratch: m.StoryID}
			stories[m.StoryID] = g
			d.groups = append(d.groups, g)
		}
		g.members = append(g.members, m.ArticleID)
		d.of = append(d.of, g)
		if m.Relation == news.Canonical {
			g.head = m.ArticleID
		}
	}
	if len(d.of) != len(d.past) {
		return fmt.Errorf("%d articles were filed, %d are found", len(d.past), len(d.of))
	}
	return nil
}

// read reads the members of a group.
func (g *group) read(ctx context.Context, desk news.Desk) ([]news.Member, error) {
	members := make([]news.Member, len(g.members))
	for i, id := range g.members {
		m, err := desk.Member(ctx, id)
		if err != nil {
			return nil, err
		}
		members[i] = m
	}
	return members, nil
}

// regroupings yields the groups as the archive is to store them.
func (d *draft) regroupings(ctx context.Context, desk news.Desk) iter.Seq2[news.Regrouping, error] {
	return func(yield func(news.Regrouping, error) bool) {
		for _, g := range d.groups {
			r, err := d.regrouping(ctx, desk, g)
			if !yield(r, err) || err != nil {
				return
			}
		}
	}
}

func (d *draft) regrouping(ctx context.Context, desk news.Desk, g *group) (news.Regrouping, error) {
	r := news.Regrouping{StoryID: g.story, CanonicalID: d.past[g.head-1].article}
	still := g.unchanged(d.past)
	g.rejudge = g.rejudge || g.hasOutside(d.past) && !still
	variants, err := d.variants(ctx, desk, g)
	if err != nil {
		return r, err
	}
	for _, v := range variants {
		outside := d.past[v.ArticleID-1].outside
		if outside && still {
			continue
		}
		m := news.Refiling{Variant: d.archived(v), Outside: outside}
		if !outside {
			if err := d.fill(ctx, desk, v.ArticleID, &m); err != nil {
				return r, err
			}
		}
		r.Members = append(r.Members, m)
	}
	return r, nil
}

// archived is a variant of the draft as the archive is to store it. Its story is that
// of the regrouping.
func (d *draft) archived(v news.Variant) news.Variant {
	v.ArticleID = d.past[v.ArticleID-1].article
	if v.ParentID != 0 {
		v.ParentID = d.past[v.ParentID-1].article
	}
	v.StoryID, v.FiledAt = 0, time.Time{}
	return v
}

// fill adds to a refiling what an article has beside its place: links, and the
// print where it is another.
func (d *draft) fill(ctx context.Context, desk news.Desk, id int64, f *news.Refiling) error {
	links, err := d.scratch.Links(ctx, id)
	if err != nil {
		return err
	}
	for _, l := range links {
		if l.ArticleID == id { // else it is the other article's
			l.ArticleID, l.OtherID = f.ArticleID, d.past[l.OtherID-1].article
			f.Links = append(f.Links, l)
		}
	}
	if d.past[id-1].remarked {
		marked, pushes, err := d.remark(ctx, f.ArticleID)
		if err != nil {
			return err
		}
		f.Remarked, f.Blocks, f.Pushes = true, marked.Blocks, pushes
	} else if d.past[id-1].same {
		return nil
	}
	m, err := desk.Member(ctx, id)
	if err != nil {
		return err
	}
	w, err := desk.Wording(ctx, id)
	if err != nil {
		return err
	}
	f.Print, f.Folded = m.Print, news.Folded{Title: arabic.Fold(w.Title), Text: arabic.Fold(w.Text)}
	return nil
}

// variants returns the place of each member of a group, in terms of the draft.
func (d *draft) variants(ctx context.Context, desk news.Desk, g *group) ([]news.Variant, error) {
	if g.rejudge {
		return d.judged(ctx, desk, g)
	}
	stored, err := d.scratch.Variants(ctx, g.scratch)
	if err != nil {
		return nil, err
	}
	variants := make([]news.Variant, len(stored))
	for i, s := range stored {
		variants[i] = s.Variant
	}
	return variants, nil
}

// judged judges every member of a group against its head.
func (d *draft) judged(ctx context.Context, desk news.Desk, g *group) ([]news.Variant, error) {
	members, err := g.read(ctx, desk)
	if err != nil {
		return nil, err
	}
	head := members[0]
	for _, m := range members {
		if m.ArticleID == g.head {
			head = m
		}
	}
	t := d.tracker
	if t.memory.index == nil { // it was given up since the last article was filed
		if err := t.memory.catchUp(ctx, desk, head.At, t.window); err != nil {
			return nil, err
		}
	}
	j := t.judge(desk)
	variants, err := j.crown(ctx, g.scratch, head, members)
	if err != nil {
		return nil, err
	}
	top := &variants[len(variants)-1]
	top.Why = cmp.Or(g.why, top.Why)
	return variants, nil
}
