package main

import "sada/eval"

type evalFurnitureCmd struct {
	evalSource
	Marks  bool   `help:"With --json: every marked line too."`
	Labels string `help:"What a reader said of some lines, JSON Lines: id, block, label, of." placeholder:"FILE" type:"path"`
}

// Run scores learned furniture.
func (c *evalFurnitureCmd) Run(a *app) error {
	opts := eval.FurnitureOptions{Marks: c.Marks}
	if c.Labels != "" {
		labels, err := eval.LoadFurnitureLabels(c.Labels)
		if err != nil {
			return err
		}
		opts.Labels = labels
	}
	articles, err := eval.LoadArticles(c.Articles)
	if err != nil {
		return err
	}
	report, err := eval.Furniture(articles, opts)
	if err != nil {
		return err
	}
	return c.write(a, report)
}
