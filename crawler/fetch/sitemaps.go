package fetch

import (
	"context"

	"sada/crawler/address"
)

// Sitemaps returns the addresses of sitemaps that the robots.txt of target's
// host names, in its order, resolved; none where there is no robots.txt. Its
// error is like that of Get.
func (g *Getter) Sitemaps(ctx context.Context, target string) ([]string, error) {
	at, err := address.Parse(target)
	if err != nil {
		return nil, fail(BadURL, target, err)
	}
	left := g.o.Timeout
	v, err := g.rules(ctx, at, &left)
	if err != nil {
		return nil, err
	}
	if v.forbids != nil {
		return nil, v.allows(g.o.UserAgent, at)
	}
	var found []string
	for _, s := range v.Sitemaps() {
		if resolved, err := address.Resolve(at, s); err == nil {
			found = append(found, resolved)
		}
	}
	return found, nil
}
