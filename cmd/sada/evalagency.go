package main

import "sada/eval"

type evalAgencyCmd struct {
	evalSource
}

// Run compares credits in bylines with those in texts.
func (c *evalAgencyCmd) Run(a *app) error {
	articles, err := eval.LoadArticles(c.Articles)
	if err != nil {
		return err
	}
	return c.write(a, eval.Agencies(articles))
}
